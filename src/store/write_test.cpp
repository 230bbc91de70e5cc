// SPDX-License-Identifier: Apache-2.0
// The contract of read() and write(): snapshots, group commit, isolation, running again.
#include "store/audit.hpp"
#include "store/testing/fixture.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <thread>

namespace luoshi::store {
namespace {

class write : public OnEachEngine {
protected:
    std::int64_t value(const std::string& name) {
        return database().read([&](Reader& r) {
            const auto row = r.query_one("SELECT value FROM test_counters WHERE name = $1", {name});
            return row ? row->integer(0) : -1;
        });
    }
    void set(const std::string& name, int value) {
        database().write([&](Transaction& t) {
            t.execute("INSERT INTO test_counters (name, value) VALUES ($1, $2) "
                      "ON CONFLICT (name) DO UPDATE SET value = $2",
                      {name, value});
        });
    }
};
INSTANTIATE_TEST_SUITE_P(engines, write,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

TEST_P(write, is_not_seen_by_a_snapshot_begun_before) {
    set("a", 1);
    std::latch read_once{1};
    std::latch written{1};
    auto second = std::async(std::launch::async, [&] {
        return database().read([&](Reader& r) {
            const auto sql = "SELECT value FROM test_counters WHERE name = 'a'";
            const auto before = r.query_one(sql)->integer(0);
            read_once.count_down();
            written.wait();
            return std::pair{before, r.query_one(sql)->integer(0)};
        });
    });
    read_once.wait();
    set("a", 2);
    written.count_down();
    EXPECT_EQ(second.get(), (std::pair<std::int64_t, std::int64_t>{1, 1}));
    EXPECT_EQ(value("a"), 2);
}

TEST_P(write, from_many_threads_adds_up) {
    constexpr int kThreads = 8;
    constexpr int kEach = 25;
    set("sum", 0);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < kEach; ++i) {
                database().write([&](Transaction& t) {
                    const auto now =
                        t.query_one("SELECT value FROM test_counters WHERE name = 'sum'")
                            ->integer(0);
                    t.execute("UPDATE test_counters SET value = $1 WHERE name = 'sum'", {now + 1});
                    t.record(made_event());
                    t.insert("test_things", t.new_id(), {{"name", "t"}, {"amount", thread}});
                });
            }
        });
    }
    threads.clear();
    EXPECT_EQ(value("sum"), kThreads * kEach);
    const auto row = database().read([](Reader& r) {
        return r.query_one("SELECT (SELECT COUNT(*) FROM test_things), (SELECT SUM(amount) FROM "
                           "test_things), (SELECT COUNT(*) FROM store_events), "
                           "(SELECT COUNT(*) FROM store_images)");
    });
    EXPECT_EQ(row->integer(0), kThreads * kEach);
    EXPECT_EQ(row->integer(1), kEach * kThreads * (kThreads - 1) / 2);
    EXPECT_EQ(row->integer(2), kThreads * kEach);
    EXPECT_EQ(row->integer(3), kThreads * kEach);
}

// Every pair of writers collides here; none may be turned away for that.
TEST_P(write, to_one_row_from_many_threads_gets_through) {
    set("hot", 0);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 60; ++i) {
                    database().write([](Transaction& t) {
                        t.execute("UPDATE test_counters SET value = value + 1 WHERE name = 'hot'");
                    });
                }
            });
        }
    }
    EXPECT_EQ(value("hot"), 480);
}

TEST_P(write, that_throws_leaves_nothing_and_disturbs_no_other) {
    constexpr int kThreads = 8;
    constexpr int kEach = 20;
    std::atomic<int> thrown{0};
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < kEach; ++i) {
                try {
                    database().write([&](Transaction& t) {
                        t.record(made_event());
                        t.insert("test_things", t.new_id(),
                                 {{"name", "t"}, {"amount", thread % 2}});
                        if (thread % 2 == 1) {
                            throw std::out_of_range{"on purpose"};
                        }
                    });
                } catch (const std::out_of_range&) {
                    ++thrown;
                }
            }
        });
    }
    threads.clear();
    EXPECT_EQ(thrown, kThreads / 2 * kEach);
    const auto row = database().read([](Reader& r) {
        return r.query_one("SELECT COUNT(*), SUM(amount), (SELECT COUNT(*) FROM store_events), "
                           "(SELECT COUNT(*) FROM store_images) FROM test_things");
    });
    EXPECT_EQ(row->integer(0), kThreads / 2 * kEach);
    EXPECT_EQ(row->integer(1), 0);
    EXPECT_EQ(row->integer(2), kThreads / 2 * kEach);
    EXPECT_EQ(row->integer(3), kThreads / 2 * kEach);
}

// Write skew: each reads both counters and lowers its own if the sum allows it. In any order one of
// the two must see the other's work.
TEST_P(write, behaves_as_if_one_came_after_the_other) {
    for (int round = 0; round < 20; ++round) {
        set("a", 1);
        set("b", 1);
        std::atomic<int> runs{0};
        const auto lower = [&](const std::string& name) {
            database().write([&](Transaction& t) {
                ++runs;
                const auto sum = t.query_one("SELECT SUM(value) FROM test_counters")->integer(0);
                if (sum == 2) {
                    t.execute("UPDATE test_counters SET value = 0 WHERE name = $1", {name});
                }
            });
        };
        {
            const std::jthread first{[&] { lower("a"); }};
            const std::jthread second{[&] { lower("b"); }};
        }
        EXPECT_EQ(value("a") + value("b"), 1);
        EXPECT_GE(runs, 2);
    }
}

