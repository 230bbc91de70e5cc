// SPDX-License-Identifier: Apache-2.0
// The office changes units by hand, and their open work follows, on both engines.
#include "liaison/unit_changes.hpp"

#include "duty/testing/submissions_fixture.hpp"
#include "followup/holders.hpp"
#include "followup/life.hpp"
#include "liaison/liaison.hpp"
#include "liaison/reform.hpp"
#include "notify/notices.hpp"
#include "store/audit.hpp"

namespace luoshi::liaison {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class UnitChangesTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    UnitChangesTest() {
        lives.start({t.office().actor, org::Scope::all(), {}}, t.plan);
        t.issue("plan");
    }
    static org::NewChange made(org::ChangeKind kind, org::UnitId unit, const char* on) {
        org::NewChange change;
        change.kind = kind;
        change.unit = unit;
        change.on = *Date::parse(on);
        change.basis = "粤机编〔2011〕30号";
        return change;
    }
    org::NewChange ends(org::UnitId unit, const char* on, std::vector<org::UnitId> successors) {
        auto change = made(org::ChangeKind::end, unit, on);
        change.successors = std::move(successors);
        return change;
    }
    std::int64_t revision() { return t.installation.directory()->revision(); }
    org::Change enter(const org::NewChange& change) {
        return changes.enter(t.office().actor, revision(), change);
    }
    std::string undo_refused(org::ChangeId id) {
        return followup::reason_of(
            [&] { changes.take_back(t.office().actor, revision(), id, "有误"); });
    }
    org::UnitId found(const char* on) {
        auto change = made(org::ChangeKind::found, {}, on);
        change.official = "省新设厅";
        return enter(change).said.unit;
    }
    std::vector<duty::DueLine> open_dues(org::UnitId unit) {
        duty::DueFilter filter;
        filter.duty = t.duty("plan");
        filter.unit = unit;
        auto lines = t.dues.list(org::Scope::all(), filter, "", 100).lines;
        std::erase_if(lines, [](const duty::DueLine& line) {
            return line.due.state == duty::DueState::cancelled;
        });
        return lines;
    }
    std::int64_t held(org::UnitId unit) {
        return t.installation.database().read([&](store::Reader& reader) {
            return static_cast<std::int64_t>(followup::held_tasks(reader, t.plan, unit).size());
        });
    }

