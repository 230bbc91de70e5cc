// SPDX-License-Identifier: Apache-2.0
// Lists, the board of a duty and the desk of a person.
#include "duty/testing/test_duties.hpp"

#include "duty/make_dues.hpp"
#include "duty/rows.hpp"
#include "store/database.hpp"

#include <gmock/gmock.h>

namespace luoshi::duty {
namespace {

using followup::error_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kPlan =
    R"({"values":{"总体思路":"抓落实","年度工作":[{"工作编号":"1","工作内容":"修订","预期成果":"办法","完成时限":"2012-09-30","责任处室":"综合处"}]}})";

TEST(what_is_owed, is_told_against_what_is_there) {
    const Date today = *Date::parse("2011-11-10");
    const Date last = today.plus_days(kHorizon);
    const Owed a{org::UnitId{1}, today.plus_days(10)};
    const Owed b{org::UnitId{2}, today.plus_days(10)};
    const Owed past{org::UnitId{2}, today.plus_days(-10)};
    const Owed far{org::UnitId{2}, last.plus_days(1)};
    EXPECT_THAT(plan_dues({a, b}, {}, today, last).make, ElementsAre(a, b));
    EXPECT_TRUE(plan_dues({a}, {{DueId{1}, a, DueState::open, false, ""}}, today, last).empty());
    const auto left = plan_dues({a},
                                {{DueId{1}, a, DueState::open, false, ""},
                                 {DueId{2}, b, DueState::open, false, ""},
                                 {DueId{3}, past, DueState::open, false, ""},
                                 {DueId{4}, far, DueState::open, false, ""}},
                                today, last);
    EXPECT_THAT(left.cancel, ElementsAre(std::pair{DueId{2}, std::string{"members"}}));
    EXPECT_THAT(plan_dues({a}, {{DueId{2}, b, DueState::open, true, ""}}, today, last).cancel,
                IsEmpty());
    EXPECT_THAT(plan_dues({}, {{DueId{2}, b, DueState::open, false, ""}}, today, last).cancel,
                ElementsAre(std::pair{DueId{2}, std::string{"schedule"}}));
    EXPECT_THAT(
        plan_dues({a}, {{DueId{1}, a, DueState::cancelled, false, "members"}}, today, last).revive,
        ElementsAre(DueId{1}));
    EXPECT_THAT(
        plan_dues({a}, {{DueId{1}, a, DueState::cancelled, false, "office"}}, today, last).revive,
        IsEmpty());
}

class DuesTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    testing::TestDuties t{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(engines, DuesTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(DuesTest, are_listed_by_date_page_by_page_within_the_scope) {
    t.issue("closing");
    t.issue("plan");
    std::vector<std::string> dates;
    std::string after;
    std::size_t pages = 0;
    for (;; ++pages) {
        const auto page = t.dues.list(org::Scope::all(), {}, after, 30);
        for (const auto& line : page.lines) {
            dates.push_back(to_string(line.due.due_on));
        }
        if (!page.next) {
            break;
        }
        after = *page.next;
    }
    EXPECT_EQ(pages, 2U);
    EXPECT_THAT(dates, SizeIs(76));
    EXPECT_TRUE(std::ranges::is_sorted(dates));
    const auto own = t.dues.list(org::Scope::of(t.unit("gd.rst")), {}, "", 100);
    EXPECT_THAT(own.lines, SizeIs(2));
    EXPECT_THAT(t.dues.list(org::Scope::none(), {}, "", 100).lines, IsEmpty());
    DueFilter filter;
    filter.late = true;
    EXPECT_THAT(t.dues.list(org::Scope::all(), filter, "", 100).lines, IsEmpty());
    t.travel("2011-11-18");
    EXPECT_THAT(t.dues.list(org::Scope::all(), filter, "", 100).lines, SizeIs(49));
    filter = {};
    filter.state = DueState::open;
    filter.from = Date::parse("2012-01-01");
    EXPECT_THAT(t.dues.list(org::Scope::all(), filter, "", 100).lines, SizeIs(27));
    EXPECT_EQ(error_of([&] { t.dues.list(org::Scope::all(), {}, "soon", 10); }).reason(),
              "http.bad-parameter");
}

TEST_P(DuesTest, of_a_duty_stand_on_a_board_that_says_who_is_missing_and_with_whom_it_lies) {
    t.issue("plan");
    const auto drafter = t.who("李敏");
    const auto due = t.due("plan", "gd.rst");
    t.submissions.save(drafter, due, 0, kPlan);
    t.submissions.hand_on(drafter, due, 1, {});
    t.travel("2012-02-13");
    t.submissions.sign(t.who("孙厅"), due, 1);
    t.submissions.submit(drafter, due, 1);
    t.travel("2012-02-14");
    const auto board = t.dues.board(t.duty("plan"), {});
    EXPECT_EQ(to_string(board.occurrence), "2012-02-10");
    EXPECT_THAT(board.dates, SizeIs(1));
    EXPECT_THAT(board.lines, SizeIs(27));
    EXPECT_EQ(board.counts.at(DueState::submitted), 1);
    EXPECT_EQ(board.counts.at(DueState::open), 26);
    EXPECT_THAT(board.missing, SizeIs(26));
    EXPECT_THAT(board.missing, ::testing::Not(::testing::Contains(t.unit("gd.rst"))));
    for (const auto& line : board.lines) {
        ASSERT_TRUE(line.late);
        const bool handed_in = line.due.unit == t.unit("gd.rst");
        EXPECT_EQ(line.late->working_days, handed_in ? 1 : 2);
        EXPECT_EQ(line.late->step, handed_in ? "sign" : "draft");
    }
    EXPECT_EQ(board.lines.front().due.unit, t.unit("gd.zzb")); // the order of the directory
}

TEST_P(DuesTest, stand_on_the_desk_of_whose_turn_it_is_most_urgent_first) {
    t.issue("closing");
    t.issue("plan");
    t.issue("summary");
    const auto drafter = t.who("李敏");
    const auto signer = t.who("孙厅");
    auto desk = t.dues.desk(drafter.principal);
    ASSERT_THAT(desk.items, SizeIs(2)); // closing and summary; the plan is three months away
    EXPECT_EQ(desk.items[0].line.title.zh, "落实情况和下一步措施报告");
    EXPECT_EQ(desk.items[0].verb, Verb::fill);
    ASSERT_TRUE(desk.upcoming);
    EXPECT_EQ(to_string(desk.upcoming->due.due_on), "2012-02-10");
    EXPECT_EQ(desk.asked_this_month, 1);
    EXPECT_EQ(desk.cap, 4);
    EXPECT_THAT(t.dues.desk(signer.principal).items, IsEmpty());

    const auto plan = t.due("plan", "gd.rst");
    t.submissions.save(drafter, plan, 0, kPlan);
    t.submissions.hand_on(drafter, plan, 1, {});
    desk = t.dues.desk(signer.principal);
    ASSERT_THAT(desk.items, SizeIs(1));
    EXPECT_EQ(desk.items[0].verb, Verb::sign);
    t.submissions.sign(signer, plan, 1);
    t.submissions.submit(drafter, plan, 1);
    desk = t.dues.desk(t.office().principal);
    ASSERT_THAT(desk.items, SizeIs(1));
    EXPECT_EQ(desk.items[0].verb, Verb::accept);
    EXPECT_THAT(desk.drafts, SizeIs(2)); // review, support

    // Returned and late goes before what is only late, that before what is due today.
    Remark remark;
    remark.field = "总体思路";
    remark.words = "写具体";
    remark.must = true;
    t.submissions.remark(t.office(), plan, remark);
    t.submissions.give_back(t.office(), plan, *Date::parse("2011-11-18"), "");
    t.travel("2011-12-10");
    desk = t.dues.desk(drafter.principal);
    std::vector<std::string> titles;
    for (const auto& item : desk.items) {
        titles.push_back(item.line.title.zh);
    }
    EXPECT_THAT(titles, ElementsAre("年度工作方案", "落实情况和下一步措施报告", "年度工作总结"));
    EXPECT_EQ(desk.items[0].verb, Verb::correct);
    EXPECT_EQ(group_of(desk.items[0].line.due, *Date::parse("2011-12-10")), DeskGroup::late);
    EXPECT_EQ(group_of(desk.items[2].line.due, *Date::parse("2011-12-10")), DeskGroup::today);
}

TEST_P(DuesTest, of_many_years_do_not_hide_what_is_to_be_done) {
    t.issue("plan");
    t.issue("closing");
    auto done = t.dues.must_see(org::Scope::all(), t.due("plan", "gd.rst"));
    done.state = DueState::accepted;
    t.installation.database().write([&](store::Transaction& transaction) {
        transaction.record({{0, "test", ""}, "test.years", "", 0, 0, ""});
        std::vector<Due> years;
        for (int n = 0; n < 600; ++n) {
            done.occurrence = done.due_on = t.installation.today().plus_days(-1 - n);
            years.push_back(done);
        }
        insert_dues(transaction, years);
    });
    const auto desk = t.dues.desk(t.who("李敏").principal);
    ASSERT_THAT(desk.items, SizeIs(1));
    EXPECT_EQ(desk.items[0].line.due.id, t.due("closing", "gd.rst"));
    EXPECT_EQ(desk.asked_this_month, 1 + 9) << "the closing report, and nine of the days before";
    EXPECT_TRUE(desk.upcoming.has_value());
}

TEST(desk_groups, follow_the_week) {
    Due due;
    const auto thursday = *Date::parse("2011-11-10");
    const auto group = [&](const char* day) {
        due.due_on = *Date::parse(day);
        return std::string{to_string(group_of(due, thursday))};
    };
    EXPECT_EQ(group("2011-11-09"), "late");
    EXPECT_EQ(group("2011-11-10"), "today");
    EXPECT_EQ(group("2011-11-13"), "week");
    EXPECT_EQ(group("2011-11-14"), "next-week");
    EXPECT_EQ(group("2011-11-20"), "next-week");
    EXPECT_EQ(group("2011-11-21"), "later");
}

TEST(verbs, are_those_the_state_and_the_turn_allow) {
    access::Principal drafter;
    drafter.id = access::PersonId{5};
    drafter.unit = org::UnitId{1};
    auto other = drafter;
    other.unit = org::UnitId{2};
    auto office = drafter;
    office.role = access::Role::office;
    office.unit = {};
    auto chain = usual_chain();
    Due due;
    due.unit = org::UnitId{1};
    const auto verbs = [&](const access::Principal& who) {
        std::string out;
        for (const auto verb : verbs_for(due, chain, {}, who, Date{})) {
            out += (out.empty() ? "" : " ") + std::string{to_string(verb)};
        }
        return out;
    };
    EXPECT_EQ(verbs(drafter), "fill ask-time");
    EXPECT_EQ(verbs(other), "");
    EXPECT_EQ(verbs(office), "enter spare");
    auto given_out = chain;
    given_out.insert(given_out.begin(), Step{StepKind::assign, 0, "", access::Role::drafter});
    std::swap(chain, given_out);
    EXPECT_EQ(verbs(drafter), "hand-on fill ask-time"); // 分办, before anybody writes
    std::swap(chain, given_out);
    due.state = DueState::drafted;
    EXPECT_EQ(verbs(drafter), "fill hand-on paper-sign ask-time");
    EXPECT_EQ(verbs(office), "spare");
    due.entered = true;
    EXPECT_EQ(verbs(office), "enter spare");
    due.step = 1; // 签发: a signer's
    EXPECT_EQ(verbs(drafter), "paper-sign ask-time");
    auto signer = drafter;
    signer.role = access::Role::signer;
    EXPECT_EQ(verbs(signer), "sign fill hand-back paper-sign ask-time");
    due.state = DueState::signed_;
    due.step = 2;
    EXPECT_EQ(verbs(drafter), "submit hand-back ask-time");
    due.state = DueState::submitted;
    EXPECT_EQ(verbs(drafter), "confirm withdraw");
    EXPECT_EQ(verbs(office), "accept return remark");
    due.state = DueState::accepted; // the unit may confirm later than the office accepts
    EXPECT_EQ(verbs(drafter), "confirm");
    due.confirmed_on = Date{};
    EXPECT_EQ(verbs(drafter), "");
    due.state = DueState::spared;
    EXPECT_EQ(verbs(office), "owe");
}

} // namespace
} // namespace luoshi::duty
