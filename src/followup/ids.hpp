// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"

namespace luoshi::followup {

struct ImportTag;
struct PlanTag;
struct TaskTag;
using ImportId = Id<ImportTag>;
using PlanId = Id<PlanTag>;
using TaskId = Id<TaskTag>;

} // namespace luoshi::followup
