// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"

namespace luoshi::org {

struct UnitTag;
using UnitId = Id<UnitTag>; // of a unit or a group

} // namespace luoshi::org
