// SPDX-License-Identifier: Apache-2.0
#include "duty/make_dues.hpp"

#include "org/directory.hpp"
#include "org/succession.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::duty {

namespace {

// Units behind a unit or group, with the successors of those that were among them until they ended.
std::vector<org::UnitId> standing_at(const org::Directory& directory, org::UnitId id, Date at) {
    auto units = directory.expand(id, at);
    std::map<Date, std::vector<org::UnitId>> were; // in it on the last day of a unit that ended
    for (const auto& unit : directory.units()) {
        if (unit.kind != org::UnitKind::unit || !unit.valid.until || *unit.valid.until > at) {
            continue;
        }
        const auto last = unit.valid.until->plus_days(-1);
        const auto [it, is_new] = were.try_emplace(last);
        if (is_new) {
            it->second = directory.expand(id, last);
        }
        const bool was = std::ranges::count(it->second, unit.id) > 0;
        const auto next = was ? org::successor_of(directory, unit.id, at) : org::UnitId{};
        if (next) {
            units.push_back(next);
        }
    }
    return units;
}

} // namespace

std::vector<org::UnitId> units_of(const std::vector<std::string>& codes,
                                  const org::Directory& directory, Date at) {
    std::vector<org::UnitId> units;
    std::set<org::UnitId> seen;
    for (const auto& code : codes) {
        const auto* const unit = directory.find_code(code);
        if (unit == nullptr) {
            continue;
        }
        for (const auto id : standing_at(directory, unit->id, at)) {
            if (seen.insert(id).second) {
                units.push_back(id);
            }
        }
    }
    return units;
}

std::vector<Owed> owed(const Definition& definition, const org::Directory& directory, Date first,
                       Date last) {
    std::vector<Owed> all;
    for (const auto day : occurrences(definition, first, last)) {
        for (const auto unit : units_of(definition.who, directory, day)) {
            all.push_back({unit, day});
        }
    }
    return all;
}

DuePlan plan_dues(const std::vector<Owed>& wanted, const std::vector<Existing>& existing,
                  Date today, Date last) {
    DuePlan plan;
    const std::set<Owed> wanted_set{wanted.begin(), wanted.end()};
    std::set<Date> wanted_days;
    for (const auto& one : wanted) {
        wanted_days.insert(one.occurrence);
    }
    std::set<Owed> there;
    for (const auto& one : existing) {
        there.insert(one.what);
        const bool is_wanted = wanted_set.contains(one.what);
        if (is_wanted && one.state == DueState::cancelled && one.cause != "office") {
            plan.revive.push_back(one.id);
        }
        const bool idle = one.state == DueState::open && !one.begun;
        const bool ahead = one.what.occurrence >= today && one.what.occurrence <= last;
        if (!is_wanted && idle && ahead) {
            plan.cancel.emplace_back(
                one.id, wanted_days.contains(one.what.occurrence) ? "members" : "schedule");
        }
    }
    for (const auto& one : wanted) {
        if (!there.contains(one)) {
            plan.make.push_back(one);
        }
    }
    return plan;
}

} // namespace luoshi::duty
