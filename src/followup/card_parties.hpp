// SPDX-License-Identifier: Apache-2.0
// What decisions on objections do to a task: assignments, holders, the row of the list.
#pragma once

#include "followup/life.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace luoshi::followup {

// Carries a decision out, or out again after the plan was made anew from a corrected text. A unit
// that does a part as member of a group stays in the group and is marked as out of this task.
void apply_decision(store::Transaction& transaction, const org::Directory& directory, PlanId plan,
                    TaskId task, const Objection& objection);

// A JSON array of texts; "" is none.
std::vector<std::string> lines_of(const std::string& json);

} // namespace luoshi::followup
