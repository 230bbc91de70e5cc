// SPDX-License-Identifier: Apache-2.0
// What goes up to leaders, and what they say, as the contract shows it.
#pragma once

#include "api/duty_json.hpp"
#include "leader/briefs.hpp"
#include "leader/remarks.hpp"
#include "supervise/supervise.hpp"

#include <vector>

namespace luoshi::api {

Json to_json(const supervise::Draft& draft, const Names& names);
Json to_json(const leader::Brief& brief, const Names& names);
Json to_json(const leader::Paper& paper);
Json to_json(const leader::Remark& remark, const Names& names);
Json remarks_json(const leader::ShownRemarks& shown, Date at);

// Lists of ids in a body. Errors: invalid_argument (http.bad-field, detail field).
std::vector<std::int64_t> ids_field(const Json& body, const char* field);
template <class IdType>
std::vector<IdType> ids_of(const Json& body, const char* field) {
    std::vector<IdType> ids;
    for (const auto id : ids_field(body, field)) {
        ids.push_back(IdType{id});
    }
    return ids;
}

} // namespace luoshi::api
