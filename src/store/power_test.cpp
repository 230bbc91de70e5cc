// SPDX-License-Identifier: Apache-2.0
// What was acknowledged outlasts a power cut at any moment, a full disk and a killed process.
#include "store/audit.hpp"
#include "store/testing/fixture.hpp"
#include "store/testing/power_vfs.hpp"

#include <array>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace luoshi::store {
namespace {

const std::string kKey(32, 'k');
constexpr int kRowsOfWrite = 3;
using Numbers = std::set<std::int64_t>;

// Write number n: one event and three rows with amount n, large enough to bring checkpoints about.
void write_number(Database& database, std::int64_t number) {
    database.write([&](Transaction& t) {
        t.record(made_event(number));
        for (int row = 0; row < kRowsOfWrite; ++row) {
            t.insert("test_things", t.new_id(),
                     {{"name", std::string(9'000, 'x')}, {"amount", number}});
        }
    });
}

// "" when the data holds every number of `acknowledged`, none half, and the record is sound.
std::string fault_of(Database& database, const Numbers& acknowledged) {
    Numbers whole;
    const Rows rows = database.read([](Reader& r) {
        return r.query("SELECT t.amount, COUNT(*), (SELECT COUNT(*) FROM store_events e WHERE "
                       "e.object_id = t.amount AND e.object_kind = 'thing') "
                       "FROM test_things t GROUP BY t.amount");
    });
    for (const auto& row : rows) {
        if (row.integer(1) != kRowsOfWrite || row.integer(2) != 1) {
            return "half a write: " + std::to_string(row.integer(0));
        }
        whole.insert(row.integer(0));
    }
    for (const auto number : acknowledged) {
        if (!whole.contains(number)) {
            return "lost: " + std::to_string(number);
        }
    }
    const auto blobs = open_database_blobs(database);
    const auto report = verify(database, *blobs, kKey);
    return report.faults.empty() ? ""
                                 : report.faults.front().code + " " + report.faults.front().message;
}

// A database on a disk whose power can fail, and what was acknowledged on it.
class PowerCase {
public:
    explicit PowerCase(const std::string& synchronous)
        : vfs_("power-" + synchronous), migrations_(test_schema()) {
        options_ = options_for(folder_.path());
        options_.sqlite_vfs = "power-" + synchronous;
        options_.sqlite_synchronous = synchronous;
    }

    PowerVfs& vfs() { return vfs_; }
    void open() { database_ = Database::open(options_); }
    void close() { database_.reset(); }
    Database& database() { return *database_; }

    void write(std::int64_t number) {
        write_number(*database_, number);
        const std::lock_guard lock{mutex_};
        acknowledged_.insert(number);
    }

    // Four threads write 25 numbers each; one of them seals now and then.
    void work() {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([this, thread] {
                Sealer sealer{*database_, "server", kKey};
                for (int i = 0; i < 25; ++i) {
                    write(thread * 100 + i);
                    if (thread == 0 && i % 5 == 4) {
                        sealer.run();
                    }
                }
            });
        }
    }

    // Cuts the power in thought and looks at what is left, whole and torn.
    void cut() {
        const Numbers acknowledged = [&] {
            const std::lock_guard lock{mutex_}; // before the disk is looked at
            return acknowledged_;
        }();
        const auto seed = static_cast<std::uint32_t>(cuts_);
        for (const Disk& disk : {vfs_.survivors(), vfs_.torn_survivors(seed)}) {
            ++cuts_;
            const std::string fault = after_cut(disk, acknowledged);
            if (!fault.empty()) {
                faults_.push_back(fault);
            }
        }
    }

    Numbers acknowledged() {
        const std::lock_guard lock{mutex_};
        return acknowledged_;
    }
    int cuts() const { return cuts_; }
    const std::vector<std::string>& faults() const { return faults_; }

private:
    DatabaseOptions options_for(const std::string& folder) {
        DatabaseOptions options;
        options.url = "sqlite:" + folder + "/rows.db";
        options.clock = &clock_;
        options.ids = &ids_;
        options.migrations = migrations_.span();
        options.backup_folder = folder + "/backup";
        options.readers = 1;
        return options;
    }

    std::string after_cut(const Disk& disk, const Numbers& acknowledged) {
        const TemporaryFolder folder;
        write_disk(disk, folder.path());
        try {
            const auto database = Database::open(options_for(folder.path()));
            return fault_of(*database, acknowledged);
        } catch (const Error& error) {
            return std::string{"does not open: "} + error.what();
        }
    }

    PowerVfs vfs_; // outlives the database
    TemporaryFolder folder_;
    ManualClock clock_{from_micros(1'800'000'000'000'000)};
    IdMaker ids_{clock_, 1};
    MigrationList migrations_;
    DatabaseOptions options_;
    std::unique_ptr<Database> database_;
    std::mutex mutex_;
    Numbers acknowledged_;
    int cuts_ = 0; // by the thread that syncs, or when none does
    std::vector<std::string> faults_;
};

TEST(power_cut, at_every_sync_loses_nothing_acknowledged_and_leaves_nothing_half) {
    PowerCase power{"FULL"};
    power.vfs().before_sync([&] { power.cut(); });
    power.open();
    power.work();
    power.cut();
    power.close(); // syncs too
    power.cut();
    EXPECT_THAT(power.faults(), ::testing::IsEmpty());
    EXPECT_EQ(power.acknowledged().size(), 100u);
    EXPECT_GE(power.cuts(), 50);
}

// The test above can see a loss: it does as soon as SQLite is told to sync less.
TEST(power_cut, is_seen_to_lose_writes_when_synchronous_is_off_or_normal) {
    for (const auto* mode : {"OFF", "NORMAL"}) {
        PowerCase power{mode};
        power.open();
        power.write(1);
        power.write(2);
        power.cut();
        EXPECT_THAT(power.faults(), ::testing::Not(::testing::IsEmpty())) << mode;
    }
}

TEST(group_commit, needs_fewer_syncs_than_there_are_writes) {
    PowerCase power{"FULL"};
    power.open();
    const int before = power.vfs().syncs();
    power.work();
    EXPECT_LT(power.vfs().syncs() - before, 100);
}

TEST(full_disk, is_told_loses_nothing_and_ends_when_there_is_space_again) {
    int told = 0;
    PowerCase power{"FULL"};
    power.open();
    std::int64_t number = 0;
    for (std::int64_t space = 0; space < 200'000; space += 4'096 + 100) {
        power.vfs().set_space(space);
        const auto error = error_of([&] {
            for (int i = 0; i < 6; ++i) {
                power.write(++number);
            }
        });
        EXPECT_EQ(error, "storage_full store.full") << space;
        told += error == "storage_full store.full" ? 1 : 0;
        EXPECT_NO_THROW(power.database().check()); // reading goes on
        power.vfs().set_space(std::nullopt);
        power.write(++number);
    }
    EXPECT_EQ(told, 48);
    EXPECT_EQ(fault_of(power.database(), power.acknowledged()), "");
    power.cut();
    EXPECT_THAT(power.faults(), ::testing::IsEmpty());
}

// Those who share a commit with the one that finds the disk full are told the same.
TEST(full_disk, is_told_to_all_who_shared_the_commit) {
    PowerCase power{"FULL"};
    power.open();
    for (int round = 0; round < 20; ++round) {
        power.vfs().set_space(round * 20'000);
        std::vector<std::string> errors(4);
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&, thread] {
                    auto& error = errors[static_cast<std::size_t>(thread)];
                    error = error_of([&] {
                        for (int i = 0; i < 20; ++i) {
                            power.write(round * 1'000 + thread * 100 + i);
                        }
                    });
                });
            }
        }
        EXPECT_THAT(errors, ::testing::Each("storage_full store.full"));
        power.vfs().set_space(std::nullopt);
    }
    EXPECT_EQ(fault_of(power.database(), power.acknowledged()), "");
}

// The child's part: writes from four threads and tells each acknowledged number through the pipe.
[[noreturn]] void write_until_killed(const DatabaseOptions& options, int pipe, std::int64_t from) {
    const auto database = Database::open(options);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            Sealer sealer{*database, "server", kKey};
            for (std::int64_t i = 0;; ++i) {
                const std::int64_t number = from + i * 4 + thread;
                write_number(*database, number);
                if (::write(pipe, &number, sizeof number) != sizeof number) {
                    ::_exit(1);
                }
                if (thread == 0 && i % 3 == 0) {
                    sealer.run();
                }
            }
        });
    }
    threads.clear(); // does not come to an end
    ::_exit(1);
}

// Lets the child run until it has told `count` numbers, kills it, and collects what it told.
Numbers run_and_kill(const DatabaseOptions& options, int count, std::int64_t from) {
    std::array<int, 2> pipe{};
    ensure(::pipe(pipe.data()) == 0, "a pipe can be made");
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        write_until_killed(options, pipe[1], from);
    }
    ::close(pipe[1]);
    Numbers told;
    std::int64_t number = 0;
    while (::read(pipe[0], &number, sizeof number) == sizeof number) {
        told.insert(number);
        if (static_cast<int>(told.size()) == count) {
            ::kill(child, SIGKILL); // what is in the pipe still comes
        }
    }
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ensure(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
           "the child was killed amid its work");
    return told;
}

TEST(killed_process, has_kept_every_acknowledged_write_whole) {
    TestStore store{EngineKind::sqlite, test_schema()};
    store.close();
    std::mt19937 random{20111110};
    Numbers acknowledged;
    for (int run = 0; run < 20; ++run) {
        const int count = 1 + static_cast<int>(random() % 40);
        const SystemClock clock; // the child's ids are new: its clock goes on
        IdMaker ids{clock, run};
        DatabaseOptions options = store.options();
        options.clock = &clock;
        options.ids = &ids;
        acknowledged.merge(run_and_kill(options, count, run * 1'000'000));
        store.reopen();
        ASSERT_EQ(fault_of(store.database(), acknowledged), "") << "run " << run;
        store.close();
    }
    EXPECT_GE(acknowledged.size(), 200u);
}

} // namespace
} // namespace luoshi::store
