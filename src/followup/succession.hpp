// SPDX-License-Identifier: Apache-2.0
// A unit ended and another takes its work over: the tasks it works on go to the successor, those
// that are over stay. For who carries a reform of units out, in a write of their own.
#pragma once

#include "base/date.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <string>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::org {
class Directory;
}

namespace luoshi::followup {

// Tasks of plans in force that are not over, in which the unit works.
std::int64_t open_tasks_of(store::Reader& reader, org::UnitId unit);
// Each as a decision on responsibility (职责) with `words` as its reason, so that a later
// correction of the plan keeps it. The successor gets all roles, open milestones of the unit, and
// its signing where it had signed. Returns how many tasks. Needs an event begun.
std::int64_t give_tasks_to(store::Transaction& transaction, const org::Directory& directory,
                           org::UnitId unit, org::UnitId successor, const std::string& words,
                           const std::string& by);

} // namespace luoshi::followup