    duty::testing::TestDuties t{GetParam()};
    org::UnitId rst = t.unit("gd.rst"), czt = t.unit("gd.czt");
    followup::Lives lives{t.installation.database(), t.installation.directories,
                          t.installation.store().clock(), t.installation.imports.specs()};
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    Reform reform{t.installation.database(), t.installation.directories,
                  t.installation.store().clock()};
    UnitChanges changes{t.installation.database(), t.installation.directories,
                        t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, UnitChangesTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(UnitChangesTest, two_units_merged_in_advance_hand_their_work_over_on_the_day) {
    const auto drafter = t.who("李敏");
    const auto due = t.due("plan", "gd.rst");
    t.submissions.save(drafter, due, 0, duty::year_plan());
    const auto next = found("2011-12-01");
    const auto seen = changes.foresee(ends(rst, "2011-12-01", {next}));
    ASSERT_FALSE(seen.units.empty());
    const auto& told = seen.units.front();
    EXPECT_EQ(told.goes_to, next);
    EXPECT_EQ(told.tasks, held(rst));
    EXPECT_GT(told.accounts, 0);
    EXPECT_EQ(seen.revision, revision()) << "nothing is written";
    enter(ends(rst, "2011-12-01", {next}));
    enter(ends(czt, "2011-12-01", {next}));
    EXPECT_THAT(reform.run_due(), IsEmpty()) << "the day has not come";
    t.travel("2011-12-01");
    t.add("新人", access::Role::drafter, t.installation.directory()->find(next)->code.c_str());
    const auto done = reform.run_due();
    ASSERT_THAT(done, SizeIs(2));
    const auto& of_rst = done[0].unit == rst ? done[0] : done[1];
    EXPECT_EQ(of_rst.tasks, told.tasks);
    EXPECT_EQ(of_rst.dues, told.dues);
    EXPECT_EQ(held(rst) + held(czt), 0);
    const auto newcomer = t.who("新人");
    EXPECT_EQ(t.submissions.open(newcomer.principal, due).acts.back().act, "reform");
    std::vector<std::string> titles;
    for (const auto& one : notices.inbox(drafter.principal.id, {.limit = 100})) {
        titles.push_back(one.title);
    }
    EXPECT_THAT(titles, Contains(HasSubstr("由省新设厅承接")));
}

TEST_P(UnitChangesTest, an_end_entered_late_moves_the_work_at_once_and_stays) {
    t.travel("2011-12-20");
    const auto work = held(rst);
    ASSERT_GT(work, 0);
    const auto ended = enter(ends(rst, "2011-12-01", {czt}));
    ASSERT_THAT(reform.run_due(), SizeIs(1));
    t.duties.run_due();
    EXPECT_EQ(held(rst), 0);
    EXPECT_THAT(open_dues(rst), IsEmpty());
    EXPECT_EQ(undo_refused(ended.id), "liaison.change-followed");
}

TEST_P(UnitChangesTest, without_one_successor_work_stands_open_and_the_entry_can_go) {
    const auto next = found("2011-12-01");
    const auto seen = changes.foresee(ends(rst, "2011-12-01", {next, czt}));
    EXPECT_FALSE(seen.units.front().goes_to);
    EXPECT_GT(seen.units.front().tasks, 0);
    const auto ended = enter(ends(rst, "2011-12-01", {next, czt}));
    t.travel("2011-12-02");
    EXPECT_THAT(reform.run_due(), IsEmpty());
    EXPECT_EQ(undo_refused(ended.id), "none");
}

TEST_P(UnitChangesTest, who_is_asked_no_more_is_told_before_and_is_so_afterwards) {
    // The duty asks gd.rst by name: nothing follows it, so nothing is asked of anybody.
    const auto before = open_dues(rst).size();
    ASSERT_GT(before, 0U);
    const auto seen = changes.foresee(ends(rst, "2011-12-01", {}));
    ASSERT_THAT(seen.units.front().duties, SizeIs(1));
    enter(ends(rst, "2011-12-01", {}));
    t.duties.run_due();
    EXPECT_EQ(static_cast<std::int64_t>(before - open_dues(rst).size()),
              seen.units.front().duties.front().no_more);
}

TEST_P(UnitChangesTest, a_unit_that_has_work_was_not_founded_in_error) {
    const auto next = found("2011-11-01");
    const auto id = changes.list().changes.all.front().id;
    Liaisons liaisons{t.installation.database(), t.installation.directories, t.access,
                      t.installation.store().clock()};
    Liaison entry;
    entry.unit = next;
    entry.name = "某人";
    entry.valid.from = t.installation.today();
    liaisons.add(t.office().actor, entry);
    EXPECT_EQ(undo_refused(id), "liaison.change-followed");
}

TEST_P(UnitChangesTest, the_record_names_the_unit_that_was_founded) {
    const auto next = found("2011-12-01");
    const auto events = t.installation.database().read([](store::Reader& reader) {
        store::EventFilter entered;
        entered.action = "org.change-entered";
        return store::find_events(reader, entered, 0, 1);
    });
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events.front().what.object_id, next.value);
}

TEST_P(UnitChangesTest, is_entered_only_on_the_directory_that_was_looked_at) {
    const auto seen = revision();
    enter(ends(rst, "2011-12-01", {czt}));
    EXPECT_EQ(followup::reason_of(
                  [&] { changes.enter(t.office().actor, seen, ends(czt, "2011-12-01", {})); }),
              "http.precondition-failed");
}

} // namespace
} // namespace luoshi::liaison
