// SPDX-License-Identifier: Apache-2.0
#include "store/leases.hpp"

#include "store/data_folder.hpp"
#include "store/testing/fixture.hpp"

#include <atomic>
#include <filesystem>
#include <thread>

#include <unistd.h>

namespace luoshi::store {
namespace {

using namespace std::chrono_literals;

class leases : public OnEachEngine {};
INSTANTIATE_TEST_SUITE_P(engines, leases,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

TEST_P(leases, are_held_by_one_until_they_expire_or_are_given_back) {
    EXPECT_TRUE(acquire_lease(database(), "job", "a", 10s));
    EXPECT_FALSE(acquire_lease(database(), "job", "b", 10s));
    EXPECT_TRUE(acquire_lease(database(), "other", "b", 10s));
    store().clock().advance(9s);
    EXPECT_TRUE(acquire_lease(database(), "job", "a", 10s)); // renewed
    store().clock().advance(9s);
    EXPECT_FALSE(acquire_lease(database(), "job", "b", 10s));
    store().clock().advance(1s);
    EXPECT_TRUE(acquire_lease(database(), "job", "b", 10s));
    release_lease(database(), "job", "a"); // not its own any more
    EXPECT_FALSE(acquire_lease(database(), "job", "a", 10s));
    release_lease(database(), "job", "b");
    EXPECT_TRUE(acquire_lease(database(), "job", "a", 10s));
}

TEST_P(leases, go_to_one_of_many_who_ask_at_once) {
    std::atomic<int> holders{0};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&, thread] {
                holders += acquire_lease(database(), "job", "server-" + std::to_string(thread), 10s)
                               ? 1
                               : 0;
            });
        }
    }
    EXPECT_EQ(holders, 1);
}

TEST(data_folder, belongs_to_one_owner_at_a_time) {
    const TemporaryFolder parent;
    const std::string path = parent.path() + "/a/data";
    {
        const DataFolder folder{path};
        const auto mode = std::filesystem::status(path).permissions();
        EXPECT_EQ(mode, std::filesystem::perms::owner_all);
        EXPECT_EQ(folder.rows_file(), path + "/rows.db");
        try {
            const DataFolder second{path};
            FAIL() << "a second owner";
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "store.in-use");
            EXPECT_EQ(error.details(), (ErrorDetails{{"pid", std::to_string(::getpid())}}));
        }
    }
    EXPECT_NO_THROW(DataFolder{path});
}

} // namespace
} // namespace luoshi::store
