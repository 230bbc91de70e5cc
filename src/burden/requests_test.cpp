// SPDX-License-Identifier: Apache-2.0
// Requests past the duties: noted by a unit, answered by the office by name; on both engines.
#include "burden/burden_files.hpp"
#include "burden/requests.hpp"

#include "access/access.hpp"
#include "base/testing/reason_of.hpp"
#include "duty/testing/test_duties.hpp"
#include "notify/notices.hpp"
#include "office/read_document.hpp"
#include "store/audit.hpp"

#include <gmock/gmock.h>

namespace luoshi::burden {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class RequestsTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    duty::testing::TestDuties t{GetParam()};
    Requests requests_{t.installation.database(), t.installation.directories, t.duties};
    Statements statements_{t.installation.database(), t.installation.directories, t.duties,
                           t.installation.store().clock()};
    notify::Notices notices_{t.installation.database(), t.installation.store().clock()};
    duty::DutyId plan_ = issued();
    duty::Who drafter_ = t.who("李敏");
    org::Scope own_ = org::Scope::of(t.unit("gd.rst"));

    duty::DutyId issued() {
        t.issue("plan");
        return t.duty("plan");
    }
    NewRequest asked() {
        NewRequest one;
        one.asker = "某处室";
        one.channel = Channel::group;
        one.asked_on = *Date::parse("2011-11-09");
        one.what = "年度工作安排表";
        one.ground = Ground::repeats;
        one.duty = plan_;
        one.field = "工作内容";
        one.since = Date::parse("2011-02-10");
        return one;
    }
};

