// SPDX-License-Identifier: Apache-2.0
// Statements of a month: what was asked, beside the month before, kept once it is over; both
// engines.
#include "burden/burden.hpp"
#include "burden/burden_files.hpp"

#include "duty/testing/test_duties.hpp"
#include "office/read_document.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace luoshi::burden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Burden : public ::testing::TestWithParam<store::EngineKind> {
protected:
    duty::testing::TestDuties t{GetParam(), {.monthly_cap = 1}};
    Statements statements_{t.installation.database(), t.installation.directories, t.duties,
                           t.installation.store().clock()};
    Requests requests_{t.installation.database(), t.installation.directories, t.duties};
    org::Scope all_ = org::Scope::all();

    // Asks two units each month on that day for two figures.
    duty::DutyId ask(const std::string& title, int day, const std::string& words = "每月报送") {
        duty::Definition one;
        one.title = {title, ""};
        one.who = {"gd.rst", "gd.czt"};
        one.to = {"gd.office"};
        one.document = words.empty() ? "" : "某文";
        one.words = words;
        one.on = "FREQ=MONTHLY;BYMONTHDAY=" + std::to_string(day);
        one.fields = {{title + "数", "", form::OwnKind::whole, true},
                      {title + "说明", "", form::OwnKind::text, true}};
        const auto id = t.duties.create(t.office().actor, t.plan, one);
        t.duties.issue(t.office().actor, id, 1, {"林某", "副省长", "同意"});
        return id;
    }
    Statement of(const char* month, const char* unit) {
        for (const auto& one : statements_.month(all_, Month::parse(month).value()).statements) {
            if (one.unit == t.unit(unit)) {
                return one;
            }
        }
        return {};
    }
};

