// SPDX-License-Identifier: Apache-2.0
// A unit ended and another takes its reports over. For who carries a reform of units out, in a
// write of their own.
#pragma once

#include "duty/chains.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::duty {

// How many give_dues_to() would move or cancel.
std::int64_t open_dues_of(store::Reader& reader, org::UnitId unit, org::UnitId successor);
// Unfinished reports go to the successor as they stand; steps named to people of the unit go to
// whoever of the successor has the role. What the successor owes itself for the same day: where
// nobody has begun the unit's own it is cancelled, else it stays with the unit. beside: other units
// that have ended and that it follows; what one of them has begun goes before what nobody has.
// Returns how many went. Needs an event begun.
std::int64_t give_dues_to(store::Transaction& transaction, const Who& by, org::UnitId unit,
                          org::UnitId successor, const std::vector<org::UnitId>& beside,
                          const std::string& words);

} // namespace luoshi::duty
