// SPDX-License-Identifier: Apache-2.0
#include "access/test_access.hpp"

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

class FactorRowsTest : public FactorTest {};

TEST_P(FactorRowsTest, one_put_in_its_place_or_taken_away_behind_the_log_is_refused) {
    const auto wang = add("wang");
    const auto codes = set_up(wang);
    const auto other = add("other");
    set_up(other);
    store_->clock().advance(std::chrono::seconds{30});
    const auto behind = [&](const std::string& sql) {
        store_->database().write([&](store::Transaction& transaction) {
            transaction.execute(sql, {wang.who.id, other.who.id});
        });
    };
    behind("UPDATE access_factors SET secret = (SELECT f.secret FROM access_factors f WHERE "
           "f.person_id = $2) WHERE person_id = $1");
    EXPECT_EQ(log_in("wang", code()), "access.factor-lost");
    store_->database().write([&](store::Transaction& transaction) {
        transaction.execute("DELETE FROM access_factors WHERE person_id = $1", {wang.who.id});
    });
    EXPECT_EQ(log_in("wang"), "access.factor-lost");
    EXPECT_EQ(log_in("other", code()), "none");
}

TEST_P(FactorRowsTest, the_database_alone_does_not_tell_the_secret) {
    const auto wang = add("wang");
    set_up(wang);
    const auto stored = store_->database().read([&](store::Reader& reader) {
        return reader.query_one("SELECT secret FROM access_factors")->bytes(0);
    });
    EXPECT_EQ(stored.find(secret_), std::string::npos);
    EXPECT_EQ(stored.find(base32(secret_)), std::string::npos);
    Rules other;
    other.key = std::string(32, 'x');
    Access elsewhere{store_->database(), directories_, store_->clock(), other};
    store_->clock().advance(std::chrono::seconds{30});
    EXPECT_EQ(reason_of([&] { elsewhere.log_in("wang", "correct horse", "r", {.code = code()}); }),
              "access.factor-lost");
}

INSTANTIATE_TEST_SUITE_P(engines, FactorRowsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::access