INSTANTIATE_TEST_SUITE_P(engines, Burden,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST(a_month, begins_ends_and_goes_over_the_year) {
    const auto december = Month::parse("2011-12").value();
    EXPECT_EQ(luoshi::to_string(december.last()), "2011-12-31");
    EXPECT_EQ(to_string(december.after()), "2012-01");
    EXPECT_EQ(to_string(Month::parse("2012-01")->before()), "2011-12");
    for (const auto* const wrong : {"2011-13", "2011-1", "2011-11-01", "", "2011/11", "0001-01"}) {
        EXPECT_FALSE(Month::parse(wrong).has_value()) << wrong;
    }
}

TEST_P(Burden, of_a_month_is_every_report_with_who_asked_and_why) {
    ask("投产", 20);
    ask("用工", 25, "");
    const auto december = of("2011-12", "gd.rst");
    EXPECT_EQ(december.reports(), 2);
    EXPECT_EQ(december.duties(), 2);
    EXPECT_EQ(december.answers(), 4);
    EXPECT_EQ(december.groundless(), 1);
    ASSERT_THAT(december.lines, SizeIs(2));
    EXPECT_EQ(december.lines[0].title, "投产");
    EXPECT_EQ(december.lines[0].basis, "某文 每月报送");
    EXPECT_EQ(december.lines[0].asked_by, "王强");
    EXPECT_EQ(december.lines[1].approver, "副省长 林某");
    const auto view = statements_.month(all_, {2011, 12});
    EXPECT_EQ(view.before.at(t.unit("gd.rst")).reports, 2);
    EXPECT_EQ(view.cap, 1);
    EXPECT_FALSE(view.frozen_on.has_value());
    // A unit sees itself alone.
    const auto own = statements_.month(org::Scope::of(t.unit("gd.czt")), {2011, 12}).statements;
    ASSERT_THAT(own, SizeIs(1));
    EXPECT_EQ(own[0].unit, t.unit("gd.czt"));
}

TEST_P(Burden, of_a_month_that_is_over_stays_as_it_was) {
    const auto id = ask("投产", 20);
    t.travel("2011-12-05");
    t.duties.run_due();
    EXPECT_EQ(statements_.run_due(), 1U);
    EXPECT_EQ(statements_.run_due(), 0U);
    const auto november = of("2011-11", "gd.rst");
    ASSERT_THAT(november.lines, SizeIs(1));
    EXPECT_TRUE(november.lines[0].late);
    EXPECT_EQ(luoshi::to_string(*statements_.month(all_, {2011, 11}).frozen_on), "2011-12-05");
    t.duties.stop(t.office().actor, id, t.duties.detail(all_, id).version, "并入");
    EXPECT_EQ(of("2011-11", "gd.rst"), november);
    EXPECT_EQ(of("2011-12", "gd.rst").reports(), 0); // counted now: it is not asked any more
    // The other server finds it kept.
    Statements other{t.other_server(), t.installation.directories, t.duties,
                     t.installation.store().clock()};
    EXPECT_EQ(other.run_due(), 0U);
    EXPECT_THAT(other.month(all_, {2011, 11}).statements, SizeIs(2));
}

TEST_P(Burden, of_two_servers_at_once_is_kept_once) {
    ask("投产", 20);
    t.travel("2012-03-05");
    t.duties.run_due();
    org::Directories directories;
    Statements other{t.other_server(), directories, t.duties, t.installation.store().clock()};
    std::size_t theirs = 0;
    std::thread thread{[&] { theirs = other.run_due(); }};
    const auto ours = statements_.run_due();
    thread.join();
    EXPECT_EQ(ours + theirs, 4U) << "November to February";
    for (const auto month : {Month{2011, 11}, Month{2011, 12}, Month{2012, 1}, Month{2012, 2}}) {
        const auto kept = statements_.month(all_, month);
        ASSERT_TRUE(kept.frozen_on);
        EXPECT_THAT(kept.statements, Not(IsEmpty())) << month.year << " " << month.month;
        EXPECT_EQ(kept.statements, other.month(all_, month).statements);
    }
    EXPECT_EQ(statements_.run_due() + other.run_due(), 0U);
}

TEST_P(Burden, counts_a_report_in_its_own_month_whenever_it_is_due_then) {
    const auto id = ask("投产", 20);
    const auto due = t.due(t.duties.detail(all_, id).definition.code, "gd.rst");
    const auto asked = t.submissions.ask_time(t.who("李敏"), due, 14, "材料没有收齐");
    t.submissions.decide_time(t.office(), asked, Date::parse("2011-12-04"), "");
    ASSERT_THAT(of("2011-11", "gd.rst").lines, SizeIs(1));
    EXPECT_EQ(luoshi::to_string(of("2011-11", "gd.rst").lines[0].due_on), "2011-12-04");
    EXPECT_EQ(of("2011-12", "gd.rst").reports(), 1); // December's own
}

TEST_P(Burden, counts_requests_in_a_kept_month_that_are_noted_or_answered_later) {
    ask("投产", 20);
    t.travel("2011-12-05");
    ASSERT_EQ(statements_.run_due(), 1U);
    const auto drafter = t.who("李敏");
    NewRequest request;
    request.asker = "某处";
    request.what = "投产数";
    request.ground = Ground::groundless;
    request.asked_on = *Date::parse("2011-11-30");
    const auto id = requests_.note(drafter, request);
    EXPECT_EQ(of("2011-11", "gd.rst").noted, 1);
    EXPECT_EQ(of("2011-11", "gd.rst").unanswered, 1);
    requests_.answer(t.office(), id, 1, {Verdict::withdrawn, {}, ""});
    EXPECT_EQ(of("2011-11", "gd.rst").unanswered, 0);
    EXPECT_EQ(of("2011-11", "gd.rst").reports(), 1);
}

TEST_P(Burden, makes_up_for_months_no_server_ran) {
    ask("投产", 20);
    t.travel("2012-02-03");
    EXPECT_EQ(statements_.run_due(), 3U);
    for (const auto* const month : {"2011-11", "2011-12", "2012-01"}) {
        EXPECT_TRUE(statements_.month(all_, *Month::parse(month)).frozen_on.has_value()) << month;
        EXPECT_EQ(of(month, "gd.czt").reports(), 1) << month;
    }
    const auto months = statements_.month(all_, {2012, 2}).months;
    EXPECT_EQ(months.front(), (Month{2012, 3}));
    EXPECT_EQ(months.back(), (Month{2011, 11}));
}

TEST_P(Burden, keeps_nothing_where_nothing_was_asked) {
    t.travel("2012-02-03");
    EXPECT_EQ(statements_.run_due(), 0U);
}

TEST_P(Burden, goes_out_as_sheets_and_pages) {
    ask("投产", 20);
    const auto view = statements_.month(all_, {2011, 12});
    const auto sheet = requests_.list(all_, {});
    const auto xlsx = to_xlsx(view, sheet);
    EXPECT_EQ(xlsx, to_xlsx(view, sheet));
    const auto pages = to_docx(view, sheet, "王强");
    for (const auto& text : {office::read_document(xlsx, "a.xlsx").text,
                             office::read_document(pages, "a.docx").text}) {
        for (const auto* const part : {"2011年12月报送负担月报", "省财政厅", "投产", "每月报送"}) {
            EXPECT_THAT(text, ::testing::HasSubstr(part));
        }
    }
}

} // namespace
} // namespace luoshi::burden
