// SPDX-License-Identifier: Apache-2.0
// What a change makes of the units.
#include "org/register.hpp"

#include <algorithm>
#include <iterator>

namespace luoshi::org {
namespace {

constexpr std::int64_t kLast = 1'000'000; // the place of a unit that follows none

// From the day on it bears the name, before it whatever it bore. Where what is there has the name
// already and gives no day for it, the day stands all the same.
void rename(UnitSpec& unit, NameKind kind, const std::string& text, const std::string& before,
            Date on) {
    if (text.empty()) {
        return;
    }
    auto& names = unit.names;
    const auto it = std::find_if(names.begin(), names.end(), [&](const Name& name) {
        return name.kind == kind && name.valid.contains(on);
    });
    if (it == names.end()) {
        names.push_back({text, kind, {on, {}}});
        return;
    }
    const bool begins = it->valid.from && *it->valid.from == on;
    if (begins || (it->text == text && (before.empty() || before == text))) {
        it->text = text;
        return;
    }
    const Name after{text, kind, {on, it->valid.until}};
    if (it->text == text) {
        it->text = before;
    }
    it->valid.until = on;
    const auto place = static_cast<std::size_t>(it - names.begin());
    const Name closed = *it;
    names.insert(names.begin() + static_cast<std::ptrdiff_t>(place) + 1, after);
    for (std::size_t i = names.size(); i-- > place + 2;) { // a pack that says both days itself
        if (names[i] == closed || names[i] == after) {
            names.erase(names.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

void found(Register& units, const Change& change) {
    const auto& said = change.said;
    auto* unit = units.find(said.unit);
    if (unit == nullptr) {
        PlacedUnit made;
        made.id = said.unit;
        made.spec.code = luoshi::to_string(said.unit);
        made.spec.category = said.category;
        if (const auto* const parent = units.find(said.parent)) {
            made.spec.parent = parent->spec.code;
        }
        made.spec.source = said.basis;
        made.spec.valid.from = said.on;
        made.spec.names = {
            {said.official, NameKind::official, {}},
            {said.short_name.empty() ? said.official : said.short_name, NameKind::short_name, {}}};
        units.add(std::move(made));
        unit = units.find(said.unit);
    }
    const auto* const after = units.find(said.after);
    unit->ordinal = after != nullptr ? after->ordinal : kLast;
}

void end(Register& units, const NewChange& said) {
    auto* const unit = units.find(said.unit);
    if (unit == nullptr) {
        return;
    }
    unit->spec.valid.until = said.on;
    const auto code = unit->spec.code;
    const auto follows = [&](UnitId id) {
        return std::find(said.successors.begin(), said.successors.end(), id) !=
               said.successors.end();
    };
    for (auto& other : units.units()) {
        auto& succeeds = other.spec.succeeds;
        const auto it = std::find_if(succeeds.begin(), succeeds.end(),
                                     [&](const auto& before) { return before.first == code; });
        if (follows(other.id)) {
            if (it == succeeds.end()) {
                succeeds.emplace_back(code, said.on);
            } else {
                it->second = said.on;
            }
        } else if (it != succeeds.end()) {
            succeeds.erase(it);
        }
    }
}

void join(Register& units, const NewChange& said) {
    auto* const group = units.find(said.group);
    const auto* const member = units.find(said.unit);
    if (group == nullptr || member == nullptr) {
        return;
    }
    Interval valid{said.on, {}};
    for (const auto& [code, has] : group->spec.members) {
        if (code != member->spec.code) {
            continue;
        }
        if (has.contains(said.on)) {
            return;
        }
        if (has.from && *has.from > said.on && (!valid.until || *has.from < *valid.until)) {
            valid.until = has.from; // in it later anyway
        }
    }
    group->spec.members.emplace_back(member->spec.code, valid);
    if (group->spec.list_basis == ListBasis::none) {
        group->spec.list_basis = ListBasis::office;
    }
}

void leave(Register& units, const NewChange& said) {
    auto* const group = units.find(said.group);
    const auto* const member = units.find(said.unit);
    if (group == nullptr || member == nullptr) {
        return;
    }
    auto& members = group->spec.members;
    for (auto& [code, has] : members) {
        if (code == member->spec.code && has.contains(said.on)) {
            has.until = said.on;
        }
    }
    std::erase_if(members, [](const auto& one) {
        const auto& has = one.second;
        return has.from && has.until && *has.until <= *has.from;
    });
}

void unalias(UnitSpec& unit, const Change& change) {
    const auto& said = change.said;
    bool had = false;
    for (auto& name : unit.names) {
        if (name.kind == NameKind::alias && name.text == said.alias) {
            had = true;
            if (name.valid.contains(said.on)) {
                name.valid.until = said.on;
            }
        }
    }
    if (!had && (!change.alias_from || *change.alias_from < said.on)) {
        unit.names.push_back({said.alias, NameKind::alias, {change.alias_from, said.on}});
    }
    std::erase_if(unit.names, [](const Name& name) {
        const auto& has = name.valid;
        return name.kind == NameKind::alias && has.from && has.until && *has.until <= *has.from;
    });
}

void alias(UnitSpec& unit, const NewChange& said) {
    const bool has = std::any_of(unit.names.begin(), unit.names.end(), [&](const Name& name) {
        return name.kind == NameKind::alias && name.text == said.alias &&
               name.valid.contains(said.on);
    });
    if (!has) {
        unit.names.push_back({said.alias, NameKind::alias, {said.on, {}}});
    }
}

} // namespace

void apply_change(Register& units, const Change& change) {
    const auto& said = change.said;
    auto* const unit = units.find(said.unit);
    switch (said.kind) {
    case ChangeKind::found: return found(units, change);
    case ChangeKind::end: return end(units, said);
    case ChangeKind::join: return join(units, said);
    case ChangeKind::leave: return leave(units, said);
    case ChangeKind::rename:
        if (unit != nullptr) {
            rename(unit->spec, NameKind::official, said.official, change.before_official, said.on);
            rename(unit->spec, NameKind::short_name, said.short_name, change.before_short, said.on);
        }
        return;
    case ChangeKind::alias: return unit != nullptr ? alias(unit->spec, said) : void();
    case ChangeKind::unalias: return unit != nullptr ? unalias(unit->spec, change) : void();
    case ChangeKind::take_back: return;
    }
}

void apply_changes(Register& units, const std::vector<Change>& changes) {
    for (const auto& change : changes) {
        if (change.stands()) {
            apply_change(units, change);
        } else if (change.said.kind == ChangeKind::found) {
            found(units, change);
            units.find(change.said.unit)->spec.valid = {change.said.on, change.said.on};
        }
    }
    for (auto& unit : units.units()) {
        unit.spec = tidy(std::move(unit.spec));
    }
}

} // namespace luoshi::org
