// SPDX-License-Identifier: Apache-2.0
#include "followup/life_case.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;

class ClosingTest : public LifeCase {};
INSTANTIATE_TEST_SUITE_P(engines, ClosingTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(ClosingTest, closing_needs_evidence_every_line_met_and_a_named_approver) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"印发", in_days(30), {}}});
    EXPECT_EQ(error_of([&] {
                  lives_.apply(lead, five, seen(five), State::closed, "已完成", {});
              }).reason(),
              "followup.incomplete");
    lives_.apply(lead, five, seen(five), State::closed, "已完成", {words(0), words(2)});
    const Agreement agreement{State::closed, approver_, "同意", {}};
    const auto early = error_of([&] { lives_.agree(office_, five, seen(five), agreement); });
    EXPECT_EQ(early.reason(), "followup.not-now");
    EXPECT_EQ(detail(early, "state"), "applied");
    check_all(five, false);
    EXPECT_EQ(life(five).state, State::checking);
    const auto unmet = error_of([&] { lives_.agree(office_, five, seen(five), agreement); });
    EXPECT_EQ(unmet.reason(), "followup.lines-unmet");
    EXPECT_THAT(detail(unmet, "lines"), testing::HasSubstr("新旧办法对照表已形成"));
    check_all(five, true);
    EXPECT_EQ(error_of([&] { lives_.agree(office_, five, seen(five), agreement); }).reason(),
              "followup.milestones-open");
    for (const auto& one : life(five).milestones) {
        lives_.decide_step(office_, five, seen(five), one.id, true, "");
    }
    auto nameless = agreement;
    nameless.approver.name.clear();
    EXPECT_EQ(error_of([&] { lives_.agree(office_, five, seen(five), nameless); }).reason(),
              "followup.incomplete");
    EXPECT_EQ(error_of([&] { lives_.agree(lead, five, seen(five), agreement); }).reason(),
              "followup.not-yours");
    lives_.agree(office_, five, seen(five), agreement);
    EXPECT_EQ(life(five).closing_number, "销2026-0001");
    EXPECT_EQ(life(five).light, Light::done);
    EXPECT_EQ(life(five).closings.front().lines.front().method, CheckMethod::documents);
    EXPECT_THAT(life(five).can, ElementsAre(Act::restart));
}

TEST_P(ClosingTest, other_outcomes_come_back_every_year_and_are_never_red) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"印发", in_days(30), {}}});
    lives_.apply(lead, five, seen(five), State::standing, "转入长期坚持", {words(0)});
    lives_.check(office_, five, seen(five), {});
    lives_.agree(office_, five, seen(five), {State::standing, approver_, "", {}});
    EXPECT_EQ(life(five).review_on, Date::parse("2027-11-25"));
    pass_days(400);
    EXPECT_EQ(life(five).light, Light::standing);
    Course review;
    review.kind = CourseKind::review;
    review.reason = "运行正常";
    lives_.change(office_, five, seen(five), review);
    EXPECT_EQ(life(five).review_on->year(), 2028);
}

TEST_P(ClosingTest, an_application_is_returned_or_taken_back) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    lives_.apply(lead, five, seen(five), State::closed, "已完成", {words(0)});
    lives_.withdraw(lead, five, seen(five));
    lives_.apply(lead, five, seen(five), State::closed, "已完成", {words(0)});
    lives_.send_back(office_, five, seen(five), "材料不全");
    EXPECT_EQ(life(five).state, State::in_progress);
    EXPECT_THAT(life(five).closings, ElementsAre(Field(&Closing::state, "returned"),
                                                 Field(&Closing::state, "withdrawn")));
}

TEST_P(ClosingTest, the_course_changes_with_reason_and_approver_and_keeps_what_was) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"印发", in_days(30), {}}});
    const auto step = life(five).milestones.front();
    Course course;
    course.kind = CourseKind::adjust;
    course.reason = "机构改革";
    course.dates = {{step.id, in_days(90)}};
    EXPECT_EQ(error_of([&] { lives_.change(office_, five, seen(five), course); }).reason(),
              "followup.incomplete");
    course.approver = approver_;
    EXPECT_EQ(error_of([&] { lives_.change(lead, five, seen(five), course); }).reason(),
              "followup.not-yours");
    lives_.change(office_, five, seen(five), course);
    EXPECT_EQ(life(five).milestones.front().first_due, step.due);
    EXPECT_THAT(life(five).changes.front().dates_before, testing::HasSubstr(to_string(step.due)));

    course.kind = CourseKind::pause;
    lives_.change(office_, five, seen(five), course);
    pass_days(200);
    EXPECT_EQ(life(five).light, Light::paused);
    course.kind = CourseKind::restart;
    lives_.change(office_, five, seen(five), course);
    EXPECT_EQ(life(five).milestones.front().due, in_days(90));
    EXPECT_EQ(life(five).state, State::in_progress);
    course.kind = CourseKind::terminate;
    lives_.change(office_, five, seen(five), course);
    EXPECT_EQ(life(five).light, Light::ended);
    EXPECT_THAT(life(five).changes, SizeIs(4));
}

TEST_P(ClosingTest, a_task_on_hold_that_nobody_signed_is_signed_when_it_runs_again) {
    const auto five = task(5);
    Course course{CourseKind::pause, "等上级文件", approver_, {}, {}};
    lives_.change(office_, five, seen(five), course);
    course.kind = CourseKind::restart;
    lives_.change(office_, five, seen(five), course);
    EXPECT_EQ(life(five).state, State::to_sign);
}

} // namespace
} // namespace luoshi::followup
