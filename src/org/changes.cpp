// SPDX-License-Identifier: Apache-2.0
#include "org/changes.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "org/rows.hpp"
#include "org/rows_changes.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <array>

namespace luoshi::org {
namespace {

constexpr std::array<std::string_view, 8> kKinds{"rename", "found", "end",     "join",
                                                 "leave",  "alias", "unalias", "take-back"};

std::string trimmed(std::string text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = text.find_last_not_of(" \t\r\n");
    return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

// What belongs to its kind, and nothing else.
NewChange of_its_kind(const NewChange& change) {
    NewChange said;
    said.kind = change.kind;
    said.on = change.on;
    said.unit = change.kind == ChangeKind::found ? UnitId{} : change.unit;
    said.basis = trimmed(change.basis);
    if (change.kind == ChangeKind::rename || change.kind == ChangeKind::found) {
        said.official = trimmed(change.official);
        said.short_name = trimmed(change.short_name);
    }
    if (change.kind == ChangeKind::alias || change.kind == ChangeKind::unalias) {
        said.alias = trimmed(change.alias);
    }
    if (change.kind == ChangeKind::found) {
        said.category = change.category;
        said.parent = change.parent;
        said.after = change.after;
    }
    if (change.kind == ChangeKind::join || change.kind == ChangeKind::leave) {
        said.group = change.group;
    }
    if (change.kind == ChangeKind::end) {
        said.successors = change.successors;
    }
    return said;
}

void must_have_category(store::Reader& reader, const std::string& code) {
    if (!code.empty() && !has_category(reader, code)) {
        throw failure(ErrorCode::invalid_argument, "org.bad-change", "there is no such category")
            .with("field", "category");
    }
}

void must_not_end_already(const Present& present, const NewChange& said) {
    for (const auto& change : present.changes) {
        if (said.kind == ChangeKind::end && change.stands() &&
            change.said.kind == ChangeKind::end && change.said.unit == said.unit) {
            throw failure(ErrorCode::conflict, "org.ends-already",
                          "the unit ends by an entry that stands")
                .with("unit", words_of(*Register{present.now}.find(said.unit)))
                .with("on", to_string(change.said.on));
        }
    }
}

struct Step {
    Change change;
    Present present;
    Register after;
};

// With the unit of its own id where it is founded.
Step look(store::Reader& reader, const NewChange& asked, UnitId made) {
    Step step;
    step.present = read_present(reader);
    auto& said = step.change.said;
    said = of_its_kind(asked);
    if (said.kind == ChangeKind::found) {
        said.unit = made;
    }
    check_change(step.present.now, step.change);
    must_have_category(reader, said.category);
    must_not_end_already(step.present, said);
    if (const auto* const unit = step.present.now.find(said.unit)) {
        if (said.kind == ChangeKind::rename) {
            step.change.before_official = name_on(unit->spec, NameKind::official, said.on);
            step.change.before_short = name_on(unit->spec, NameKind::short_name, said.on);
        }
        for (const auto& name : unit->spec.names) {
            if (said.kind == ChangeKind::unalias && name.text == said.alias &&
                name.kind == NameKind::alias && name.valid.contains(said.on)) {
                step.change.alias_from = name.valid.from;
            }
        }
    }
    step.after = step.present.now;
    apply_changes(step.after, {step.change});
    if (step.after.units() == step.present.now.units()) {
        throw failure(ErrorCode::conflict, "org.nothing-changes", "it is so already")
            .with("unit", words_of(*step.present.now.find(said.unit)));
    }
    return step;
}

// Rows of units that differ become like `after`; what they are without changes is kept.
void write(store::Transaction& transaction, Present& present, Register& after) {
    std::vector<PlacedUnit> wanted;
    std::set<UnitAlias> dropped;
    for (const auto& unit : after.units()) {
        const auto* const before = present.now.find(unit.id);
        if (before != nullptr && *before == unit) {
            continue;
        }
        wanted.push_back(unit);
        if (const auto* const row = present.rows.find(unit.id)) {
            for (const auto& name : row->spec.names) {
                if (name.kind == NameKind::alias) {
                    dropped.emplace(unit.spec.code, name.text);
                }
            }
        }
        for (const auto& name : unit.spec.names) {
            if (name.kind == NameKind::alias) {
                dropped.erase({unit.spec.code, name.text});
            }
        }
    }
    make_rows_like(transaction, nullptr, wanted, dropped);
    for (const auto& unit : wanted) {
        const auto* const plain = present.plain.find(unit.id);
        save_base(transaction, unit.id, plain != nullptr ? plain->spec : unit.spec);
    }
}

void sign(store::Transaction& transaction, Change& change, const EnteredBy& by) {
    change.id = transaction.make_id<ChangeId>();
    change.person = by.person;
    change.entered_by = by.name;
    change.entered_on = transaction.today();
    change.entered_at = transaction.now();
}

const Change& find_in(const std::vector<Change>& changes, ChangeId id) {
    const auto it = std::find_if(changes.begin(), changes.end(),
                                 [&](const Change& change) { return change.id == id; });
    if (it == changes.end()) {
        throw failure(ErrorCode::not_found, "org.no-change", "there is no such entry");
    }
    return *it;
}

// Of entries after `id`, those that may not be entered where they stand.
std::set<ChangeId> refused_after(const Present& present, ChangeId id,
                                 const std::vector<Change>& changes) {
    std::set<ChangeId> refused;
    auto units = present.plain;
    for (const auto& change : changes) {
        try {
            if (change.id > id && change.stands()) {
                check_change(units, change);
            }
        } catch (const Error&) {
            refused.insert(change.id);
        }
        apply_changes(units, {change});
    }
    return refused;
}

} // namespace

std::string_view to_string(ChangeKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<ChangeKind> parse_change_kind(std::string_view text) noexcept {
    const auto it = std::find(kKinds.begin(), kKinds.end(), text);
    return it == kKinds.end() ? std::nullopt
                              : std::optional{static_cast<ChangeKind>(it - kKinds.begin())};
}

Foreseen foresee(store::Reader& reader, const NewChange& change) {
    UnitId made;
    for (const auto& unit : read_placed_units(reader)) {
        made = std::max(made, UnitId{unit.id.value + 1});
    }
    auto step = look(reader, change, made);
    return {directory_of(reader, step.after), step.change.said.unit};
}

Change enter_change(store::Transaction& transaction, const NewChange& change, UnitId founded,
                    const EnteredBy& by) {
    auto step = look(transaction, change, founded);
    write(transaction, step.present, step.after);
    sign(transaction, step.change, by);
    insert_change(transaction, step.change);
    return step.change;
}

Change take_back(store::Transaction& transaction, ChangeId id, const std::string& basis,
                 const EnteredBy& by) {
    auto present = read_present(transaction);
    const auto taken = find_in(present.changes, id);
    if (taken.said.kind == ChangeKind::take_back) {
        throw failure(ErrorCode::conflict, "org.not-taken-back", "the entry takes one back itself");
    }
    if (taken.taken_back_by) {
        throw failure(ErrorCode::conflict, "org.taken-back", "the entry was taken back before");
    }
    Change entry;
    entry.said.kind = ChangeKind::take_back;
    entry.said.unit = taken.said.unit;
    entry.said.on = taken.said.on;
    entry.said.basis = trimmed(basis);
    entry.taken = id;
    if (entry.said.basis.empty() || character_count(entry.said.basis) > 300) {
        throw failure(ErrorCode::invalid_argument, "org.bad-change", "a reason is needed")
            .with("field", "basis");
    }
    sign(transaction, entry, by);
    auto changes = present.changes;
    std::find_if(changes.begin(), changes.end(), [&](const Change& change) {
        return change.id == id;
    })->taken_back_by = entry.id;
    const auto before = refused_after(present, id, present.changes);
    for (const auto needed : refused_after(present, id, changes)) {
        if (!before.contains(needed)) {
            throw failure(ErrorCode::conflict, "org.change-needed", "a later entry rests on it")
                .with("change", luoshi::to_string(needed))
                .with("on", to_string(find_in(changes, needed).said.on))
                .with("kind", std::string{to_string(find_in(changes, needed).said.kind)});
        }
    }
    auto after = present.plain;
    apply_changes(after, changes);
    write(transaction, present, after);
    insert_change(transaction, entry);
    bump_revision(transaction); // also where a pack says the same
    return entry;
}

Change must_find_change(store::Reader& reader, ChangeId id) {
    return find_in(read_changes(reader), id);
}

} // namespace luoshi::org
