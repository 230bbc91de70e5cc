// SPDX-License-Identifier: Apache-2.0
// When the directory says that a unit has ended and which one takes its place, its open work goes
// there: reports, roles in tasks, subtasks. What is closed stays with the unit that did it. With
// several successors people decide; nothing moves by itself.
#pragma once

#include "base/date.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luoshi {
class Clock;
}
namespace luoshi::org {
class Directories;
}
namespace luoshi::store {
class Database;
}

namespace luoshi::liaison {

struct Reformed {
    org::UnitId unit, successor;
    std::int64_t dues = 0, tasks = 0, subtasks = 0;
    std::string failure{}; // "": none; else the reason of the error, and nothing went over
};

class Reform {
public:
    // All borrowed.
    Reform(store::Database& database, org::Directories& directories, const Clock& clock)
        : database_(database), directories_(directories), clock_(clock) {}

    // Units that have ended by the business date and still have open work, each in a transaction
    // of its own, so that one that fails stops no other; both sides are told. Again is harmless.
    // One thread at a time.
    std::vector<Reformed> run_due();

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
};

} // namespace luoshi::liaison
