// SPDX-License-Identifier: Apache-2.0
// What may be entered.
#include "base/error.hpp"
#include "base/text.hpp"
#include "org/register.hpp"

#include <algorithm>
#include <set>

namespace luoshi::org {
namespace {

constexpr std::size_t kMostName = 100, kMostBasis = 300, kMostSuccessors = 20;

void bad(const char* field, const char* expected) {
    throw failure(ErrorCode::invalid_argument, "org.bad-change", "'{}' should be {}", field,
                  expected)
        .with("field", field);
}

void must_be_text(const char* field, const std::string& text, std::size_t most, bool needed) {
    const bool blank = fold(text).empty();
    if ((needed && blank) || (blank && !text.empty()) || character_count(text) > most) {
        bad(field, "a text of the length given");
    }
}

[[noreturn]] void refuse(const char* reason, const std::string& unit, ErrorDetails more = {}) {
    auto error =
        failure(ErrorCode::conflict, reason, "'{}' stands in the way", unit).with("unit", unit);
    for (auto& [name, value] : more) {
        error = std::move(error).with(name, value);
    }
    throw error;
}

PlacedUnit& must_find(Register& units, UnitId id, const char* field) {
    auto* const unit = units.find(id);
    if (unit == nullptr) {
        throw failure(ErrorCode::not_found, "org.no-unit", "there is no such unit")
            .with("field", field);
    }
    return *unit;
}

void must_exist(const PlacedUnit& unit, Date on) {
    const auto& valid = unit.spec.valid;
    if (valid.from && on < *valid.from) {
        refuse("org.before-unit", words_of(unit), {{"from", to_string(*valid.from)}});
    }
    if (valid.until && *valid.until <= on) {
        refuse("org.unit-ended", words_of(unit), {{"until", to_string(*valid.until)}});
    }
}

bool overlap(const Interval& one, const Interval& other) {
    const bool apart = (one.until && other.from && *one.until <= *other.from) ||
                       (other.until && one.from && *other.until <= *one.from);
    const bool empty = one.from && one.until && *one.until <= *one.from;
    return !apart && !empty;
}

void must_be_free(const Register& units, const std::string& text, const Interval& days,
                  UnitId but) {
    const auto folded = fold(text);
    for (const auto& other : units.units()) {
        if (text.empty() || other.id == but || !overlap(other.spec.valid, days)) {
            continue;
        }
        for (const auto& name : other.spec.names) {
            if (overlap(name.valid, days) && fold(name.text) == folded) {
                refuse("org.name-taken", words_of(other), {{"name", text}});
            }
        }
    }
}

void check_end(Register& units, const NewChange& said) {
    const auto& unit = must_find(units, said.unit, "unit_id");
    const auto& valid = unit.spec.valid;
    if (valid.from && said.on <= *valid.from) {
        refuse("org.before-unit", words_of(unit), {{"from", to_string(*valid.from)}});
    }
    if (valid.until && *valid.until < said.on) {
        refuse("org.unit-ended", words_of(unit), {{"until", to_string(*valid.until)}});
    }
    if (said.successors.size() > kMostSuccessors ||
        std::set(said.successors.begin(), said.successors.end()).size() != said.successors.size()) {
        bad("successors", "at most 20 units, each once");
    }
    for (const auto id : said.successors) {
        const auto& next = must_find(units, id, "successors");
        if (id == said.unit) {
            refuse("org.succession-circle", words_of(next));
        }
        if (next.spec.kind != UnitKind::unit || unit.spec.kind != UnitKind::unit) {
            refuse("org.not-a-unit", words_of(next.spec.kind != UnitKind::unit ? next : unit));
        }
        must_exist(next, said.on);
        std::set<std::string> later{next.spec.code}; // who follows the successor, and so on
        for (bool more = true; more;) {
            more = false;
            for (const auto& other : units.units()) {
                const bool follows =
                    std::any_of(other.spec.succeeds.begin(), other.spec.succeeds.end(),
                                [&](const auto& before) { return later.contains(before.first); });
                more |= follows && later.insert(other.spec.code).second;
            }
        }
        if (later.contains(unit.spec.code)) {
            refuse("org.succession-circle", words_of(next));
        }
    }
}

// Does the group stand in what the unit stands for, at any depth and on any day?
bool holds(Register& units, const std::string& unit, const std::string& group,
           std::set<std::string>& seen) {
    if (unit == group) {
        return true;
    }
    const auto* const one = units.find_code(unit);
    if (one == nullptr || !seen.insert(unit).second) {
        return false;
    }
    return std::any_of(one->spec.members.begin(), one->spec.members.end(),
                       [&](const auto& member) { return holds(units, member.first, group, seen); });
}

void check_membership(Register& units, const NewChange& said) {
    const auto& group = must_find(units, said.group, "group_id");
    const auto& member = must_find(units, said.unit, "unit_id");
    if (group.spec.kind != UnitKind::group) {
        refuse("org.not-a-group", words_of(group));
    }
    must_exist(group, said.on);
    must_exist(member, said.on);
    const auto& members = group.spec.members;
    const bool in = std::any_of(members.begin(), members.end(), [&](const auto& one) {
        return one.first == member.spec.code && one.second.contains(said.on);
    });
    if (said.kind == ChangeKind::leave) {
        return in ? void() : refuse("org.not-member", words_of(member));
    }
    std::set<std::string> seen;
    if (holds(units, member.spec.code, group.spec.code, seen)) {
        refuse("org.group-in-itself", words_of(member));
    }
    if (in) {
        refuse("org.member-already", words_of(member));
    }
}

void check_alias(Register& units, const NewChange& said) {
    const auto& unit = must_find(units, said.unit, "unit_id");
    must_be_text("alias", said.alias, kMostName, true);
    must_exist(unit, said.on);
    const bool has =
        std::any_of(unit.spec.names.begin(), unit.spec.names.end(), [&](const Name& name) {
            return name.text == said.alias && name.valid.contains(said.on) &&
                   (name.kind == NameKind::alias || said.kind == ChangeKind::alias);
        });
    if (said.kind == ChangeKind::unalias) {
        return has ? void() : refuse("org.no-alias", words_of(unit), {{"name", said.alias}});
    }
    if (has) {
        refuse("org.nothing-changes", words_of(unit));
    }
    must_be_free(units, said.alias, {said.on, unit.spec.valid.until}, unit.id);
}

} // namespace

void check_change(Register& units, const Change& change) {
    const auto& said = change.said;
    must_be_text("basis", said.basis, kMostBasis, true);
    switch (said.kind) {
    case ChangeKind::rename: {
        const auto& unit = must_find(units, said.unit, "unit_id");
        must_be_text("official", said.official, kMostName, said.short_name.empty());
        must_be_text("short_name", said.short_name, kMostName, false);
        must_exist(unit, said.on);
        must_be_free(units, said.official, {said.on, unit.spec.valid.until}, unit.id);
        must_be_free(units, said.short_name, {said.on, unit.spec.valid.until}, unit.id);
        return;
    }
    case ChangeKind::found:
        must_be_text("official", said.official, kMostName, true);
        must_be_text("short_name", said.short_name, kMostName, false);
        if (said.parent) {
            must_exist(must_find(units, said.parent, "parent_id"), said.on);
        }
        if (said.after) {
            must_find(units, said.after, "after_id");
        }
        must_be_free(units, said.official, {said.on, {}}, said.unit);
        must_be_free(units, said.short_name, {said.on, {}}, said.unit);
        return;
    case ChangeKind::end: return check_end(units, said);
    case ChangeKind::join:
    case ChangeKind::leave: return check_membership(units, said);
    case ChangeKind::alias:
    case ChangeKind::unalias: return check_alias(units, said);
    case ChangeKind::take_back: bad("kind", "what becomes of a unit");
    }
}

} // namespace luoshi::org
