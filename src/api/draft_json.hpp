// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.hpp"
#include "followup/imports.hpp"

namespace luoshi::api {

// ImportDetail of the contract without import, text and same_number_plans. Spans in UTF-16 units.
Json draft_json(const followup::ImportDetail& detail);

} // namespace luoshi::api
