// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/children.hpp"
#include "store/transaction.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::followup {

struct PlainTask { // what linking looks at
    TaskId id;
    std::string number, title, body, row;
    std::vector<std::string> citations; // titles and numbers
};
std::vector<PlainTask> read_plain_tasks(store::Reader& reader,
                                        PlanId plan); // without the general one

// (task, parent task), in the order of the lower plan.
std::vector<std::pair<TaskId, TaskId>> read_links(store::Reader& reader, PlanId plan);
// Tasks of the plan the unit has work in (not only receives reports of).
std::set<TaskId> tasks_of_unit(store::Reader& reader, PlanId plan, org::UnitId unit);
std::vector<Children::Relative> read_relatives(store::Reader& reader, TaskId task, bool above);

// Need an event begun.
void write_parent(store::Transaction& transaction, PlanId plan, PlanId parent, org::UnitId unit);
void insert_link(store::Transaction& transaction, PlanId plan, const LinkEdit& link,
                 const std::string& person);
void erase_link(store::Transaction& transaction, const LinkEdit& link);
// All links of the plan, and those whose task is no longer there on either side.
void erase_links(store::Transaction& transaction, PlanId plan);
void erase_broken_links(store::Transaction& transaction, PlanId plan);

} // namespace luoshi::followup
