// SPDX-License-Identifier: Apache-2.0
#include "org/rows_changes.hpp"

#include "store/transaction.hpp"

#include <algorithm>
#include <sstream>

namespace luoshi::org {
namespace {

constexpr std::string_view kChange =
    "SELECT id, kind, unit_id, on_day, basis, official, short_name, alias, alias_from, category, "
    "parent_id, after_id, group_id, successors, before_official, before_short, taken_id, "
    "person_id, entered_by, entered_on, entered_at FROM org_changes ";

std::string ids_text(const std::vector<UnitId>& ids) {
    std::string text;
    for (const auto id : ids) {
        text += (text.empty() ? "" : " ") + luoshi::to_string(id);
    }
    return text;
}

std::vector<UnitId> ids_of(const std::string& text) {
    std::vector<UnitId> ids;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        if (const auto id = parse_as<UnitId>(word)) {
            ids.push_back(*id);
        }
    }
    return ids;
}

Change change_of(const store::Row& row) {
    Change change;
    auto& said = change.said;
    change.id = row.id<ChangeId>(0);
    said.kind = parse_change_kind(row.text(1)).value_or(ChangeKind::rename);
    said.unit = row.id<UnitId>(2);
    said.on = row.date(3);
    said.basis = row.text(4);
    said.official = row.text_or_empty(5);
    said.short_name = row.text_or_empty(6);
    said.alias = row.text_or_empty(7);
    change.alias_from = row.optional_date(8);
    said.category = row.text_or_empty(9);
    said.parent = row.id<UnitId>(10);
    said.after = row.id<UnitId>(11);
    said.group = row.id<UnitId>(12);
    said.successors = ids_of(row.text_or_empty(13));
    change.before_official = row.text_or_empty(14);
    change.before_short = row.text_or_empty(15);
    change.taken = row.id<ChangeId>(16);
    change.person = row.integer(17);
    change.entered_by = row.text(18);
    change.entered_on = row.date(19);
    change.entered_at = row.time(20);
    return change;
}

} // namespace

std::vector<PlacedUnit> read_placed_units(store::Reader& reader) {
    std::map<std::int64_t, std::string> codes;
    std::map<std::int64_t, std::size_t> place;
    std::vector<PlacedUnit> units;
    std::vector<UnitId> parents;
    for (const auto& row : reader.query(
             "SELECT id, code, kind, category, ordinal, parent_id, list_basis, list_source, "
             "source, valid_from, valid_until FROM org_units ORDER BY ordinal, id")) {
        PlacedUnit unit;
        unit.id = row.id<UnitId>(0);
        unit.ordinal = row.integer(4);
        unit.spec.code = row.text(1);
        unit.spec.kind = parse_unit_kind(row.text(2)).value_or(UnitKind::unit);
        unit.spec.category = row.text_or_empty(3);
        parents.push_back(row.id<UnitId>(5));
        unit.spec.list_basis = row.is_null(6) ? std::nullopt : parse_list_basis(row.text(6));
        unit.spec.list_source = row.text_or_empty(7);
        unit.spec.source = row.text_or_empty(8);
        unit.spec.valid = {row.optional_date(9), row.optional_date(10)};
        codes.emplace(unit.id.value, unit.spec.code);
        place.emplace(unit.id.value, units.size());
        units.push_back(std::move(unit));
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].spec.parent = parents[i] ? codes.at(parents[i].value) : "";
    }
    for (const auto& row : reader.query(
             "SELECT unit_id, name, kind, valid_from, valid_until FROM org_names ORDER BY id")) {
        units[place.at(row.integer(0))].spec.names.push_back(
            {row.text(1),
             parse_name_kind(row.text(2)).value_or(NameKind::alias),
             {row.optional_date(3), row.optional_date(4)}});
    }
    for (const auto& row : reader.query(
             "SELECT group_id, member_id, valid_from, valid_until FROM org_members ORDER BY id")) {
        units[place.at(row.integer(0))].spec.members.emplace_back(
            codes.at(row.integer(1)), Interval{row.optional_date(2), row.optional_date(3)});
    }
    for (const auto& row :
         reader.query("SELECT to_id, from_id, on_date FROM org_successions ORDER BY id")) {
        units[place.at(row.integer(0))].spec.succeeds.emplace_back(codes.at(row.integer(1)),
                                                                   row.optional_date(2));
    }
    for (auto& unit : units) {
        unit.spec = tidy(std::move(unit.spec));
    }
    return units;
}

