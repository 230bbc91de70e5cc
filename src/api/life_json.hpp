// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.hpp"
#include "followup/life.hpp"

namespace luoshi::api {

Json to_json(const followup::Life& life, Date at); // at: names of units are those of that day
Json to_json(const followup::Overview& overview, Date at);

} // namespace luoshi::api
