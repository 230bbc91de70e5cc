// SPDX-License-Identifier: Apache-2.0
// A pack's units under what the office decided of them.
#include "org/rows.hpp"
#include "org/rows_changes.hpp"

#include "pack/pack.hpp"
#include "store/transaction.hpp"

#include <algorithm>

namespace luoshi::org {
namespace {

std::vector<PlacedUnit> placed(const std::vector<UnitSpec>& units) {
    std::vector<PlacedUnit> all;
    for (std::size_t i = 0; i < units.size(); ++i) {
        all.push_back({{}, units[i], static_cast<std::int64_t>(i) + 1});
    }
    return all;
}

bool has_alias(const UnitSpec& unit, const std::string& text) {
    return std::any_of(unit.names.begin(), unit.names.end(), [&](const Name& name) {
        return name.kind == NameKind::alias && name.text == text;
    });
}

// What people call the unit besides stays with it.
UnitSpec with_aliases(UnitSpec unit, const UnitSpec& before, const std::set<UnitAlias>& dropped) {
    for (const auto& name : before.names) {
        if (name.kind == NameKind::alias && !has_alias(unit, name.text) &&
            !dropped.contains({unit.code, name.text})) {
            unit.names.push_back(name);
        }
    }
    return tidy(std::move(unit));
}

// The units of the pack, those there besides, and what they are without changes.
struct Laid {
    std::vector<PlacedUnit> all;
    std::map<std::string, UnitSpec> plain; // of the pack
};

Laid lay(const Present& present, const std::vector<UnitSpec>& units,
         const std::set<UnitAlias>& dropped) {
    auto rows = present.plain;
    Laid laid;
    std::set<std::string> codes;
    for (auto& unit : placed(units)) {
        codes.insert(unit.spec.code);
        unit.id = rows.id_of(unit.spec.code);
        const auto base = present.bases.find(unit.id);
        unit.spec = base != present.bases.end()
                        ? with_aliases(std::move(unit.spec), base->second, dropped)
                        : tidy(std::move(unit.spec));
        laid.plain.emplace(unit.spec.code, unit.spec);
        laid.all.push_back(std::move(unit));
    }
    for (const auto& unit : rows.units()) {
        if (!codes.contains(unit.spec.code)) {
            laid.all.push_back(unit);
        }
    }
    return laid;
}

} // namespace

void load_units(store::Transaction& transaction, const pack::Pack& pack,
                const std::vector<UnitSpec>& units, const std::set<UnitAlias>& dropped) {
    const auto present = read_present(transaction);
    if (present.changes.empty()) {
        return make_rows_like(transaction, &pack, placed(units), dropped);
    }
    const auto laid = lay(present, units, dropped);
    Register all{laid.all};
    apply_changes(all, present.changes);
    auto gone = dropped;
    std::set<UnitId> founded;
    for (const auto& change : present.changes) {
        const auto* const unit = all.find(change.said.unit);
        if (change.said.kind == ChangeKind::unalias && change.stands() && unit != nullptr) {
            gone.emplace(unit->spec.code, change.said.alias);
        } else if (change.said.kind == ChangeKind::found) {
            founded.insert(change.said.unit);
        }
    }
    std::vector<PlacedUnit> wanted;
    for (const auto& unit : all.units()) {
        if (laid.plain.contains(unit.spec.code) || founded.contains(unit.id)) {
            wanted.push_back(unit);
        }
    }
    make_rows_like(transaction, &pack, wanted, gone);
    Register written{read_placed_units(transaction)};
    for (const auto& [code, plain] : laid.plain) {
        const auto id = written.id_of(code);
        if (present.bases.contains(id) || all.find_code(code)->spec != plain) {
            save_base(transaction, id, plain);
        }
    }
}

} // namespace luoshi::org
