// SPDX-License-Identifier: Apache-2.0
// PostgreSQL: two pools of connections. Writes are serialisable and run again when the server says
// that they collided; reads see one snapshot. Commits are grouped by the server.
#include "store/audited_transaction.hpp"
#include "store/engine.hpp"
#include "store/migrate.hpp"
#include "store/pool.hpp"
#include "store/postgres_backup.hpp"
#include "store/postgres_connection.hpp"
#include "store/turnstile.hpp"

#include <mutex>
#include <optional>

namespace luoshi::store {
namespace {

constexpr int kAttempts = 50;
constexpr int kFreeAttempts = 3;              // then those who collided queue up, one at a time
constexpr std::int64_t kQueueLock = 8194;     // key of the advisory lock they queue at
constexpr std::int64_t kMigrationLock = 8193; // key of the advisory lock: one server migrates

void check_encoding(Connection& connection) {
    const auto row = connection
                         .query("SELECT CAST(pg_encoding_to_char(encoding) AS TEXT), "
                                "CAST(datcollate AS TEXT) FROM pg_database "
                                "WHERE datname = current_database()")
                         .at(0);
    if (row.text(0) != "UTF8" || (row.text(1) != "C" && row.text(1) != "POSIX")) {
        throw failure(
            ErrorCode::invalid_argument, "store.encoding",
            "the database has encoding {} and collation {}; create it with ENCODING 'UTF8' "
            "LC_COLLATE 'C' TEMPLATE template0",
            row.text(0), row.text(1));
    }
}

// The place at the head of the queue of those who collided. Taken outside of a transaction, before
// its snapshot, so nobody waits for it holding a row.
class QueueHead {
public:
    explicit QueueHead(PostgresConnection& connection) : connection_(connection) {
        connection_.query("SELECT CAST(pg_advisory_lock($1) AS TEXT)", {kQueueLock});
    }
    ~QueueHead() {
        try {
            connection_.query("SELECT pg_advisory_unlock($1)", {kQueueLock});
        } catch (...) { // a lost session has given it back
        }
    }
    QueueHead(const QueueHead&) = delete;
    QueueHead& operator=(const QueueHead&) = delete;

private:
    PostgresConnection& connection_;
};

class PostgresDatabase final : public Engine {
public:
    explicit PostgresDatabase(const DatabaseOptions& options)
        : clock_(*options.clock), ids_(*options.ids), url_(options.url) {
        prepare_schema(options);
        for (int i = 0; i < options.readers; ++i) {
            readers_.add(std::make_unique<PostgresConnection>(url_));
        }
        for (int i = 0; i < options.writers; ++i) {
            writers_.add(std::make_unique<PostgresConnection>(url_));
        }
    }

    std::string engine() const override { return "postgresql"; }
    int schema_version() const override { return version_; }
    const Catalog& catalog() const override { return catalog_; }
    const Clock& clock() const override { return clock_; }

    void check() override {
        run_read([](Reader& reader) { reader.query("SELECT MAX(number) FROM store_migrations"); });
    }

    void on_commit(std::function<void()> wake) override {
        const std::lock_guard lock{mutex_};
        wake_ = std::move(wake);
    }

    void run_store_write(const std::function<void(Transaction&)>& function) override {
        run(function, Owner::store);
    }

protected:
    void run_read(const std::function<void(Reader&)>& function) override {
        const auto connection = readers_.borrow();
        with_reconnect(*connection, [&] {
            connection->begin(Isolation::read_only);
            ConnectionReader reader{*connection};
            function(reader);
            connection->commit();
        });
    }

    void run_write(const std::function<void(Transaction&)>& function) override {
        run(function, Owner::module);
    }

private:
    void prepare_schema(const DatabaseOptions& options) {
        PostgresConnection connection{url_};
        check_encoding(connection);
        connection.query("SELECT CAST(pg_advisory_lock($1) AS TEXT)",
                         {kMigrationLock}); // until closed
        version_ =
            migrate(connection, {options.migrations, clock_.now(), [&](const std::string& name) {
                                     ensure(!options.backup_folder.empty(),
                                            "a database to be migrated has a backup_folder");
                                     dump_postgres(url_, options.backup_folder, name);
                                 }});
        connection.script("CREATE SEQUENCE IF NOT EXISTS store_turns");
        catalog_ = Catalog{connection};
    }

    // Runs `attempt`; when the connection turns out to be lost, once more on a new one.
    template <class Function>
    void with_reconnect(PostgresConnection& connection, Function&& attempt) {
        bool fresh = false;
        if (!connection.is_open()) {
            connection.reconnect();
            fresh = true;
        }
        try {
            attempt();
        } catch (const ConnectionLost&) {
            if (fresh) { // libpqxx may still call a lost connection open, so it is not asked
                connection.rollback();
                throw;
            }
            connection.reconnect();
            try {
                attempt();
            } catch (...) {
                connection.rollback();
                throw;
            }
        } catch (...) {
            connection.rollback();
            throw;
        }
    }

    void run(const std::function<void(Transaction&)>& function, Owner owner) {
        const auto connection = writers_.borrow();
        std::optional<QueueHead> head;
        bool has_events = false;
        for (int attempt = 1;; ++attempt) {
            try {
                const Turnstile::Turn turn{turnstile_, head ? Turnstile::Pass::alone
                                                            : Turnstile::Pass::beside_others};
                with_reconnect(*connection,
                               [&] { has_events = attempt_write(*connection, function, owner); });
                break;
            } catch (const SerialisationFailure&) {
                if (attempt == kAttempts) {
                    throw;
                }
                if (attempt == kFreeAttempts) {
                    head.emplace(*connection);
                }
            }
        }
        head.reset();
        if (has_events) {
            wake();
        }
    }

    bool attempt_write(PostgresConnection& connection,
                       const std::function<void(Transaction&)>& function, Owner owner) {
        const auto isolation =
            owner == Owner::store ? Isolation::repeatable_read : Isolation::serializable;
        const std::int64_t turn = connection.begin(isolation);
        AuditedTransaction transaction{connection,
                                       {catalog_, ids_, clock_.now(), clock_.today(), turn, owner}};
        function(transaction);
        transaction.finish();
        try {
            connection.commit();
        } catch (const ConnectionLost& error) { // nobody can say whether it was committed
            throw Error{ErrorCode::unavailable,
                        "store.unavailable",
                        error.what(),
                        {{"retry_after_s", "5"}, {"outcome", "unknown"}}};
        }
        return transaction.has_events();
    }

    void wake() {
        std::function<void()> wake;
        {
            const std::lock_guard lock{mutex_};
            wake = wake_;
        }
        if (wake) {
            wake();
        }
    }

    const Clock& clock_;
    IdMaker& ids_;
    std::string url_;
    Catalog catalog_;
    int version_ = 0;
    Pool<PostgresConnection> readers_;
    Pool<PostgresConnection> writers_;
    Turnstile turnstile_;
    std::mutex mutex_;
    std::function<void()> wake_;
};

} // namespace

std::unique_ptr<Database> open_postgres(const DatabaseOptions& options) {
    return std::make_unique<PostgresDatabase>(options);
}

} // namespace luoshi::store
