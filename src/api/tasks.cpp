// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"
#include "api/routes.hpp"
#include "followup/export.hpp"
#include "followup/plans.hpp"
#include "notice/json.hpp"

#include <optional>
#include <utility>

namespace luoshi::api {
namespace {

using http::Method;

bool bool_of(const std::string& text, const char* name) {
    if (text != "true" && text != "false") {
        bad_parameter(name, "true or false");
    }
    return text == "true";
}

followup::TaskFilter filter_of(const http::Request& request) {
    followup::TaskFilter filter;
    filter.section = std::string{request.query.get("section")};
    filter.unit = org::UnitId{id_parameter(request, "unit").value_or(0)};
    if (const auto* role = request.query.find("role")) {
        filter.role = notice::parse_role(*role);
        if (!filter.role) {
            bad_parameter("role", "a role");
        }
    }
    filter.due_from = date_parameter(request, "due_from");
    filter.due_to = date_parameter(request, "due_to");
    if (const auto* dated = request.query.find("dated")) {
        filter.dated = bool_of(*dated, "dated");
    }
    if (const auto* flag = request.query.find("flag")) {
        filter.flag = followup::parse_flag(*flag);
        if (!filter.flag) {
            bad_parameter("flag", "text_differs, open_list, vague_time or no_list");
        }
    }
    if (const auto* light = request.query.find("light")) {
        filter.light = followup::parse_light(*light);
        if (!filter.light) {
            bad_parameter("light", "a light");
        }
    }
    if (const auto* state = request.query.find("state")) {
        filter.state = followup::parse_state(*state);
        if (!filter.state) {
            bad_parameter("state", "a state of a task");
        }
    }
    filter.words = std::string{request.query.get("q")};
    if (filter.words.size() > 400 || filter.section.size() > 400) {
        bad_parameter(filter.words.size() > 400 ? "q" : "section", "shorter");
    }
    return filter;
}

// Rows come ready as JSON: joined, not parsed and printed again.
http::Response list(const Call& call) {
    const auto plan = path_id<followup::PlanId>(call.request);
    const auto after = id_parameter(call.request, "cursor").value_or(0);
    const auto page = call.services.plans.tasks(call.scope(), plan, filter_of(call.request), after,
                                                limit_of(call.request));
    std::size_t size = 64;
    for (const auto& row : page.rows) {
        size += row.size() + 1;
    }
    std::string body;
    body.reserve(size);
    body += R"({"items":[)";
    for (const auto& row : page.rows) {
        body += row;
        body += ',';
    }
    if (!page.rows.empty()) {
        body.pop_back();
    }
    body += R"(],"next_cursor":)";
    body += page.next ? '"' + std::to_string(*page.next) + '"' : "null";
    body += R"(,"total":)";
    body += page.total ? std::to_string(*page.total) : "null";
    body += '}';
    return http::json(200, std::move(body));
}

Date day_of(const http::Request& request, const char* name) {
    const auto day = date_parameter(request, name);
    return day ? *day : (bad_parameter(name, "a date like 2011-11-01"), Date{});
}

http::Response calendar(const Call& call) {
    auto filter = filter_of(call.request);
    const auto found =
        call.services.plans.calendar(call.scope(), path_id<followup::PlanId>(call.request), filter,
                                     day_of(call.request, "from"), day_of(call.request, "to"));
    auto tasks = Json::array();
    for (const auto& row : found.tasks) {
        tasks.push_back(Json::parse(row));
    }
    auto entries = Json::array();
    for (const auto& entry : found.entries) {
        entries.push_back({{"date", to_string(entry.date)},
                           {"remind_on", to_string(entry.remind_on)},
                           {"task", entry.task},
                           {"kind", notice::to_string(entry.kind)},
                           {"text", entry.words}});
    }
    return answer(200, {{"tasks", tasks}, {"entries", entries}});
}

// The ledger as the list shows it under the same filters, as a file.
http::Response export_file(const Call& call) {
    const auto* const wanted = call.request.query.find("format");
    const auto format = wanted == nullptr ? std::optional{followup::ExportFormat::xlsx}
                                          : followup::parse_export_format(*wanted);
    if (!format) {
        bad_parameter("format", "xlsx, docx or csv");
    }
    auto file = followup::export_ledger(
        call.services.plans, call.scope(), path_id<followup::PlanId>(call.request),
        filter_of(call.request), *format, call.services.clock.today());
    return http::download(std::move(file.bytes), std::move(file.content_type), file.name);
}

Json span_in(const Utf16Offsets& offsets, const Span& span) {
    return {offsets.of(span.begin), offsets.of(span.end)};
}

Json assignment_json(const followup::Assignment& assignment, const followup::TaskDetail& task) {
    const auto& directory = *task.directory;
    const auto* unit = directory.find(assignment.unit);
    const auto units = unit != nullptr && !assignment.pending
                           ? directory.expand(assignment.unit, task.expanded_at)
                           : std::vector<org::UnitId>{};
    return {{"role", notice::to_string(assignment.role)},
            {"text", assignment.words},
            {"unit", unit_ref(directory, assignment.unit, task.expanded_at)},
            {"units", unit_refs(directory, units, task.expanded_at)},
            {"expanded_at", to_string(task.expanded_at)},
            {"open", assignment.open},
            {"pending", assignment.pending},
            {"list_basis", list_basis(unit)},
            {"list_source", unit != nullptr ? to_json(unit->list_source) : Json()},
            {"ended_on", to_json(assignment.ended_on)},
            {"decided_on", to_json(assignment.decided_on)},
            {"read",
             {{"span", Json()},
              {"confidence", assignment.confidence},
              {"rule", assignment.rule},
              {"edited", assignment.edited}}}};
}

Json history_json(const followup::TaskDetail& task) {
    auto history = Json::array();
    for (const auto& event : task.history) {
        history.push_back({{"at", to_string(event.at)},
                           {"business_date", to_string(event.business_date)},
                           {"actor", event.what.actor.name},
                           {"action", event.what.action}});
    }
    return history;
}

Json marks_json(const followup::TaskDetail& task) {
    const Utf16Offsets offsets{task.body};
    auto marks = Json::array();
    for (const auto& mark : task.marks) {
        marks.push_back({{"kind", mark.kind},
                         {"span", span_in(offsets, mark.span)},
                         {"doubtful", mark.doubtful}});
    }
    return marks;
}

http::Response get(const Call& call) {
    const auto task =
        call.services.plans.task(call.scope(), path_id<followup::TaskId>(call.request));
    auto assignments = Json::array();
    for (const auto& assignment : task.assignments) {
        assignments.push_back(assignment_json(assignment, task));
    }
    auto findings = Json::array();
    for (const auto& finding : task.findings) {
        findings.push_back({{"kind", followup::to_string(finding.kind)},
                            {"text", finding.words},
                            {"clause", to_json(finding.clause)},
                            {"decision", finding.decision}});
    }
    auto citations = Json::array();
    for (const auto& [title, number] : task.citations) {
        citations.push_back({{"title", title}, {"number", to_json(number)}});
    }
    auto targets = Json::array();
    for (const auto& words : task.targets) {
        targets.push_back({{"text", words}});
    }
    return answer(200, {{"task", Json::parse(task.row)},
                        {"plan", to_json(task.plan)},
                        {"section_title", task.section_title},
                        {"text", task.body},
                        {"text_offset", task.text_offset},
                        {"spans", marks_json(task)},
                        {"assignments", assignments},
                        {"findings", findings},
                        {"citations", citations},
                        {"targets", targets},
                        {"standard", Json::parse(task.standard)},
                        {"standard_source", to_json(task.standard_source)},
                        {"history", history_json(task)},
                        {"previous_id", to_json(task.previous)},
                        {"next_id", to_json(task.next)}});
}

http::Response search(const Call& call) {
    const auto words = std::string{call.request.query.get("q")};
    if (words.empty() || words.size() > 400) {
        bad_parameter("q", "1 to 100 characters");
    }
    const auto result = call.services.plans.search(call.scope(), words, 10);
    auto tasks = Json::array();
    for (const auto& hit : result.tasks) {
        tasks.push_back({{"id", to_string(hit.task)},
                         {"plan_id", to_string(hit.plan)},
                         {"number", hit.number},
                         {"title", hit.title},
                         {"around", hit.around}});
    }
    auto plans = Json::array();
    for (const auto& plan : result.plans) {
        plans.push_back(to_json(plan));
    }
    return answer(
        200, {{"tasks", tasks},
              {"units", unit_refs(*result.directory, result.units, call.services.clock.today())},
              {"plans", plans}});
}

} // namespace

void task_routes(Specs& specs) {
    specs.push_back(
        {{Method::get, "/api/v1/plans/{id}/tasks", Audience::roles, kPlanReaders}, list, {}});
    specs.push_back({{Method::get, "/api/v1/plans/{id}/calendar", Audience::roles, kPlanReaders},
                     calendar,
                     {}});
    specs.push_back({{Method::get, "/api/v1/plans/{id}/export", Audience::roles, kPlanReaders},
                     export_file,
                     {}});
    specs.push_back({{Method::get, "/api/v1/tasks/{id}", Audience::roles, kPlanLookers}, get, {}});
    specs.push_back({{Method::get, "/api/v1/search", Audience::roles, kPlanReaders}, search, {}});
}

} // namespace luoshi::api
