// SPDX-License-Identifier: Apache-2.0
// What goes up to leaders, and what they say, as the contract shows it.
#pragma once

#include "api/duty_json.hpp"
#include "leader/briefs.hpp"
#include "leader/remarks.hpp"
#include "supervise/supervise.hpp"

namespace luoshi::api {

Json to_json(const supervise::Draft& draft, const Names& names);
Json to_json(const leader::Brief& brief, const Names& names);
Json to_json(const leader::Paper& paper);
Json to_json(const leader::Remark& remark, const Names& names);
Json remarks_json(const leader::ShownRemarks& shown, Date at);

} // namespace luoshi::api
