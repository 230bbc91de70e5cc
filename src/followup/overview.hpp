// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/life.hpp"
#include "store/transaction.hpp"

namespace luoshi::followup {

// Lights of the plan by top section and unit, as the scope sees them. Directory and started_on are
// set before. One pass over an index and one packed list a unit: O(tasks + assignments).
void count_lights(store::Reader& reader, const org::Scope& scope, PlanId plan,
                  const LightMoment& moment, Overview& overview);

} // namespace luoshi::followup
