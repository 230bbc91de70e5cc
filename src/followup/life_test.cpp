// SPDX-License-Identifier: Apache-2.0
#include "followup/life_case.hpp"
#include "org/org.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

using testing::Contains;
using testing::Not;
using testing::SizeIs;

class LifeTest : public LifeCase {};
INSTANTIATE_TEST_SUITE_P(engines, LifeTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(LifeTest, a_plan_in_force_has_numbers_without_gaps_in_the_order_of_the_document) {
    for (int number = 1; number <= 50; ++number) {
        EXPECT_EQ(row(number)["life"]["number"], fmt::format("督2026-{:04}", number));
    }
    EXPECT_EQ(error_of([&] { lives_.start(office_, plan_); }).reason(), "followup.already-started");
    // The next plan goes on; a plan that is not in force has no lives.
    const auto other = installation_.plan_of(small_notice());
    const auto page = installation_.plans.tasks(org::Scope::all(), other, {}, 0, 10);
    EXPECT_TRUE(json::parse(page.rows.at(0))["life"].is_null());
    EXPECT_EQ(lives_.start(office_, other).first, "督2026-0051");
    EXPECT_EQ(installation_.plans.plan(org::Scope::all(), other).started_on, installation_.today());
}

TEST_P(LifeTest, dates_of_the_notice_are_milestones_and_the_others_have_none_yet) {
    int undated = 0;
    for (int number = 1; number <= 50; ++number) {
        undated += row(number)["life"]["light"] == "undated" ? 1 : 0;
    }
    EXPECT_EQ(undated, 47);
    EXPECT_EQ(row(27)["life"]["next"]["due"], "2012-12-31");
    EXPECT_EQ(row(27)["life"]["light"], "overdue"); // the test lives in 2026
    EXPECT_EQ(row(2)["life"]["light"], "on");       // returns every year: dues tell of it
    EXPECT_EQ(life(task(27)).milestones.at(0).source, StepSource::notice);
}

TEST_P(LifeTest, every_unit_with_work_signs_and_work_begins_with_the_lead) {
    const auto five = task(5);
    EXPECT_THAT(life(five).signings, SizeIs(3));
    EXPECT_EQ(life(five).sign_by, installation_.database().read([&](store::Reader& reader) {
        return org::work_calendar(reader).plus_work_days(in_days(0), 7);
    }));
    lives_.sign(of("省经信委"), five, seen(five));
    EXPECT_EQ(life(five).state, State::to_sign);
    lives_.sign(of("省财政厅"), five, seen(five));
    EXPECT_EQ(life(five).state, State::in_progress);
    EXPECT_EQ(error_of([&] { lives_.sign(of("省财政厅"), five, seen(five)); }).reason(),
              "followup.already-signed");
    EXPECT_EQ(error_of([&] { lives_.sign(of("省环保厅"), five, seen(five)); }).reason(),
              "followup.no-task");
    auto paper = office_;
    paper.for_unit = unit("省人社厅");
    lives_.sign(paper, five, seen(five));
    const auto signings = life(five).signings;
    EXPECT_EQ(std::count_if(signings.begin(), signings.end(),
                            [](const Signing& one) { return one.by_office; }),
              1);
    EXPECT_EQ(error_of([&] { lives_.sign(office_, five, seen(five)); }).reason(),
              "followup.not-yours");
}

TEST_P(LifeTest, whoever_looks_at_an_old_page_is_told) {
    const auto five = task(5);
    lives_.sign(of("省经信委"), five, 1);
    const auto stale = error_of([&] { lives_.sign(of("省财政厅"), five, 1); });
    EXPECT_EQ(stale.code(), ErrorCode::precondition_failed);
    lives_.sign(of("省财政厅"), five, 2);
}

TEST_P(LifeTest, an_objection_is_decided_and_the_original_stays_visible) {
    const auto five = task(5);
    lives_.object(of("省经信委"), five, seen(five), "资金管理不属本委职责", unit("省发改委"));
    EXPECT_EQ(
        error_of([&] { lives_.object(of("省经信委"), five, seen(five), "再说一次", {}); }).reason(),
        "followup.already-objecting");
    EXPECT_EQ(life(five).waits, Waits::ruling);
    const auto id = life(five).objections.front().id;
    Verdict verdict;
    verdict.decision = Decision::replace;
    verdict.unit = unit("省发改委");
    EXPECT_EQ(error_of([&] { lives_.decide(office_, five, seen(five), id, verdict); }).reason(),
              "followup.incomplete"); // without words
    verdict.words = "按三定规定由发改委会同";
    verdict.ruling = Objection::Ruling{"林志远", "副秘书长", "请省发改委会同办理。", in_days(0)};
    lives_.decide(office_, five, seen(five), id, verdict);
    EXPECT_EQ(error_of([&] { lives_.decide(office_, five, seen(five), id, verdict); }).reason(),
              "followup.already-decided");

    const auto detail = installation_.plans.task(org::Scope::all(), five);
    const auto assignment = [&](const char* name) {
        return std::find_if(detail.assignments.begin(), detail.assignments.end(),
                            [&](const Assignment& one) { return one.unit == unit(name); });
    };
    EXPECT_EQ(assignment("省经信委")->ended_on, in_days(0));
    EXPECT_EQ(assignment("省发改委")->decided_on, in_days(0));
    EXPECT_EQ(assignment("省发改委")->role, notice::Role::joint);
    EXPECT_EQ(life(five).objections.front().ruling->leader, "林志远");
    EXPECT_THAT(json::parse(detail.row)["parties"].dump(), testing::HasSubstr("省发展改革委"));
    EXPECT_EQ(error_of([&] { lives_.of(of("省经信委"), five); }).reason(), "followup.no-task");
    EXPECT_THAT(lives_.of(of("省发改委"), five).can, Contains(Act::sign));
}

TEST_P(LifeTest, objections_end_with_the_signing_window) {
    const auto five = task(5);
    pass_days(30);
    const auto late =
        error_of([&] { lives_.object(of("省经信委"), five, seen(five), "不属职责", {}); });
    EXPECT_EQ(late.reason(), "followup.window-over");
    EXPECT_EQ(detail(late, "sign_by"), to_string(life(five).sign_by));
    EXPECT_THAT(lives_.of(of("省经信委"), five).can, Not(Contains(Act::object)));
}

TEST_P(LifeTest, the_clock_runs_on_unless_the_office_stops_it_and_then_days_do_not_count) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"初稿", in_days(40), {}}});
    EXPECT_EQ(error_of([&] { lives_.set_clock(office_, five, seen(five), true); }).reason(),
              "followup.clock"); // over an objection only
    lives_.object(of("省经信委"), five, seen(five), "不属职责", {});
    lives_.set_clock(office_, five, seen(five), true);
    pass_days(60);
    EXPECT_EQ(life(five).light, Light::paused);
    Verdict keep;
    keep.words = "维持";
    lives_.decide(office_, five, seen(five), life(five).objections.front().id, keep);
    const auto step = life(five).milestones.front();
    EXPECT_EQ(step.due, in_days(40)); // 60 days later than it was
    EXPECT_EQ(step.first_due, in_days(-20));
    EXPECT_EQ(life(five).light, Light::on);
}

