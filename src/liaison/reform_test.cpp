// SPDX-License-Identifier: Apache-2.0
// A unit ends and another takes its place, by a new version of the directory, on both engines.
#include "liaison/reform.hpp"

#include "duty/testing/submissions_fixture.hpp"
#include "followup/holders.hpp"
#include "followup/life.hpp"
#include "liaison/liaison.hpp"
#include "notify/notices.hpp"
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
    // 省人社厅 ends on that day, followed by so many units.
    void ends(const std::string& day, int successors) {
        auto units = *org::read_units(t.installation.pack()).value;
        for (auto& one : units) {
            if (one.code == "gd.rst") {
                one.valid.until = Date::parse(day);
            }
        }
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
