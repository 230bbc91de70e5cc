// SPDX-License-Identifier: Apache-2.0
#include "duty/foreseen.hpp"

#include "duty/make_dues.hpp"
#include "duty/rows.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::duty {
namespace {

struct Counts {
    std::int64_t no_more = 0, anew = 0;
};

// By unit, of one duty.
std::map<org::UnitId, Counts> differences(store::Reader& reader, const Duty& duty,
                                          const org::Directory& now, const org::Directory& then,
                                          Date today) {
    const auto last = today.plus_days(kHorizon);
    const auto before = owed(duty.definition, now, today, last);
    const auto after = owed(duty.definition, then, today, last);
    const std::set<Owed> was{before.begin(), before.end()};
    const std::set<Owed> is{after.begin(), after.end()};
    std::set<Owed> begun;
    for (const auto& one : existing_dues(reader, duty.id)) {
        if (one.begun || one.state != DueState::open) {
            begun.insert(one.what);
        }
    }
    std::map<org::UnitId, Counts> counts;
    for (const auto& one : was) {
        if (!is.contains(one) && !begun.contains(one)) {
            ++counts[one.unit].no_more;
        }
    }
    for (const auto& one : is) {
        if (!was.contains(one)) {
            ++counts[one.unit].anew;
        }
    }
    return counts;
}

} // namespace

std::vector<ForeseenDues> foresee_dues(store::Reader& reader, const org::Directory& now,
                                       const org::Directory& then, Date today) {
    std::vector<ForeseenDues> all;
    for (const auto id : issued_duties(reader)) {
        const auto duty = must_find_duty(reader, id);
        for (const auto& [unit, counts] : differences(reader, duty, now, then, today)) {
            all.push_back({unit, duty.definition.title, counts.no_more, counts.anew});
        }
    }
    return all;
}

std::int64_t dues_ever_of(store::Reader& reader, org::UnitId unit) {
    DueQuery query;
    query.unit = unit;
    query.limit = 1'000'000;
    const auto dues = query_dues(reader, org::Scope::all(), query);
    return std::ranges::count_if(dues,
                                 [](const Due& due) { return due.state != DueState::cancelled; });
}

} // namespace luoshi::duty