TEST_P(LifeTest, milestones_are_proposed_returned_approved_and_replaced) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    EXPECT_EQ(life(five).waits, Waits::plan);
    EXPECT_THAT(life(five).offered, SizeIs(4));
    EXPECT_EQ(error_of([&] {
                  lives_.propose(of("省经信委"), five, seen(five), {{"稿", in_days(9), {}}}, "");
              }).reason(),
              "followup.not-yours");
    EXPECT_EQ(error_of([&] {
                  lives_.propose(lead, five, seen(five), {{"稿", in_days(-1), {}}}, "");
              }).reason(),
              "followup.bad-milestone");
    lives_.propose(lead, five, seen(five), {{"初稿", in_days(40), {}}}, "先出稿");
    EXPECT_EQ(life(five).light, Light::undated); // until it is approved
    const auto first = life(five).proposals.front().id;
    EXPECT_EQ(
        error_of([&] { lives_.decide_plan(office_, five, seen(five), first, false, ""); }).reason(),
        "followup.incomplete");
    lives_.decide_plan(office_, five, seen(five), first, false, "请补印发节点");
    EXPECT_EQ(life(five).light, Light::undated);

    approve(five, lead, {{"初稿", in_days(40), {}}, {"印发", in_days(90), {}}});
    EXPECT_EQ(life(five).light, Light::on);
    EXPECT_EQ(row(5)["life"]["next"]["title"], "初稿");
    approve(five, lead, {{"明年修订", in_days(300), {}}}); // a plan of next year
    const auto steps = life(five).milestones;
    EXPECT_EQ(std::count_if(steps.begin(), steps.end(),
                            [](const Milestone& one) { return one.state == StepState::replaced; }),
              2);
    EXPECT_EQ(row(5)["life"]["next"]["title"], "明年修订");
}

