// SPDX-License-Identifier: Apache-2.0
#include "access/rows.hpp"
#include "access/test_access.hpp"
#include "access/totp.hpp"

#include <gmock/gmock.h>

namespace luoshi::access {
namespace {

TEST(totp, gives_the_codes_of_rfc_6238) { // appendix B, SHA-1
    const std::string secret = "12345678901234567890";
    for (const auto& [seconds, code] : {std::pair<std::int64_t, const char*>{59, "94287082"},
                                        {1111111109, "07081804"},
                                        {1111111111, "14050471"},
                                        {1234567890, "89005924"},
                                        {2000000000, "69279037"},
                                        {20000000000, "65353130"}}) {
        const Timestamp at{std::chrono::seconds{seconds}};
        EXPECT_EQ(code_of(secret, step_of(at), 8), code) << seconds;
        EXPECT_EQ(code_of(secret, step_of(at)), std::string{code}.substr(2)) << seconds;
    }
    // RFC 4226, appendix D
    for (const auto& [step, code] : {std::pair{0, "755224"}, {1, "287082"}, {9, "520489"}}) {
        EXPECT_EQ(code_of(secret, step), code);
    }
}

TEST(totp, takes_one_step_to_each_side_and_none_twice) {
    const std::string secret = "12345678901234567890";
    const Timestamp at{std::chrono::seconds{3000}};
    const auto now = step_of(at);
    EXPECT_EQ(now, 100);
    for (const auto step : {99, 100, 101}) {
        EXPECT_EQ(step_with_code(secret, code_of(secret, step), at, 0), step);
    }
    for (const auto step : {98, 102}) {
        EXPECT_FALSE(step_with_code(secret, code_of(secret, step), at, 0)) << step;
    }
    EXPECT_FALSE(step_with_code(secret, code_of(secret, 100), at, 100));
    EXPECT_FALSE(step_with_code(secret, code_of(secret, 99), at, 100));
    EXPECT_EQ(step_with_code(secret, code_of(secret, 101), at, 100), 101);
    EXPECT_FALSE(step_with_code(secret, "", at, 0));
}

TEST(totp, writes_base32_as_rfc_4648_and_an_address_without_odd_characters) {
    for (const auto& [bytes, text] : {std::pair{"", ""},
                                      {"f", "MY"},
                                      {"fo", "MZXQ"},
                                      {"foo", "MZXW6"},
                                      {"foob", "MZXW6YQ"},
                                      {"fooba", "MZXW6YTB"},
                                      {"foobar", "MZXW6YTBOI"}}) {
        EXPECT_EQ(base32(bytes), text);
    }
    EXPECT_EQ(otpauth_uri("foobar", "落实 A", "wang"),
              "otpauth://totp/%E8%90%BD%E5%AE%9E%20A:wang?secret=MZXW6YTBOI&issuer="
              "%E8%90%BD%E5%AE%9E%20A");
}

TEST_P(FactorTest, a_log_in_asks_for_a_code_and_takes_each_once) {
    const auto wang = add("wang");
    EXPECT_EQ(reason_of([&] { access_->confirm_factor(wang.who, "123456", "r"); }),
              "access.no-factor");
    EXPECT_EQ(reason_of([&] { access_->offer_factor(wang.who, "wrong", "落实"); }),
              "access.wrong-current-password");
    secret_ = secret_of(access_->offer_factor(wang.who, "correct horse", "落实").secret);
    EXPECT_EQ(log_in("wang"), "none") << "what is only offered counts for nothing";
    EXPECT_EQ(reason_of([&] { access_->confirm_factor(wang.who, "000000", "r"); }),
              "access.wrong-code");
    EXPECT_EQ(access_->confirm_factor(wang.who, code(), "r").size(), Access::kRecoveryCodes);
    EXPECT_TRUE(access_->person(wang.who.id).second_factor);

    EXPECT_EQ(log_in("wang"), "access.code-required");
    EXPECT_EQ(log_in("wang", code()), "access.wrong-code") << "used when it was set up";
    store_->clock().advance(std::chrono::seconds{30});
    EXPECT_EQ(log_in("wang", code()), "none");
    EXPECT_EQ(log_in("wang", code()), "access.wrong-code");
    EXPECT_EQ(reason_of([&] { access_->offer_factor(wang.who, "correct horse", "落实"); }),
              "access.factor-on");
    EXPECT_EQ(reason_of([&] { access_->log_in("wang", "wrong", "r", {.code = code(1)}); }),
              "access.wrong-password")
        << "a code does not do for a password";
}

TEST_P(FactorTest,
       wrong_codes_lock_as_wrong_passwords_do_and_a_right_password_alone_clears_nothing) {
    set_up(add("wang"));
    for (int i = 0; i < Access::kAttempts - 1; ++i) {
        EXPECT_EQ(log_in("wang", "000000"), "access.wrong-code");
        EXPECT_EQ(log_in("wang"), "access.code-required");
    }
    EXPECT_EQ(log_in("wang", "000000"), "access.locked");
    store_->clock().advance(std::chrono::seconds{30});
    EXPECT_EQ(log_in("wang", code()), "access.locked");
    EXPECT_THAT(actions(), testing::Contains("access.locked"));
    access_->unlock({1, "管理员", ""}, access_->people("", 1).at(0).who.id);
    EXPECT_EQ(log_in("wang", code()), "none");
}

TEST_P(FactorTest, a_recovery_code_written_into_the_database_opens_nothing) {
    const auto wang = add("wang");
    set_up(wang);
    store_->database().write([&](store::Transaction& transaction) { // as who has the database does
        transaction.record({.actor = {0, "test", ""},
                            .action = "test.recovery",
                            .object_kind = "",
                            .object_id = 0,
                            .plan_id = 0,
                            .detail = {}});
        const auto id = std::to_string(wang.who.id.value);
        turn_on_factor(transaction, wang.who.id, find_factor(transaction, wang.who.id).value(),
                       {to_hex(sm3(id + ":aaaaabbbbb")), to_hex(sm3("aaaaabbbbb"))});
    });
    Where where;
    where.code = "aaaaa-bbbbb";
    EXPECT_EQ(reason_of([&] { access_->log_in("wang", "correct horse", "", where); }),
              "access.wrong-code");
}

TEST_P(FactorTest, wrong_current_passwords_lock_as_wrong_log_ins_do) {
    const auto wang = add("wang");
    const auto guess = [&] {
        return reason_of([&] { access_->offer_factor(wang.who, "wrong", "落实"); });
    };
    const auto change = [&] {
        return reason_of(
            [&] { access_->change_password(wang.who, "", "wrong", "battery staple 9", ""); });
    };
    EXPECT_EQ(guess(), "access.wrong-current-password");
    access_->change_password(wang.who, "", "correct horse", "battery staple 8", ""); // begins anew
    EXPECT_EQ(guess(), "access.wrong-current-password");
    EXPECT_EQ(guess(), "access.wrong-current-password");
    EXPECT_EQ(change(), "access.wrong-current-password");
    EXPECT_EQ(change(), "access.wrong-current-password");
    EXPECT_EQ(change(), "access.locked");
    EXPECT_EQ(guess(), "access.locked");
    EXPECT_EQ(reason_of([&] { access_->log_in("wang", "battery staple 8", ""); }), "access.locked");
}

TEST_P(FactorTest, a_recovery_code_opens_once) {
    const auto wang = add("wang");
    const auto codes = set_up(wang);
    EXPECT_EQ(log_in("wang", codes[0]), "none");
    EXPECT_EQ(log_in("wang", codes[0]), "access.wrong-code");
    auto shouted = codes[1];
    shouted.erase(5, 1);
    for (auto& c : shouted) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    EXPECT_EQ(log_in("wang", shouted), "none");
    EXPECT_EQ(access_->factor(wang.who).recovery_codes,
              static_cast<std::int64_t>(codes.size()) - 2);
    EXPECT_THAT(actions(), testing::Contains("access.recovery-used"));
    const auto other = add("other");
    set_up(other);
    EXPECT_EQ(log_in("other", codes[2]), "access.wrong-code") << "it is nobody else's";
}

TEST_P(FactorTest, it_goes_with_password_and_code_or_by_another) {
    const auto wang = add("wang");
    set_up(wang);
    store_->clock().advance(std::chrono::seconds{30});
    const auto drop = [&](const char* password, const std::string& with) {
        return reason_of([&] { access_->drop_factor(wang.who, password, with, "r"); });
    };
    EXPECT_EQ(drop("wrong", code()), "access.wrong-current-password");
    EXPECT_EQ(drop("correct horse", "000000"), "access.wrong-code");
    EXPECT_EQ(drop("correct horse", code()), "none");
    EXPECT_EQ(drop("correct horse", code(1)), "access.no-factor");
    EXPECT_EQ(log_in("wang"), "none");

    const auto codes = set_up(wang);
    const auto session = access_->log_in("wang", "correct horse", "r", {.code = codes[0]});
    const auto safe = add("safe", Role::security);
    const auto admin = add("admin", Role::administrator);
    EXPECT_EQ(reason_of([&] { access_->reset_factor(actor(admin), wang.who.id); }),
              "access.separated");
    access_->reset_factor(actor(safe), wang.who.id);
    EXPECT_FALSE(access_->who(session.token));
    EXPECT_EQ(log_in("wang"), "none");
}

INSTANTIATE_TEST_SUITE_P(engines, FactorTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

class RequiredTest : public FactorTest {
protected:
    RequiredTest() : FactorTest(Rules{.second_factor = {Role::administrator}}) {}
};

TEST_P(RequiredTest, a_role_that_must_have_one_is_told_and_keeps_it) {
    add("wang");
    const auto admin = add("admin", Role::administrator);
    EXPECT_FALSE(access_->log_in("wang", "correct horse", "r").must_set_factor);
    const auto session = access_->log_in("admin", "correct horse", "r");
    EXPECT_TRUE(session.must_set_factor);
    EXPECT_TRUE(access_->who(session.token)->must_set_factor);
    set_up(admin);
    EXPECT_FALSE(access_->who(session.token)->must_set_factor);
    EXPECT_EQ(reason_of([&] { access_->drop_factor(admin.who, "correct horse", code(1), "r"); }),
              "access.factor-required");
}

INSTANTIATE_TEST_SUITE_P(engines, RequiredTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

class SessionsTest : public OnEngines {
protected:
    explicit SessionsTest(Rules rules = {}) : OnEngines(std::move(rules)) {}
    LoggedIn from(const std::string& address, const std::string& agent) {
        return access_->log_in("wang", "correct horse", "r",
                               {.code = "", .address = address, .agent = agent});
    }
};

TEST_P(SessionsTest, one_sees_where_one_is_logged_in_and_ends_one_or_all_others) {
    const auto wang = add("wang");
    const auto here = from("10.0.0.1", "Firefox");
    store_->clock().advance(std::chrono::minutes{5});
    const auto there = from("10.0.0.2", std::string(400, 'x'));
    const auto odd = from("10.0.0.3", "\xff\xfe");
    auto open = access_->sessions(wang.who.id);
    ASSERT_EQ(open.size(), 3U);
    EXPECT_EQ(open[2].address, "10.0.0.1");
    EXPECT_EQ(open[2].agent, "Firefox");
    EXPECT_EQ(open[1].agent.size(), 300U);
    EXPECT_EQ(open[0].agent, "");
    access_->who(here.token, Access::Use::machine);
    EXPECT_EQ(access_->sessions(wang.who.id).back().address, "10.0.0.1") << "no use of its own";
    store_->clock().advance(std::chrono::minutes{1});
    const auto id = access_->who(here.token)->id;
    open = access_->sessions(wang.who.id);
    EXPECT_EQ(open[0].id, id) << "seen last";
    EXPECT_EQ(open[0].last_seen, store_->clock().now());
    EXPECT_EQ(open[0].since, open[0].last_seen - std::chrono::minutes{6});

    const auto other = add("other");
    EXPECT_EQ(reason_of([&] { access_->end_session(actor(other), other.who.id, id); }),
              "access.no-such-session");
    EXPECT_TRUE(access_->who(here.token));
    access_->end_session(actor(wang), wang.who.id, access_->who(there.token)->id);
    EXPECT_FALSE(access_->who(there.token));
    access_->end_sessions(actor(wang), wang.who.id, id);
    EXPECT_FALSE(access_->who(odd.token));
    EXPECT_TRUE(access_->who(here.token));
    access_->end_sessions(actor(other), wang.who.id);
    EXPECT_FALSE(access_->who(here.token));
    EXPECT_THAT(actions(), testing::Contains("access.session-ended").Times(3));
}

INSTANTIATE_TEST_SUITE_P(engines, SessionsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

class IdleTest : public SessionsTest {
protected:
    IdleTest() : SessionsTest(Rules{.idle = std::chrono::minutes{15}}) {}
};

TEST_P(IdleTest, a_session_nobody_used_ends_whatever_its_page_asks_by_itself) {
    const auto wang = add("wang");
    const auto session = from("", "");
    for (int i = 0; i < 4; ++i) {
        store_->clock().advance(std::chrono::minutes{10});
        EXPECT_TRUE(access_->who(session.token)) << i;
    }
    for (int i = 0; i < 2; ++i) {
        store_->clock().advance(std::chrono::minutes{7});
        EXPECT_TRUE(access_->who(session.token, Access::Use::machine)) << i;
    }
    store_->clock().advance(std::chrono::minutes{1});
    EXPECT_FALSE(access_->who(session.token));
    EXPECT_TRUE(access_->sessions(wang.who.id).empty());
}

INSTANTIATE_TEST_SUITE_P(engines, IdleTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::access
