// SPDX-License-Identifier: Apache-2.0
// Changes of units by the office (org/changes.hpp) with what they mean for work: what would follow
// is told before one is entered, and what has followed keeps one from being taken back. The work
// itself is moved by Reform, on the day.
#pragma once

#include "form/definition.hpp"
#include "org/changes.hpp"
#include "store/event.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace luoshi {
class Clock;
}
namespace luoshi::org {
class Directories;
class Directory;
} // namespace luoshi::org
namespace luoshi::store {
class Database;
}

namespace luoshi::liaison {

// Reports of one duty that a unit would owe no more, or anew, within a year.
struct DuesOf {
    form::Text duty;
    std::int64_t no_more = 0, anew = 0;
};

// For one unit. Of a unit that ends, counts are of what is open with it now.
struct Consequence {
    org::UnitId unit;
    bool ends = false;
    org::UnitId goes_to; // takes the open work over by itself; none: it stays where it is
    std::int64_t dues = 0, tasks = 0, subtasks = 0;
    std::int64_t liaisons = 0; // their time ends where the work moves
    std::int64_t accounts = 0; // open, and stay with the unit until an administrator moves them
    std::vector<org::UnitId> groups; // of a unit that ends: the successor is not in them
    std::vector<DuesOf> duties;
};

struct Foresight {
    std::vector<Consequence> units;                  // the unit changed first
    std::shared_ptr<const org::Directory> directory; // afterwards
    std::int64_t revision = 0;                       // of the directory it was looked at with
};

struct ChangeList {
    org::Changes changes;
    std::shared_ptr<const org::Directory> directory;
};

class UnitChanges {
public:
    // All borrowed.
    UnitChanges(store::Database& database, org::Directories& directories, const Clock& clock)
        : database_(database), directories_(directories), clock_(clock) {}

    ChangeList list();
    // Nothing is written. Errors: those of org::enter_change.
    Foresight foresee(const org::NewChange& change);
    // revision: of the directory as it was looked at. Errors: precondition_failed
    // (http.precondition-failed), those of org::enter_change.
    org::Change enter(const store::Actor& actor, std::int64_t revision,
                      const org::NewChange& change);
    // Errors: those of org::take_back; precondition_failed (http.precondition-failed); conflict
    // (liaison.change-followed, details unit, what: moved, work).
    org::Change take_back(const store::Actor& actor, std::int64_t revision, org::ChangeId id,
                          const std::string& basis);

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
};

} // namespace luoshi::liaison
