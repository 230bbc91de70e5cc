// SPDX-License-Identifier: Apache-2.0
#include "followup/imports.hpp"

#include "api/draft_json.hpp"
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "http/conditional.hpp"
#include "http/multipart.hpp"

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

http::Response detail_answer(const followup::ImportDetail& detail) {
    auto json = draft_json(detail);
    json["import"] = import_json(detail.import);
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
        for (const auto& part : http::parse_multipart(type, call.request.body)) {
            if (part.name == "file" && part.file_name) {
                name = *part.file_name;
                bytes = part.data;
            }
        }
        if (name.empty()) {
            bad_field("file", "a file with a name");
        }
    }
    if (bytes.size() > call.services.installation.max_upload) {
        throw failure(ErrorCode::too_large, "office.too-large",
                      "'{}' has {} bytes; at most {} can be read", name, bytes.size(),
                      call.services.installation.max_upload)
            .with("file", name)
            .with("limit", std::to_string(call.services.installation.max_upload));
    }
    const auto import = call.services.imports.receive(call.actor(), name, bytes);
    auto response = answer(import.repeated ? 200 : 201, import_json(import));
    response.headers.set("Location", "/api/v1/imports/" + to_string(import.id));
    return response;
}

http::Response get(const Call& call) {
    return detail_answer(call.services.imports.detail(path_id<followup::ImportId>(call.request)));
}

// The version an If-Match names; the module compares it where it writes, in the same transaction.
std::int64_t version_named(const http::Request& request) {
    const auto tag = request.headers.get("If-Match");
    if (tag.empty()) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-required",
                      "send If-Match with the ETag of what you saw");
    }
    std::int64_t version = 0;
    for (const char c : tag) { // "v7", "v7-gzip"
        version =
            c >= '0' && c <= '9' && version < 1'000'000'000 ? version * 10 + (c - '0') : version;
    }
    return version;
}

http::Response edit(const Call& call) {
    const auto id = path_id<followup::ImportId>(call.request);
    const auto body = body_of(call.request, {"edits"});
    const auto it = body.find("edits");
    if (it == body.end() || !it->is_array() || it->empty() || it->size() > 500) {
        bad_field("edits", "a list of 1 to 500 edits");
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
    constexpr std::size_t kUpload =
        10'500'000; // the largest file and what multipart puts around it
    specs.push_back({{Method::get, "/api/v1/imports", Audience::roles, kOffice}, list, {}});
    specs.push_back({{Method::post, "/api/v1/imports", Audience::roles, kOffice},
                     receive,
                     {.max_body = kUpload}});
    specs.push_back({{Method::get, "/api/v1/imports/{id}", Audience::roles, kOffice}, get, {}});
    specs.push_back({{Method::patch, "/api/v1/imports/{id}", Audience::roles, kOffice}, edit, {}});
    specs.push_back(
        {{Method::remove, "/api/v1/imports/{id}", Audience::roles, kOffice}, discard, {}});
    specs.push_back(
        {{Method::post, "/api/v1/imports/{id}/plan", Audience::roles, kOffice}, make_plan, {}});
}

} // namespace luoshi::api
