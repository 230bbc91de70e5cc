// SPDX-License-Identifier: Apache-2.0
#include "store/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::store {
namespace {

AuditedTable describe(Connection& connection, std::int64_t number, const std::string& name) {
    AuditedTable table{name, number, connection.columns(name)};
    std::ranges::sort(table.columns, {}, &ColumnInfo::name);
    const auto refuse = [&](std::string_view why) {
        throw failure(ErrorCode::internal, "store.audited-table", "audited table \"{}\" {}", name,
                      why);
    };
    const auto id = std::ranges::find(table.columns, "id", &ColumnInfo::name);
    if (id == table.columns.end() || id->kind != ColumnKind::integer) {
        refuse("needs a column \"id\" of type {id}");
    }
    if (std::ranges::any_of(table.columns, &ColumnInfo::has_default)) {
        refuse("has a column with DEFAULT: its value would be missing in images");
    }
    if (connection.has_cascade(name)) {
        refuse("has a foreign key that changes rows by itself");
    }
    std::string names;
    for (const auto& column : table.columns) {
        names += (names.empty() ? "" : ", ") + column.name;
    }
    table.select_row = fmt::format("SELECT {} FROM {} WHERE id = $1", names, name);
    table.select_range =
        fmt::format("SELECT {} FROM {} WHERE id > $1 AND id <= $2 ORDER BY id", names, name);
    return table;
}

} // namespace

std::size_t AuditedTable::position(std::string_view column) const {
    const auto found = std::ranges::lower_bound(columns, column, {}, &ColumnInfo::name);
    if (found == columns.end() || found->name != column) {
        throw failure(ErrorCode::internal, "store.column", "table \"{}\" has no column \"{}\"",
                      name, column);
    }
    return static_cast<std::size_t>(found - columns.begin());
}

Catalog::Catalog(Connection& connection) {
    if (!connection.has_table("store_tables")) {
        return; // a list of migrations without the store's own
    }
    for (const auto& row :
         connection.query("SELECT number, name FROM store_tables ORDER BY number")) {
        const std::string& name = row.text(1);
        tables_.emplace(name, describe(connection, row.integer(0), name));
    }
}

const AuditedTable* Catalog::find(std::string_view table) const {
    const auto found = tables_.find(table);
    return found == tables_.end() ? nullptr : &found->second;
}

const AuditedTable* Catalog::find(std::int64_t number) const {
    const auto found = std::ranges::find_if(
        tables_, [&](const auto& entry) { return entry.second.number == number; });
    return found == tables_.end() ? nullptr : &found->second;
}

} // namespace luoshi::store
