// SPDX-License-Identifier: Apache-2.0
#include "followup/work.hpp"

#include "followup/life_case.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

class WorkTest : public LifeCase {
protected:
    std::vector<TaskWork> work(const org::Scope& scope) {
        return installation_.database().read(
            [&](store::Reader& reader) { return task_work(reader, scope, installation_.today()); });
    }
    std::vector<TaskWork> work_for(const char* name) { return work(org::Scope::of(unit(name))); }
    // Of item 5, whatever else waits.
    std::vector<Act> acts(const std::vector<TaskWork>& all) {
        std::vector<Act> found;
        for (const auto& one : all) {
            if (one.task == task(5)) {
                found.push_back(one.act);
            }
        }
        return found;
    }
};
INSTANTIATE_TEST_SUITE_P(engines, WorkTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(WorkTest, a_unit_signs_and_the_lead_then_proposes_milestones) {
    EXPECT_THAT(acts(work_for("省财政厅")), ElementsAre(Act::sign));
    EXPECT_THAT(acts(work_for("省经信委")), ElementsAre(Act::sign));
    EXPECT_EQ(work_for("省经信委").front().due, life(task(5)).sign_by);
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    EXPECT_THAT(acts(work_for("省财政厅")), ElementsAre(Act::propose));
    EXPECT_THAT(acts(work_for("省经信委")), ElementsAre(Act::sign)); // helps: only signs
    lives_.sign(of("省经信委"), task(5), seen(task(5)));
    EXPECT_THAT(acts(work_for("省经信委")), IsEmpty());
    EXPECT_THAT(acts(work_for("省环保厅")), IsEmpty());
    EXPECT_THAT(work(org::Scope::none()), IsEmpty());
}

TEST_P(WorkTest, what_a_unit_proposes_waits_for_the_office_and_comes_back_returned) {
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    lives_.propose(of("省财政厅"), task(5), seen(task(5)), {{"初稿", in_days(40), {}}}, "");
    EXPECT_THAT(acts(work_for("省财政厅")), IsEmpty());
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::decide_plan));
    lives_.decide_plan(office_, task(5), seen(task(5)), life(task(5)).proposals.front().id, false,
                       "请细化");
    EXPECT_THAT(acts(work(org::Scope::all())), IsEmpty());
    const auto again = work_for("省财政厅");
    const auto it = std::ranges::find(again, task(5), &TaskWork::task);
    ASSERT_NE(it, again.end());
    EXPECT_EQ(it->act, Act::propose);
    EXPECT_TRUE(it->returned);
    EXPECT_FALSE(it->due);
}

TEST_P(WorkTest, a_milestone_shows_thirty_days_before_it_is_due_and_its_report_is_decided) {
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    approve(task(5), of("省财政厅"), {{"初稿", in_days(kStepsAhead + 1), {}}});
    EXPECT_THAT(acts(work_for("省财政厅")), IsEmpty());
    pass_days(1);
    EXPECT_THAT(acts(work_for("省财政厅")), ElementsAre(Act::report_step));
    const auto waiting = work_for("省财政厅");
    EXPECT_EQ(std::ranges::find(waiting, task(5), &TaskWork::task)->step, "初稿");
    lives_.report_step(of("省财政厅"), task(5), seen(task(5)), life(task(5)).milestones.front().id,
                       "已完成", {});
    EXPECT_THAT(acts(work_for("省财政厅")), IsEmpty());
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::decide_step));
}

TEST_P(WorkTest, whoever_a_milestone_names_reports_it_whatever_else_waits_in_the_task) {
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    lives_.sign(of("省经信委"), task(5), seen(task(5)));
    approve(task(5), of("省财政厅"),
            {{"初稿", in_days(5), {}}, {"会同单位意见", in_days(9), unit("省经信委")}});
    EXPECT_THAT(acts(work_for("省经信委")), ElementsAre(Act::report_step));
    EXPECT_THAT(acts(work_for("省财政厅")), ElementsAre(Act::report_step));
    lives_.report_step(of("省财政厅"), task(5), seen(task(5)), life(task(5)).milestones.front().id,
                       "已完成", {});
    EXPECT_THAT(acts(work_for("省经信委")), ElementsAre(Act::report_step)); // still its own
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::decide_step));
}

TEST_P(WorkTest, an_application_is_checked_and_what_goes_on_is_looked_at_again) {
    const auto five = task(5);
    lives_.sign(of("省财政厅"), five, seen(five));
    NewEvidence paper;
    paper.title = "办法一份";
    lives_.apply(of("省财政厅"), five, seen(five), State::standing, "长期坚持", {paper});
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::check));
    std::vector<LineCheck> lines;
    lives_.check(office_, five, seen(five), {});
    const auto applied = life(five);
    for (const auto& line : applied.closings.front().lines) {
        LineCheck one;
        one.line = line.id;
        one.met = true;
        lines.push_back(one);
    }
    lives_.check(office_, five, seen(five), lines);
    lives_.agree(office_, five, seen(five),
                 {State::standing, {"副秘书长", "副秘书长", {}}, "同意", in_days(30)});
    EXPECT_THAT(acts(work(org::Scope::all())), IsEmpty());
    pass_days(30);
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::review));
}

TEST_P(WorkTest, an_objection_is_the_offices_to_rule_on_and_the_unit_waits) {
    lives_.object(of("省经信委"), task(5), seen(task(5)), "不属我委职责", {});
    EXPECT_THAT(acts(work_for("省经信委")), IsEmpty());
    EXPECT_THAT(acts(work(org::Scope::all())), ElementsAre(Act::rule));
}

TEST_P(WorkTest, dated_work_stands_before_what_has_no_date) {
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    const auto all = work_for("省财政厅");
    const auto undated = std::ranges::find_if(all, [](const TaskWork& one) { return !one.due; });
    EXPECT_TRUE(std::all_of(undated, all.end(), [](const TaskWork& one) { return !one.due; }));
    EXPECT_TRUE(std::is_sorted(all.begin(), undated, [](const auto& one, const auto& other) {
        return *one.due < *other.due;
    }));
}

} // namespace
} // namespace luoshi::followup
