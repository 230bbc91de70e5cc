// SPDX-License-Identifier: Apache-2.0
// What another directory would ask of whom. For who looks at a change of units before it is made.
#pragma once

#include "base/date.hpp"
#include "form/definition.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <vector>

namespace luoshi::org {
class Directory;
}
namespace luoshi::store {
class Reader;
}

namespace luoshi::duty {

// Reports due within a year from today, of one duty and one unit.
struct ForeseenDues {
    org::UnitId unit;
    form::Text duty;          // its title
    std::int64_t no_more = 0; // owed now and not begun, and not under the other directory
    std::int64_t anew = 0;    // owed under it, and not now
};

// Of issued duties, in their order. O(duties · dates · units).
std::vector<ForeseenDues> foresee_dues(store::Reader& reader, const org::Directory& now,
                                       const org::Directory& then, Date today);
// Reports the unit was ever asked for, without those cancelled.
std::int64_t dues_ever_of(store::Reader& reader, org::UnitId unit);

} // namespace luoshi::duty
