// SPDX-License-Identifier: Apache-2.0
// Drafts, their cost, issuing; and dues that appear by themselves, on both engines.
#include "duty/testing/test_duties.hpp"

#include "duty/make_dues.hpp"
#include "store/audit.hpp"
#include "store/transaction.hpp"

#include <gmock/gmock.h>

#include <set>
#include <thread>

namespace luoshi::duty {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class DutiesTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    testing::TestDuties t{GetParam()};
    org::Scope all_ = org::Scope::all();
    std::vector<org::UnitSpec> units_ = *org::read_units(t.installation.pack()).value;

    // "date unit" of every due that is owed.
    std::multiset<std::string> owed(const std::string& code) {
        std::multiset<std::string> out;
        for (const auto& line : t.all_dues(code)) {
            if (line.due.state != DueState::cancelled) {
                out.insert(to_string(line.due.occurrence) + " " +
                           t.installation.directory()->find(line.due.unit)->code);
            }
        }
        return out;
    }
    std::multiset<std::string> expected(const std::vector<std::string>& days,
                                        const std::string& group) {
        std::multiset<std::string> out;
        const auto directory = t.installation.directory();
        for (const auto& day : days) {
            for (const auto unit :
                 directory->expand(directory->find_code(group)->id, *Date::parse(day))) {
                out.insert(day + " " + directory->find(unit)->code);
            }
        }
        return out;
    }
    Duty detail(const std::string& code) { return t.duties.detail(all_, t.duty(code)); }
    // Somebody edits the directory: a unit joins or leaves a group from a day on.
    void set_member(const std::string& group, const std::string& member, const char* until) {
        for (auto& unit : units_) {
            for (auto& [code, valid] : unit.members) {
                if (unit.code == group && code == member) {
                    valid.until = Date::parse(until);
                }
            }
        }
        t.installation.database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = t.office().actor,
                                .action = "org.changed",
                                .object_kind = "",
                                .object_id = 0,
                                .plan_id = 0,
                                .detail = {}});
            org::load_units(transaction, t.installation.pack(), units_);
        });
    }
};

