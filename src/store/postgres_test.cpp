// SPDX-License-Identifier: Apache-2.0
// What only a server can do: go away and come back.
#include "store/testing/fixture.hpp"

#include <thread>

namespace luoshi::store {
namespace {

class postgres_away : public ::testing::Test {
protected:
    void SetUp() override {
        server_.emplace(TemporaryFolder::quick_parent());
        DatabaseOptions options = settings_.options();
        options.url = server_->create_database("away");
        database_ = Database::open(options);
    }

    std::int64_t count() {
        return database_->read(
            [](Reader& r) { return r.query_one("SELECT COUNT(*) FROM test_things")->integer(0); });
    }

    TestStore settings_{EngineKind::sqlite, test_schema()};
    std::optional<TemporaryPostgres> server_;
    std::unique_ptr<Database> database_;
};

TEST_F(postgres_away, is_told_and_all_works_when_it_is_back) {
    make_thing(*database_, "a");
    server_->stop();
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(error_of([&] { make_thing(*database_, "b"); }), "unavailable store.unavailable");
        EXPECT_EQ(error_of([&] { count(); }), "unavailable store.unavailable");
        EXPECT_EQ(error_of([&] { database_->check(); }), "unavailable store.unavailable");
    }
    try {
        database_->check();
    } catch (const Error& error) {
        EXPECT_EQ(error.details(), (ErrorDetails{{"retry_after_s", "5"}}));
    }
    server_->start();
    EXPECT_NO_THROW(database_->check());
    EXPECT_EQ(count(), 1);
    make_thing(*database_, "c");
    EXPECT_EQ(count(), 2);
}

TEST_F(postgres_away, for_a_moment_is_not_noticed) {
    make_thing(*database_, "a");
    server_->stop();
    server_->start();
    EXPECT_NO_THROW(make_thing(*database_, "b")); // its session was cut off: one more attempt
    EXPECT_EQ(count(), 2);
}

TEST_F(postgres_away, amid_a_write_repeats_it_whole_or_fails_it_whole) {
    int runs = 0;
    const auto write = [&] {
        database_->write([&](Transaction& t) {
            t.record(made_event());
            t.insert("test_things", 1, {{"name", "a"}});
            if (++runs == 1) {
                server_->stop();
                server_->start();
            }
            t.insert("test_things", 2, {{"name", "b"}});
        });
    };
    EXPECT_NO_THROW(write());
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(), 2);
}

TEST_F(postgres_away, at_the_commit_is_never_told_as_success) {
    const auto write = [&] {
        database_->write([&](Transaction& t) {
            t.record(made_event());
            t.insert("test_things", 1, {{"name", "a"}});
            t.query("SELECT COUNT(*) FROM store_events"); // all that was pending is written
            server_->stop();
        });
    };
    EXPECT_EQ(error_of(write), "unavailable store.unavailable");
    server_->start();
    EXPECT_EQ(count(), 0);
}

} // namespace
} // namespace luoshi::store
