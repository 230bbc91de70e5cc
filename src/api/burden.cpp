// SPDX-License-Identifier: Apache-2.0
// What reporting costs 报送负担: statements of a month, and requests made past the duties.
#include "burden/burden.hpp"

#include "api/duty_json.hpp"
#include "api/office_file.hpp"
#include "base/error.hpp"
#include "burden/burden_files.hpp"
#include "burden/requests.hpp"
#include "http/conditional.hpp"
#include "org/org.hpp"

#include <fmt/format.h>

namespace luoshi::api {
namespace {

using burden::Month;
using burden::RequestId;
using http::Method;

// The parameter 'month'; the present one where it is absent.
Month month_of(const Call& call) {
    const std::string text{call.request.query.get("month")};
    if (text.empty()) {
        return Month::of(call.services.clock.today());
    }
    const auto month = Month::parse(text);
    if (!month) {
        bad_parameter("month", "a month like 2011-11");
    }
    return *month;
}

Json month_json(const burden::MonthView& view) {
    auto months = Json::array();
    for (const auto month : view.months) {
        months.push_back(burden::to_string(month));
    }
    return {{"month", burden::to_string(view.month)},
            {"cap", view.cap},
            {"frozen_on", to_json(view.frozen_on)},
            {"months", std::move(months)}};
}

Json counts_json(const burden::MonthView& view, const burden::Statement& one) {
    const auto it = view.before.find(one.unit);
    const auto before = it == view.before.end() ? burden::Before{} : it->second;
    return {{"unit", unit_ref(*view.directory, one.unit, view.month.last())},
            {"duties", one.duties()},
            {"reports", one.reports()},
            {"answers", one.answers()},
            {"groundless", one.groundless()},
            {"late", one.late()},
            {"noted", one.noted},
            {"unanswered", one.unanswered},
            {"before", {{"reports", before.reports}, {"answers", before.answers}}}};
}

Json line_json(const burden::Line& line) {
    return {{"duty_id", to_string(line.duty)},
            {"plan_id", to_string(line.plan)},
            {"title", {{"zh", line.title}, {"en", line.title_en}}},
            {"basis", text_or_null(line.basis)},
            {"asked_by", text_or_null(line.asked_by)},
            {"approver", text_or_null(line.approver)},
            {"due_on", to_string(line.due_on)},
            {"state", duty::to_string(line.state)},
            {"answers", line.answers},
            {"late", line.late}};
}

http::Response list(const Call& call) {
    const auto view = call.services.statements.month(call.scope(), month_of(call));
    auto json = month_json(view);
    json["items"] = Json::array();
    for (const auto& one : view.statements) {
        json["items"].push_back(counts_json(view, one));
    }
    return answer(200, json);
}

http::Response of_unit(const Call& call) {
    const auto unit = path_id<org::UnitId>(call.request);
    if (!call.scope().sees_all() && call.scope().unit() != unit) {
        throw failure(ErrorCode::not_found, "burden.no-unit", "there is no such unit");
    }
    const auto view = call.services.statements.month(org::Scope::of(unit), month_of(call));
    if (view.directory->find(unit) == nullptr) {
        throw failure(ErrorCode::not_found, "burden.no-unit", "there is no such unit");
    }
    burden::Statement none;
    none.unit = unit;
    const auto it = std::ranges::find(view.statements, unit, &burden::Statement::unit);
    const auto& one = it == view.statements.end() ? none : *it;
    auto json = month_json(view);
    json["counts"] = counts_json(view, one);
    json["lines"] = Json::array();
    for (const auto& line : one.lines) {
        json["lines"].push_back(line_json(line));
    }
    return answer(200, json);
}

http::Response file(const Call& call) {
    const auto format = wanted_format(call.request);
    const auto month = month_of(call);
    const auto view = call.services.statements.month(call.scope(), month);
    const auto sheet = call.services.requests.list(call.scope(), month);
    const auto made = fmt::format("{} {}", call.who().name, to_string(call.services.clock.today()));
    return office_file(format == office::Format::xlsx ? burden::to_xlsx(view, sheet)
                                                      : burden::to_docx(view, sheet, made),
                       format, burden::to_string(month) + "报送负担月报");
}

Json duty_json(const burden::Sheet& sheet, duty::DutyId id) {
    const auto it = sheet.titles.find(id);
    return it == sheet.titles.end() ? Json() : Json{{"id", to_string(id)}, {"title", it->second}};
}

Json request_json(const burden::Sheet& sheet, const burden::Request& one) {
    const auto& said = one.said;
    Json answered;
    if (one.answer) {
        answered = {{"verdict", burden::to_string(one.answer->verdict)},
                    {"merged", duty_json(sheet, one.answer->merged)},
                    {"words", text_or_null(one.answer->words)},
                    {"by", one.answered_by},
                    {"on", to_json(one.answered_on)}};
    }
    return {{"id", to_string(one.id)},
            {"unit", unit_ref(*sheet.directory, one.unit, said.asked_on)},
            {"asker", said.asker},
            {"channel", burden::to_string(said.channel)},
            {"asked_on", to_string(said.asked_on)},
            {"what", said.what},
            {"ground", burden::to_string(said.ground)},
            {"duty", duty_json(sheet, said.duty)},
            {"field", text_or_null(said.field)},
            {"since", to_json(said.since)},
            {"answer", std::move(answered)},
            {"version", one.version},
            {"by", one.created_by}};
}

http::Response requests(const Call& call) {
    const bool all = call.request.query.get("month").empty();
    const auto sheet = call.services.requests.list(
        call.scope(), all ? std::nullopt : std::optional{month_of(call)});
    auto items = Json::array();
    for (const auto& one : sheet.requests) {
        items.push_back(request_json(sheet, one));
    }
    return answer(200, {{"items", std::move(items)}});
}

http::Response requests_file(const Call& call) {
    const auto format = wanted_format(call.request);
    const bool all = call.request.query.get("month").empty();
    const auto sheet = call.services.requests.list(
        call.scope(), all ? std::nullopt : std::optional{month_of(call)});
    const auto made = fmt::format("{} {}", call.who().name, to_string(call.services.clock.today()));
    return office_file(format == office::Format::xlsx ? burden::requests_xlsx(sheet)
                                                      : burden::requests_docx(sheet, made),
                       format, "登记的要求");
}

http::Response note(const Call& call) {
    const auto body = body_of(call.request, {"asker", "channel", "asked_on", "what", "ground",
                                             "duty_id", "field", "since"});
    burden::NewRequest one;
    one.asker = text_of(body, "asker");
    one.what = text_of(body, "what");
    one.asked_on = date_of(body, "asked_on");
    const auto channel = burden::parse_channel(text_of(body, "channel"));
    const auto ground = burden::parse_ground(text_of(body, "ground"));
    if (!channel) {
        bad_field("channel", "phone, group, mail, paper, meeting, system or other");
    }
    if (!ground) {
        bad_field("ground", "repeats, groundless or both");
    }
    one.channel = *channel;
    one.ground = *ground;
    one.duty = id_field<duty::DutyId>(body, "duty_id");
    one.field = optional_text(body, "field").value_or("");
    one.since = optional_date(body, "since");
    const auto id = call.services.requests.note(who_of(call), one);
    return answer(201, {{"id", to_string(id)}});
}

// The request in the path, when the scope sees it: before anything in the body is judged.
RequestId request_in_path(const Call& call) {
    const auto id = path_id<RequestId>(call.request);
    call.services.requests.detail(call.scope(), id);
    return id;
}

http::Response take_back(const Call& call) {
    const auto id = request_in_path(call);
    call.services.requests.take_back(who_of(call), id, version_named(call.request));
    return http::no_content();
}

http::Response answer_it(const Call& call) {
    const auto id = request_in_path(call);
    const auto body = body_of(call.request, {"verdict", "duty_id", "words"});
    const auto verdict = burden::parse_verdict(text_of(body, "verdict"));
    if (!verdict) {
        bad_field("verdict", "withdrawn, merged or founded");
    }
    call.services.requests.answer(who_of(call), id, version_named(call.request),
                                  {*verdict, id_field<duty::DutyId>(body, "duty_id"),
                                   optional_text(body, "words").value_or("")});
    return http::no_content();
}

http::Response likely(const Call& call) {
    auto items = Json::array();
    const std::string words{call.request.query.get("q")};
    for (const auto& one : call.services.requests.likely(call.scope(), words)) {
        items.push_back({{"duty_id", to_string(one.duty)},
                         {"title", {{"zh", one.title}, {"en", one.title_en}}},
                         {"field", one.field},
                         {"likeness", one.likeness}});
    }
    return answer(200, {{"items", std::move(items)}});
}

} // namespace

void burden_routes(Specs& specs) {
    const auto add = [&](Method method, std::string pattern, const std::vector<access::Role>& roles,
                         CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    const std::vector units{access::Role::drafter, access::Role::signer};
    add(Method::get, "/burden", kPlanReaders, list);
    add(Method::get, "/burden/units/{id}", kPlanReaders, of_unit);
    add(Method::get, "/burden/file", kPlanReaders, file);
    add(Method::get, "/burden/likely", kPlanReaders, likely);
    add(Method::get, "/burden/requests", kPlanReaders, requests);
    add(Method::get, "/burden/requests/file", kPlanReaders, requests_file);
    add(Method::post, "/burden/requests", units, note);
    add(Method::remove, "/burden/requests/{id}", units, take_back);
    add(Method::post, "/burden/requests/{id}/answer", kOffice, answer_it);
}

} // namespace luoshi::api
