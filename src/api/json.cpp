// SPDX-License-Identifier: Apache-2.0
#include "api/json.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "burden/requests.hpp"
#include "duty/ids.hpp"
#include "followup/ids.hpp"
#include "followup/views.hpp"
#include "form/filled.hpp"
#include "leader/leaders.hpp"
#include "liaison/liaison.hpp"
#include "notice/json.hpp"
#include "notify/message.hpp"
#include "org/changes.hpp"
#include "outcome/ids.hpp"
#include "subtask/subtask.hpp"
#include "supervise/supervise.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace luoshi::api {

void bad_field(std::string_view name, std::string_view expected) {
    throw failure(ErrorCode::invalid_argument, "http.bad-field", "'{}' must be {}", name, expected)
        .with("field", std::string{name});
}

void bad_parameter(const char* name, std::string_view expected) {
    throw failure(ErrorCode::invalid_argument, "http.bad-parameter", "'{}' must be {}", name,
                  expected)
        .with("parameter", name);
}

Json body_of(const http::Request& request, std::initializer_list<std::string_view> known) {
    const auto type = request.headers.get("Content-Type");
    if (!http::equal_ignoring_case(type.substr(0, type.find(';')), "application/json")) {
        throw failure(ErrorCode::unsupported, "http.not-json", "the body must be application/json");
    }
    auto json = Json::parse(request.body, nullptr, false);
    if (!json.is_object()) {
        throw failure(ErrorCode::invalid_argument, "http.bad-json",
                      "the body must be a JSON object");
    }
    for (const auto& [name, value] : json.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            bad_field(name, "left out: it is not known here");
        }
    }
    return json;
}

std::string text_of(const Json& body, const char* field) {
    const auto it = body.find(field);
    if (it == body.end() || !it->is_string()) {
        bad_field(field, "text");
    }
    return it->get<std::string>();
}

std::optional<std::string> optional_text(const Json& body, const char* field) {
    const auto it = body.find(field);
    return it == body.end() || it->is_null() ? std::nullopt : std::optional{text_of(body, field)};
}

std::optional<Date> optional_date(const Json& body, const char* field) {
    const auto text = optional_text(body, field);
    const auto date = text ? Date::parse(*text) : std::nullopt;
    if (text && !date) {
        bad_field(field, "a date like 2011-11-01");
    }
    return date;
}

Date date_of(const Json& body, const char* field) {
    text_of(body, field); // there must be one
    return *optional_date(body, field);
}

std::vector<std::int64_t> ids_field(const Json& body, const char* field, std::size_t most) {
    std::vector<std::int64_t> ids;
    const auto it = body.find(field);
    if (it == body.end() || it->is_null()) {
        return ids;
    }
    if (!it->is_array() || it->size() > most) {
        bad_field(field, fmt::format("a list of at most {} ids", most));
    }
    for (const auto& one : *it) {
        const auto id = one.is_string() ? parse_id(one.get<std::string>()) : std::nullopt;
        if (!id) {
            bad_field(field, fmt::format("a list of at most {} ids", most));
        }
        ids.push_back(*id);
    }
    return ids;
}

bool flag_of(const Json& body, const char* field, bool otherwise) {
    const auto it = body.find(field);
    if (it == body.end() || it->is_null()) {
        return otherwise;
    }
    if (!it->is_boolean()) {
        bad_field(field, "true or false");
    }
    return it->get<bool>();
}

int limit_of(const http::Request& request) {
    const auto* text = request.query.find("limit");
    if (text == nullptr) {
        return 100;
    }
    int limit = 0;
    const auto [stop, status] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (status != std::errc{} || stop != text->data() + text->size() || limit < 1 || limit > 500) {
        bad_parameter("limit", "a number from 1 to 500");
    }
    return limit;
}

std::optional<std::int64_t> id_parameter(const http::Request& request, const char* name) {
    const auto* text = request.query.find(name);
    if (text == nullptr) {
        return std::nullopt;
    }
    const auto id = parse_id(*text);
    if (!id) {
        bad_parameter(name, "an id");
    }
    return id;
}

std::optional<Date> date_parameter(const http::Request& request, const char* name) {
    const auto* text = request.query.find(name);
    if (text == nullptr) {
        return std::nullopt;
    }
    const auto date = Date::parse(*text);
    if (!date) {
        bad_parameter(name, "a date like 2011-11-01");
    }
    return date;
}

