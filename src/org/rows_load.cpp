// SPDX-License-Identifier: Apache-2.0
// Makes directory and calendar like a pack's. Rows that are like it already are not touched, so the
// log of a new version shows what it changed.
#include "org/rows.hpp"
#include "org/rows_changes.hpp"

#include "pack/pack.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace luoshi::org {
namespace {

using store::Columns;
using store::Value;

// Rows of one table by id, with the columns a loader compares.
class KnownRows {
public:
    // sql: SELECT id, then the columns `names` in that order.
    KnownRows(store::Transaction& transaction, std::string table, const std::string& names)
        : transaction_(transaction), table_(std::move(table)) {
        for (const auto& row : transaction.query("SELECT id, " + names + " FROM " + table_)) {
            std::vector<Value> cells;
            for (std::size_t i = 1; i < row.size(); ++i) {
                cells.push_back(row.at(i));
            }
            rows_.emplace(row.integer(0), std::move(cells));
        }
    }

    // The columns, in the order of `names`, become those of row `id`. True: something was written.
    bool make_like(std::int64_t id, const Columns& columns) {
        const auto it = rows_.find(id);
        if (it == rows_.end()) {
            transaction_.insert(table_, id, columns);
            return true;
        }
        const bool same =
            std::equal(it->second.begin(), it->second.end(), columns.begin(), columns.end(),
                       [](const Value& cell, const auto& column) { return cell == column.second; });
        if (!same) {
            transaction_.update(table_, id, columns);
        }
        return !same;
    }

    const std::map<std::int64_t, std::vector<Value>>& rows() const { return rows_; }

private:
    store::Transaction& transaction_;
    std::string table_;
    std::map<std::int64_t, std::vector<Value>> rows_;
};

const std::string& text_of(const Value& cell) {
    return std::get<std::string>(cell.held());
}
std::int64_t id_of(const Value& cell) {
    return std::get<std::int64_t>(cell.held());
}

class UnitLoader {
public:
    UnitLoader(store::Transaction& transaction, const std::set<UnitAlias>& dropped)
        : transaction_(transaction), dropped_(dropped),
          categories_(transaction, "org_categories", "code, title, title_en, ordinal"),
          units_(transaction, "org_units",
                 "code, kind, category, ordinal, list_basis, list_source, source, valid_from, "
                 "valid_until"),
          names_(transaction, "org_names", "unit_id, name, kind, valid_from, valid_until"),
          members_(transaction, "org_members", "group_id, member_id, valid_from, valid_until"),
          successions_(transaction, "org_successions", "to_id, from_id, on_date") {
        for (const auto& [id, cells] : units_.rows()) {
            ids_.emplace(text_of(cells[0]), id);
        }
        for (const auto& [id, cells] : names_.rows()) {
            names_of_[id_of(cells[0])].push_back(id);
        }
    }

    void run(const pack::Pack* categories, const std::vector<PlacedUnit>& units) {
        if (categories != nullptr) {
            load_categories(*categories);
        }
        for (const auto& unit : units) {
            load_unit(unit);
        }
        load_parents(units); // after all have ids
        for (const auto& unit : units) {
            load_members(unit.spec);
            load_successions(unit.spec);
        }
        if (wrote_) {
            bump_revision(transaction_);
        }
    }

private:
    void load_categories(const pack::Pack& pack) {
        std::map<std::string, std::int64_t> known;
        for (const auto& [id, cells] : categories_.rows()) {
            known.emplace(text_of(cells[0]), id);
        }
        for (std::size_t i = 0; i < pack.categories.size(); ++i) {
            const auto& category = pack.categories[i];
            const auto it = known.find(category.code);
            wrote_ |= categories_.make_like(it == known.end() ? transaction_.new_id() : it->second,
                                            {{"code", category.code},
                                             {"title", category.title},
                                             {"title_en", category.title_en},
                                             {"ordinal", static_cast<std::int64_t>(i)}});
        }
    }

    void load_unit(const PlacedUnit& placed) {
        const auto& unit = placed.spec;
        const auto [it, is_new] = ids_.try_emplace(unit.code, 0);
        if (is_new) {
            it->second = placed.id ? placed.id.value : transaction_.new_id();
        }
        wrote_ |= units_.make_like(
            it->second,
            {{"code", unit.code},
             {"kind", to_string(unit.kind)},
             {"category", store::text_or_null(unit.category)},
             {"ordinal", placed.ordinal},
             {"list_basis", unit.list_basis ? Value{to_string(*unit.list_basis)} : Value{}},
             {"list_source", store::text_or_null(unit.list_source)},
             {"source", store::text_or_null(unit.source)},
             {"valid_from", unit.valid.from},
             {"valid_until", unit.valid.until}});
        load_names(unit, it->second);
    }

