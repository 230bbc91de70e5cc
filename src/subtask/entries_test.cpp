// SPDX-License-Identifier: Apache-2.0
// What came on paper, and dates moved earlier.
#include "subtask/reminders.hpp"
#include "subtask/testing/subtasks_fixture.hpp"

namespace luoshi::subtask {
namespace {

using followup::reason_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class EntriesTest : public SubtasksTest {
protected:
    Answer paper(Act act, const std::string& words = "", const char* on = "2011-11-10") {
        Answer answer;
        answer.act = act;
        answer.words = words;
        answer.manner = "传真";
        answer.received_on = day(on);
        return answer;
    }
    Line line(SubtaskId id, const duty::Who& who) {
        return all.detail(who.principal, id).tree.lines.at(0);
    }
    followup::Asker office_acting() { return {office_.actor, org::Scope::all(), {}}; }
    // A milestone of the task, approved, and moved afterwards.
    void plan_until(const char* due) {
        const followup::Asker acting{lead().actor, org::Scope::of(lead().principal.unit), {}};
        lives.sign(acting, task_, lives.of(acting, task_).version);
        lives.propose(acting, task_, lives.of(acting, task_).version, {{"完成", day(due), {}}},
                      "请审");
        const auto life = lives.of(office_acting(), task_);
        lives.decide_plan(office_acting(), task_, life.version, life.proposals.front().id, true,
                          "");
    }
    void move_to(const char* due) {
        const auto life = lives.of(office_acting(), task_);
        followup::Course earlier;
        earlier.kind = followup::CourseKind::adjust;
        earlier.reason = "上级要求提前";
        earlier.approver = {"林某", "副省长", {}};
        earlier.dates = {{life.milestones.front().id, day(due)}};
        lives.change(office_acting(), task_, life.version, earlier);
    }
    Reminders reminders{t.installation.database(), t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, EntriesTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(EntriesTest, the_office_types_what_a_unit_answered_on_paper_until_the_unit_affirms_it) {
    const auto unit = bureau();
    const auto id = one();
    auto answer = paper(Act::report, "培训3.1万人");
    answer.scan = duty::Upload{"传真.pdf", "%PDF"};
    all.enter(office_, id, 1, answer);
    const auto now = at(id);
    EXPECT_EQ(now.state, State::reported) << "who reports has accepted";
    ASSERT_TRUE(now.entry);
    EXPECT_EQ(now.entry->manner, "传真");
    EXPECT_EQ(now.entry->scan_name, "传真.pdf");
    EXPECT_TRUE(now.is_unaffirmed());
    EXPECT_EQ(now.reported_on, day("2011-11-10"));
    const auto detail = all.detail(lead().principal, id);
    EXPECT_EQ(detail.notes.back().act, "report");
    EXPECT_EQ(detail.notes.back().received, "传真 2011-11-10");
    EXPECT_EQ(all.file(lead().principal, id, now.entry->scan).digest, sm3("%PDF"));
    EXPECT_THAT(told(unit), Contains("开展培训：" + office_.actor.name + "已代录“报完成”，请确认"));
    EXPECT_THAT(told(lead()), ElementsAre("开展培训：已报完成，待确认"));

    EXPECT_THAT(line(id, unit).can, ElementsAre(Act::affirm));
    const auto waiting = all.waiting(unit.principal).items;
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting[0].act, Act::affirm);
    EXPECT_EQ(reason_of([&] { all.affirm(lead(), id, 2); }), "subtask.not-yours");
    all.confirm(lead(), id, 2, "");
    EXPECT_THAT(all.waiting(unit.principal).items, SizeIs(1)) << "confirmed, and not affirmed";
    all.affirm(unit, id, 3);
    EXPECT_EQ(at(id).entry->affirmed_by, "何处");
    EXPECT_EQ(at(id).state, State::done);
    EXPECT_THAT(all.waiting(unit.principal).items, IsEmpty());
    EXPECT_EQ(reason_of([&] { all.affirm(unit, id, 4); }), "subtask.nothing-to-affirm");
}

TEST_P(EntriesTest, who_split_it_off_types_for_the_unit_below_but_nobody_for_an_equal) {
    const auto id = one();
    EXPECT_EQ(reason_of([&] { all.enter(joint(), id, 1, paper(Act::accept)); }),
              "subtask.no-subtask");
    EXPECT_EQ(reason_of([&] { all.enter(bureau(), id, 1, paper(Act::accept)); }),
              "subtask.not-yours");
    all.enter(lead(), id, 1, paper(Act::accept));
    EXPECT_EQ(at(id).state, State::accepted);
    EXPECT_THAT(told(lead()), IsEmpty()) << "no news of one's own doing";
    const auto asked = all.hand_out(lead(), share()).front();
    EXPECT_EQ(reason_of([&] { all.enter(lead(), asked, 1, paper(Act::accept)); }),
              "subtask.not-yours");
    all.enter(office_, asked, 1, paper(Act::decline, "不属我单位职责"));
    EXPECT_EQ(at(asked).state, State::declined);
    EXPECT_THAT(told(lead()), ElementsAre("提供资金安排情况：退回异议"));
}

TEST_P(EntriesTest, are_judged_as_the_unit_s_own_acts) {
    const auto id = one();
    const auto refused = [&](const Answer& answer) {
        return reason_of([&] { all.enter(office_, id, version(id), answer); });
    };
    EXPECT_EQ(refused(paper(Act::report)), "subtask.incomplete") << "words";
    EXPECT_EQ(refused(paper(Act::confirm, "好")), "subtask.not-now");
    EXPECT_EQ(refused(paper(Act::report, "好", "2011-11-09")), "subtask.incomplete");
    EXPECT_EQ(refused(paper(Act::report, "好", "2011-11-11")), "subtask.incomplete");
    auto silent = paper(Act::accept);
    silent.manner = " ";
    EXPECT_EQ(refused(silent), "subtask.incomplete");
    EXPECT_EQ(refused(paper(Act::progress, "已开班")), "subtask.incomplete") << "percent";
    EXPECT_EQ(at(id).version, 1) << "nothing was kept";
    all.decline(bureau(), id, 1, "不属我处");
    all.insist(lead(), id, 2, "请办理");
    EXPECT_EQ(refused(paper(Act::decline, "再议")), "subtask.insisted");
    auto half = paper(Act::progress, "已开班");
    half.percent = 50;
    all.enter(office_, id, 3, half);
    EXPECT_EQ(at(id).percent, 50);
    EXPECT_THAT(line(id, bureau()).can, Contains(Act::affirm));
    all.say_progress(bureau(), id, 4, 60, "已过六成");
    EXPECT_FALSE(at(id).entry) << "the unit answers itself now";
}

TEST_P(EntriesTest, of_a_report_count_from_the_day_the_paper_came) {
    const auto id = one("gd.rst.zjc", "2011-11-15");
    t.travel("2011-11-18");
    all.enter(office_, id, 1, paper(Act::report, "已完成", "2011-11-15"));
    EXPECT_EQ(line(id, office_).light, followup::Light::on);
    const auto late = one("gd.rst.jyc", "2011-11-18");
    t.travel("2011-11-21");
    all.enter(office_, late, 1, paper(Act::report, "已完成", "2011-11-19"));
    EXPECT_EQ(line(late, office_).light, followup::Light::overdue);
    EXPECT_EQ(all.tree(office_.principal, task_).whole.late, 1);
}

TEST_P(EntriesTest, of_a_task_moved_earlier_units_are_told_once_and_the_giver_brings_all_within) {
    plan_until("2011-12-31");
    const auto unit = bureau();
    const auto below = centre();
    const auto id = accepted("gd.rst.zjc", "2011-12-31");
    const auto other = one("gd.rst.jyc", "2011-12-25");
    const auto fine = one("gd.rst.jdc", "2011-12-10");
    const auto child =
        all.hand_out(bureau(), split({part("gd.rst.jdc", "2011-12-30")}, id)).front();
    EXPECT_EQ(reminders.run_due(), 0);
    EXPECT_EQ(reason_of([&] { all.bring_within(lead(), task_); }), "subtask.nothing-later");
    move_to("2011-12-20");
    EXPECT_EQ(all.tree(lead().principal, task_).can_bring, 2);
    EXPECT_EQ(all.tree(office_.principal, task_).can_bring, 0) << "the unit handed them out";
    reminders.run_due();
    Reminders restarted{t.installation.database(), t.installation.store().clock()};
    EXPECT_EQ(restarted.run_due(), 0) << "once";
    EXPECT_THAT(told(unit), Contains("开展培训：所属事项现在的时限是2011年12月20日，请按此安排"));
    std::vector<std::string> titles;
    for (const auto& note : notices.inbox(lead().principal.id, {.limit = 100})) {
        titles.push_back(note.title);
    }
    EXPECT_THAT(titles, Contains("时限现为2011年12月20日：2个分解事项晚于它，请调整"));

    EXPECT_EQ(all.bring_within(lead(), task_), 2);
    EXPECT_EQ(at(id).due_on, day("2011-12-20"));
    EXPECT_EQ(at(other).due_on, day("2011-12-20"));
    EXPECT_EQ(at(fine).due_on, day("2011-12-10"));
    EXPECT_EQ(at(id).state, State::accepted);
    EXPECT_EQ(at(child).due_on, day("2011-12-30")) << "that is its giver's to change";
    EXPECT_TRUE(all.detail(bureau().principal, id).tree.lines[1].beyond);
    reminders.run_due();
    EXPECT_THAT(told(below), Contains("开展培训：所属事项现在的时限是2011年12月20日，请按此安排"));
    EXPECT_EQ(all.bring_within(bureau(), task_, id), 1);
    EXPECT_EQ(at(child).due_on, day("2011-12-20"));
    EXPECT_EQ(all.tree(lead().principal, task_).can_bring, 0);
}

} // namespace
} // namespace luoshi::subtask
