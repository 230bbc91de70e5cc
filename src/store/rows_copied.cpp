// SPDX-License-Identifier: Apache-2.0
#include "store/rows_copied.hpp"

#include "base/error.hpp"
#include "store/files.hpp"
#include "store/postgres_connection.hpp"
#include "store/row_files.hpp"
#include "store/sqlite_connection.hpp"

#include <fmt/format.h>

namespace luoshi::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr int kFetched = 1'000; // rows of PostgreSQL in memory at a time

std::vector<std::string> first_texts(const Rows& rows) {
    std::vector<std::string> texts;
    for (const auto& row : rows) {
        texts.push_back(row.text(0));
    }
    return texts;
}

std::vector<std::string> tables_of_sqlite(Connection& connection) {
    return first_texts(connection.query("SELECT name FROM sqlite_master WHERE type = 'table' AND "
                                        "name NOT LIKE 'sqlite_%' ORDER BY name"));
}

std::vector<std::string> tables_of_postgres(Connection& connection) {
    return first_texts(connection.query("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE "
                                        "schemaname = current_schema() ORDER BY 1"));
}

std::vector<std::string> without_leases(std::vector<std::string> tables) {
    std::erase(tables, "store_leases");
    return tables;
}

class SqliteSnapshot final : public SnapshotSession {
public:
    explicit SqliteSnapshot(const std::string& path) : connection_({path, {}}, SqliteMode::read) {
        connection_.change("BEGIN", {}); // the first SELECT takes the snapshot
    }
    std::string engine() const override { return "sqlite"; }
    Connection& connection() override { return connection_; }
    std::vector<std::string> tables() override {
        return without_leases(tables_of_sqlite(connection_));
    }
    void rows_of(const std::string& table, const std::string& columns,
                 const std::function<void(const CellView&)>& visit) override {
        connection_.each(fmt::format("SELECT {} FROM {}", columns, table), {}, visit);
    }

private:
    SqliteConnection connection_;
};

class PostgresSnapshot final : public SnapshotSession {
public:
    explicit PostgresSnapshot(const std::string& url) : connection_(url) {
        connection_.begin(Isolation::read_only);
    }
    std::string engine() const override { return "postgresql"; }
    Connection& connection() override { return connection_; }
    std::vector<std::string> tables() override {
        return without_leases(tables_of_postgres(connection_));
    }
    void rows_of(const std::string& table, const std::string& columns,
                 const std::function<void(const CellView&)>& visit) override {
        const auto name = "rows_of_" + table; // also the name of the statement: one per table
        connection_.script(
            fmt::format("DECLARE {} CURSOR FOR SELECT {} FROM {}", name, columns, table));
        for (int got = kFetched; got == kFetched;) {
            got = 0;
            connection_.each(fmt::format("FETCH {} FROM {}", kFetched, name), {},
                             [&](const CellView& row) {
                                 ++got;
                                 visit(row);
                             });
        }
        connection_.script("CLOSE " + name);
    }

private:
    PostgresConnection connection_;
};

void need_empty(const std::vector<std::string>& tables, std::string_view where) {
    if (!tables.empty()) {
        throw failure(ErrorCode::conflict, "backup.not-empty",
                      "the database {} has tables already; restore into an empty one", where);
    }
}

class SqliteFilling final : public FillingSession {
public:
    explicit SqliteFilling(const std::string& path) : connection_({path, {}}, SqliteMode::write) {
        need_empty(tables_of_sqlite(connection_), path);
        real_files().sync(parent_of(path));
    }
    Connection& connection() override { return connection_; }
    void begin() override {
        connection_.script("PRAGMA foreign_keys = OFF");
        connection_.change("BEGIN IMMEDIATE", {});
        for (const auto& table : tables_of_sqlite(connection_)) {
            connection_.script("DELETE FROM " + table);
        }
    }
    void finish() override {
        for (const auto& row : connection_.query("PRAGMA foreign_key_check")) {
            fail_damaged("rows/" + row.text(0));
        }
        connection_.change("COMMIT", {});
    }

private:
    SqliteConnection connection_;
};

// Foreign keys are taken off and put on again in the same transaction: to let them rest needs more
// rights than an owner has.
class PostgresFilling final : public FillingSession {
public:
    explicit PostgresFilling(const std::string& url) : connection_(url) {
        need_empty(tables_of_postgres(connection_), "of PostgreSQL");
    }
    Connection& connection() override { return connection_; }
    void begin() override {
        connection_.script("CREATE SEQUENCE IF NOT EXISTS store_turns");
        connection_.begin(Isolation::repeatable_read);
        for (const auto& row : connection_.query(
                 "SELECT CAST(conrelid::regclass AS TEXT), CAST(conname AS TEXT), "
                 "pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c "
                 "ON c.oid = k.conrelid WHERE contype = 'f' AND pg_table_is_visible(c.oid)")) {
            connection_.script(
                fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", row.text(0), row.text(1)));
            again_.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", row.text(0),
                                         row.text(1), row.text(2)));
        }
        for (const auto& table : tables_of_postgres(connection_)) {
            connection_.script("DELETE FROM " + table);
        }
    }
    void finish() override {
        for (const auto& sql : again_) {
            connection_.script(sql);
        }
        // New events come after those restored: a turn is the upper part of a place.
        connection_.script("SELECT setval('store_turns', (SELECT COALESCE(MAX(place), 0) / "
                           "16777216 + 1 FROM store_events))");
        connection_.commit();
    }

private:
    PostgresConnection connection_;
    std::vector<std::string> again_;
};

} // namespace

std::unique_ptr<SnapshotSession> open_snapshot(const std::string& url) {
    if (!url.starts_with(kSqlite)) {
        return std::make_unique<PostgresSnapshot>(url);
    }
    const auto path = url.substr(kSqlite.size());
    if (!real_files().exists(path)) {
        throw failure(
            ErrorCode::not_found, "backup.nothing",
            "there is no database '{}'; name the installation by --config or --set data=", path);
    }
    return std::make_unique<SqliteSnapshot>(path);
}

std::unique_ptr<FillingSession> open_filling(const std::string& url) {
    if (!url.starts_with(kSqlite)) {
        return std::make_unique<PostgresFilling>(url);
    }
    return std::make_unique<SqliteFilling>(url.substr(kSqlite.size()));
}

} // namespace luoshi::store
