// SPDX-License-Identifier: Apache-2.0
// A unit ends and another takes its place, by a new version of the directory, on both engines.
#include "liaison/reform.hpp"

#include "duty/testing/submissions_fixture.hpp"
#include "followup/holders.hpp"
#include "followup/life.hpp"
#include "liaison/liaison.hpp"
#include "notify/notices.hpp"
#include "store/testing/crashing_database.hpp"
#include "subtask/given.hpp"
#include "subtask/subtasks.hpp"

namespace luoshi::liaison {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReformTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    ReformTest() {
        lives.start({t.office().actor, org::Scope::all(), {}}, t.plan);
        t.issue("plan");
    }
    // 省人社厅 ends on that day, followed by so many new units.
    void ends(const std::string& day, int successors) {
        auto units = pack_units();
        named(units, "gd.rst").valid.until = Date::parse(day);
        for (int n = 1; n <= successors; ++n) {
            org::UnitSpec next;
            next.code = "gd.new" + std::to_string(n);
            const auto name = "省新设厅" + std::to_string(n);
            next.names = {{name, org::NameKind::official, {}},
                          {name, org::NameKind::short_name, {}}};
            next.valid.from = Date::parse(day);
            next.succeeds = {{"gd.rst", Date::parse(day)}};
            units.push_back(next);
        }
        load(units);
    }
    std::vector<org::UnitSpec> pack_units() {
        return *org::read_units(t.installation.pack()).value;
    }
    static org::UnitSpec& named(std::vector<org::UnitSpec>& units, const std::string& code) {
        return *std::ranges::find(units, code, &org::UnitSpec::code);
    }
    void load(const std::vector<org::UnitSpec>& units) {
        t.installation.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = t.office().actor,
                                .action = "test.reform",
                                .object_kind = "",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            org::load_units(transaction, t.installation.pack(), units);
        });
    }
    std::vector<duty::DueLine> dues(org::UnitId unit) {
        duty::DueFilter filter;
        filter.duty = t.duty("plan");
        filter.unit = unit;
        return t.dues.list(org::Scope::all(), filter, "", 100).lines;
    }
    std::size_t held(org::UnitId unit) {
        return t.installation.database().read([&](store::Reader& reader) {
            return followup::held_tasks(reader, t.plan, unit).size();
        });
    }
    std::vector<std::string> told(const duty::Who& who) {
        std::vector<std::string> titles;
        for (const auto& one : notices.inbox(who.principal.id, {.limit = 100})) {
            titles.push_back(one.title);
        }
        return titles;
    }

    duty::testing::TestDuties t{GetParam()};
    org::UnitId old_ = t.unit("gd.rst");
    followup::Lives lives{t.installation.database(), t.installation.directories,
                          t.installation.store().clock(), t.installation.imports.specs()};
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    followup::Asker asker(const duty::Who& who) {
        return {who.actor, access::scope_of(who.principal), {}};
    }
    followup::Life life(followup::TaskId task) {
        return lives.of({t.office().actor, org::Scope::all(), {}}, task);
    }
    // The first task 省人社厅 carries.
    followup::TaskId carried() {
        return t.installation.database().read([&](store::Reader& reader) {
            for (const auto& held : followup::held_tasks(reader, t.plan, old_)) {
                if ((held.roles & followup::kCarrying) != 0) {
                    return held.task;
                }
            }
            return followup::TaskId{};
        });
    }
    subtask::Subtask part(subtask::SubtaskId id) {
        return subtasks.detail(t.office().principal, id).tree.lines.front().subtask;
    }
    subtask::Subtasks subtasks{{t.installation.database(), t.installation.directories,
                                t.installation.store().blobs(), t.duties, t.dues,
                                t.installation.store().clock()}};
    Reform reform{t.installation.database(), t.installation.directories,
                  t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, ReformTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(ReformTest, moves_open_work_to_the_one_successor_and_tells_both) {
    const auto drafter = t.who("李敏");
    const auto due = t.due("plan", "gd.rst");
    t.submissions.save(drafter, due, 0, duty::year_plan());
    const auto worked = held(old_);
    ASSERT_GT(worked, 0U);
    ends("2011-12-01", 1);
    EXPECT_THAT(reform.run_due(), IsEmpty()) << "the day has not come";
    t.travel("2011-12-01");
    const auto next = t.unit("gd.new1");
    t.add("新人", access::Role::drafter, "gd.new1");
    const auto done = reform.run_due();
    ASSERT_THAT(done, SizeIs(1));
    EXPECT_EQ(done[0].tasks, static_cast<std::int64_t>(worked));
    EXPECT_GE(done[0].dues, 1);
    EXPECT_EQ(held(old_), 0U);
    EXPECT_EQ(held(next), worked);
    const auto newcomer = t.who("新人");
    const auto detail = t.submissions.open(newcomer.principal, due);
    EXPECT_EQ(detail.acts.back().act, "reform");
    EXPECT_EQ(detail.acts.front().person, "李敏");
    t.submissions.hand_on(newcomer, due, 1, {});
    EXPECT_THAT(told(newcomer), Contains(HasSubstr("由省新设厅1承接")));
    EXPECT_THAT(told(drafter), Contains(HasSubstr("由省新设厅1承接")));
    EXPECT_THAT(reform.run_due(), IsEmpty()) << "again is harmless";
}

TEST_P(ReformTest, leaves_what_is_closed_and_what_the_successor_owes_itself) {
    const auto drafter = t.who("李敏");
    const auto signer = t.who("孙厅");
    const auto due = t.due("plan", "gd.rst");
    t.submissions.save(drafter, due, 0, duty::year_plan());
    t.submissions.hand_on(drafter, due, 1, {});
    t.submissions.sign(signer, due, 1);
    t.submissions.submit(drafter, due, 1);
    t.submissions.accept(t.office(), due);
    ends("2011-12-01", 1);
    t.travel("2011-12-01");
    reform.run_due();
    const auto kept = dues(old_);
    ASSERT_FALSE(kept.empty());
    EXPECT_EQ(kept.front().due.id, due);
    EXPECT_EQ(kept.front().due.state, duty::DueState::accepted);
}

TEST_P(ReformTest, waits_for_people_where_several_units_follow) {
    const auto worked = held(old_);
    ends("2011-12-01", 2);
    t.travel("2011-12-01");
    EXPECT_THAT(reform.run_due(), IsEmpty());
    EXPECT_EQ(held(old_), worked);
}

TEST_P(ReformTest, duties_that_name_the_unit_are_owed_by_its_successor) {
    ends("2011-12-01", 1);
    t.travel("2011-12-01");
    reform.run_due();
    t.duties.run_due();
    const auto next = t.unit("gd.new1");
    std::size_t open = 0;
    for (const auto& line : dues(next)) {
        open += line.due.state == duty::DueState::open ? 1U : 0U;
    }
    EXPECT_GT(open, 0U);
    for (const auto& line : dues(old_)) {
        EXPECT_NE(line.due.state, duty::DueState::open) << to_string(line.due.due_on);
    }
}

TEST_P(ReformTest, subtasks_that_are_open_go_over_as_they_stand_owed_and_given) {
    t.add("何处", access::Role::drafter, "gd.rst.zjc");
    const auto drafter = t.who("李敏");
    const auto bureau = t.who("何处");
    const auto split = [&](const char* title) {
        return subtasks
            .hand_out(drafter, {carried(),
                                {},
                                {},
                                {{t.unit("gd.rst.zjc"), title, "", *Date::parse("2011-11-30")}}})
            .front();
    };
    const auto given = split("开展培训");
    const auto closed = split("编印教材");
    for (const auto id : {given, closed}) {
        subtasks.accept(bureau, id, 1);
        subtasks.report(bureau, id, 2, "已办", "");
    }
    subtasks.confirm(drafter, closed, 3, "同意");
    subtask::Request charge{carried(), {}, {}, {{old_, "研究办法", "", t.installation.today()}}};
    charge.source.origin = subtask::Origin::measure;
    charge.source.words = "研究办法";
    const auto owed = subtasks.hand_out(t.office(), charge).front();
    subtasks.accept(drafter, owed, 1);

    ends("2011-12-01", 1);
    t.travel("2011-12-01");
    t.add("新人", access::Role::drafter, "gd.new1");
    EXPECT_EQ(reform.run_due().front().subtasks, 2);
    const auto next = t.unit("gd.new1");
    EXPECT_EQ(part(owed).unit, next);
    EXPECT_EQ(part(owed).state, subtask::State::accepted);
    EXPECT_EQ(part(given).giver.unit, next);
    EXPECT_EQ(part(given).state, subtask::State::reported);
    EXPECT_EQ(part(closed).giver.unit, old_) << "what is over stays";
    subtasks.confirm(t.who("新人"), given, part(given).version, "同意");
    EXPECT_EQ(part(given).state, subtask::State::done);
}

TEST_P(ReformTest, signings_and_open_milestones_go_over_and_confirmed_ones_stay) {
    const auto task = carried();
    const auto drafter = t.who("李敏");
    lives.sign(asker(drafter), task, life(task).version);
    lives.propose(asker(drafter), task, life(task).version,
                  {{"出初稿", *Date::parse("2011-11-20"), old_},
                   {"出定稿", *Date::parse("2011-12-20"), old_}},
                  "");
    const followup::Asker office{t.office().actor, org::Scope::all(), {}};
    lives.decide_plan(office, task, life(task).version, life(task).proposals.front().id, true, "");
    const auto milestone = [&](const char* title) {
        const auto all = life(task).milestones;
        return *std::ranges::find(all, title, &followup::Milestone::title);
    };
    lives.report_step(asker(drafter), task, life(task).version, milestone("出初稿").id, "已出", {});
    lives.decide_step(office, task, life(task).version, milestone("出初稿").id, true, "核过");

    ends("2011-12-01", 1);
    t.travel("2011-12-01");
    reform.run_due();
    const auto next = t.unit("gd.new1");
    EXPECT_EQ(milestone("出定稿").unit, next);
    EXPECT_EQ(milestone("出初稿").unit, old_);
    const auto signings = life(task).signings;
    const auto by = std::ranges::find(signings, next, &followup::Signing::unit);
    ASSERT_NE(by, signings.end());
    EXPECT_TRUE(by->signed_on) << "nobody signs twice for the same work";
}

TEST_P(ReformTest, a_successor_whose_own_report_was_cancelled_is_asked_again) {
    const auto own = t.due("plan", "gd.czt");
    const auto of_old = t.due("plan", "gd.rst");
    const auto state = [&](duty::DueId id) { return t.dues.must_see(org::Scope::all(), id).state; };
    auto units = pack_units();
    for (auto& one : units) { // 省财政厅 leaves every group
        std::erase_if(one.members, [](const auto& member) { return member.first == "gd.czt"; });
    }
    load(units);
    t.duties.run_due();
    ASSERT_EQ(state(own), duty::DueState::cancelled);
    ASSERT_EQ(state(of_old), duty::DueState::open);
    named(units, "gd.rst").valid.until = Date::parse("2011-12-01");
    named(units, "gd.czt").succeeds = {{"gd.rst", Date::parse("2011-12-01")}};
    load(units);
    t.travel("2011-12-01");
    reform.run_due();
    EXPECT_EQ(state(own), duty::DueState::open) << "it takes over what nobody else would hand in";
    EXPECT_EQ(state(of_old), duty::DueState::cancelled);
}

TEST_P(ReformTest, a_unit_that_cannot_be_followed_now_does_not_stop_the_others) {
    auto units = pack_units();
    for (const auto* const code : {"gd.rst", "gd.czt"}) {
        named(units, code).valid.until = Date::parse("2011-12-01");
        org::UnitSpec next;
        next.code = std::string{code} + ".next";
        next.names = {{next.code, org::NameKind::official, {}},
                      {next.code, org::NameKind::short_name, {}}};
        next.valid.from = Date::parse("2011-12-01");
        next.succeeds = {{code, Date::parse("2011-12-01")}};
        units.push_back(next);
    }
    load(units);
    t.travel("2011-12-01");
    store::CrashingDatabase database{t.installation.database()};
    Reform failing{database, t.installation.directories, t.installation.store().clock()};
    database.refuse_at(1);
    const auto done = failing.run_due();
    ASSERT_THAT(done, SizeIs(2));
    EXPECT_EQ(done[0].failure, "store.unavailable");
    EXPECT_EQ(done[1].failure, "");
    EXPECT_GT(held(done[0].unit), 0U);
    EXPECT_EQ(held(done[1].unit), 0U);
    EXPECT_THAT(failing.run_due(), SizeIs(1)) << "and the next run makes up for it";
    EXPECT_EQ(held(done[0].unit), 0U);
}

TEST_P(ReformTest, the_report_of_the_day_before_is_not_asked_of_the_unit_again) {
    ends("2012-02-11", 1);
    t.travel("2012-02-10"); // the day of the yearly plan
    t.duties.run_due();
    t.travel("2012-02-11");
    reform.run_due();
    t.duties.run_due();
    const auto day = *Date::parse("2012-02-10");
    const auto of_day = [&](const duty::DueLine& line) { return line.due.occurrence == day; };
    EXPECT_EQ(std::ranges::count_if(dues(t.unit("gd.new1")), of_day), 1);
    EXPECT_EQ(std::ranges::count_if(dues(old_), of_day), 0);
}

TEST_P(ReformTest, ends_the_liaisons_of_the_unit) {
    Liaisons liaisons{t.installation.database(), t.installation.directories, t.access,
                      t.installation.store().clock()};
    Liaison entry;
    entry.unit = old_;
    entry.name = "某人";
    entry.valid.from = t.installation.today();
    liaisons.add(t.office().actor, entry);
    ends("2011-12-01", 1);
    t.travel("2011-12-02");
    reform.run_due();
    EXPECT_THAT(liaisons.of(old_, t.installation.today()), IsEmpty());
    EXPECT_EQ(liaisons.of(old_, t.installation.today(), true).front().valid.until,
              Date::parse("2011-12-01"));
}

} // namespace
} // namespace luoshi::liaison
