// SPDX-License-Identifier: Apache-2.0
#include "followup/imports.hpp"
#include "followup/plan_texts.hpp"

#include "api/draft_json.hpp"
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "http/multipart.hpp"
#include "notice/json.hpp"

namespace luoshi::api {
namespace {

using http::Method;

Json import_json(const followup::Import& import) {
    return {{"id", to_string(import.id)},
            {"file_name", import.file_name},
            {"size", import.size},
            {"format", import.format},
            {"encoding", import.encoding},
            {"state", import.plan ? "planned" : "confirming"},
            {"relation", followup::to_string(import.relation)},
            {"title", import.title},
            {"number", to_json(import.number)},
            {"created_at", to_string(import.created_at)},
            {"created_by", import.created_by},
            {"updated_at", to_string(import.updated_at)},
            {"item_count", import.item_count},
            {"open_questions", import.open_questions},
            {"plan_id", to_json(import.plan)},
            {"repeated", import.repeated}};
}

Json ledger_json(const notice::ColumnMapping& ledger) {
    auto tables = Json::array();
    for (const auto& table : ledger.tables) {
        auto columns = Json::array();
        for (const auto& column : table.columns) {
            columns.push_back({{"heading", column.heading},
                               {"use", notice::to_string(column.use)},
                               {"confidence", column.confidence},
                               {"filled", column.filled},
                               {"samples", column.samples}});
        }
        tables.push_back({{"sheet", table.sheet},
                          {"remembered", table.remembered},
                          {"continued", table.first_heading == table.last_heading},
                          {"columns", std::move(columns)}});
    }
    return tables;
}

http::Response detail_answer(const followup::ImportDetail& detail) {
    auto json = draft_json(detail);
    json["kind"] = detail.ledger ? "ledger" : "notice";
    json["mapping"] = detail.ledger ? ledger_json(*detail.ledger) : Json();
    json["import"] = import_json(detail.import);
    json["can_undo"] = detail.can_undo;
    json["can_redo"] = detail.can_redo;
    json["text"] = detail.text;
    auto plans = Json::array();
    for (const auto& plan : detail.same_number) {
        plans.push_back(to_json(plan));
    }
    json["same_number_plans"] = std::move(plans);
    return answer_with_etag(200, json, http::version_etag(detail.import.version));
}

http::Response list(const Call& call) {
    const int limit = limit_of(call.request);
    const auto before = id_parameter(call.request, "cursor").value_or(0);
    auto imports = call.services.imports.list(followup::ImportId{before}, limit + 1);
    Json next;
    if (imports.size() > static_cast<std::size_t>(limit)) {
        imports.pop_back();
        next = to_string(imports.back().id);
    }
    auto items = Json::array();
    for (const auto& import : imports) {
        items.push_back(import_json(import));
    }
    return answer(200, {{"items", items}, {"next_cursor", next}});
}

http::Response receive(const Call& call) {
    const auto type = call.request.headers.get("Content-Type");
    std::string name;
    std::string bytes;
    if (type.starts_with("text/plain")) {
        name = "pasted.txt";
        bytes = call.request.body;
    } else {
        std::tie(name, bytes) = uploaded_file(call);
    }
    expect_readable_size(call, name, bytes.size());
    const auto import = call.services.imports.receive(call.actor(), name, bytes);
    auto response = answer(import.repeated ? 200 : 201, import_json(import));
    response.headers.set("Location", "/api/v1/imports/" + to_string(import.id));
    return response;
}

http::Response get(const Call& call) {
    return detail_answer(call.services.imports.detail(path_id<followup::ImportId>(call.request)));
}

// {"op": "set-mapping", "tables": [{"table": 0, "uses": ["number", "task", …]}]}
std::vector<followup::TableColumns> columns_of(const Json& edit) {
    std::vector<followup::TableColumns> out;
    const auto tables = edit.find("tables");
    if (edit.size() != 2 || tables == edit.end() || !tables->is_array() || tables->empty() ||
        tables->size() > 500) {
        bad_field("tables", "a list of 1 to 500 tables");
    }
    for (const auto& table : *tables) {
        const auto place = table.is_object() ? table.find("table") : table.end();
        const auto uses = table.is_object() ? table.find("uses") : table.end();
        if (!table.is_object() || place == table.end() || !place->is_number_unsigned() ||
            uses == table.end() || !uses->is_array() || uses->size() > 256) {
            bad_field("tables", "tables with their place and the uses of their columns");
        }
        followup::TableColumns columns{place->get<std::size_t>(), {}};
        for (const auto& word : *uses) {
            const auto use = word.is_string()
                                 ? notice::parse_column_use(word.get_ref<const std::string&>())
                                 : std::nullopt;
            use ? columns.uses.push_back(*use) : bad_field("uses", "uses of columns");
        }
        out.push_back(std::move(columns));
    }
    return out;
}

bool is_mapping(const Json& edit) {
    return edit.is_object() && edit.value("op", Json()) == "set-mapping";
}

http::Response edit(const Call& call) {
    const auto id = path_id<followup::ImportId>(call.request);
    const auto body = body_of(call.request, {"edits"});
    const auto it = body.find("edits");
    if (it == body.end() || !it->is_array() || it->empty() || it->size() > 500) {
        bad_field("edits", "a list of 1 to 500 edits");
    }
    if (it->size() == 1 && is_mapping(it->front())) { // the file is read anew: a step of its own
        return detail_answer(call.services.imports.set_columns(
            call.actor(), id, version_named(call.request), columns_of(it->front())));
    }
    std::vector<followup::Edit> edits;
    for (const auto& one : *it) {
        edits.push_back(followup::edit_from_json(one.dump()));
    }
    return detail_answer(
        call.services.imports.edit(call.actor(), id, version_named(call.request), edits));
}

http::Response discard(const Call& call) {
    call.services.imports.discard(call.actor(), path_id<followup::ImportId>(call.request));
    return http::no_content();
}

Json change_side(const followup::DraftItem& item) {
    auto parties = Json::array();
    for (const auto& party : item.parties) {
        parties.push_back({{"unit", party.unit}, {"role", notice::to_string(party.role)}});
    }
    auto deadlines = Json::array();
    for (const auto& deadline : item.deadlines) {
        deadlines.push_back({{"kind", notice::to_string(deadline.kind)},
                             {"value", deadline.value},
                             {"text", deadline.text}});
    }
    return {{"key", item.key},       {"number", item.number}, {"section_path", item.section_path},
            {"title", item.title},   {"text", item.text},     {"parties", parties},
            {"deadlines", deadlines}};
}

Json header_changes(const followup::Difference& change) {
    auto fields = Json::array();
    for (const auto& name : change.comparison.header) {
        const auto values = [&](const followup::Draft& draft) {
            for (const auto& field : draft.header) {
                if (field.field == name) {
                    return Json(field.values);
                }
            }
            return Json::array();
        };
        fields.push_back(
            {{"field", name}, {"before", values(change.before)}, {"after", values(change.after)}});
    }
    return fields;
}

http::Response compare(const Call& call) {
    using enum followup::ChangeKind;
    const auto plan = id_parameter(call.request, "plan");
    if (!plan) {
        bad_parameter("plan", "the id of a plan");
    }
    const auto change = call.services.plan_texts.compare(path_id<followup::ImportId>(call.request),
                                                         followup::PlanId{*plan});
    auto items = Json::array();
    for (const auto& one : change.comparison.items) {
        items.push_back(
            {{"kind", followup::to_string(one.kind)},
             {"fields", one.fields},
             {"task_id", one.before ? to_json(change.tasks[*one.before]) : Json()},
             {"before", one.before ? change_side(change.before.items[*one.before]) : Json()},
             {"after", one.after ? change_side(change.after.items[*one.after]) : Json()}});
    }
    Json counts;
    for (const auto kind : {same, changed, added, removed}) {
        counts[std::string{followup::to_string(kind)}] = change.comparison.count(kind);
    }
    return answer(200, {{"plan", to_json(change.plan)},
                        {"counts", counts},
                        {"header", header_changes(change)},
                        {"general",
                         {{"fields", change.comparison.general},
                          {"before", change_side(change.before.general)},
                          {"after", change_side(change.after.general)}}},
                        {"items", items}});
}

followup::PlanId plan_in_body(const Call& call) {
    const auto body = body_of(call.request, {"plan_id"});
    const auto id = parse_as<followup::PlanId>(text_of(body, "plan_id"));
    return id ? *id : (bad_field("plan_id", "the id of a plan"), followup::PlanId{});
}

http::Response attach(const Call& call) {
    const auto id = path_id<followup::ImportId>(call.request);
    const auto plan = plan_in_body(call);
    call.services.plan_texts.attach(call.actor(), id, version_named(call.request), plan);
    return answer(200, to_json(call.services.plans.plan(call.scope(), plan)));
}

http::Response correct(const Call& call) {
    const auto id = path_id<followup::ImportId>(call.request);
    const auto plan = plan_in_body(call);
    call.services.plan_texts.correct(call.actor(), id, version_named(call.request), plan);
    return answer(200, to_json(call.services.plans.plan(call.scope(), plan)));
}

http::Response make_plan(const Call& call) {
    const auto id = path_id<followup::ImportId>(call.request);
    const auto body = body_of(call.request, {"name", "second"});
    followup::Imports::MakePlan how;
    how.name = optional_text(body, "name").value_or("");
    how.second = flag_of(body, "second", false);
    how.key = std::string{call.request.headers.get("Idempotency-Key")};
    if (how.name.size() > 800 ||
        (!how.key.empty() && (how.key.size() < 8 || how.key.size() > 100))) {
        bad_field(how.name.size() > 800 ? "name" : "Idempotency-Key",
                  "shorter, a key 8 to 100 characters");
    }
    const auto made =
        call.services.imports.make_plan(call.actor(), id, version_named(call.request), how);
    return answer(201, to_json(call.services.plans.plan(call.scope(), made)));
}

} // namespace

void import_routes(Specs& specs) {
    specs.push_back({{Method::get, "/api/v1/imports", Audience::roles, kOffice}, list, {}});
    specs.push_back({{Method::post, "/api/v1/imports", Audience::roles, kOffice},
                     receive,
                     {.max_body = kUpload}});
    specs.push_back({{Method::get, "/api/v1/imports/{id}", Audience::roles, kOffice}, get, {}});
    specs.push_back({{Method::patch, "/api/v1/imports/{id}", Audience::roles, kOffice}, edit, {}});
    specs.push_back(
        {{Method::remove, "/api/v1/imports/{id}", Audience::roles, kOffice}, discard, {}});
    specs.push_back(
        {{Method::get, "/api/v1/imports/{id}/comparison", Audience::roles, kOffice}, compare, {}});
    specs.push_back(
        {{Method::post, "/api/v1/imports/{id}/attach", Audience::roles, kOffice}, attach, {}});
    specs.push_back(
        {{Method::post, "/api/v1/imports/{id}/correct", Audience::roles, kOffice}, correct, {}});
    specs.push_back(
        {{Method::post, "/api/v1/imports/{id}/plan", Audience::roles, kOffice}, make_plan, {}});
}

} // namespace luoshi::api