INSTANTIATE_TEST_SUITE_P(engines, DutiesTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(DutiesTest, of_the_pack_are_drafts_once_and_owe_nothing_until_issued) {
    EXPECT_THAT(t.ids, SizeIs(5));
    EXPECT_THAT(t.duties.take_from_pack(t.office().actor, t.plan), IsEmpty());
    EXPECT_EQ(detail("plan").state, DutyState::draft);
    EXPECT_EQ(t.duties.run_due().duties, 0U);
    EXPECT_THAT(t.all_dues("plan"), IsEmpty());
    const auto events = t.installation.database().read(
        [&](store::Reader& reader) { return store::events_of(reader, "duty", 0, 0, 100); });
    EXPECT_THAT(events, SizeIs(1));
}

TEST_P(DutiesTest, of_a_year_make_the_exact_dates_for_the_exact_units) {
    for (const auto* code : {"plan", "summary", "closing"}) {
        t.issue(code);
    }
    // Both bodies have the same 27 members: each is asked once, not twice.
    EXPECT_EQ(owed("plan"), expected({"2012-02-10"}, "gd.g.leading"));
    EXPECT_EQ(owed("plan").size(), 27U);
    EXPECT_EQ(owed("summary"), expected({"2011-12-10"}, "gd.g.conference"));
    EXPECT_EQ(owed("closing"), expected({"2011-11-15"}, "gd.g.everyone"));
    EXPECT_EQ(owed("closing").size(), 49U); // 27 departments, 21 cities, 顺德
    EXPECT_EQ(t.all_dues("plan").front().due.period, "2012年");
    EXPECT_EQ(t.all_dues("summary").front().due.period, "2011年");
    EXPECT_EQ(t.all_dues("closing").front().due.period, "");
    // A year and a half passes without anybody remembering.
    for (const auto* day : {"2011-12-11", "2012-02-11", "2012-07-01", "2012-12-15", "2013-02-09"}) {
        t.travel(day);
        t.duties.run_due();
    }
    EXPECT_EQ(owed("plan"), expected({"2012-02-10", "2013-02-10", "2014-02-10"}, "gd.g.leading"));
    EXPECT_EQ(owed("summary"),
              expected({"2011-12-10", "2012-12-10", "2013-12-10"}, "gd.g.leading"));
    EXPECT_EQ(owed("closing"), expected({"2011-11-15"}, "gd.g.everyone"));
    for (const auto& line : t.all_dues("plan")) {
        EXPECT_EQ(line.due.due_on, line.due.occurrence); // rest days: the date stands
    }
}

TEST_P(DutiesTest, run_again_and_again_make_nothing_twice_and_write_no_event) {
    t.issue("plan");
    t.travel("2012-03-01");
    EXPECT_EQ(t.duties.run_due().made, 27U);
    const auto count = [&] {
        return t.installation.database().read(
            [](store::Reader& reader) { return store::events_of(reader, "", 0, 0, 500).size(); });
    };
    const auto before = count();
    EXPECT_EQ(t.duties.run_due().made, 0U);
    t.travel("2012-03-02");
    EXPECT_EQ(t.duties.run_due().made, 0U);
    EXPECT_EQ(count(), before);
    EXPECT_THAT(owed("plan"), SizeIs(54));
}

TEST_P(DutiesTest, cut_off_between_two_duties_lose_and_double_nothing) {
    t.issue("plan");
    t.issue("summary");
    t.travel("2012-12-20");
    EXPECT_EQ(t.duties.run_due(1).made, 27U); // then the process ends
    testing::TestDuties& after_restart = t;
    Duties fresh{t.installation.database(), t.installation.directories, t.library,
                 t.installation.store().clock(), t.specs};
    EXPECT_EQ(fresh.run_due().made, 54U); // December 2012, that nobody was up for, and 2013
    EXPECT_EQ(owed("summary"),
              expected({"2011-12-10", "2012-12-10", "2013-12-10"}, "gd.g.leading"));
    EXPECT_EQ(owed("plan"), expected({"2012-02-10", "2013-02-10"}, "gd.g.leading"));
    EXPECT_EQ(after_restart.duties.run_due().made, 0U);
}

TEST_P(DutiesTest, of_two_servers_at_once_make_each_due_once) {
    t.issue("plan");
    t.issue("summary");
    t.issue("closing");
    t.travel("2012-12-20");
    auto& database = t.other_server();
    org::Directories directories;
    form::Library library{database};
    Duties other{database, directories, library, t.installation.store().clock(), t.specs};
    RunResult ours;
    RunResult theirs;
    std::thread thread{[&] { theirs = other.run_due(); }};
    ours = t.duties.run_due();
    thread.join();
    EXPECT_EQ(ours.made + theirs.made, 81U); // plan 2013, summary 2012 and 2013
    EXPECT_EQ(owed("plan"), expected({"2012-02-10", "2013-02-10"}, "gd.g.leading"));
    EXPECT_EQ(owed("summary"),
              expected({"2011-12-10", "2012-12-10", "2013-12-10"}, "gd.g.leading"));
}

TEST_P(DutiesTest, of_a_group_whose_members_change_follow_where_not_begun) {
    t.issue("plan");
    const auto begun = t.due("plan", "gd.rst");
    t.submissions.save(t.who("李敏"), begun, 0, R"({"values":{"总体思路":"抓落实"}})");
    for (const auto* group : {"gd.g.leading", "gd.g.conference"}) {
        set_member(group, "gd.rst", "2012-01-01");
        set_member(group, "gd.czt", "2012-01-01");
    }
    const auto run = t.duties.run_due();
    EXPECT_EQ(run.cancelled, 1U);
    EXPECT_EQ(run.made, 0U);
    EXPECT_THAT(owed("plan"), SizeIs(26));
    EXPECT_THAT(owed("plan"), Contains("2012-02-10 gd.rst")); // begun: it stays
    EXPECT_THAT(owed("plan"), ::testing::Not(Contains("2012-02-10 gd.czt")));
    set_member("gd.g.leading", "gd.czt", "2013-01-01"); // in one of the two again
    EXPECT_EQ(t.duties.run_due().revived, 1U);
    EXPECT_THAT(owed("plan"), SizeIs(27));
}

TEST_P(DutiesTest, without_a_date_owe_nothing_until_the_office_sets_one) {
    t.issue("support");
    EXPECT_EQ(t.duties.run_due().made, 0U);
    auto duty = detail("support");
    auto dated = duty.definition;
    dated.on = "2012-03-30";
    t.duties.change(t.office().actor, duty.id, duty.version, dated, {});
    EXPECT_EQ(owed("support"), (std::multiset<std::string>{
                                   "2012-03-30 gd.czt", "2012-03-30 gd.fgw", "2012-03-30 gd.jxw",
                                   "2012-03-30 gd.kjt", "2012-03-30 gd.rst", "2012-03-30 gd.wjm"}));
    // The day moves to April, every year: what nobody had begun moves along, begun ones stay.
    t.submissions.save(t.who("李敏"), t.due("support", "gd.rst"), 0, R"({"values":{}})");
    duty = detail("support");
    dated.on = "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20";
    t.duties.change(t.office().actor, duty.id, duty.version, dated, {});
    EXPECT_THAT(owed("support"), SizeIs(7));
    EXPECT_THAT(owed("support"), Contains("2012-03-30 gd.rst"));
    EXPECT_THAT(owed("support"), Contains("2012-04-20 gd.rst"));
    EXPECT_EQ(followup::error_of([&] {
                  t.duties.change(t.office().actor, duty.id, duty.version, dated, {});
              }).reason(),
              "duty.changed-meanwhile");
}

TEST_P(DutiesTest, that_are_stopped_cancel_what_nobody_began_and_keep_the_rest) {
    t.issue("plan");
    t.submissions.save(t.who("李敏"), t.due("plan", "gd.rst"), 0, R"({"values":{}})");
    const auto duty = detail("plan");
    EXPECT_EQ(followup::error_of([&] {
                  t.duties.stop(t.office().actor, duty.id, duty.version, "");
              }).reason(),
              "duty.reason-needed");
    t.duties.stop(t.office().actor, duty.id, duty.version, "机构撤销");
    EXPECT_EQ(owed("plan"), (std::multiset<std::string>{"2012-02-10 gd.rst"}));
    EXPECT_THAT(t.all_dues("plan"), SizeIs(27)); // the others are there, cancelled
    EXPECT_EQ(detail("plan").why, "机构撤销");
    t.travel("2013-01-01");
    EXPECT_EQ(t.duties.run_due().made, 0U);
    EXPECT_EQ(followup::error_of([&] {
                  t.duties.stop(t.office().actor, duty.id, duty.version + 1, "again");
              }).reason(),
              "duty.stopped");
}

TEST_P(DutiesTest, show_what_they_cost_before_they_are_issued) {
    const auto cost = t.duties.cost(t.duty("plan"));
    EXPECT_EQ(cost.units, 27);
    EXPECT_EQ(cost.times, 1);
    EXPECT_EQ(cost.fields, 2); // 总体思路, 协调事项
    EXPECT_EQ(cost.cells, 6);  // of each piece of work
    EXPECT_EQ(cost.answers, 27 * 8);
    ASSERT_THAT(cost.months, SizeIs(1));
    EXPECT_EQ(cost.months[0].month, 2);
    EXPECT_EQ(cost.months[0].most_owed, 1);
    EXPECT_THAT(cost.concerns, IsEmpty());
    const auto closing = t.duties.cost(t.duty("closing"));
    EXPECT_EQ(closing.units, 49);
    EXPECT_GT(closing.known_rows, 100); // items, listed by the system
    const auto open_group = [&] {
        auto definition = detail("plan").definition;
        definition.code = "open";
        definition.who = {"gd.g.departments"};
        return t.duties.create(t.office().actor, t.plan, definition);
    }();
    EXPECT_THAT(t.duties.cost(open_group).open_groups, ElementsAre("gd.g.departments"));
}

TEST_P(DutiesTest, need_a_named_approver_without_basis_at_base_level_and_over_the_cap) {
    const auto fresh = [&](const std::string& code, auto&& edit) {
        auto definition = detail("plan").definition;
        definition.code = code;
        edit(definition);
        return t.duties.create(t.office().actor, t.plan, definition);
    };
    const auto refused = [&](DutyId id) {
        const auto error = followup::error_of([&] { t.duties.issue(t.office().actor, id, 1, {}); });
        EXPECT_EQ(error.reason(), "duty.approver-needed");
        return error.details().empty() ? "" : error.details().front().second;
    };
    const auto no_basis = fresh("x1", [](Definition& d) { d.clause = d.words = ""; });
    EXPECT_EQ(refused(no_basis), "no-basis");
    EXPECT_EQ(refused(fresh("x2", [](Definition& d) { d.who = {"gd.g.counties.440400"}; })),
              "base-level");
    for (const auto* code : {"a1", "a2", "a3", "a4"}) {
        const auto id = fresh(code, [](Definition&) {});
        t.duties.issue(t.office().actor, id, 1, {});
    }
    EXPECT_EQ(t.duties.cost(t.duty("plan")).months.at(0).most_owed, 5);
    EXPECT_THAT(t.duties.cost(t.duty("plan")).months.at(0).over, SizeIs(27));
    EXPECT_EQ(refused(t.duty("plan")), "over-cap");
    t.issue("plan", {"某某", "秘书长", "同意增加一件"});
    EXPECT_EQ(detail("plan").approval.name, "某某");
    EXPECT_THAT(owed("plan"), SizeIs(27));
}

TEST_P(DutiesTest, that_are_wrong_are_refused_by_field) {
    const auto error_of = [&](auto&& edit) {
        auto definition = detail("plan").definition;
        definition.code = "wrong";
        edit(definition);
        return followup::error_of([&] { t.duties.create(t.office().actor, t.plan, definition); });
    };
    EXPECT_THAT(error_of([](Definition& d) { d.who = {"gd.nobody"}; }).details(),
                Contains(Pair("rule", "duty.unknown-unit")));
    EXPECT_THAT(error_of([](Definition& d) { d.form = "no-form"; }).details(),
                Contains(Pair("field", "form")));
    EXPECT_THAT(error_of([](Definition& d) { d.tasks = {"51"}; }).details(),
                Contains(Pair("field", "tasks")));
    EXPECT_THAT(
        error_of([](Definition& d) {
            d.rows = RowsRule{"summary", "没有的表", "年度工作", {{"工作编号", "工作编号"}}, ""};
        }).details(),
        Contains(Pair("rule", "duty.rows")));
    EXPECT_EQ(error_of([](Definition& d) { d.code = "plan"; }).reason(), "duty.code-taken");
    EXPECT_EQ(error_of([](Definition&) {}).reason(), "none");
    t.travel("2011-11-20"); // the day of the closing report is over
    EXPECT_EQ(followup::error_of([&] { t.issue("closing"); }).reason(), "duty.no-date-left");
}

TEST_P(DutiesTest, are_seen_by_the_units_they_ask_once_issued) {
    const auto rst = org::Scope::of(t.unit("gd.rst"));
    const auto city = org::Scope::of(t.unit("gd.c440100"));
    EXPECT_THAT(t.duties.list(rst, t.plan), IsEmpty());
    t.issue("plan");
    EXPECT_THAT(t.duties.list(rst, t.plan), SizeIs(1));
    EXPECT_THAT(t.duties.list(city, t.plan), IsEmpty());
    EXPECT_EQ(followup::error_of([&] { t.duties.detail(city, t.duty("plan")); }).reason(),
              "duty.no-duty");
    EXPECT_EQ(t.duties.detail(rst, t.duty("plan")).issued_by, "王强");
}

TEST(a_setting, moves_dues_off_rest_days) {
    testing::TestDuties t{store::EngineKind::sqlite, {4, RestDays::move}};
    t.issue("summary");
    const auto due = t.all_dues("summary").front().due;
    EXPECT_EQ(to_string(due.occurrence), "2011-12-10");
    EXPECT_EQ(to_string(due.due_on), "2011-12-12");
}

} // namespace
} // namespace luoshi::duty