TEST_P(LifeTest, milestones_are_reported_by_the_unit_and_confirmed_by_the_office) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"初稿", in_days(40), {}}, {"会签", in_days(60), unit("省人社厅")}});
    const auto steps = life(five).milestones;
    EXPECT_EQ(error_of([&] {
                  lives_.report_step(of("省经信委"), five, seen(five), steps[1].id, "完成", {});
              }).reason(),
              "followup.not-yours");
    lives_.report_step(of("省人社厅"), five, seen(five), steps[1].id, "已会签", {words(0)});
    EXPECT_EQ(error_of([&] {
                  lives_.report_step(lead, five, seen(five), steps[1].id, "已会签", {});
              }).reason(),
              "followup.milestone-state");
    EXPECT_EQ(life(five).waits, Waits::step_decision);
    lives_.decide_step(office_, five, seen(five), steps[1].id, false, "请附会签单");
    lives_.report_step(of("省人社厅"), five, seen(five), steps[1].id, "已附", {});
    lives_.decide_step(office_, five, seen(five), steps[1].id, true, "");
    EXPECT_EQ(row(5)["life"]["next"]["title"], "初稿");
    pass_days(41);
    EXPECT_EQ(life(five).light, Light::overdue);
    lives_.report_step(lead, five, seen(five), steps[0].id, "已完成", {});
    EXPECT_EQ(life(five).light, Light::overdue); // until it is confirmed
    lives_.decide_step(office_, five, seen(five), steps[0].id, true, "");
    EXPECT_EQ(life(five).light, Light::on);
    EXPECT_THAT(life(five).evidence, SizeIs(1));
}

TEST_P(LifeTest, what_a_unit_says_stands_beside_what_the_office_confirms) {
    const auto five = task(5);
    const auto lead = of("省财政厅");
    lives_.sign(lead, five, seen(five));
    approve(five, lead, {{"初稿", in_days(100), {}}});
    lives_.say_progress(lead, five, seen(five), 60, "已有初稿");
    EXPECT_EQ(life(five).reported, 60);
    EXPECT_EQ(life(five).verified, std::nullopt);
    lives_.say_progress(office_, five, seen(five), 15, "只见提纲");
    EXPECT_EQ(row(5)["life"]["verified"], 15);
    pass_days(36);
    EXPECT_EQ(life(five).light, Light::behind);
    reach(five, lead);
    EXPECT_EQ(life(five).reported, std::nullopt); // of the milestone that is over
    EXPECT_EQ(error_of([&] { lives_.say_progress(lead, five, seen(five), 101, "多"); }).reason(),
              "followup.incomplete");
}

TEST_P(LifeTest, where_several_units_answer_the_silent_ones_count_as_nothing) {
    const auto one = task(1); // 21 cities
    const auto guangzhou = of("广州市");
    lives_.sign(guangzhou, one, seen(one));
    approve(one, guangzhou, {{"报告", in_days(30), {}}});
    lives_.say_progress(guangzhou, one, seen(one), 63, "已成稿");
    EXPECT_EQ(life(one).reported, 3); // 63 of one among 21
    lives_.sign(of("韶关市"), one, seen(one));
    approve(one, of("韶关市"), {{"本市报告", in_days(35), {}}});
    const auto steps = life(one).milestones; // each city's own plan stays
    EXPECT_EQ(std::count_if(steps.begin(), steps.end(),
                            [](const Milestone& m) { return m.state == StepState::approved; }),
              2);
}

} // namespace
} // namespace luoshi::followup