TEST_P(write, does_not_hide_an_error_of_the_engine_that_was_swallowed) {
    const auto swallow = [&] {
        database().write([](Transaction& t) {
            t.record(made_event());
            t.insert("test_things", 1, {{"name", "a"}});
            try {
                t.insert("test_things", 1, {{"name", "a"}});
            } catch (const Error&) {
            }
        });
    };
    EXPECT_EQ(error_of(swallow), "internal internal.invariant");
    const auto count = database().read(
        [](Reader& r) { return r.query_one("SELECT COUNT(*) FROM test_things")->integer(0); });
    EXPECT_EQ(count, 0);
}

TEST_P(write, sees_its_own_rows_and_events) {
    database().write([](Transaction& t) {
        const auto event = t.record(made_event(7));
        t.insert("test_things", 1, {{"name", "a"}});
        auto events = events_of(t, "thing", 7, 0, 10);
        ASSERT_EQ(events.size(), 1u);
        EXPECT_EQ(events[0].id, event);
        EXPECT_EQ(events[0].images.size(), 1u);
        t.update("test_things", 1, {{"name", "b"}});
        events = events_of(t, "thing", 7, 0, 10);
        t.record(made_event(8));
    });
    const auto events = database().read([](Reader& r) { return events_of(r, "thing", 7, 0, 10); });
    ASSERT_EQ(events.size(), 1u);
    ASSERT_EQ(events[0].images.size(), 2u); // also the one written after the log was asked
    EXPECT_EQ(events[0].images[1].before, R"({"id":1,"name":"a"})");
    EXPECT_EQ(events[0].images[1].after, R"({"id":1,"name":"b"})");
}

TEST_P(write, keeps_what_the_event_said_and_both_clocks) {
    make_thing(database(), "a");
    const auto event = database().read([](Reader& r) { return events_of(r, "", 0, 0, 10).at(0); });
    const EventDraft expected = made_event(event.what.object_id);
    EXPECT_EQ(event.what.actor.person, 42);
    EXPECT_EQ(event.what.actor.name, "李四");
    EXPECT_EQ(event.what.actor.request_id, "request-1");
    EXPECT_EQ(event.what.action, expected.action);
    EXPECT_EQ(event.what.plan_id, 9);
    EXPECT_EQ(event.what.detail, expected.detail);
    EXPECT_EQ(event.at, store().clock().now());
    EXPECT_EQ(event.business_date, store().clock().today());
    EXPECT_EQ(event.seq, 0);
    EXPECT_EQ(event.hash, "");
}

TEST_P(write, images_leave_null_columns_out_and_give_bytes_as_hex) {
    database().write([](Transaction& t) {
        t.record(made_event());
        t.insert("test_things", 1,
                 {{"raw", Bytes{"\x0f\xa0"}}, {"name", "引\"号"}, {"done", false}});
        t.erase("test_things", 1);
    });
    const auto event = database().read([](Reader& r) { return events_of(r, "", 0, 0, 1).at(0); });
    ASSERT_EQ(event.images.size(), 2u);
    EXPECT_EQ(event.images[0].table, "test_things");
    EXPECT_EQ(event.images[0].row_id, 1);
    EXPECT_EQ(event.images[0].before, "");
    EXPECT_EQ(event.images[0].after, R"({"done":0,"id":1,"name":"引\"号","raw":"0fa0"})");
    EXPECT_EQ(event.images[1].before, event.images[0].after);
    EXPECT_EQ(event.images[1].after, "");
}

TEST_P(write, wakes_the_follower_only_when_an_event_was_committed) {
    std::atomic<int> woken{0};
    database().on_commit([&] {
        ++woken;
        woken.notify_all();
    });
    set("a", 1);
    make_thing(database(), "a");
    woken.wait(0);
    EXPECT_EQ(woken, 1);
}

TEST_P(write, goes_on_after_a_restart_with_places_after_the_old_ones) {
    make_thing(database(), "a");
    store().reopen();
    make_thing(database(), "b");
    const Rows found = database().read([](Reader& r) {
        return r.query("SELECT i.after_image FROM store_images i ORDER BY i.place");
    });
    ASSERT_EQ(found.size(), 2u);
    EXPECT_THAT(found[1].text(0), ::testing::HasSubstr("\"b\""));
}

TEST_P(write, pages_the_events_of_an_object_newest_first) {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(database().write([](Transaction& t) { return t.record(made_event(7)); }));
        database().write([](Transaction& t) { t.record(made_event(8)); });
    }
    const auto of = [&](std::int64_t before, int limit) {
        std::vector<std::int64_t> found;
        for (const auto& event :
             database().read([&](Reader& r) { return events_of(r, "thing", 7, before, limit); })) {
            found.push_back(event.id);
        }
        return found;
    };
    EXPECT_EQ(of(0, 2), (std::vector{ids[4], ids[3]}));
    EXPECT_EQ(of(ids[3], 10), (std::vector{ids[2], ids[1], ids[0]}));
}

TEST(sqlite_write, within_write_is_refused) {
    TestStore store{EngineKind::sqlite, test_schema()};
    EXPECT_EQ(error_of([&] {
                  store.database().write(
                      [&](Transaction&) { store.database().write([](Transaction&) {}); });
              }),
              "internal internal.invariant");
}

} // namespace
} // namespace luoshi::store
