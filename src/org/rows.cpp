// SPDX-License-Identifier: Apache-2.0
#include "org/rows.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "org/rows_changes.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <unordered_map>

namespace luoshi::org {
namespace {

std::vector<Category> read_categories(store::Reader& reader) {
    std::vector<Category> categories;
    for (const auto& row :
         reader.query("SELECT code, title, title_en FROM org_categories ORDER BY ordinal")) {
        categories.push_back({row.text(0), row.text(1), row.text(2)});
    }
    return categories;
}

std::vector<Unit> read_unit_rows(store::Reader& reader) {
    std::vector<Unit> units;
    std::unordered_map<std::int64_t, std::size_t> place;
    for (const auto& row : reader.query(
             "SELECT id, code, kind, category, ordinal, parent_id, list_basis, list_source, "
             "source, valid_from, valid_until FROM org_units ORDER BY ordinal, id")) {
        Unit unit;
        unit.id = row.id<UnitId>(0);
        unit.code = row.text(1);
        unit.kind = parse_unit_kind(row.text(2)).value_or(UnitKind::unit);
        unit.category = row.optional_text(3);
        unit.ordinal = row.integer(4);
        unit.parent = row.id<UnitId>(5);
        unit.list_basis = row.is_null(6) ? std::nullopt : parse_list_basis(row.text(6));
        unit.list_source = row.optional_text(7);
        unit.source = row.optional_text(8);
        unit.valid = {row.optional_date(9), row.optional_date(10)};
        place.emplace(unit.id.value, units.size());
        units.push_back(std::move(unit));
    }
    for (const auto& row : reader.query(
             "SELECT unit_id, name, kind, valid_from, valid_until FROM org_names ORDER BY id")) {
        units[place.at(row.integer(0))].names.push_back(
            {row.text(1),
             parse_name_kind(row.text(2)).value_or(NameKind::alias),
             {row.optional_date(3), row.optional_date(4)}});
    }
    return units;
}

} // namespace

std::int64_t read_revision(store::Reader& reader) {
    const auto row = reader.query_one("SELECT revision FROM org_revision WHERE id = 1");
    ensure(row.has_value(), "the directory has a revision");
    return row->integer(0);
}

void bump_revision(store::Transaction& transaction) {
    transaction.execute("UPDATE org_revision SET revision = revision + 1 WHERE id = 1");
}

std::shared_ptr<const Directory> read_directory(store::Reader& reader) {
    const auto revision = read_revision(reader);
    std::vector<Membership> members;
    for (const auto& row : reader.query(
             "SELECT group_id, member_id, valid_from, valid_until FROM org_members ORDER BY id")) {
        members.push_back(
            {row.id<UnitId>(0), row.id<UnitId>(1), {row.optional_date(2), row.optional_date(3)}});
    }
    std::vector<Succession> successions;
    for (const auto& row :
         reader.query("SELECT from_id, to_id, on_date FROM org_successions ORDER BY id")) {
        successions.push_back({row.id<UnitId>(0), row.id<UnitId>(1), row.optional_date(2)});
    }
    return std::make_shared<const Directory>(read_categories(reader), read_unit_rows(reader),
                                             std::move(members), std::move(successions), revision);
}

bool has_category(store::Reader& reader, const std::string& code) {
    return reader.query_one("SELECT id FROM org_categories WHERE code = $1", {code}).has_value();
}

std::shared_ptr<const Directory> directory_of(store::Reader& reader, Register& units) {
    std::vector<Unit> all;
    std::vector<Membership> members;
    std::vector<Succession> successions;
    for (const auto& [id, spec, ordinal] : units.units()) {
        Unit unit;
        unit.id = id;
        unit.code = spec.code;
        unit.kind = spec.kind;
        unit.category = spec.category.empty() ? std::nullopt : std::optional{spec.category};
        unit.ordinal = ordinal;
        unit.parent = units.id_of(spec.parent);
        unit.list_basis = spec.list_basis;
        unit.list_source = spec.list_source;
        unit.source = spec.source;
        unit.valid = spec.valid;
        unit.names = spec.names;
        all.push_back(std::move(unit));
        for (const auto& [code, valid] : spec.members) {
            members.push_back({id, units.id_of(code), valid});
        }
        for (const auto& [code, on] : spec.succeeds) {
            successions.push_back({units.id_of(code), id, on});
        }
    }
    return std::make_shared<const Directory>(read_categories(reader), std::move(all),
                                             std::move(members), std::move(successions),
                                             read_revision(reader));
}

void insert_name(store::Transaction& transaction, UnitId unit, const Name& name) {
    transaction.insert("org_names", transaction.new_id(),
                       {{"unit_id", unit},
                        {"name", name.text},
                        {"folded", fold(name.text)},
                        {"kind", to_string(name.kind)},
                        {"valid_from", name.valid.from},
                        {"valid_until", name.valid.until}});
}

UnitId add_unit(store::Transaction& transaction, const Directory& directory, const NewUnit& unit) {
    if (directory.find_name(unit.name, transaction.today()) != nullptr) {
        throw failure(ErrorCode::conflict, "org.name-taken", "a unit named '{}' exists already",
                      unit.name)
            .with("name", unit.name);
    }
    const auto id = transaction.make_id<UnitId>();
    const auto last = directory.units().empty() ? 0 : directory.units().back().ordinal;
    const bool group = unit.kind == UnitKind::group;
    transaction.insert(
        "org_units", id.value,
        {{"code", std::to_string(id.value)},
         {"kind", to_string(unit.kind)},
         {"ordinal", last + 1},
         {"list_basis", group ? store::Value{to_string(ListBasis::none)} : store::Value{}},
         {"source", unit.source}});
    insert_name(transaction, id, {unit.name, NameKind::official, {}});
    insert_name(transaction, id, {unit.name, NameKind::short_name, {}});
    bump_revision(transaction);
    return id;
}

void add_alias(store::Transaction& transaction, const Directory& directory, UnitId unit,
               const std::string& alias) {
    const auto* bearer = directory.find_name(alias, transaction.today());
    if (bearer != nullptr && bearer->id != unit) {
        throw failure(ErrorCode::conflict, "org.name-taken", "another unit is named '{}'", alias)
            .with("name", alias);
    }
    if (bearer == nullptr) {
        insert_name(transaction, unit, {alias, NameKind::alias, {}});
        bump_revision(transaction);
    }
}

namespace {

WorkCalendar calendar_of(const store::Rows& rows) {
    WorkCalendar calendar;
    for (const auto& row : rows) {
        row.text(1) == "work" ? calendar.add_work_day(row.date(0))
                              : calendar.add_rest_day(row.date(0));
    }
    return calendar;
}

} // namespace

WorkCalendar work_calendar(store::Reader& reader) {
    return calendar_of(reader.query("SELECT day, kind FROM org_days"));
}

WorkCalendar work_calendar(store::Reader& reader, Date from, Date to) {
    return calendar_of(
        reader.query("SELECT day, kind FROM org_days WHERE day >= $1 AND day <= $2", {from, to}));
}

} // namespace luoshi::org
