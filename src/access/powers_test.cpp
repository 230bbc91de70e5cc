// SPDX-License-Identifier: Apache-2.0
// Three administrators who watch each other.
#include "access/test_access.hpp"

namespace luoshi::access {
namespace {

class PowersTest : public OnEngines {
protected:
    using OnEngines::OnEngines;

    void three() {
        admin_ = add("admin", Role::administrator);
        security_ = add("safe", Role::security);
        auditor_ = add("audit", Role::auditor);
    }
    Person admin_, security_, auditor_;
};

TEST_P(PowersTest, the_administrator_names_the_first_security_administrator_and_then_asks) {
    admin_ = add("admin", Role::administrator);
    EXPECT_EQ(access_->separation(), Separation::waiting);
    const auto early = access_->add_person(actor(admin_), named("early", Role::office, "早"));
    EXPECT_TRUE(early.active) << "nobody could confirm it";
    security_ = access_->add_person(actor(admin_), named("safe", Role::security, "安全"));
    EXPECT_TRUE(security_.active);
    EXPECT_EQ(access_->separation(), Separation::on);

    const auto late = access_->add_person(actor(admin_), named("late", Role::office, "晚"));
    EXPECT_FALSE(late.active);
    ASSERT_TRUE(late.asked);
    EXPECT_TRUE(late.asked->opens);
    EXPECT_EQ(late.asked->by_name, "admin");
    EXPECT_EQ(log_in("late"), "access.inactive");
    const auto open = access_->confirm(actor(security_), late.who.id, late.version);
    EXPECT_TRUE(open.active);
    EXPECT_FALSE(open.asked);
    EXPECT_EQ(log_in("late"), "none");
    EXPECT_EQ(reason_of([&] { access_->confirm(actor(security_), late.who.id, open.version); }),
              "access.nothing-asked");
}

TEST_P(PowersTest, a_role_changes_when_confirmed_and_not_when_refused) {
    three();
    const auto wang = add("wang");
    const auto session = access_->log_in("wang", "correct horse", "");
    PersonEdit edit;
    edit.role = Role::leader;
    edit.name = "王强";
    auto now = access_->edit_person(actor(admin_), wang.who.id, wang.version, edit);
    EXPECT_EQ(now.who.role, Role::office);
    EXPECT_EQ(now.who.name, "王强") << "a name grants nothing";
    ASSERT_TRUE(now.asked);
    EXPECT_EQ(now.asked->role, Role::leader);
    EXPECT_FALSE(now.asked->opens);
    EXPECT_EQ(reason_of([&] { access_->confirm(actor(security_), wang.who.id, wang.version); }),
              "http.precondition-failed")
        << "what is confirmed is what was seen";
    now = access_->refuse(actor(security_), wang.who.id, now.version);
    EXPECT_EQ(now.who.role, Role::office);
    EXPECT_FALSE(now.asked);
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, edit);
    EXPECT_TRUE(access_->who(session.token));
    now = access_->confirm(actor(security_), wang.who.id, now.version);
    EXPECT_EQ(now.who.role, Role::leader);
    EXPECT_FALSE(access_->who(session.token)) << "its pages were another role's";
}

TEST_P(PowersTest, one_request_holds_all_and_can_be_taken_back) {
    three();
    const auto wang = add("wang");
    PersonEdit role;
    role.role = Role::leader;
    PersonEdit title;
    title.title = "主任";
    auto now = access_->edit_person(actor(admin_), wang.who.id, 1, role);
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, title);
    ASSERT_TRUE(now.asked);
    EXPECT_EQ(now.asked->role, Role::leader);
    EXPECT_EQ(now.asked->title, "主任");
    PersonEdit name;
    name.name = "王强";
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, name);
    ASSERT_TRUE(now.asked) << "a name does not take it back";
    role.role = Role::office;
    role.title = "";
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, role);
    EXPECT_FALSE(now.asked);

    PersonEdit close;
    close.active = false;
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, close);
    EXPECT_FALSE(now.active) << "closing needs nobody else";
    PersonEdit open;
    open.active = true;
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, open);
    EXPECT_FALSE(now.active);
    EXPECT_TRUE(now.asked && now.asked->opens);
    now = access_->edit_person(actor(admin_), wang.who.id, now.version, close);
    EXPECT_FALSE(now.asked);
}

