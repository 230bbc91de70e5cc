// SPDX-License-Identifier: Apache-2.0
// store — rows, the audit log, blobs and leases on SQLite or PostgreSQL. Knows no domain table.
//
//   Database::open(options)           a database at the newest schema, or an Error that says why
//   db.read([](Reader& r) {…})        sees one consistent snapshot
//   db.write([](Transaction& t) {…})  is durable, with its events, when it returns
//   blobs.hpp, leases.hpp, audit.hpp  files, mutual exclusion between servers, verification
//
// More: docs/store.md. Threads: read() and write() may be called from any.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/migration.hpp"
#include "store/transaction.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

namespace luoshi::store {

struct DatabaseOptions {
    std::string url{};            // "sqlite:<path of file>" or "postgresql://user@host/name"
    const Clock* clock = nullptr; // borrowed for the life of the database
    IdMaker* ids = nullptr;       // borrowed for the life of the database
    std::span<const Migration> migrations{}; // all that there are, in order; see all_migrations()
    std::string backup_folder{};             // where the copy made before a migration goes
    int readers = 4;                         // connections for read()
    int writers = 8; // connections for write() on PostgreSQL; SQLite has one writer
    // For tests of durability only: a SQLite VFS by name, and the synchronous mode.
    std::string sqlite_vfs{};
    std::string sqlite_synchronous = "FULL";
};

class Database {
public:
    // Errors: unavailable (store.unavailable), conflict (store.newer-schema: this program is older
    // than the data), invalid_argument (store.url, store.encoding: PostgreSQL must be UTF8 with
    // collation C).
    static std::unique_ptr<Database> open(const DatabaseOptions& options);
    virtual ~Database() = default;

    template <class Function>
    auto read(Function&& function) {
        using Result = std::invoke_result_t<Function&, Reader&>;
        if constexpr (std::is_void_v<Result>) {
            run_read([&](Reader& reader) { function(reader); });
        } else {
            std::optional<Result> result;
            run_read([&](Reader& reader) { result.emplace(function(reader)); });
            return std::move(*result);
        }
    }

    // The function may run twice (serialisation failure) and may share one commit with others; it
    // must do no I/O and keep no effect outside its result. An exception rolls back what it did and
    // comes out here; the writes of others in the same commit are not touched. Let the store's
    // errors out: a function that swallows one is rolled back, as our bug.
    // Errors: storage_full (store.full), unavailable (store.unavailable, with retry_after_s; and
    // outcome=unknown when a server went away amid the commit).
    template <class Function>
    auto write(Function&& function) {
        using Result = std::invoke_result_t<Function&, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            run_write([&](Transaction& transaction) { function(transaction); });
        } else {
            std::optional<Result> result;
            run_write([&](Transaction& transaction) { result.emplace(function(transaction)); });
            return std::move(*result);
        }
    }

    virtual std::string engine() const = 0; // "sqlite" or "postgresql"
    virtual int schema_version() const = 0; // number of the newest migration applied
    // Throws the Error that a read would, if the database cannot answer now. For /readyz.
    virtual void check() = 0;
    // Called after each commit that wrote an event, from a thread of the store; must return at
    // once.
    virtual void on_commit(std::function<void()> wake) = 0;

protected:
    virtual void run_read(const std::function<void(Reader&)>& function) = 0;
    virtual void run_write(const std::function<void(Transaction&)>& function) = 0;
};

} // namespace luoshi::store
