// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/life.hpp"
#include "store/transaction.hpp"

namespace luoshi::followup {

bool is_week_taken(store::Reader& reader, PlanId plan, Date week);
// False where it was taken before, also by another server at the same moment.
bool take_week(store::Transaction& transaction, PlanId plan, Date week, Date today,
               const Overview& overview);
// Those in [first, last), oldest first; of the whole plan, or of what a unit carries.
std::vector<Overview::Week> weeks_of(store::Reader& reader, const org::Scope& scope, PlanId plan,
                                     Date first, Date last);

} // namespace luoshi::followup
