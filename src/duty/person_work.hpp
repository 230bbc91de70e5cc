// SPDX-License-Identifier: Apache-2.0
// What of reports lies with one person by name, and its way to another when that person leaves.
// For modules that let people go, within reads and writes of their own.
#pragma once

#include "access/person.hpp"
#include "duty/chains.hpp"
#include "form/definition.hpp"

#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::duty {

struct HeldDue { // an unfinished report whose own chain names the person
    DueId id;
    form::Text title;
    Date due_on;
    std::vector<StepKind> steps; // not passed yet
    bool waits = false;          // for this person now
};

struct PersonWork {
    std::vector<StepKind> steps;  // of the chain of the person's unit
    std::vector<HeldDue> dues;    // by date
    std::vector<Deputy> deputies; // not ended: for the person, and the person for others
    // Unfinished reports of the unit that wait for the person's role while nobody else there has
    // it.
    std::int64_t only_one = 0;
    bool empty() const { return steps.empty() && dues.empty() && deputies.empty(); }
};

PersonWork work_of(store::Reader& reader, const access::Principal& person, Date today);

// Steps named to the person, in the chain of the unit and in those of unfinished reports, go to
// `to`, or back to whoever of the unit has the role; what was done before keeps the name. Deputies
// for the person end today; where the person is a deputy, `to` takes over for the days left, unless
// it is the one represented. Needs an event begun. `to`: of the same unit; nullptr: the unit's
// pool.
void hand_over(store::Transaction& transaction, const Who& by, const access::Principal& person,
               const access::Principal* to);

} // namespace luoshi::duty
