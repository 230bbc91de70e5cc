// SPDX-License-Identifier: Apache-2.0
// JSON in and out of this module; nlohmann stays behind it.
#pragma once

#include "access/person.hpp"
#include "base/clock.hpp"
#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "followup/draft.hpp"
#include "followup/plans.hpp"
#include "http/message.hpp"
#include "org/directory.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::api {

using Json = nlohmann::json;

// The body as a JSON object. Errors: unsupported (http.not-json) for another Content-Type,
// invalid_argument (http.bad-json) for what does not parse, (http.bad-field, detail field) for
// members not in `known`.
Json body_of(const http::Request& request, std::initializer_list<std::string_view> known);

[[noreturn]] void bad_field(std::string_view name, std::string_view expected);

// Members of a body. Errors: invalid_argument (http.bad-field, detail field).
std::string text_of(const Json& body, const char* field);
std::optional<std::string> optional_text(const Json& body,
                                         const char* field); // absent or null: none
Date date_of(const Json& body, const char* field);
std::optional<Date> optional_date(const Json& body, const char* field);
template <class IdType>
IdType id_field(const Json& body, const char* field) { // none for null or absent
    const auto text = optional_text(body, field);
    const auto id = text ? parse_as<IdType>(*text) : std::optional{IdType{}};
    return id ? *id : (bad_field(field, "an id or null"), IdType{});
}
std::vector<std::int64_t> ids_field(const Json& body, const char* field, std::size_t most);
template <class IdType>
std::vector<IdType> ids_of(const Json& body, const char* field, std::size_t most = 200) {
    std::vector<IdType> ids; // none for null or absent
    for (const auto id : ids_field(body, field, most)) {
        ids.push_back(IdType{id});
    }
    return ids;
}
bool flag_of(const Json& body, const char* field, bool otherwise);

// Parameters of the query. Errors: invalid_argument (http.bad-parameter, detail parameter).
int limit_of(const http::Request& request); // 1..500, 100 when absent
std::optional<std::int64_t> id_parameter(const http::Request& request, const char* name);
std::optional<Date> date_parameter(const http::Request& request, const char* name);
[[noreturn]] void bad_parameter(const char* name, std::string_view expected);
// The version an If-Match names, for the module that compares it where it writes. Error
// precondition_failed (http.precondition-required).
std::int64_t version_named(const http::Request& request);
// The id in the path; a word that is no id names nothing: not_found (http.no-such-id).
template <class IdType>
IdType path_id(const http::Request& request);

http::Response answer(int status, const Json& json);
http::Response answer_with_etag(int status, const Json& json, std::string etag);

Json id_json(std::int64_t id); // null for 0
template <class Tag>
Json to_json(Id<Tag> id) {
    return id_json(id.value);
}
Json text_or_null(const std::string& text); // null for ""
Json to_json(const std::optional<std::string>& text);
Json to_json(const std::optional<Date>& date);
Json to_json(const std::optional<Timestamp>& at);
Json unit_ref(const org::Directory& directory, org::UnitId id, Date at); // null for none
Json unit_refs(const org::Directory& directory, const std::vector<org::UnitId>& ids, Date at);
Json category(const org::Directory& directory, const org::Unit* unit); // null for none
Json list_basis(const org::Unit* unit);                                // null for a unit
Json member_count(const org::Directory& directory, const org::Unit* unit, Date at);
Json to_json(const followup::Plan& plan);
Json roles_json(followup::RoleSet roles);
Json span_json(const Utf16Offsets& offsets, const std::optional<Span>& span); // UTF-16 units

} // namespace luoshi::api
