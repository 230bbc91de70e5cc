// SPDX-License-Identifier: Apache-2.0
#include "burden/rows.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace luoshi::burden {
namespace {

constexpr std::string_view kRequest =
    "SELECT id, unit_id, asker, channel, asked_on, what, ground, duty_id, field, since, answer, "
    "merged_id, words, answered_by, answered_on, version, person_id, created_by, created_at FROM "
    "burden_requests ";

template <class Enum>
Enum must(const std::optional<Enum>& value) {
    ensure(value.has_value(), "a stored word is one of ours");
    return *value;
}

Request request_of(const store::Row& row) {
    Request request;
    request.id = row.id<RequestId>(0);
    request.unit = row.id<org::UnitId>(1);
    auto& said = request.said;
    said.asker = row.text(2);
    said.channel = must(parse_channel(row.text(3)));
    said.asked_on = row.date(4);
    said.what = row.text(5);
    said.ground = must(parse_ground(row.text(6)));
    said.duty = row.id<duty::DutyId>(7);
    said.field = row.text_or_empty(8);
    said.since = row.optional_date(9);
    if (!row.is_null(10)) {
        request.answer = Answer{must(parse_verdict(row.text(10))), row.id<duty::DutyId>(11),
                                row.text_or_empty(12)};
    }
    request.answered_by = row.text_or_empty(13);
    request.answered_on = row.optional_date(14);
    request.version = row.integer(15);
    request.person = row.id<access::PersonId>(16);
    request.created_by = row.text(17);
    request.created_at = row.time(18);
    return request;
}

template <class IdType>
store::Value id_or_null(IdType id) {
    return id ? store::Value{id.value} : store::Value{};
}

store::Columns columns_of(const Request& request) {
    const auto& answer = request.answer;
    return {{"state", answer ? "answered" : "open"},
            {"answer", answer ? store::Value{to_string(answer->verdict)} : store::Value{}},
            {"merged_id", answer ? id_or_null(answer->merged) : store::Value{}},
            {"words", store::text_or_null(answer ? answer->words : "")},
            {"answered_by", store::text_or_null(request.answered_by)},
            {"answered_on", request.answered_on},
            {"version", request.version}};
}

} // namespace

std::optional<KeptMonth> kept_month(store::Reader& reader, Month month) {
    const auto row = reader.query_one("SELECT cap, frozen_on FROM burden_months WHERE month = $1",
                                      {to_string(month)});
    return row ? std::optional{KeptMonth{month, static_cast<int>(row->integer(0)), row->date(1)}}
               : std::nullopt;
}

std::vector<Month> kept_months(store::Reader& reader) {
    std::vector<Month> months;
    for (const auto& row : reader.query("SELECT month FROM burden_months ORDER BY month DESC")) {
        months.push_back(must(Month::parse(row.text(0))));
    }
    return months;
}

std::vector<Statement> kept_statements(store::Reader& reader, const org::Scope& scope,
                                       Month month) {
    std::vector<Statement> all;
    const auto text = to_string(month);
    const auto rows =
        scope.sees_all()
            ? reader.query("SELECT unit_id, body FROM burden_statements WHERE month = $1", {text})
            : reader.query("SELECT unit_id, body FROM burden_statements WHERE month = $1 AND "
                           "unit_id = $2",
                           {text, scope.unit()});
    for (const auto& row : rows) {
        all.push_back(read_statement(row.id<org::UnitId>(0), row.text(1)));
    }
    return all;
}

void insert_month(store::Transaction& transaction, const KeptMonth& month,
                  const std::map<org::UnitId, Statement>& statements) {
    const auto text = to_string(month.month);
    transaction.insert("burden_months", transaction.new_id(),
                       {{"month", text}, {"cap", month.cap}, {"frozen_on", month.frozen_on}});
    std::vector<std::int64_t> ids;
    std::vector<std::vector<store::Value>> rows;
    for (const auto& [unit, statement] : statements) {
        ids.push_back(transaction.new_id());
        rows.push_back({text, unit.value, to_json(statement)});
    }
    transaction.insert_many("burden_statements", {"month", "unit_id", "body"}, ids, rows);
}

std::vector<Request> requests_of(store::Reader& reader, const org::Scope& scope,
                                 std::optional<Month> month) {
    std::string where = "WHERE 1 = 1";
    store::Params params;
    const auto add = [&](std::string_view condition, store::Value value) {
        params.push_back(std::move(value));
        where += fmt::format(" AND {} ${}", condition, params.size());
    };
    if (!scope.sees_all()) {
        add("unit_id =", scope.unit().value);
    }
    if (month) {
        add("asked_on >=", month->first());
        add("asked_on <=", month->last());
    }
    std::vector<Request> all;
    for (const auto& row :
         reader.query(fmt::format("{}{} ORDER BY id DESC", kRequest, where), params)) {
        all.push_back(request_of(row));
    }
    return all;
}

std::optional<Request> find_request(store::Reader& reader, RequestId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kRequest), {id});
    return row ? std::optional{request_of(*row)} : std::nullopt;
}

void insert_request(store::Transaction& transaction, const Request& request) {
    auto columns = columns_of(request);
    const auto& said = request.said;
    const store::Columns fixed{{"unit_id", request.unit},
                               {"asker", said.asker},
                               {"channel", to_string(said.channel)},
                               {"asked_on", said.asked_on},
                               {"what", said.what},
                               {"ground", to_string(said.ground)},
                               {"duty_id", id_or_null(said.duty)},
                               {"field", store::text_or_null(said.field)},
                               {"since", said.since},
                               {"person_id", request.person},
                               {"created_by", request.created_by},
                               {"created_at", transaction.now()}};
    columns.insert(columns.end(), fixed.begin(), fixed.end());
    transaction.insert("burden_requests", request.id.value, columns);
}

void update_request(store::Transaction& transaction, const Request& request) {
    transaction.update("burden_requests", request.id.value, columns_of(request));
}

void erase_request(store::Transaction& transaction, RequestId id) {
    transaction.erase("burden_requests", id.value);
}

} // namespace luoshi::burden
