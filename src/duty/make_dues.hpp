// SPDX-License-Identifier: Apache-2.0
// Which dues a duty should have, against those it has. Pure.
#pragma once

#include "duty/due_rules.hpp"
#include "duty/duties.hpp"

#include <string>
#include <vector>

namespace luoshi::duty {

inline constexpr int kHorizon = 366; // days ahead for which dues are made

struct Owed {
    org::UnitId unit;
    Date occurrence;
    auto operator<=>(const Owed&) const = default;
};

struct Existing {
    DueId id;
    Owed what;
    DueState state = DueState::open;
    bool begun = false; // somebody has typed
    std::string cause;  // of a cancellation
};

struct DuePlan {
    std::vector<Owed> make;
    std::vector<std::pair<DueId, std::string>> cancel; // with the cause
    std::vector<DueId> revive;
    bool empty() const { return make.empty() && cancel.empty() && revive.empty(); }
};

// Who owes it on the days in [first, last]: groups as they are on that day, each unit once.
std::vector<Owed> owed(const Definition& definition, const org::Directory& directory, Date first,
                       Date last);
// `wanted`: what is owed from the day on that dues were made until, up to `last`. Dues outside
// [today, last] are left alone.
DuePlan plan_dues(const std::vector<Owed>& wanted, const std::vector<Existing>& existing,
                  Date today, Date last);

// Real units that stand behind codes at a date, in order, each once.
std::vector<org::UnitId> units_of(const std::vector<std::string>& codes,
                                  const org::Directory& directory, Date at);

} // namespace luoshi::duty
