// SPDX-License-Identifier: Apache-2.0
#include "org/pack_parts.hpp"

#include "base/error.hpp"
#include "org/pack_reading.hpp"
#include "org/pack_said.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace luoshi::org {
namespace {

using pack::Act;
using pack::Change;
using pack::Thing;

std::vector<Thing> categories_of(const pack::Pack& pack) {
    std::vector<Thing> things;
    for (const auto& category : pack.categories) {
        things.push_back({"category", category.code, category.title, said_of(category)});
    }
    return things;
}

std::vector<UnitSpec> units_of(const pack::Pack& pack) {
    std::vector<Diagnostic> findings; // told by check_units, or of rules made since
    return read_unit_file(pack, findings).units;
}

std::vector<DaySpec> calendar_of(const pack::Pack& pack) {
    std::vector<Diagnostic> findings;
    return read_day_file(pack, findings).days;
}

std::vector<Thing> things_of(const pack::Pack& pack) {
    std::vector<Thing> things;
    for (const auto& unit : units_of(pack)) {
        things.push_back({std::string{to_string(unit.kind)}, unit.code,
                          name_of(unit, NameKind::short_name), said_of(unit)});
    }
    return things;
}

std::set<UnitAlias> aliases_in(const pack::Pack& pack) {
    std::set<UnitAlias> all;
    for (const auto& unit : units_of(pack)) {
        for (const auto& name : unit.names) {
            if (name.kind == NameKind::alias) {
                all.emplace(unit.code, name.text);
            }
        }
    }
    return all;
}

std::set<Date> days_in(const pack::Pack& pack) {
    std::set<Date> all;
    for (const auto& day : calendar_of(pack)) {
        all.insert(day.day);
    }
    return all;
}

// What the version before says and no pack from now on.
template <class Read>
auto dropped(const pack::Loading& loading, Read read) {
    auto gone = loading.before != nullptr ? read(*loading.before) : decltype(read(loading.after)){};
    auto stays = read(loading.after);
    for (const auto* other : loading.beside) {
        stays.merge(read(*other));
    }
    for (const auto& one : stays) {
        gone.erase(one);
    }
    return gone;
}

} // namespace

std::vector<Diagnostic> check_units(const pack::Pack& pack) {
    return read_units(pack).diagnostics;
}

std::vector<Diagnostic> check_calendar(const pack::Pack& pack) {
    return read_calendar(pack).diagnostics;
}

std::vector<pack::Count> count_units(const pack::Pack& pack) {
    pack::Count units{"unit", 0};
    pack::Count groups{"group", 0};
    for (const auto& unit : units_of(pack)) {
        ++(unit.kind == UnitKind::unit ? units : groups).count;
    }
    return {units, groups};
}

std::vector<pack::Count> count_days(const pack::Pack& pack) {
    return {{"day", calendar_of(pack).size()}};
}

std::vector<Change> unit_changes(const pack::Pack& before, const pack::Pack& after) {
    auto changes = pack::compare(categories_of(before), categories_of(after), Act::kept);
    auto more = pack::compare(things_of(before), things_of(after), Act::kept);
    std::move(more.begin(), more.end(), std::back_inserter(changes));
    return changes;
}

std::vector<Change> day_changes(const pack::Pack& before, const pack::Pack& after) {
    const auto days = [](const pack::Pack& pack) {
        std::vector<Thing> things;
        for (const auto& day : calendar_of(pack)) {
            things.push_back({"day", to_string(day.day), day.name, said_of(day)});
        }
        return things;
    };
    return pack::compare(days(before), days(after), Act::removed);
}

void load_pack_units(store::Transaction& transaction, const pack::Loading& loading) {
    const auto units = read_units(loading.after);
    ensure(units.value.has_value(), "packs are checked before they are loaded");
    load_units(transaction, loading.after, *units.value, dropped(loading, aliases_in));
}

void load_pack_calendar(store::Transaction& transaction, const pack::Loading& loading) {
    const auto days = read_calendar(loading.after);
    ensure(days.value.has_value(), "packs are checked before they are loaded");
    load_calendar(transaction, *days.value, dropped(loading, days_in));
}

} // namespace luoshi::org
