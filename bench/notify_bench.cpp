// SPDX-License-Identifier: Apache-2.0
// Reminders for many: 6,664 messages to 200 people, composed and posted in one durable write,
// beside a bare loop of inserts into an SQLite file in the same folder, and a constant: Redmine
// took 16.5 s for as many reminders. usage: notify_bench [--smoke] --folder FOLDER
#include "base/error.hpp"
#include "notify/notices.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using namespace luoshi;
using Clock = std::chrono::steady_clock;

constexpr int kMessages = 6664, kPeople = 200;
constexpr double kRedmine = 16.5;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<notify::Message> composed(int round) {
    std::vector<notify::Message> messages;
    messages.reserve(kMessages);
    for (int i = 0; i < kMessages; ++i) {
        notify::Message message;
        message.key = fmt::format("due/{}/step/{}", i, round);
        message.kind = notify::Kind::reminder;
        message.object_kind = "due";
        message.object_id = i + 1;
        message.link = fmt::format("/tasks/{}", i + 1);
        message.person = access::PersonId{i % kPeople + 1};
        message.title = fmt::format("第{}项任务的落实情况报告将于十日后到期", i + 1);
        message.title_en = fmt::format("The report on task {} is due in ten days", i + 1);
        messages.push_back(std::move(message));
    }
    return messages;
}

double ours(store::Database& database, int round, std::int64_t expected) {
    const auto start = Clock::now();
    const auto messages = composed(round);
    const auto made = database.write([&](store::Transaction& transaction) {
        return notify::Notices::post(transaction, messages);
    });
    const auto took = seconds_since(start);
    ensure(made == expected, "each message was made once");
    return took;
}

// The least anybody could do: one prepared statement, one transaction, no key, no second way.
double bare(const std::string& folder, int round) {
    sqlite3* file = nullptr;
    ensure(sqlite3_open((folder + "/bare.db").c_str(), &file) == SQLITE_OK, "a file opens");
    const auto run = [&](const char* sql) {
        ensure(sqlite3_exec(file, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql);
    };
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("CREATE TABLE IF NOT EXISTS m (id INTEGER PRIMARY KEY, person INTEGER, key TEXT, title "
        "TEXT, title_en TEXT, link TEXT)");
    const auto start = Clock::now();
    const auto messages = composed(round);
    run("BEGIN IMMEDIATE");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(file,
                       "INSERT INTO m (person, key, title, title_en, link) VALUES (?,?,?,?,?)", -1,
                       &insert, nullptr);
    for (const auto& one : messages) {
        sqlite3_bind_int64(insert, 1, one.person.value);
        int at = 2;
        for (const auto* text : {&one.key, &one.title, &one.title_en, &one.link}) {
            sqlite3_bind_text(insert, at++, text->c_str(), -1, nullptr);
        }
        ensure(sqlite3_step(insert) == SQLITE_DONE, "a row goes in");
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
    const auto took = seconds_since(start);
    sqlite3_close(file);
    return took;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace

int main(int argc, char** argv) {
    bool smoke = false;
    std::string parent = ".";
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        smoke = smoke || argument == "--smoke";
        if (argument == "--folder" && i + 1 < argc) {
            parent = argv[++i];
        }
    }
    const store::TemporaryFolder folder{parent};
    ManualClock clock{from_micros(1'795'564'800'000'000)};
    IdMaker ids{clock, 1};
    store::DatabaseOptions options;
    options.url = "sqlite:" + folder.path() + "/rows.db";
    options.clock = &clock;
    options.ids = &ids;
    options.migrations = store::all_migrations();
    options.backup_folder = folder.path();
    const auto database = store::Database::open(options);
    std::vector<double> first, again, least;
    for (int round = 0; round < (smoke ? 1 : 9); ++round) {
        first.push_back(ours(*database, round, kMessages));
        again.push_back(ours(*database, round, 0));
        least.push_back(bare(folder.path(), round));
    }
    fmt::print("{} messages for {} people, composed and durable, median of {}\n", kMessages,
               kPeople, first.size());
    fmt::print("  posted            {:.3f} s\n  posted again      {:.3f} s (nothing is made)\n",
               median(first), median(again));
    fmt::print("  bare inserts      {:.3f} s: posting takes {:.1f} times as long\n", median(least),
               median(first) / median(least));
    fmt::print("  Redmine           {} s (constant): {:.0f} times as long as posting\n", kRedmine,
               kRedmine / median(first));
    return 0;
}
