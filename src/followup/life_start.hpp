// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/ids.hpp"
#include "org/directory.hpp"
#include "store/transaction.hpp"

namespace luoshi::followup {

// After a plan in force was made anew from a corrected text: tasks that are new get lives and
// numbers, those that are gone lose theirs (the log keeps them, their numbers are not given again),
// dates of the notice follow it, decisions are carried out again. Needs an event begun. Nothing
// happens to a plan that is not in force.
void follow_correction(store::Transaction& transaction, const org::Directory& directory,
                       PlanId plan);

} // namespace luoshi::followup
