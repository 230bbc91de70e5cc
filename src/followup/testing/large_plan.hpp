// SPDX-License-Identifier: Apache-2.0
// For benches: a plan of any size in the words and among the units of a directory.
#pragma once

#include "followup/ids.hpp"
#include "org/directory.hpp"

#include <string>

namespace luoshi::store {
class Database;
}

namespace luoshi::followup {

// Tasks have 1 to 8 units, every fifth a deadline, texts of 60 to 200 characters put together from
// phrases; the same seed makes the same plan. Written as a confirmed notice is: rows, images,
// events, holders, terms.
PlanId make_large_plan(store::Database& database, const org::Directory& directory, Date at,
                       int tasks, unsigned seed);

// Lives of a plan in force as they might be after a year: most under way with a milestone, some of
// every other kind.
void grow_large_plan(store::Database& database, PlanId plan, Date today, unsigned seed);

} // namespace luoshi::followup
