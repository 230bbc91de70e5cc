// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/drafts.hpp"
#include "followup/rows_life.hpp"

#include <vector>

namespace luoshi::followup {

// The steps the pack of the plan proposes for a task (本系统设定); empty: none.
std::vector<MilestoneSpec> offered_steps(store::Reader& reader, const std::vector<PlanSpec>& specs,
                                         const LifeRow& life);

} // namespace luoshi::followup
