// SPDX-License-Identifier: Apache-2.0
// What lies with a person and goes to another, on both engines.
#include "duty/person_work.hpp"

#include "duty/testing/submissions_fixture.hpp"

namespace luoshi::duty {
namespace {

class PersonWorkTest : public SubmissionsTest {
protected:
    PersonWorkTest() {
        chain_ = {{StepKind::draft, drafter_.principal.id.value, "", access::Role::drafter},
                  {StepKind::review, zhao_.principal.id.value, "", access::Role::drafter},
                  {StepKind::sign, 0, "", access::Role::signer}};
        t.chains.set(drafter_, unit_, 0, chain_);
    }
    PersonWork work(const Who& who) {
        return t.installation.database().read([&](store::Reader& reader) {
            return work_of(reader, who.principal, t.installation.today());
        });
    }
    void leaves(const Who& who, const Who* to) {
        t.installation.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = office_.actor,
                                .action = "test.left",
                                .object_kind = "person",
                                .object_id = who.principal.id.value,
                                .plan_id = 0,
                                .detail = {}});
            hand_over(transaction, office_, who.principal,
                      to == nullptr ? nullptr : &to->principal);
        });
    }
    std::vector<Deputy> deputies() { return t.chains.of(drafter_.principal, unit_).deputies; }

    Who zhao_ = t.who("赵处");
    org::UnitId unit_ = t.unit("gd.rst");
    Chain chain_;
};

INSTANTIATE_TEST_SUITE_P(engines, PersonWorkTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(PersonWorkTest, is_what_chains_reports_and_deputies_name) {
    EXPECT_THAT(work(drafter_).steps, ElementsAre(StepKind::draft));
    EXPECT_THAT(work(drafter_).dues, IsEmpty()) << "not begun: it takes the unit's chain";
    t.submissions.save(drafter_, due_, 0, year_plan());
    ASSERT_THAT(work(drafter_).dues, SizeIs(1));
    EXPECT_TRUE(work(drafter_).dues[0].waits);
    EXPECT_FALSE(work(zhao_).dues[0].waits);
    EXPECT_EQ(work(drafter_).dues[0].title.zh, "年度工作方案");
    t.submissions.hand_on(drafter_, due_, 1, {});
    EXPECT_THAT(work(drafter_).dues, IsEmpty()) << "that step is passed";
    EXPECT_TRUE(work(zhao_).dues[0].waits);
    EXPECT_TRUE(work(t.who("陈国华")).empty());
    EXPECT_TRUE(work(office_).empty());
}

TEST_P(PersonWorkTest, goes_to_a_colleague_who_goes_on_where_it_lies) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    t.submissions.hand_on(drafter_, due_, 1, {});
    leaves(zhao_, &drafter_);
    EXPECT_EQ(open().opened.step().name, "李敏");
    t.submissions.hand_on(drafter_, due_, 1, {});
    EXPECT_EQ(open().opened.step().kind, StepKind::sign);
    EXPECT_EQ(t.chains.of(drafter_.principal, unit_).steps[1].name, "李敏");
    const auto acts = open().acts;
    EXPECT_EQ(acts[2].act, "hand-over");
    EXPECT_EQ(acts[2].words, "赵处 → 李敏");
    EXPECT_EQ(acts[2].for_person, "赵处");
    EXPECT_TRUE(work(zhao_).empty());
}

TEST_P(PersonWorkTest, goes_back_to_the_pool_where_whoever_has_the_role_goes_on) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    leaves(drafter_, nullptr);
    EXPECT_EQ(open(zhao_).opened.step().person, 0);
    EXPECT_EQ(t.chains.of(zhao_.principal, unit_).steps[0].person, 0);
    t.submissions.hand_on(zhao_, due_, 1, {});
    EXPECT_EQ(open(zhao_).acts[0].person, "李敏") << "what was done keeps the name";
}

TEST_P(PersonWorkTest, of_a_deputy_is_taken_over_for_the_days_left) {
    const auto today = t.installation.today();
    const auto sun = signer_.principal.id;
    t.chains.add_deputy(signer_, unit_,
                        {sun, zhao_.principal.id, "代签", today.plus_days(-3), today.plus_days(7)});
    t.chains.add_deputy(
        signer_, unit_,
        {zhao_.principal.id, drafter_.principal.id, "AB岗", today, today.plus_days(7)});
    EXPECT_THAT(work(zhao_).deputies, SizeIs(2));
    leaves(zhao_, &drafter_);
    const auto left = deputies();
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(left[0].deputy_name, "李敏");
    EXPECT_EQ(left[0].person_name, "孙厅");
    EXPECT_EQ(left[0].from, today);
    EXPECT_EQ(left[0].until, today.plus_days(7));
}

TEST_P(PersonWorkTest, tells_when_nobody_else_of_the_unit_has_the_role) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    t.submissions.hand_on(drafter_, due_, 1, {});
    t.submissions.hand_on(zhao_, due_, 1, {});
    EXPECT_EQ(work(signer_).only_one, 1);
    EXPECT_EQ(work(drafter_).only_one, 0);
}

TEST_P(PersonWorkTest, leaves_lateness_with_who_held_it_then) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    t.travel("2012-02-20"); // due on the 10th
    leaves(drafter_, &zhao_);
    DueFilter filter;
    filter.late = true;
    filter.unit = unit_;
    for (const auto& line : t.dues.list(org::Scope::all(), filter, "", 100).lines) {
        if (line.due.id == due_) {
            EXPECT_EQ(line.late->holder, "李敏");
            EXPECT_EQ(line.step().name, "赵处");
            return;
        }
    }
    FAIL() << "it is late";
}

} // namespace
} // namespace luoshi::duty
