// SPDX-License-Identifier: Apache-2.0
// Who lies below whom. Private to the module.
#pragma once

#include "followup/holders.hpp"
#include "org/directory.hpp"
#include "subtask/subtask.hpp"

#include <string>
#include <vector>

namespace luoshi::subtask {

bool is_below(const org::Directory& directory, org::UnitId unit, org::UnitId above);
// Real units that exist on the day, in the order of the directory.
std::vector<org::UnitId> units_below(const org::Directory& directory, org::UnitId above, Date at);
std::vector<org::UnitId> joint_units(const org::Directory& directory,
                                     const followup::TaskFacts& task, org::UnitId but);
// "省财政厅、省教育厅"
std::string names_of(const org::Directory& directory, const std::vector<org::UnitId>& units,
                     Date at);

} // namespace luoshi::subtask
