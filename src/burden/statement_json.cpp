// SPDX-License-Identifier: Apache-2.0
#include "burden/rows.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

namespace luoshi::burden {
namespace {

using Json = nlohmann::ordered_json;

Line line_of(const Json& json) {
    Line line;
    line.duty = duty::DutyId{json.at("duty").get<std::int64_t>()};
    line.plan = followup::PlanId{json.at("plan").get<std::int64_t>()};
    line.title = json.at("title");
    line.title_en = json.at("title_en");
    line.basis = json.at("basis");
    line.asked_by = json.at("asked_by");
    line.approver = json.at("approver");
    line.due_on = Date::parse(json.at("due_on").get<std::string>()).value();
    line.state = duty::parse_due_state(json.at("state").get<std::string>()).value();
    line.answers = json.at("answers");
    line.late = json.at("late");
    return line;
}

} // namespace

std::string to_json(const Statement& statement) {
    auto lines = Json::array();
    for (const auto& line : statement.lines) {
        lines.push_back({{"duty", line.duty.value},
                         {"plan", line.plan.value},
                         {"title", line.title},
                         {"title_en", line.title_en},
                         {"basis", line.basis},
                         {"asked_by", line.asked_by},
                         {"approver", line.approver},
                         {"due_on", luoshi::to_string(line.due_on)},
                         {"state", duty::to_string(line.state)},
                         {"answers", line.answers},
                         {"late", line.late}});
    }
    return Json{{"lines", std::move(lines)},
                {"noted", statement.noted},
                {"unanswered", statement.unanswered}}
        .dump();
}

Statement read_statement(org::UnitId unit, std::string_view text) {
    const auto json = Json::parse(text);
    Statement statement;
    statement.unit = unit;
    for (const auto& line : json.at("lines")) {
        statement.lines.push_back(line_of(line));
    }
    statement.noted = json.at("noted");
    statement.unanswered = json.at("unanswered");
    return statement;
}

} // namespace luoshi::burden