    // Official and short names are the pack's alone; aliases may have been added by people.
    void load_names(const UnitSpec& unit, std::int64_t unit_id) {
        std::vector<const Name*> missing;
        for (const auto& name : unit.names) {
            missing.push_back(&name);
        }
        for (const auto id : names_of_[unit_id]) {
            const auto& cells = names_.rows().at(id);
            const auto known = std::find_if(missing.begin(), missing.end(), [&](const Name* name) {
                return name->text == text_of(cells[1]) &&
                       to_string(name->kind) == text_of(cells[2]) &&
                       Value{name->valid.from} == cells[3] && Value{name->valid.until} == cells[4];
            });
            if (known != missing.end()) {
                missing.erase(known);
            } else if (text_of(cells[2]) != to_string(NameKind::alias) ||
                       dropped_.contains({unit.code, text_of(cells[1])}) ||
                       dated_anew(unit, text_of(cells[1]))) {
                transaction_.erase("org_names", id);
                wrote_ = true;
            }
        }
        for (const auto* name : missing) {
            insert_name(transaction_, UnitId{unit_id}, *name);
            wrote_ = true;
        }
    }

    // The pack has this alias too, for other days: its word counts.
    static bool dated_anew(const UnitSpec& unit, const std::string& alias) {
        return std::any_of(unit.names.begin(), unit.names.end(), [&](const Name& name) {
            return name.kind == NameKind::alias && name.text == alias;
        });
    }

    void load_parents(const std::vector<PlacedUnit>& units) {
        std::map<std::int64_t, UnitId> parents;
        for (const auto& row : transaction_.query("SELECT id, parent_id FROM org_units")) {
            parents.emplace(row.integer(0), row.id<UnitId>(1));
        }
        for (const auto& [placed, unit, ordinal] : units) {
            const auto id = ids_.at(unit.code);
            const UnitId parent{unit.parent.empty() ? 0 : ids_.at(unit.parent)};
            if (parents.at(id) != parent) {
                Columns columns;
                columns.emplace_back("parent_id", parent);
                transaction_.update("org_units", id, columns);
                wrote_ = true;
            }
        }
    }

    // Rows of `table` whose first column is `owner` become `wanted` (the further columns), in that
    // order: it is the order of their ids.
    void replace(const KnownRows& known, const std::string& table, std::int64_t owner,
                 const std::vector<std::string>& names, std::vector<std::vector<Value>> wanted) {
        std::vector<std::int64_t> ids;
        std::vector<std::vector<Value>> have;
        for (const auto& [id, cells] : known.rows()) {
            if (id_of(cells[0]) == owner) {
                ids.push_back(id);
                have.emplace_back(cells.begin() + 1, cells.end());
            }
        }
        if (have == wanted) {
            return;
        }
        wrote_ = true;
        for (const auto id : ids) {
            transaction_.erase(table, id);
        }
        for (auto& want : wanted) {
            Columns columns{{names[0], owner}};
            for (std::size_t i = 0; i < want.size(); ++i) {
                columns.emplace_back(names[i + 1], std::move(want[i]));
            }
            transaction_.insert(table, transaction_.new_id(), columns);
        }
    }

    void load_members(const UnitSpec& unit) {
        std::vector<std::vector<Value>> wanted;
        for (const auto& [code, valid] : unit.members) {
            wanted.push_back({ids_.at(code), valid.from, valid.until});
        }
        replace(members_, "org_members", ids_.at(unit.code),
                {"group_id", "member_id", "valid_from", "valid_until"}, std::move(wanted));
    }

    void load_successions(const UnitSpec& unit) {
        std::vector<std::vector<Value>> wanted;
        for (const auto& [code, on] : unit.succeeds) {
            wanted.push_back({ids_.at(code), on});
        }
        replace(successions_, "org_successions", ids_.at(unit.code),
                {"to_id", "from_id", "on_date"}, std::move(wanted));
    }

    store::Transaction& transaction_;
    const std::set<UnitAlias>& dropped_;
    KnownRows categories_, units_, names_, members_, successions_;
    std::unordered_map<std::string, std::int64_t> ids_;
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> names_of_; // unit → rows
    bool wrote_ = false;
};

} // namespace

void make_rows_like(store::Transaction& transaction, const pack::Pack* categories,
                    const std::vector<PlacedUnit>& units, const std::set<UnitAlias>& dropped) {
    UnitLoader{transaction, dropped}.run(categories, units);
}

void load_calendar(store::Transaction& transaction, const std::vector<DaySpec>& days,
                   const std::set<Date>& dropped) {
    KnownRows rows{transaction, "org_days", "day, kind, name, source"};
    std::map<std::string, std::int64_t> known;
    for (const auto& [id, cells] : rows.rows()) {
        known.emplace(text_of(cells[0]), id);
    }
    for (const auto& day : days) {
        const auto it = known.find(to_string(day.day));
        rows.make_like(it == known.end() ? transaction.new_id() : it->second,
                       {{"day", day.day},
                        {"kind", day.works ? "work" : "off"},
                        {"name", day.name},
                        {"source", day.source}});
    }
    for (const auto day : dropped) {
        if (const auto it = known.find(to_string(day)); it != known.end()) {
            transaction.erase("org_days", it->second);
        }
    }
}

} // namespace luoshi::org
