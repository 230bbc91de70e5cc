// SPDX-License-Identifier: Apache-2.0
// What becomes of a person's work when the person leaves, on both engines.
#include "liaison/handover.hpp"

#include "access/accounts.hpp"
#include "duty/testing/submissions_fixture.hpp"
#include "notify/notices.hpp"

namespace luoshi::liaison {
namespace {

using duty::Who;
using followup::error_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class HandoverTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    HandoverTest() {
        t.issue("plan");
        due_ = t.due("plan", "gd.rst");
        t.chains.set(
            drafter_, unit_, 0,
            {{duty::StepKind::draft, drafter_.principal.id.value, "", access::Role::drafter},
             {duty::StepKind::sign, 0, "", access::Role::signer}});
        t.submissions.save(drafter_, due_, 0, duty::year_plan());
        Liaison entry;
        entry.unit = unit_;
        entry.name = "李敏";
        entry.office_phone = "020-83131234";
        entry.mobile = "13800138000";
        entry.valid.from = t.installation.today().plus_days(-30);
        entry_ = liaisons.add(t.office().actor, entry);
    }
    access::Person leave(const Who& who, const Leaving& leaving) {
        return handover.leave(admin_, who.principal.id, version(who), leaving);
    }
    std::int64_t version(const Who& who) { return t.access.person(who.principal.id).version; }
    std::vector<Liaison> entries() { return liaisons.of(unit_, t.installation.today()); }

    duty::testing::TestDuties t{GetParam()};
    Who admin_{{{}, "admin", "管理员", access::Role::administrator, {}}, {5, "管理员", "r"}};
    Who drafter_ = t.who("李敏"), zhao_ = t.who("赵处"), signer_ = t.who("孙厅");
    org::UnitId unit_ = t.unit("gd.rst");
    duty::DueId due_;
    Liaison entry_;
    Liaisons liaisons{t.installation.database(), t.installation.directories, t.access,
                      t.installation.store().clock()};
    Handover handover{t.installation.database(), t.installation.directories,
                      t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, HandoverTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(HandoverTest, shows_first_what_lies_with_the_person) {
    EXPECT_EQ(entry_.person, drafter_.principal.id);
    const auto held = handover.of(drafter_.principal.id);
    EXPECT_THAT(held.work.steps, ElementsAre(duty::StepKind::draft));
    ASSERT_THAT(held.work.dues, SizeIs(1));
    EXPECT_TRUE(held.work.dues[0].waits);
    EXPECT_THAT(held.entries, SizeIs(1));
    std::vector<std::string> colleagues;
    for (const auto& one : held.colleagues) {
        colleagues.push_back(one.name);
    }
    EXPECT_THAT(colleagues, ElementsAre("赵处", "孙厅"));
    EXPECT_TRUE(handover.of(zhao_.principal.id).empty());
    EXPECT_EQ(error_of([&] { handover.must_hold_nothing(drafter_.principal.id); }).reason(),
              "liaison.hand-over-first");
    handover.must_hold_nothing(zhao_.principal.id);
}

TEST_P(HandoverTest, gives_everything_to_a_colleague_in_one_act_and_closes_the_account) {
    const auto session = t.access.log_in(drafter_.principal.username, "long enough!", "");
    const auto closed = leave(drafter_, {zhao_.principal.id, true, {}});
    EXPECT_FALSE(closed.active);
    EXPECT_FALSE(t.access.who(session.token).has_value());
    EXPECT_EQ(t.submissions.open(zhao_.principal, due_).opened.step().name, "赵处");
    const auto now = entries();
    ASSERT_THAT(now, SizeIs(1));
    EXPECT_EQ(now[0].name, "赵处");
    EXPECT_EQ(now[0].office_phone, "020-83131234");
    EXPECT_EQ(now[0].mobile, "") << "that was the other's own";
    EXPECT_EQ(now[0].rank, Rank::main);
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    const auto inbox = notices.inbox(zhao_.principal.id, {});
    ASSERT_FALSE(inbox.empty());
    EXPECT_EQ(inbox[0].title, "李敏的工作已移交给您");
    EXPECT_TRUE(handover.of(drafter_.principal.id).empty());
    EXPECT_EQ(t.submissions.open(zhao_.principal, due_).acts.front().person, "李敏");
}

TEST_P(HandoverTest, gives_back_to_the_unit_and_moves_the_account) {
    const auto other = t.unit("gd.czt");
    EXPECT_EQ(error_of([&] { leave(drafter_, {{}, false, unit_}); }).reason(), "liaison.same-unit");
    EXPECT_EQ(leave(drafter_, {{}, false, other}).who.unit, other);
    EXPECT_EQ(t.submissions.open(zhao_.principal, due_).opened.step().person, 0);
    EXPECT_THAT(entries(), IsEmpty());
    EXPECT_EQ(liaisons.find(entry_.id).name, "李敏");
}

TEST_P(HandoverTest, takes_only_who_can_do_the_same_and_nothing_by_halves) {
    const auto stranger = t.who("陈国华");
    EXPECT_EQ(error_of([&] {
                  leave(drafter_, {stranger.principal.id, true, {}});
              }).reason(),
              "liaison.bad-colleague");
    EXPECT_EQ(error_of([&] {
                  leave(drafter_, {drafter_.principal.id, true, {}});
              }).reason(),
              "liaison.bad-colleague");
    EXPECT_EQ(error_of([&] {
                  handover.leave(admin_, drafter_.principal.id, 7, {zhao_.principal.id, true, {}});
              }).reason(),
              "http.precondition-failed");
    EXPECT_EQ(error_of([&] { handover.of(access::PersonId{9}); }).reason(), "access.no-person");
    EXPECT_EQ(t.submissions.open(drafter_.principal, due_).opened.step().name, "李敏");
    EXPECT_EQ(entries()[0].name, "李敏");
    EXPECT_TRUE(t.access.person(drafter_.principal.id).active);
}

TEST_P(HandoverTest, of_a_leader_passes_on_the_secretary) {
    const auto person = [&](const char* username, access::Role role, access::PersonId serves) {
        access::NewPerson wanted{username, username, role, {}, "long enough!", false, false};
        wanted.serves = serves;
        return t.access.add_person(admin_.actor, wanted).who;
    };
    const auto lin = person("lin", access::Role::leader, {});
    const auto new_one = person("newlin", access::Role::leader, {});
    const auto secretary = person("secretary", access::Role::secretary, lin.id);
    EXPECT_THAT(handover.of(lin.id).secretaries, ElementsAre("secretary"));
    EXPECT_EQ(handover.of(secretary.id).serves, "lin");
    handover.leave(admin_, lin.id, 1, {new_one.id, true, {}});
    EXPECT_EQ(t.access.person(secretary.id).who.serves, new_one.id);
    EXPECT_FALSE(t.access.person(lin.id).active);
}

} // namespace
} // namespace luoshi::liaison