template <class IdType>
IdType path_id(const http::Request& request) {
    const auto id = parse_as<IdType>(request.path_param("id"));
    if (!id) {
        throw failure(ErrorCode::not_found, "http.no-such-id", "nothing has this id");
    }
    return *id;
}
template access::SessionId path_id<access::SessionId>(const http::Request&);
template access::PersonId path_id<access::PersonId>(const http::Request&);
template org::UnitId path_id<org::UnitId>(const http::Request&);
template followup::ImportId path_id<followup::ImportId>(const http::Request&);
template followup::PlanId path_id<followup::PlanId>(const http::Request&);
template followup::TaskId path_id<followup::TaskId>(const http::Request&);
template followup::ViewId path_id<followup::ViewId>(const http::Request&);
template notify::LetterId path_id<notify::LetterId>(const http::Request&);
template notify::WebhookId path_id<notify::WebhookId>(const http::Request&);
template form::FilledId path_id<form::FilledId>(const http::Request&);
template duty::DutyId path_id<duty::DutyId>(const http::Request&);
template duty::DueId path_id<duty::DueId>(const http::Request&);
template supervise::DraftId path_id<supervise::DraftId>(const http::Request&);
template subtask::SubtaskId path_id<subtask::SubtaskId>(const http::Request&);
template leader::BriefId path_id<leader::BriefId>(const http::Request&);
template leader::PaperId path_id<leader::PaperId>(const http::Request&);
template leader::RemarkId path_id<leader::RemarkId>(const http::Request&);
template duty::RemarkId path_id<duty::RemarkId>(const http::Request&);
template outcome::DocumentId path_id<outcome::DocumentId>(const http::Request&);
template outcome::AskId path_id<outcome::AskId>(const http::Request&);
template outcome::RemarkId path_id<outcome::RemarkId>(const http::Request&);
template duty::ExtensionId path_id<duty::ExtensionId>(const http::Request&);
template duty::DeputyId path_id<duty::DeputyId>(const http::Request&);
template liaison::LiaisonId path_id<liaison::LiaisonId>(const http::Request&);
template org::ChangeId path_id<org::ChangeId>(const http::Request&);
template burden::RequestId path_id<burden::RequestId>(const http::Request&);

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

http::Response answer(int status, const Json& json) {
    return http::json(status, json.dump());
}

http::Response answer_with_etag(int status, const Json& json, std::string etag) {
    auto response = answer(status, json);
    response.etag = std::move(etag);
    return response;
}

Json id_json(std::int64_t id) {
    return id == 0 ? Json() : Json(std::to_string(id));
}
Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json to_json(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}
Json to_json(const std::optional<Date>& date) {
    return date ? Json(to_string(*date)) : Json();
}
Json to_json(const std::optional<Timestamp>& at) {
    return at ? Json(to_string(*at)) : Json();
}

Json unit_ref(const org::Directory& directory, org::UnitId id, Date at) {
    const auto* unit = directory.find(id);
    if (unit == nullptr) {
        return {};
    }
    return {{"id", to_string(id)},
            {"name", directory.name(*unit, org::NameKind::official, at)},
            {"short_name", directory.name(*unit, org::NameKind::short_name, at)},
            {"kind", to_string(unit->kind)}};
}

Json unit_refs(const org::Directory& directory, const std::vector<org::UnitId>& ids, Date at) {
    auto refs = Json::array();
    for (const auto id : ids) {
        refs.push_back(unit_ref(directory, id, at));
    }
    return refs;
}

Json category(const org::Directory& directory, const org::Unit* unit) {
    const auto* found =
        unit != nullptr && unit->category ? directory.category(*unit->category) : nullptr;
    return found == nullptr ? Json()
                            : Json{{"code", found->code},
                                   {"title", found->title},
                                   {"title_en", found->title_en}};
}

Json list_basis(const org::Unit* unit) {
    return unit != nullptr && unit->kind == org::UnitKind::group && unit->list_basis
               ? Json(to_string(*unit->list_basis))
               : Json();
}

Json member_count(const org::Directory& directory, const org::Unit* unit, Date at) {
    const bool listed = unit != nullptr && unit->kind == org::UnitKind::group &&
                        unit->list_basis != org::ListBasis::none;
    return listed ? Json(directory.expand(unit->id, at).size()) : Json();
}

Json to_json(const followup::Plan& plan) {
    return {{"id", to_string(plan.id)},
            {"name", plan.name},
            {"number", to_json(plan.number)},
            {"title", plan.title},
            {"issued_on", to_json(plan.issued_on)},
            {"task_count", plan.task_count},
            {"unit_count", plan.unit_count},
            {"dated_count", plan.dated_count},
            {"created_at", to_string(plan.created_at)},
            {"created_by", plan.created_by},
            {"sample", plan.sample},
            {"started_on", to_json(plan.started_on)},
            {"parent_id", to_json(plan.parent)}};
}

Json roles_json(followup::RoleSet roles) {
    auto list = Json::array();
    for (const auto role : followup::roles_in(roles)) {
        list.push_back(notice::to_string(role));
    }
    return list;
}

Json span_json(const Utf16Offsets& offsets, const std::optional<Span>& span) {
    return span ? Json{offsets.of(span->begin), offsets.of(span->end)} : Json();
}

} // namespace luoshi::api
