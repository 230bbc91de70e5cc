// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.hpp"

#include "base/sm3.hpp"
#include "store/catalog.hpp"

#include <fmt/format.h>

namespace luoshi::store {
namespace {

std::string digest_of(const Migration& migration) {
    return to_hex(sm3(migration.sql));
}

// How many of the migrations are applied; they are the first ones, unchanged.
std::size_t count_applied(Connection& connection, std::span<const Migration> migrations) {
    if (!connection.has_table("store_migrations")) {
        return 0;
    }
    const Rows rows =
        connection.query("SELECT number, name, digest FROM store_migrations ORDER BY number");
    if (rows.size() > migrations.size()) {
        throw failure(
            ErrorCode::conflict, "store.newer-schema",
            "the data is at schema {} (\"{}\"), this program knows {}: use a newer program",
            rows.size(), rows.back().text(1), migrations.size());
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].text(2) != digest_of(migrations[i])) {
            throw failure(ErrorCode::conflict, "store.migration-changed",
                          "migration {} (\"{}\") was changed after it was applied to this data",
                          rows[i].integer(0), migrations[i].name);
        }
    }
    return rows.size();
}

void add_audited_tables(Connection& connection, const Migration& migration) {
    for (const auto& table : audited_tables(migration.sql)) {
        connection.change("INSERT INTO store_tables (number, name) "
                          "SELECT COALESCE(MAX(number), 0) + 1, CAST($1 AS TEXT) FROM store_tables",
                          {table});
    }
    const Catalog checked{connection}; // refuses tables the log could not follow
}

void apply(Connection& connection, const Migration& migration, Timestamp now) {
    connection.script("BEGIN");
    try {
        connection.script(with_types(migration.sql, connection.types()));
        add_audited_tables(connection, migration);
        connection.change("INSERT INTO store_migrations (number, name, digest, applied_at) "
                          "VALUES ($1, $2, $3, $4)",
                          {migration.number, migration.name, digest_of(migration), now});
        connection.script("COMMIT");
    } catch (const Error& error) {
        const Error named{error.code(), error.reason(),
                          fmt::format("migration \"{}\": {}", migration.name, error.what()),
                          error.details()};
        try {
            connection.script("ROLLBACK");
        } catch (const Error&) { // a full disk or a lost connection rolled back already
        }
        throw named;
    }
}

std::string backup_name(std::size_t version, Timestamp now) {
    std::string instant = to_string(now).substr(0, 19);
    std::erase_if(instant, [](char c) { return c == '-' || c == ':'; });
    return fmt::format("v{:04}-{}Z", version, instant);
}

} // namespace

int migrate(Connection& connection, const MigrationRun& run) {
    for (std::size_t i = 0; i < run.migrations.size(); ++i) {
        ensure(run.migrations[i].number == static_cast<int>(i) + 1,
               "migrations are numbered 1, 2, … without gaps");
    }
    const std::size_t applied = count_applied(connection, run.migrations);
    if (applied > 0 && applied < run.migrations.size()) {
        run.backup(backup_name(applied, run.now));
    }
    for (const auto& migration : run.migrations.subspan(applied)) {
        apply(connection, migration, run.now);
    }
    return static_cast<int>(run.migrations.size());
}

} // namespace luoshi::store
