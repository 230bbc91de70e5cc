// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"
#include "base/error.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gtest/gtest.h>

namespace luoshi::access {
namespace {

TEST(password_rows, a_hash_put_in_from_outside_is_refused) {
    store::TestStore store;
    org::Directories directories;
    Access access{store.database(), directories, store.clock()};
    const auto add = [&](const std::string& username) {
        return access.add_person({1, "管理员", ""}, {.username = username,
                                                     .name = "王强",
                                                     .role = Role::office,
                                                     .unit = {},
                                                     .password = "correct horse",
                                                     .must_change_password = false,
                                                     .demo = false});
    };
    const auto wang = add("wang");
    add("other");
    store.database().write([&](store::Transaction& transaction) {
        const auto hash = transaction
                              .query_one("SELECT w.hash FROM access_passwords w JOIN access_people "
                                         "p ON p.id = w.person_id WHERE p.username = 'other'")
                              ->text(0);
        transaction.execute("UPDATE access_passwords SET hash = $1 WHERE person_id = $2",
                            {hash, wang.who.id});
    });
    EXPECT_THROW(access.log_in("wang", "correct horse", ""), Error);
    EXPECT_NO_THROW(access.log_in("other", "correct horse", ""));
}

} // namespace
} // namespace luoshi::access
