// SPDX-License-Identifier: Apache-2.0
// A person leaves or moves to another unit: first what lies with the person, then one act that
// hands everything to a colleague or back to the unit, closes or moves the account and ends the
// person's time as liaison. For the administrator, who sees what reports are called and when they
// are due, and nothing of what they say.
#pragma once

#include "access/person.hpp"
#include "duty/person_work.hpp"
#include "liaison/liaison.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::liaison {

struct Holdings {
    access::Person person;
    duty::PersonWork work;
    std::vector<Liaison> entries;         // that have not ended
    std::int64_t given = 0;               // open subtasks handed out for the office
    std::vector<std::string> secretaries; // of a leader: who serve nobody afterwards, unless a
                                          // leader takes over
    std::string serves; // of a secretary: the leader, when no other secretary is left
    std::vector<access::Principal> colleagues; // who may take over
    bool empty() const;                        // nothing that must go to somebody
};

struct Leaving {
    access::PersonId to; // none: back to whoever of the unit has the role
    bool close = true;   // the account; else it moves
    org::UnitId unit;    // where to
};

class Handover {
public:
    // All borrowed.
    Handover(store::Database& database, org::Directories& directories, const Clock& clock)
        : database_(database), directories_(directories), clock_(clock) {}

    // Error not_found (access.no-person).
    Holdings of(access::PersonId person);
    // For who closes or moves an account without looking. Error conflict
    // (liaison.hand-over-first) when something lies with the person.
    void must_hold_nothing(access::PersonId person);
    // Errors: not_found (access.no-person), invalid_argument (liaison.bad-colleague,
    // liaison.same-unit), precondition_failed (http.precondition-failed), those of
    // Access::edit_person.
    access::Person leave(const duty::Who& by, access::PersonId person, std::int64_t version,
                         const Leaving& leaving);

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
};

} // namespace luoshi::liaison