INSTANTIATE_TEST_SUITE_P(engines, RequestsTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(RequestsTest, stand_on_the_sheet_of_the_unit_and_of_the_office) {
    const auto id = requests_.note(drafter_, asked());
    const auto sheet = requests_.list(org::Scope::all(), Month{2011, 11});
    ASSERT_THAT(sheet.requests, SizeIs(1));
    const auto& one = sheet.requests[0];
    EXPECT_EQ(one.unit, t.unit("gd.rst"));
    EXPECT_EQ(one.said.what, "年度工作安排表");
    EXPECT_EQ(one.said.since, Date::parse("2011-02-10"));
    EXPECT_EQ(one.said.channel, Channel::group);
    EXPECT_EQ(sheet.titles.at(plan_), "年度工作方案");
    EXPECT_THAT(requests_.list(own_, {}).requests, SizeIs(1));
    const auto other = org::Scope::of(t.unit("gd.czt"));
    EXPECT_THAT(requests_.list(other, {}).requests, IsEmpty());
    EXPECT_EQ(reason_of([&] { requests_.detail(other, id); }), "burden.no-request");
    EXPECT_THAT(requests_.list(own_, Month{2011, 10}).requests, IsEmpty());
    const auto statement = statements_.month(own_, {2011, 11}).statements.at(0);
    EXPECT_EQ(statement.noted, 1);
    EXPECT_EQ(statement.unanswered, 1);
}

TEST_P(RequestsTest, say_who_asked_for_what_and_what_it_repeats) {
    const auto reason = [&](auto change) {
        auto one = asked();
        change(one);
        return reason_of([&] { requests_.note(drafter_, one); });
    };
    EXPECT_EQ(reason([](auto& one) { one.asker = ""; }), "burden.incomplete");
    EXPECT_EQ(reason([](auto& one) { one.what = ""; }), "burden.incomplete");
    EXPECT_EQ(reason([](auto& one) { one.duty = {}; }), "burden.incomplete");
    EXPECT_EQ(reason([](auto& one) { one.asked_on = one.asked_on.plus_days(60); }),
              "burden.incomplete");
    EXPECT_EQ(reason([](auto& one) { one.duty = duty::DutyId{77}; }), "duty.no-duty");
    EXPECT_EQ(reason([](auto& one) { one.ground = Ground::groundless, one.duty = {}; }), "none");
}

TEST_P(RequestsTest, are_answered_once_and_who_noted_it_is_told) {
    const auto id = requests_.note(drafter_, asked());
    Answer answer{Verdict::founded, {}, ""};
    EXPECT_EQ(reason_of([&] { requests_.answer(t.office(), id, 1, answer); }), "burden.incomplete");
    answer.verdict = Verdict::merged;
    EXPECT_EQ(reason_of([&] { requests_.answer(t.office(), id, 1, answer); }), "burden.incomplete");
    answer.merged = plan_;
    EXPECT_EQ(reason_of([&] { requests_.answer(t.office(), id, 2, answer); }),
              "http.precondition-failed");
    requests_.answer(t.office(), id, 1, answer);
    const auto one = requests_.detail(own_, id);
    ASSERT_TRUE(one.answer.has_value());
    EXPECT_EQ(one.answer->merged, plan_);
    EXPECT_EQ(one.answered_by, "王强");
    EXPECT_EQ(reason_of([&] { requests_.answer(t.office(), id, 2, answer); }), "burden.answered");
    EXPECT_EQ(reason_of([&] { requests_.take_back(drafter_, id, 2); }), "burden.answered");
    const auto inbox = notices_.inbox(drafter_.principal.id, {});
    ASSERT_THAT(inbox, SizeIs(1));
    EXPECT_EQ(inbox[0].words, "年度工作安排表");
    EXPECT_EQ(statements_.month(own_, {2011, 11}).statements.at(0).unanswered, 0);
    EXPECT_THAT(store::verify(t.installation.database(), t.installation.store().blobs(),
                              std::string(32, 'k'))
                    .faults,
                IsEmpty());
}

TEST_P(RequestsTest, go_into_no_draft_that_may_be_given_up) {
    duty::Definition one;
    one.title = {"草稿", ""};
    one.who = {"gd.rst"};
    one.to = {"gd.office"};
    one.on = "2011-12-20";
    one.fields = {{"数", "", form::OwnKind::whole, true}};
    const auto draft = t.duties.create(t.office().actor, t.plan, one);
    const auto id = requests_.note(drafter_, asked());
    EXPECT_EQ(reason_of([&] {
                  requests_.answer(t.office(), id, 1, {Verdict::merged, draft, ""});
              }),
              "burden.incomplete");
}

TEST_P(RequestsTest, go_out_as_sheet_and_pages) {
    requests_.answer(t.office(), requests_.note(drafter_, asked()), 1,
                     {Verdict::founded, {}, "某文第三条"});
    const auto sheet = requests_.list(org::Scope::all(), {});
    for (const auto& text : {office::read_document(requests_xlsx(sheet), "a.xlsx").text,
                             office::read_document(requests_docx(sheet, "王强"), "a.docx").text}) {
        for (const auto* const part :
             {"省人社厅", "工作群", "《年度工作方案》工作内容", "有依据：某文第三条"}) {
            EXPECT_THAT(text, ::testing::HasSubstr(part));
        }
    }
}

TEST_P(RequestsTest, are_taken_back_by_their_unit_alone) {
    const auto id = requests_.note(drafter_, asked());
    EXPECT_EQ(reason_of([&] { requests_.take_back(t.who("陈国华"), id, 1); }), "burden.no-request");
    requests_.take_back(drafter_, id, 1);
    EXPECT_THAT(requests_.list(own_, {}).requests, IsEmpty());
}

TEST_P(RequestsTest, find_what_they_likely_repeat) {
    const auto found = requests_.likely(own_, "各处室的年度工作内容和预期成果");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].duty, plan_);
    EXPECT_TRUE(found[0].field == "工作内容" || found[0].field == "预期成果") << found[0].field;
    EXPECT_LE(found.size(), 8U);
    EXPECT_THAT(requests_.likely(own_, "xyzzy"), IsEmpty());
}

} // namespace
} // namespace luoshi::burden
