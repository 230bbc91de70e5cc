// SPDX-License-Identifier: Apache-2.0
// Durable creation: one event, one row and its image per write, against one bare row per commit.
//
// Usage: store_bench [--smoke] [--folder DIR]. The folder should be on a real disk: /dev/shm makes
// fsync free and the ratios meaningless. Bare and ours run in turn in the same folder; the sealer
// runs beside ours as in a server, woken by commits.
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"

#include <fmt/core.h>
#include <pqxx/pqxx>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace luoshi;
using namespace luoshi::store;
using SteadyClock = std::chrono::steady_clock;

const std::vector<std::string> kSchema{
    "CREATE TABLE bench_things (id {id} PRIMARY KEY, plan_id {id}, "
    "title {text} NOT NULL, state {text}, due {date}, at {time});\n"
    "--! audited bench_things\n"};
const std::string kTitle = "推进产业转移工业园基础设施建设，完善配套服务";

struct Plan {
    std::string folder = ".";
    std::chrono::milliseconds time{3'000};
};

// Calls per second of `call` from so many threads at once.
double rate(const Plan& plan, int callers, const std::function<void(int caller)>& call) {
    std::atomic<std::int64_t> calls{0};
    const auto start = SteadyClock::now();
    {
        std::vector<std::jthread> threads;
        for (int caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                while (SteadyClock::now() - start < plan.time) {
                    call(caller);
                    ++calls;
                }
            });
        }
    }
    return static_cast<double>(calls) /
           std::chrono::duration<double>(SteadyClock::now() - start).count();
}

void report(std::string_view what, int callers, double rate, double bare) {
    fmt::print("{:<44}{:>8}{:>12.0f}{:>10.2f}\n", what, callers, rate, rate / bare);
}

// A server's sealer: one thread, woken by commits, at most fifty times a second.
constexpr std::chrono::milliseconds kPause{20};

class SealerThread {
public:
    explicit SealerThread(Database& database)
        : sealer_(database, "bench", std::string(32, 'k')),
          thread_([this](const std::stop_token& stop) {
              while (true) {
                  woken_.acquire();
                  if (stop.stop_requested()) {
                      return;
                  }
                  pending_ = false;
                  sealer_.run();
                  std::this_thread::sleep_for(kPause);
              }
          }) {
        database.on_commit([this] {
            if (!pending_.exchange(true)) {
                woken_.release();
            }
        });
    }
    ~SealerThread() {
        thread_.request_stop();
        woken_.release();
    }
    SealerThread(const SealerThread&) = delete;
    SealerThread& operator=(const SealerThread&) = delete;

private:
    Sealer sealer_;
    std::atomic<bool> pending_{false};
    std::counting_semaphore<> woken_{0};
    std::jthread thread_;
};

void create(Database& database) {
    database.write([](Transaction& t) {
        const auto id = t.new_id();
        t.record({.actor = {7, "张三", "0123456789abcdef"},
                  .action = "bench.created",
                  .object_kind = "thing",
                  .object_id = id,
                  .plan_id = 1});
        t.insert("bench_things", id,
                 {{"plan_id", 1},
                  {"title", kTitle},
                  {"state", "open"},
                  {"due", t.today()},
                  {"at", t.now()}});
    });
}

void measure_store(const Plan& plan, const std::string& url, double bare_one, double bare_many) {
    const SystemClock clock;
    IdMaker ids{clock, 1};
    const MigrationList migrations{kSchema, MigrationList::Base::store_only};
    DatabaseOptions options;
    options.url = url;
    options.clock = &clock;
    options.ids = &ids;
    options.migrations = migrations.span();
    options.writers = 32;
    const auto database = Database::open(options);
    const auto call = [&](int) { create(*database); };
    report("ours, event + row + image", 1, rate(plan, 1, call), bare_one);
    report("ours", 32, rate(plan, 32, call), bare_many);
    {
        const SealerThread sealer{*database};
        report("ours, with sealing", 1, rate(plan, 1, call), bare_one);
        report("ours, with sealing", 32, rate(plan, 32, call), bare_many);
    }
    database->on_commit({});
    Sealer{*database, "bench", std::string(32, 'k')}.run();
}

