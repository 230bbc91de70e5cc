// SPDX-License-Identifier: Apache-2.0
// SQLite: one thread writes, several connections read snapshots.
//
// The writer takes what is queued into one transaction, each function in a savepoint of its own,
// and answers after the COMMIT reached the disk: one fsync for all who wait (group commit).
#include "store/audited_transaction.hpp"
#include "store/engine.hpp"
#include "store/files.hpp"
#include "store/migrate.hpp"
#include "store/pool.hpp"
#include "store/sqlite_connection.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <semaphore>
#include <thread>

namespace luoshi::store {
namespace {

constexpr std::size_t kBatchCount = 256;
constexpr auto kBatchTime = std::chrono::milliseconds{5};

struct WriteJob {
    const std::function<void(Transaction&)>& function;
    Owner owner;
    std::exception_ptr error;
    bool has_events = false;
    std::binary_semaphore done{0};

    WriteJob(const std::function<void(Transaction&)>& f, Owner o) : function(f), owner(o) {}
};

void ignore_errors(Connection& connection, const std::string& sql) {
    try {
        connection.script(sql);
    } catch (const Error&) { // there may be nothing left to roll back
    }
}

class SqliteDatabase final : public Engine {
public:
    SqliteDatabase(const DatabaseOptions& options, const std::string& path)
        : clock_(*options.clock),
          ids_(*options.ids), file_{path, options.sqlite_vfs, options.sqlite_synchronous},
          writer_(file_, SqliteMode::write) {
        real_files().sync(parent_of(path)); // SQLite does not: a new file must not vanish
        version_ =
            migrate(writer_, {options.migrations, clock_.now(), [&](const std::string& name) {
                                  back_up(options.backup_folder, name);
                              }});
        catalog_ = Catalog{writer_};
        turn_ =
            writer_.query("SELECT COALESCE(MAX(place), 0) FROM store_events").at(0).integer(0) >>
            kPlaceBits;
        for (int i = 0; i < options.readers; ++i) {
            readers_.add(std::make_unique<SqliteConnection>(file_, SqliteMode::read));
        }
        thread_ = std::jthread{[this](const std::stop_token& stop) { serve(stop); }};
    }

    ~SqliteDatabase() override {
        thread_.request_stop();
        thread_.join();
    }

    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    std::string engine() const override { return "sqlite"; }
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
        connection->change("BEGIN", {});
        try {
            ConnectionReader reader{*connection};
            function(reader);
        } catch (...) {
            ignore_errors(*connection, "ROLLBACK");
            throw;
        }
        connection->change("COMMIT", {});
    }

    void run_write(const std::function<void(Transaction&)>& function) override {
        run(function, Owner::module);
    }

private:
    void run(const std::function<void(Transaction&)>& function, Owner owner) {
        ensure(std::this_thread::get_id() != thread_.get_id(),
               "write() is not called within write()");
        const auto job = std::make_shared<WriteJob>(function, owner); // outlives both threads' use
        {
            const std::lock_guard lock{mutex_};
            queue_.push_back(job);
        }
        arrived_.notify_one();
        job->done.acquire();
        if (job->error) {
            std::rethrow_exception(job->error);
        }
    }

    void serve(const std::stop_token& stop) {
        while (true) {
            {
                std::unique_lock lock{mutex_};
                if (!arrived_.wait(lock, stop, [&] { return !queue_.empty(); })) {
                    return; // asked to stop, and nothing is left
                }
            }
            commit_batch();
        }
    }

    std::shared_ptr<WriteJob> next_job() {
        const std::lock_guard lock{mutex_};
        if (queue_.empty()) {
            return nullptr;
        }
        auto job = std::move(queue_.front());
        queue_.pop_front();
        return job;
    }

    void commit_batch() {
        std::vector<std::shared_ptr<WriteJob>> batch;
        try {
            run_batch(batch);
        } catch (...) {
            ignore_errors(writer_, "ROLLBACK");
            for (const auto& job : batch) { // nothing of this commit is there
                job->error = job->error ? job->error : std::current_exception();
            }
        }
        std::function<void()> wake;
        if (std::ranges::any_of(batch,
                                [](const auto& job) { return !job->error && job->has_events; })) {
            const std::lock_guard lock{mutex_};
            wake = wake_;
        }
        for (const auto& job : batch) {
            job->done.release();
        }
        if (wake) {
            wake();
        }
    }

    void run_batch(std::vector<std::shared_ptr<WriteJob>>& batch) {
        // A monotonic interval, not a time of day: no Clock is needed.
        const auto end = std::chrono::steady_clock::now() + kBatchTime;
        batch.push_back(next_job());
        writer_.change("BEGIN IMMEDIATE", {});
        run_job(*batch.back());
        while (batch.size() < kBatchCount && std::chrono::steady_clock::now() < end) {
            const auto job = next_job();
            if (job == nullptr) {
                break;
            }
            batch.push_back(job);
            run_job(*job);
        }
        writer_.change("COMMIT", {});
    }

    // Throws only when the whole transaction is lost; an error of the function stays in the job.
    void run_job(WriteJob& job) {
        writer_.change("SAVEPOINT job", {});
        try {
            AuditedTransaction transaction{
                writer_, {catalog_, ids_, clock_.now(), clock_.today(), ++turn_, job.owner}};
            job.function(transaction);
            transaction.finish();
            job.has_events = transaction.has_events();
        } catch (...) {
            job.error = std::current_exception();
            if (!writer_.in_transaction()) { // a full disk ends it all
                throw;
            }
            writer_.change("ROLLBACK TO job", {});
        }
        writer_.change("RELEASE job", {});
    }

    void back_up(const std::string& folder, const std::string& name) {
        ensure(!folder.empty(), "a database that is to be migrated has a backup_folder");
        make_folders(real_files(), folder);
        const std::string path = folder + "/rows-" + name + ".db";
        const std::string part = path + ".part";
        real_files().remove(part);
        writer_.change("VACUUM INTO $1", {part});
        real_files().sync(part); // VACUUM INTO does not
        real_files().rename(part, path);
        real_files().sync(folder);
    }

    const Clock& clock_;
    IdMaker& ids_;
    SqliteFile file_;
    SqliteConnection writer_; // of the writer thread, once it runs
    Catalog catalog_;
    int version_ = 0;
    std::int64_t turn_ = 0;
    Pool<SqliteConnection> readers_;
    std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<std::shared_ptr<WriteJob>> queue_;
    std::function<void()> wake_;
    std::jthread thread_; // last: it uses all the others
};

} // namespace

std::unique_ptr<Database> open_sqlite(const DatabaseOptions& options, const std::string& path) {
    return std::make_unique<SqliteDatabase>(options, path);
}

} // namespace luoshi::store
