// SPDX-License-Identifier: Apache-2.0
// The way of a report within a unit, and who stands in for whom: set by the unit's own people or by
// the office.
#pragma once

#include "access/person.hpp"
#include "duty/chain.hpp"
#include "duty/ids.hpp"
#include "org/ids.hpp"
#include "store/event.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luoshi {
class Clock;
}
namespace luoshi::access {
class Access;
}
namespace luoshi::store {
class Database;
}

namespace luoshi::duty {

struct Who { // acts
    access::Principal principal;
    store::Actor actor;
};

class Chains {
public:
    // All borrowed.
    Chains(store::Database& database, access::Access& access, const Clock& clock)
        : database_(database), access_(access), clock_(clock) {}

    struct OfUnit {
        Chain steps;
        std::int64_t version = 0;              // 0: the usual one
        std::vector<Deputy> deputies;          // that have not ended
        std::vector<access::Principal> people; // of the unit: who can be named
    };
    // Errors of all: not_found (org.no-unit) for another unit than one's own, unless office.
    OfUnit of(const access::Principal& who, org::UnitId unit);
    // Reports begun before keep the chain they have. Errors: invalid_argument (duty.bad-chain),
    // also for a person of another unit; precondition_failed (duty.changed-meanwhile).
    std::int64_t set(const Who& who, org::UnitId unit, std::int64_t version, Chain steps);

    struct NewDeputy {
        access::PersonId person, deputy;
        std::string kind = "代签"; // or AB岗
        Date from, until;          // [from, until)
    };
    // One may name a deputy for oneself; a signer of the unit and the office for anybody of it.
    // Errors: invalid_argument (duty.bad-deputy), forbidden (duty.not-your-deputy).
    DeputyId add_deputy(const Who& who, org::UnitId unit, const NewDeputy& deputy);
    // From today on. Error not_found (duty.no-deputy).
    void end_deputy(const Who& who, DeputyId id);

private:
    store::Database& database_;
    access::Access& access_;
    const Clock& clock_;
};

} // namespace luoshi::duty
