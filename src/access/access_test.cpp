// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include "base/testing/reason_of.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "store/testing/test_store.hpp"

#include <gtest/gtest.h>

namespace luoshi::access {
namespace {

class AccessTest : public testing::Test {
protected:
    store::TestStore store_;
    org::Directories directories_;
    Access access_{store_.database(), directories_, store_.clock()};
    store::Actor admin_{1, "管理员", ""};

    Person add(const std::string& username, Role role = Role::office) {
        return access_.add_person(admin_, {.username = username,
                                           .name = "王强",
                                           .role = role,
                                           .unit = {},
                                           .password = "correct horse",
                                           .must_change_password = false,
                                           .demo = false});
    }
    std::string log_in(const std::string& username, const std::string& password) {
        return reason_of([&] { access_.log_in(username, password, "r1"); });
    }
};

TEST_F(AccessTest, the_first_administrator_needs_the_one_time_token_and_it_works_once) {
    EXPECT_TRUE(access_.set_up_needed());
    const auto token = access_.make_set_up_token();
    const NewPerson person{.username = "admin",
                           .name = "管理员",
                           .role = Role::administrator,
                           .unit = {},
                           .password = "a long password",
                           .must_change_password = false,
                           .demo = false};
    EXPECT_EQ(reason_of([&] { access_.set_up("wrong", person, ""); }), "access.wrong-token");
    EXPECT_EQ(access_.set_up(token, person, "").principal.role, Role::administrator);
    EXPECT_FALSE(access_.set_up_needed());
    EXPECT_EQ(reason_of([&] { access_.set_up(token, person, ""); }), "access.already-set-up");
}

TEST_F(AccessTest, a_session_opens_with_the_right_password_and_ends_with_log_out_or_time) {
    add("wang");
    EXPECT_EQ(log_in("wang", "wrong password"), "access.wrong-password");
    const auto session = access_.log_in("wang", "correct horse", "");
    EXPECT_EQ(access_.who(session.token)->principal.username, "wang");
    EXPECT_EQ(access_.who(session.token)->csrf, session.csrf);
    EXPECT_FALSE(access_.who("something else").has_value());
    access_.log_out(session.token);
    EXPECT_FALSE(access_.who(session.token).has_value());

    const auto later = access_.log_in("wang", "correct horse", "");
    store_.clock().advance(Access::kSession);
    EXPECT_FALSE(access_.who(later.token).has_value());
}

TEST_F(AccessTest, five_wrong_passwords_lock_a_name_for_half_an_hour_known_or_not) {
    add("wang");
    for (const std::string name : {"wang", "nobody"}) {
        for (int i = 0; i < Access::kAttempts - 1; ++i) {
            EXPECT_EQ(log_in(name, "wrong"), "access.wrong-password") << name << i;
        }
        EXPECT_EQ(log_in(name, "wrong"), "access.locked");
        EXPECT_EQ(log_in(name, "correct horse"), "access.locked");
    }
    store_.clock().advance(Access::kLock);
    EXPECT_EQ(log_in("wang", "correct horse"), "none");
    EXPECT_EQ(log_in("wang", "wrong"), "access.wrong-password"); // counting starts anew
}

TEST_F(AccessTest, a_changed_password_ends_the_other_sessions) {
    add("wang");
    const auto here = access_.log_in("wang", "correct horse", "");
    const auto there = access_.log_in("wang", "correct horse", "");
    const auto change = [&](const char* current, const char* next) {
        return reason_of(
            [&] { access_.change_password(here.principal, here.token, current, next, ""); });
    };
    EXPECT_EQ(change("wrong", "battery staple"), "access.wrong-current-password");
    EXPECT_EQ(change("correct horse", "short"), "access.weak-password");
    EXPECT_EQ(change("correct horse", "my name is wang"), "access.weak-password");
    EXPECT_EQ(change("correct horse", "correct horse"), "access.weak-password");
    EXPECT_EQ(change("correct horse", "battery staple"), "none");
    EXPECT_TRUE(access_.who(here.token).has_value());
    EXPECT_FALSE(access_.who(there.token).has_value());
    EXPECT_EQ(log_in("wang", "battery staple"), "none");
}

TEST_F(AccessTest, people_are_added_and_changed_within_the_rules) {
    EXPECT_EQ(reason_of([&] { add("UPPER"); }), "access.username");
    add("wang");
    EXPECT_EQ(reason_of([&] { add("wang"); }), "access.username-taken");
    EXPECT_EQ(reason_of([&] { add("draft", Role::drafter); }), "access.unit-required");

    const auto admin = add("admin", Role::administrator);
    const auto edit = [&](std::int64_t version, const PersonEdit& change) {
        return reason_of([&] { access_.edit_person(admin_, admin.who.id, version, change); });
    };
    EXPECT_EQ(edit(1, {.name = {}, .role = Role::office, .unit = {}, .active = {}, .password = {}}),
              "access.last-administrator");
    EXPECT_EQ(edit(7, {.name = "李敏", .role = {}, .unit = {}, .active = {}, .password = {}}),
              "http.precondition-failed");
    EXPECT_EQ(edit(1, {.name = "李敏", .role = {}, .unit = {}, .active = {}, .password = {}}),
              "none");
    EXPECT_EQ(access_.person(admin.who.id).who.name, "李敏");
}

TEST_F(AccessTest, a_secretary_and_nobody_else_serves_a_leader_with_an_open_account) {
    NewPerson person{.username = "xujing",
                     .name = "许静",
                     .role = Role::secretary,
                     .unit = {},
                     .password = "correct horse",
                     .must_change_password = false,
                     .demo = false};
    const auto refused = [&] { return reason_of([&] { access_.add_person(admin_, person); }); };
    EXPECT_EQ(refused(), "access.leader-required");
    const auto leader = add("liuzhiyuan", Role::leader);
    person.serves = leader.who.id;
    person.role = Role::office;
    EXPECT_EQ(refused(), "access.leader-required") << "who is no secretary serves nobody";
    person.role = Role::secretary;
    const auto secretary = access_.add_person(admin_, person);
    PersonEdit edit;
    edit.role = Role::office;
    EXPECT_EQ(
        reason_of([&] { access_.edit_person(admin_, secretary.who.id, secretary.version, edit); }),
        "access.leader-required");
    edit = {};
    edit.active = false;
    access_.edit_person(admin_, leader.who.id, leader.version, edit);
    person.username = "another";
    EXPECT_EQ(refused(), "access.leader-required") << "the leader's account is closed";
    edit = {};
    edit.title = std::string(61, 'x');
    EXPECT_EQ(
        reason_of([&] { access_.edit_person(admin_, secretary.who.id, secretary.version, edit); }),
        "access.leader-required")
        << "neither may what is left of it be changed";
    const auto other = add("heyu", Role::leader);
    EXPECT_EQ(reason_of([&] { access_.edit_person(admin_, other.who.id, other.version, edit); }),
              "access.name");
}

TEST_F(AccessTest, closing_an_account_ends_its_sessions) {
    const auto wang = add("wang");
    const auto session = access_.log_in("wang", "correct horse", "");
    access_.edit_person(admin_, wang.who.id, 1,
                        {.name = {}, .role = {}, .unit = {}, .active = false, .password = {}});
    EXPECT_FALSE(access_.who(session.token).has_value());
    EXPECT_EQ(log_in("wang", "correct horse"), "access.inactive");
}

TEST(scope_of, office_sees_all_units_their_own_and_administrators_nothing) {
    Principal who;
    who.unit = org::UnitId{7};
    who.role = Role::office;
    EXPECT_TRUE(scope_of(who).sees_all());
    for (const auto role : {Role::drafter, Role::signer}) {
        who.role = role;
        EXPECT_FALSE(scope_of(who).sees_all());
        EXPECT_EQ(scope_of(who).unit(), org::UnitId{7});
    }
    who.role = Role::administrator;
    EXPECT_FALSE(scope_of(who).sees_all());
    EXPECT_EQ(scope_of(who).unit(), org::UnitId{});
}

} // namespace
} // namespace luoshi::access