std::vector<Change> read_changes(store::Reader& reader) {
    std::vector<Change> all;
    std::map<ChangeId, ChangeId> taken;
    for (const auto& row : reader.query(std::string{kChange} + "ORDER BY id")) {
        all.push_back(change_of(row));
        if (all.back().taken) {
            taken.emplace(all.back().taken, all.back().id);
        }
    }
    for (auto& change : all) {
        if (const auto it = taken.find(change.id); it != taken.end()) {
            change.taken_back_by = it->second;
        }
    }
    return all;
}

void insert_change(store::Transaction& transaction, const Change& change) {
    const auto& said = change.said;
    transaction.insert("org_changes", change.id.value,
                       {{"kind", to_string(said.kind)},
                        {"unit_id", said.unit},
                        {"on_day", said.on},
                        {"basis", said.basis},
                        {"official", store::text_or_null(said.official)},
                        {"short_name", store::text_or_null(said.short_name)},
                        {"alias", store::text_or_null(said.alias)},
                        {"alias_from", change.alias_from},
                        {"category", store::text_or_null(said.category)},
                        {"parent_id", said.parent},
                        {"after_id", said.after},
                        {"group_id", said.group},
                        {"successors", store::text_or_null(ids_text(said.successors))},
                        {"before_official", store::text_or_null(change.before_official)},
                        {"before_short", store::text_or_null(change.before_short)},
                        {"taken_id", change.taken},
                        {"person_id", change.person},
                        {"entered_by", change.entered_by},
                        {"entered_on", change.entered_on},
                        {"entered_at", change.entered_at}});
}

std::map<UnitId, UnitSpec> read_bases(store::Reader& reader) {
    std::map<UnitId, UnitSpec> bases;
    for (const auto& row : reader.query("SELECT unit_id, body FROM org_bases")) {
        bases.emplace(row.id<UnitId>(0), read_spec(row.text(1)));
    }
    return bases;
}

void save_base(store::Transaction& transaction, UnitId unit, const UnitSpec& base) {
    const auto body = to_json(tidy(base));
    const auto row =
        transaction.query_one("SELECT id, body FROM org_bases WHERE unit_id = $1", {unit});
    if (!row) {
        transaction.insert("org_bases", transaction.new_id(), {{"unit_id", unit}, {"body", body}});
    } else if (row->text(1) != body) {
        transaction.update("org_bases", row->integer(0), {{"unit_id", unit}, {"body", body}});
    }
}

Present read_present(store::Reader& reader) {
    Present present;
    present.changes = read_changes(reader);
    present.bases = read_bases(reader);
    auto units = read_placed_units(reader);
    present.rows = Register{units};
    for (auto& unit : units) {
        if (const auto it = present.bases.find(unit.id); it != present.bases.end()) {
            unit.spec = it->second;
        }
    }
    present.plain = Register{std::move(units)};
    present.now = present.plain;
    apply_changes(present.now, present.changes);
    // Aliases people have added since stand under no change.
    bool more = false;
    for (auto& unit : present.plain.units()) {
        const auto& names = present.now.find(unit.id)->spec.names;
        for (const auto& name : present.rows.find(unit.id)->spec.names) {
            if (name.kind == NameKind::alias &&
                std::find(names.begin(), names.end(), name) == names.end()) {
                unit.spec.names.push_back(name);
                more = true;
            }
        }
        unit.spec = tidy(std::move(unit.spec));
    }
    if (more) {
        present.now = present.plain;
        apply_changes(present.now, present.changes);
    }
    return present;
}

} // namespace luoshi::org