TEST_P(PowersTest, each_has_work_of_its_own) {
    three();
    const auto wang = add("wang");
    PersonEdit password;
    password.password = "battery staple";
    const auto edit = [&](const Person& who, const Person& whom, const PersonEdit& what) {
        return reason_of([&] {
            access_->edit_person(actor(who), whom.who.id, access_->person(whom.who.id).version,
                                 what);
        });
    };
    EXPECT_EQ(edit(admin_, wang, password), "access.separated");
    EXPECT_EQ(edit(admin_, auditor_, password), "access.separated");
    EXPECT_EQ(edit(admin_, security_, password), "none") << "who has nobody else to help";
    EXPECT_EQ(edit(security_, wang, password), "none");
    EXPECT_EQ(edit(security_, security_, password), "access.separated");
    const auto second = add("security2", Role::security);
    EXPECT_EQ(edit(admin_, security_, password), "access.separated") << "another can help now";
    EXPECT_EQ(reason_of([&] { access_->reset_factor(actor(admin_), security_.who.id); }),
              "access.separated");
    EXPECT_EQ(edit(second, security_, password), "none");
    PersonEdit role;
    role.role = Role::leader;
    EXPECT_EQ(edit(security_, wang, role), "access.separated") << "who confirms does not ask";
    EXPECT_EQ(
        reason_of([&] { access_->add_person(actor(security_), named("new", Role::office, "新")); }),
        "access.separated");
    EXPECT_EQ(reason_of([&] { access_->expect_apart(admin_.who); }), "access.separated");
    EXPECT_EQ(reason_of([&] { access_->expect_apart(security_.who); }), "none");
}

TEST_P(PowersTest, nobody_has_two_powers_and_none_is_left_without_anybody) {
    three();
    const auto twice = named("admin2", Role::auditor, "admin");
    EXPECT_EQ(reason_of([&] { access_->add_person({0, "test", ""}, twice); }), "access.one-power");
    EXPECT_EQ(reason_of([&] { access_->add_person(actor(admin_), twice); }), "access.one-power");
    EXPECT_EQ(reason_of([&] {
                  access_->add_person({0, "test", ""}, named("namesake", Role::office, "admin"));
              }),
              "none")
        << "a namesake at work is none";
    PersonEdit close;
    close.active = false;
    PersonEdit role;
    role.role = Role::office;
    for (const auto& [whom, reason] : {std::pair{admin_, "access.last-administrator"},
                                       {security_, "access.last-security"},
                                       {auditor_, "access.last-auditor"}}) {
        for (const auto& edit : {close, role}) {
            EXPECT_EQ(reason_of([&] { access_->edit_person(actor(admin_), whom.who.id, 1, edit); }),
                      reason);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(engines, PowersTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

class TogetherTest : public PowersTest {
protected:
    TogetherTest() : PowersTest(Rules{.separated = false}) {}
};

TEST_P(TogetherTest, where_powers_are_not_separated_one_administrator_does_all) {
    three();
    EXPECT_EQ(access_->separation(), Separation::off);
    const auto wang = access_->add_person(actor(admin_), named("wang", Role::office, "王强"));
    EXPECT_TRUE(wang.active);
    PersonEdit edit;
    edit.role = Role::leader;
    edit.password = "battery staple";
    const auto now = access_->edit_person(actor(admin_), wang.who.id, 1, edit);
    EXPECT_EQ(now.who.role, Role::leader);
    EXPECT_FALSE(now.asked);
    EXPECT_EQ(reason_of([&] { access_->expect_apart(admin_.who); }), "none");
}

INSTANTIATE_TEST_SUITE_P(engines, TogetherTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::access
