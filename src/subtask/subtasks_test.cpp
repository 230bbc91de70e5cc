// SPDX-License-Identifier: Apache-2.0
#include "followup/plan_texts.hpp"
#include "subtask/testing/subtasks_fixture.hpp"

namespace luoshi::subtask {
namespace {

using followup::error_of;
using followup::reason_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string detail_of(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.details()) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

INSTANTIATE_TEST_SUITE_P(engines, SubtasksTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(SubtasksTest, only_a_unit_that_carries_the_task_splits_it_and_only_to_units_below) {
    EXPECT_EQ(reason_of([&] { all.hand_out(office_, split({part("gd.rst.zjc")})); }),
              "subtask.not-lead");
    EXPECT_EQ(reason_of([&] { all.hand_out(joint(), split({part("gd.rst.zjc")})); }),
              "subtask.not-lead");
    const auto refused = error_of([&] {
        all.hand_out(lead(), split({part("gd.rst.zjc"), part("gd.gat")}));
    });
    EXPECT_EQ(refused.reason(), "subtask.not-below");
    EXPECT_EQ(detail_of(refused, "units"), "省公安厅");
    EXPECT_THAT(all.tree(lead().principal, task_).lines, IsEmpty()) << "all or nothing";
    const auto who = bureau();
    EXPECT_EQ(reason_of([&] {
                  all.hand_out(lead(), split({part("gd.rst.zjc"), part("gd.rst.zjc")}));
              }),
              "subtask.unit-twice");
    const auto made = all.hand_out(lead(), split({part("gd.rst.zjc"), part("gd.rst.jdc")}));
    EXPECT_THAT(made, SizeIs(2)) << "to any depth";
    EXPECT_THAT(told(who), ElementsAre("分解事项待接收：开展培训，2011年12月20日前完成"));
}

TEST_P(SubtasksTest, shares_are_asked_of_joint_units_alone) {
    auto request = share();
    request.parts.front().unit = t.unit("gd.rst.zjc");
    EXPECT_EQ(reason_of([&] { all.hand_out(lead(), request); }), "subtask.not-joint");
    const auto id = all.hand_out(lead(), share()).front();
    all.accept(joint(), id, 1);
    all.report(joint(), id, 2, "已安排200万元", "");
    EXPECT_EQ(at(id).report, "已安排200万元");
    EXPECT_THAT(told(lead()), ElementsAre("提供资金安排情况：已报完成，待确认"));
    all.confirm(lead(), id, 3, "");
    EXPECT_EQ(at(id).state, State::done);
}

TEST_P(SubtasksTest, the_owner_splits_further_once_it_accepted) {
    const auto id = one();
    const auto down = [&] { return all.hand_out(bureau(), split({part("gd.rst.jdc")}, id)); };
    EXPECT_EQ(reason_of(down), "subtask.not-now");
    all.accept(bureau(), id, 1);
    EXPECT_EQ(reason_of([&] { all.hand_out(lead(), split({part("gd.rst.jdc")}, id)); }),
              "subtask.not-yours");
    const auto child = down().front();
    const auto tree = all.tree(lead().principal, task_);
    ASSERT_THAT(tree.lines, SizeIs(2));
    EXPECT_EQ(tree.lines[1].subtask.id, child);
    EXPECT_EQ(tree.lines[1].depth, 1U);
    EXPECT_THAT(tree.lines[1].can, IsEmpty()) << "its giver is the unit above it";
    EXPECT_EQ(reason_of([&] { all.detail(other_bureau().principal, child); }),
              "subtask.no-subtask");
    EXPECT_EQ(reason_of([&] { all.detail(centre().principal, id); }), "subtask.no-subtask");
    EXPECT_THAT(all.detail(centre().principal, child).tree.lines, SizeIs(1));
    EXPECT_FALSE(all.detail(centre().principal, child).task_seen);
}

TEST_P(SubtasksTest, no_date_is_later_than_that_of_what_it_is_part_of) {
    const auto id = accepted();
    const auto refused =
        error_of([&] { all.hand_out(bureau(), split({part("gd.rst.jdc", "2011-12-21")}, id)); });
    EXPECT_EQ(refused.reason(), "subtask.date-late");
    EXPECT_EQ(detail_of(refused, "limit"), "2011-12-20");
    EXPECT_EQ(reason_of([&] { one("gd.rst.jyc", "2011-11-09"); }), "subtask.incomplete");
    all.hand_out(bureau(), split({part("gd.rst.jdc", "2011-12-20", "鉴定三千人")}, id));
    auto earlier = part("gd.rst.zjc", "2011-12-10");
    const auto later = error_of([&] { all.change(lead(), id, version(id), earlier); });
    EXPECT_EQ(later.reason(), "subtask.children-later");
    EXPECT_EQ(detail_of(later, "children"), "省职业技能鉴定中心：鉴定三千人（2011-12-20）");
    EXPECT_EQ(at(id).due_on, day("2011-12-20"));
    all.change(lead(), id, version(id), part("gd.rst.zjc", "2011-12-25"));
    EXPECT_EQ(at(id).due_on, day("2011-12-25"));
    EXPECT_EQ(at(id).state, State::accepted);
}

TEST_P(SubtasksTest, a_task_with_a_date_bounds_what_is_split_off) {
    const auto carrier = lead();
    auto life = lives.of({carrier.actor, org::Scope::of(carrier.principal.unit), {}}, task_);
    lives.sign({carrier.actor, org::Scope::of(carrier.principal.unit), {}}, task_, life.version);
    life = lives.of({carrier.actor, org::Scope::of(carrier.principal.unit), {}}, task_);
    lives.propose({carrier.actor, org::Scope::of(carrier.principal.unit), {}}, task_, life.version,
                  {{"完成", day("2011-12-31"), {}}}, "请审");
    life = lives.of({office_.actor, org::Scope::all(), {}}, task_);
    lives.decide_plan({office_.actor, org::Scope::all(), {}}, task_, life.version,
                      life.proposals.front().id, true, "");
    EXPECT_EQ(task_facts().due, day("2011-12-31"));
    EXPECT_EQ(reason_of([&] { one("gd.rst.zjc", "2012-01-01"); }), "subtask.date-late");
    const auto id = one("gd.rst.zjc", "2011-12-31");
    EXPECT_FALSE(all.detail(office_.principal, id).tree.lines.front().beyond);
    life = lives.of({office_.actor, org::Scope::all(), {}}, task_);
    followup::Course earlier;
    earlier.kind = followup::CourseKind::adjust;
    earlier.reason = "上级要求提前";
    earlier.approver = {"林某", "副省长", {}};
    earlier.dates = {{life.milestones.front().id, day("2011-12-20")}};
    lives.change({office_.actor, org::Scope::all(), {}}, task_, life.version, earlier);
    EXPECT_TRUE(all.detail(office_.principal, id).tree.lines.front().beyond);
}

TEST_P(SubtasksTest, a_unit_declines_with_a_reason_and_its_giver_changes_the_unit_or_insists) {
    const auto id = one();
    EXPECT_EQ(reason_of([&] { all.decline(bureau(), id, 1, " "); }), "subtask.incomplete");
    all.decline(bureau(), id, 1, "属就业处职责");
    EXPECT_THAT(told(lead()), ElementsAre("开展培训：退回异议"));
    all.insist(lead(), id, 2, "请会商后办理");
    EXPECT_EQ(reason_of([&] { all.decline(bureau(), id, 3, "再议"); }), "subtask.insisted");
    EXPECT_THAT(all.detail(bureau().principal, id).tree.lines[0].can, ElementsAre(Act::accept));
    all.accept(bureau(), id, 3);
    EXPECT_EQ(reason_of([&] { all.change(lead(), id, 4, part("gd.rst.jyc")); }), "subtask.begun");

    const auto other = one();
    const auto successor = other_bureau();
    all.decline(bureau(), other, 1, "属就业处职责");
    EXPECT_THAT(all.detail(lead().principal, other).tree.below,
                ::testing::Contains(t.unit("gd.rst.jyc")))
        << "who handed it out may choose another unit";
    EXPECT_THAT(all.detail(bureau().principal, other).tree.below, IsEmpty());
    t.travel("2011-11-25");
    all.change(lead(), other, 2, part("gd.rst.jyc"));
    EXPECT_EQ(at(other).given_on, day("2011-11-25")) << "its time begins anew";
    EXPECT_THAT(told(bureau()), ::testing::Contains(HasSubstr("已改由其他单位承担")));
    EXPECT_EQ(at(other).unit, t.unit("gd.rst.jyc"));
    EXPECT_EQ(at(other).state, State::handed_out);
    EXPECT_THAT(told(successor), SizeIs(1));
    EXPECT_EQ(reason_of([&] { all.accept(bureau(), other, 3); }), "subtask.no-subtask");
}

TEST_P(SubtasksTest, nothing_is_complete_over_open_parts_without_a_reason_that_is_shown) {
    const auto id = accepted();
    const auto child = all.hand_out(bureau(), split({part("gd.rst.jdc")}, id)).front();
    const auto refused = error_of([&] { all.report(bureau(), id, version(id), "已完成", ""); });
    EXPECT_EQ(refused.reason(), "subtask.children-open");
    EXPECT_THAT(detail_of(refused, "children"), HasSubstr("省职业技能鉴定中心"));
    all.report(bureau(), id, version(id), "已完成", "中心部分转入下年");
    EXPECT_EQ(at(id).despite, "中心部分转入下年");
    EXPECT_EQ(reason_of([&] { all.give_back(lead(), id, version(id), ""); }), "subtask.incomplete");
    all.give_back(lead(), id, version(id), "请补数字");
    EXPECT_EQ(at(id).why, "请补数字");
    all.accept(centre(), child, 1);
    all.report(centre(), child, 2, "鉴定3012人", "");
    all.confirm(bureau(), child, 3, "");
    all.report(bureau(), id, version(id), "已完成", "");
    EXPECT_EQ(at(id).despite, "");
}

TEST_P(SubtasksTest, cancelling_takes_back_what_is_open_below) {
    const auto id = accepted();
    const auto below = centre();
    const auto child = all.hand_out(bureau(), split({part("gd.rst.jdc")}, id)).front();
    EXPECT_EQ(reason_of([&] { all.cancel(bureau(), id, version(id), "不办"); }),
              "subtask.not-yours");
    all.cancel(lead(), id, version(id), "任务调整");
    EXPECT_EQ(at(child).state, State::cancelled);
    EXPECT_EQ(at(child).why, "任务调整");
    EXPECT_THAT(told(below), Contains("开展培训：已收回"));
    EXPECT_EQ(all.tree(lead().principal, task_).whole.open, 0);
}

TEST_P(SubtasksTest, progress_rolls_up_to_the_task) {
    const auto id = accepted();
    const auto other = accepted("gd.rst.jyc", "2011-11-18");
    const auto child = all.hand_out(bureau(), split({part("gd.rst.jdc")}, id)).front();
    all.accept(centre(), child, 1);
    EXPECT_EQ(reason_of([&] { all.say_progress(centre(), child, 2, 101, "好"); }),
              "subtask.incomplete");
    all.say_progress(centre(), child, 2, 60, "已鉴定1800人");
    all.say_progress(other_bureau(), other, 2, 20, "已摸底");
    auto tree = all.tree(lead().principal, task_);
    EXPECT_EQ(tree.whole.percent, 40);
    EXPECT_EQ(tree.lines[0].below.percent, 60) << "of what lies below, not its own word";
    EXPECT_EQ(tree.whole.open, 3);
    EXPECT_EQ(tree.whole.next_due, day("2011-11-18"));
    EXPECT_EQ(tree.whole.missing.size(), 2U);
    t.travel("2011-11-21");
    tree = all.tree(office_.principal, task_);
    EXPECT_EQ(tree.whole.late, 1);
    EXPECT_EQ(tree.lines[2].light, followup::Light::overdue);
    EXPECT_EQ(all.detail(other_bureau().principal, other).tree.lines[0].light,
              followup::Light::overdue);
    EXPECT_EQ(tree.lines[0].light, followup::Light::on);
    EXPECT_EQ(all.tree(joint().principal, task_).whole.open, 0) << "not what others split";
}

// From 10 November to 20 December half the time is gone on 1 December.
TEST_P(SubtasksTest, lights_are_those_of_tasks) {
    const auto id = accepted();
    const auto light = [&] { return all.detail(lead().principal, id).tree.lines[0].light; };
    EXPECT_EQ(light(), followup::Light::on);
    t.travel("2011-12-01");
    EXPECT_EQ(light(), followup::Light::behind) << "nobody has said anything";
    all.say_progress(bureau(), id, 2, 40, "已开班");
    EXPECT_EQ(light(), followup::Light::on);
    t.travel("2011-12-12");
    EXPECT_EQ(light(), followup::Light::behind) << "80 percent of the time, 40 of the work";
    all.say_progress(bureau(), id, 3, 70, "已过七成");
    EXPECT_EQ(light(), followup::Light::soon);
    all.report(bureau(), id, 4, "已完成", "");
    t.travel("2011-12-21");
    EXPECT_EQ(light(), followup::Light::on) << "handed in by its date, it waits for its giver";
    EXPECT_EQ(all.tree(office_.principal, task_).whole.late, 0);
    all.give_back(lead(), id, 5, "请补数字");
    EXPECT_EQ(light(), followup::Light::overdue);
    all.report(bureau(), id, 6, "已补", "");
    EXPECT_EQ(light(), followup::Light::overdue) << "handed in late";
    all.confirm(lead(), id, 7, "");
    EXPECT_EQ(light(), followup::Light::done);
}

TEST_P(SubtasksTest, measures_and_remarks_are_made_work_of_by_the_office) {
    Request request{task_, {}, {Origin::measure, "补齐台账", "薄弱环节汇编", {}, ""}, {}};
    request.parts = {part("gd.rst", "2011-12-01", "补齐台账")};
    EXPECT_EQ(reason_of([&] { all.hand_out(lead(), request); }), "access.role");
    const auto id = all.hand_out(office_, request).front();
    EXPECT_EQ(at(id).source.reference, "薄弱环节汇编");
    EXPECT_THAT(all.waiting(lead().principal).items, SizeIs(1));
    request.source.words = "";
    EXPECT_EQ(reason_of([&] { all.hand_out(office_, request); }), "subtask.incomplete");
    request.source = {Origin::remark, "请抓紧", "省领导批示", {}, ""};
    request.parts = {part("gd.c440100", "2011-12-01", "落实批示")};
    const bool takes_part = (task_facts().roles_of(t.unit("gd.c440100")) & followup::kWorking) != 0;
    ASSERT_FALSE(takes_part);
    EXPECT_EQ(reason_of([&] { all.hand_out(office_, request); }), "subtask.not-in-task");
    request.source.reason = "批示点名";
    all.hand_out(office_, request);
    request.parts = {part("gd.rst.jdc", "2011-12-01", "落实批示")};
    EXPECT_EQ(reason_of([&] { all.hand_out(office_, request); }), "subtask.not-in-task")
        << "no unit of the plan";
    all.accept(lead(), id, 1);
    all.report(lead(), id, 2, "已补齐", "");
    const auto waiting = all.waiting(office_.principal).items;
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting[0].act, Act::confirm);
    EXPECT_THAT(told(office_), ElementsAre("补齐台账：已报完成，待确认"));
    all.confirm(office_, id, 3, "");
    EXPECT_EQ(at(id).state, State::done);
    EXPECT_EQ(reason_of([&] { all.cancel(office_, one(), 1, "不办"); }), "subtask.not-yours")
        << "what a unit handed out is the unit's";
}

TEST_P(SubtasksTest, outlive_a_correction_that_takes_the_task_away) {
    const auto plan = t.installation.plan_of(followup::small_notice(), "小方案");
    lives.start({office_.actor, org::Scope::all(), {}}, plan);
    const auto task = t.installation.plans.matrix(org::Scope::all(), plan).tasks.at(2).id;
    Request request{task, {}, {Origin::measure, "补齐台账", "", {}, "批示点名"}, {}};
    request.parts = {part("gd.czt", "2011-12-01", "补齐台账")};
    const auto id = all.hand_out(office_, request).front();
    auto text = followup::small_notice();
    text.erase(text.find("3. 建设数据平台"));
    followup::PlanTexts texts{t.installation.database(), t.installation.directories,
                              t.installation.store().clock(), t.installation.imports.specs()};
    const auto import = t.installation.imports.receive(office_.actor, "new.txt", text).id;
    texts.correct(office_.actor, import, t.installation.answer_all(import).import.version, plan);
    EXPECT_EQ(reason_of([&] { all.tree(office_.principal, task); }), "followup.no-task");
    const auto who = t.who("陈国华");
    ASSERT_THAT(all.waiting(who.principal).items, SizeIs(1));
    EXPECT_EQ(all.detail(who.principal, id).tree.task.title, "");
    all.accept(who, id, 1);
    all.report(who, id, 2, "已补齐", "");
    EXPECT_EQ(reason_of([&] { all.hand_out(office_, request); }), "followup.no-task");
    all.confirm(office_, id, 3, "");
}

TEST_P(SubtasksTest, evidence_is_kept_with_it_and_seen_by_both_sides) {
    const auto id = one();
    EXPECT_EQ(reason_of([&] { all.add_file(bureau(), id, "台账.txt", "一"); }), "subtask.not-now");
    all.accept(bureau(), id, 1);
    const auto file = all.add_file(bureau(), id, "台账.txt", "一");
    EXPECT_EQ(all.file(lead().principal, id, file.digest).digest, sm3("一"));
    EXPECT_EQ(all.detail(lead().principal, id).files.front().name, "台账.txt");
    EXPECT_EQ(reason_of([&] { all.file(joint().principal, id, file.digest); }),
              "subtask.no-subtask");
    EXPECT_EQ(version(id), 2) << "nothing else changes";
}

TEST_P(SubtasksTest, refuses_what_was_changed_meanwhile_and_strangers) {
    const auto id = one();
    all.accept(bureau(), id, 1);
    EXPECT_EQ(reason_of([&] { all.report(bureau(), id, 1, "好", ""); }),
              "http.precondition-failed");
    EXPECT_EQ(reason_of([&] { all.report(joint(), id, 2, "好", ""); }), "subtask.no-subtask");
    EXPECT_EQ(reason_of([&] { all.report(lead(), id, 2, "好", ""); }), "subtask.not-yours");
    EXPECT_EQ(reason_of([&] { all.tree(centre().principal, task_); }), "followup.no-task");
}

TEST_P(SubtasksTest, shares_stand_beside_the_report_that_needs_them) {
    t.issue("plan");
    const auto due = t.due("plan", "gd.rst");
    const auto id = all.hand_out(lead(), share()).front();
    all.accept(joint(), id, 1);
    all.say_progress(joint(), id, 2, 50, "已下达一半");
    all.report(joint(), id, 3, "已安排200万元", "");
    const auto named = t.duties.detail(org::Scope::all(), t.duty("plan")).definition.tasks;
    const auto shares = all.shares_for(lead().principal, due).items;
    ASSERT_THAT(shares, SizeIs(1));
    EXPECT_EQ(shares[0].subtask.report, "已安排200万元");
    EXPECT_EQ(shares[0].notes.at(0).percent, 50);
    EXPECT_EQ(shares[0].serves, std::ranges::find(named, number_) != named.end());
    all.cancel(lead(), id, 4, "另行收集");
    EXPECT_THAT(all.shares_for(lead().principal, due).items, IsEmpty());
    EXPECT_EQ(reason_of([&] { all.shares_for(joint().principal, due); }), "duty.no-due");
}

} // namespace
} // namespace luoshi::subtask
