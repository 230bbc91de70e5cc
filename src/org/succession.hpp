// SPDX-License-Identifier: Apache-2.0
// Who stands in the place of a unit that has ended.
#pragma once

#include "base/date.hpp"
#include "org/ids.hpp"

namespace luoshi::org {

class Directory;

// The one unit that is there at `at` in the place of `id`, through further reforms; none where
// several follow, or nobody.
UnitId successor_of(const Directory& directory, UnitId id, Date at);

} // namespace luoshi::org
