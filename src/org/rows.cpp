// SPDX-License-Identifier: Apache-2.0
#include "org/rows.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "pack/pack.hpp"
#include "store/transaction.hpp"

#include <algorithm>
#include <map>
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

// Makes the rows of one unit like the pack's: what differs is changed, what is new is added.
class UnitLoader {
public:
    UnitLoader(store::Transaction& transaction, const pack::Pack& pack)
        : transaction_(transaction), pack_(pack) {
        for (const auto& row : transaction.query("SELECT code, id FROM org_units")) {
            ids_.emplace(row.text(0), row.integer(1));
        }
    }

    void run(const std::vector<UnitSpec>& units) {
        load_categories();
        for (std::size_t i = 0; i < units.size(); ++i) {
            load_unit(units[i], static_cast<std::int64_t>(i) + 1);
        }
        for (const auto& unit : units) { // after all have ids
            load_links(unit);
        }
        bump_revision(transaction_);
    }

private:
    void load_categories() {
        std::map<std::string, std::int64_t> known;
        for (const auto& row : transaction_.query("SELECT code, id FROM org_categories")) {
            known.emplace(row.text(0), row.integer(1));
        }
        for (std::size_t i = 0; i < pack_.categories.size(); ++i) {
            const auto& category = pack_.categories[i];
            const store::Columns columns{{"code", category.code},
                                         {"title", category.title},
                                         {"title_en", category.title_en},
                                         {"ordinal", static_cast<std::int64_t>(i)}};
            if (const auto it = known.find(category.code); it != known.end()) {
                transaction_.update("org_categories", it->second, columns);
            } else {
                transaction_.insert("org_categories", transaction_.new_id(), columns);
            }
        }
    }

    void load_unit(const UnitSpec& unit, std::int64_t ordinal) {
        const auto optional = [](const std::string& text) {
            return text.empty() ? store::Value{} : store::Value{text};
        };
        const store::Columns columns{{"code", unit.code},
                                     {"kind", to_string(unit.kind)},
                                     {"category", optional(unit.category)},
                                     {"ordinal", ordinal},
                                     {"list_basis", unit.list_basis
                                                        ? store::Value{to_string(*unit.list_basis)}
                                                        : store::Value{}},
                                     {"list_source", optional(unit.list_source)},
                                     {"source", optional(unit.source)},
                                     {"valid_from", unit.valid.from},
                                     {"valid_until", unit.valid.until}};
        const auto [it, is_new] = ids_.try_emplace(unit.code, 0);
        if (is_new) {
            it->second = transaction_.new_id();
            transaction_.insert("org_units", it->second, columns);
        } else {
            transaction_.update("org_units", it->second, columns);
        }
        std::multimap<std::string, NameKind> have;
        for (const auto& row : transaction_.query(
                 "SELECT name, kind FROM org_names WHERE unit_id = $1", {it->second})) {
            have.emplace(row.text(0), parse_name_kind(row.text(1)).value_or(NameKind::alias));
        }
        for (const auto& name : unit.names) {
            const auto [begin, end] = have.equal_range(name.text);
            if (std::none_of(begin, end,
                             [&](const auto& known) { return known.second == name.kind; })) {
                insert_name(transaction_, UnitId{it->second}, name);
            }
        }
    }

    void load_links(const UnitSpec& unit) {
        const auto id = ids_.at(unit.code);
        if (!unit.parent.empty()) {
            transaction_.update("org_units", id, {{"parent_id", ids_.at(unit.parent)}});
        }
        for (const auto& row :
             transaction_.query("SELECT id FROM org_members WHERE group_id = $1", {id})) {
            transaction_.erase("org_members", row.integer(0));
        }
        for (const auto& [code, valid] : unit.members) {
            transaction_.insert("org_members", transaction_.new_id(),
                                {{"group_id", id},
                                 {"member_id", ids_.at(code)},
                                 {"valid_from", valid.from},
                                 {"valid_until", valid.until}});
        }
        for (const auto& row :
             transaction_.query("SELECT id FROM org_successions WHERE to_id = $1", {id})) {
            transaction_.erase("org_successions", row.integer(0));
        }
        for (const auto& [code, on] : unit.succeeds) {
            transaction_.insert("org_successions", transaction_.new_id(),
                                {{"from_id", ids_.at(code)}, {"to_id", id}, {"on_date", on}});
        }
    }

    store::Transaction& transaction_;
    const pack::Pack& pack_;
    std::unordered_map<std::string, std::int64_t> ids_;
};

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

void load_units(store::Transaction& transaction, const pack::Pack& pack,
                const std::vector<UnitSpec>& units) {
    UnitLoader{transaction, pack}.run(units);
}

void load_calendar(store::Transaction& transaction, const std::vector<DaySpec>& days) {
    std::map<std::string, std::int64_t> known;
    for (const auto& row : transaction.query("SELECT day, id FROM org_days")) {
        known.emplace(row.text(0), row.integer(1));
    }
    for (const auto& day : days) {
        const store::Columns columns{{"day", day.day},
                                     {"kind", day.works ? "work" : "off"},
                                     {"name", day.name},
                                     {"source", day.source}};
        if (const auto it = known.find(to_string(day.day)); it != known.end()) {
            transaction.update("org_days", it->second, columns);
        } else {
            transaction.insert("org_days", transaction.new_id(), columns);
        }
    }
}

WorkCalendar work_calendar(store::Reader& reader) {
    WorkCalendar calendar;
    for (const auto& row : reader.query("SELECT day, kind FROM org_days")) {
        row.text(1) == "work" ? calendar.add_work_day(row.date(0))
                              : calendar.add_rest_day(row.date(0));
    }
    return calendar;
}

} // namespace luoshi::org