void check(int code, int expected) {
    if (code != expected) {
        throw std::runtime_error{sqlite3_errstr(code)};
    }
}

double bare_sqlite(const Plan& plan, const std::string& path) {
    sqlite3* handle = nullptr;
    check(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
    check(sqlite3_exec(
              handle,
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bench_things "
              "(id INTEGER PRIMARY KEY, plan_id INTEGER, title TEXT, state TEXT, due TEXT, at "
              "INTEGER)",
              nullptr, nullptr, nullptr),
          SQLITE_OK);
    sqlite3_stmt* insert = nullptr;
    check(sqlite3_prepare_v2(handle,
                             "INSERT INTO bench_things VALUES (?, 1, ?, 'open', '2026-11-25', 1)",
                             -1, &insert, nullptr),
          SQLITE_OK);
    std::int64_t id = 0;
    const double result = rate(plan, 1, [&](int) {
        sqlite3_bind_int64(insert, 1, ++id);
        sqlite3_bind_text(insert, 2, kTitle.c_str(), -1, SQLITE_STATIC);
        check(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    });
    sqlite3_finalize(insert);
    sqlite3_close(handle);
    return result;
}

double bare_postgres(const Plan& plan, const std::string& url, int callers) {
    std::vector<std::unique_ptr<pqxx::connection>> connections;
    std::vector<std::unique_ptr<pqxx::nontransaction>> sessions;
    for (int i = 0; i < callers; ++i) {
        connections.push_back(std::make_unique<pqxx::connection>(url));
        sessions.push_back(std::make_unique<pqxx::nontransaction>(*connections.back()));
        sessions.back()->exec(
            "CREATE TABLE IF NOT EXISTS bare_things (id BIGINT PRIMARY KEY, plan_id BIGINT, "
            "title TEXT, state TEXT, due TEXT, at BIGINT)");
        connections.back()->prepare(
            "insert", "INSERT INTO bare_things VALUES ($1, 1, $2, 'open', '2026-11-25', 1)");
    }
    std::atomic<std::int64_t> id{callers * 1'000'000'000LL};
    return rate(plan, callers, [&](int caller) {
        sessions[static_cast<std::size_t>(caller)]->exec_prepared("insert", ++id, kTitle);
    });
}

void run(const Plan& plan) {
    const TemporaryFolder folder{plan.folder};
    fmt::print("{:<44}{:>8}{:>12}{:>10}\n", "durable creation", "callers", "per second", "ratio");
    const double sqlite = bare_sqlite(plan, folder.path() + "/bare.db");
    report("bare SQLite, one row a commit (FULL)", 1, sqlite, sqlite);
    measure_store(plan, "sqlite:" + folder.path() + "/rows.db", sqlite, sqlite);
    TemporaryPostgres server{plan.folder, Durability::on};
    const std::string url = server.create_database("bench");
    const double one = bare_postgres(plan, url, 1);
    report("bare PostgreSQL, one row a commit", 1, one, one);
    const double many = bare_postgres(plan, url, 32);
    report("bare PostgreSQL", 32, many, many);
    measure_store(plan, url, one, many);
    const double again = bare_sqlite(plan, folder.path() + "/again.db");
    report("bare SQLite once more (noise of the disk)", 1, again, sqlite);
}

} // namespace

int main(int argc, char** argv) {
    Plan plan;
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--smoke") {
            plan.time = std::chrono::milliseconds{100};
        } else if (words[i] == "--folder" && i + 1 < words.size()) {
            plan.folder = words[++i];
        } else {
            fmt::print(stderr, "usage: store_bench [--smoke] [--folder DIR]\n");
            return 2;
        }
    }
    try {
        run(plan);
    } catch (const std::exception& error) {
        fmt::print(stderr, "store_bench: {}\n", error.what());
        return 1;
    }
    return 0;
}
