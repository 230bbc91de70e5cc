// SPDX-License-Identifier: Apache-2.0
// Review, paper, time, and what a report begins with, on both engines.
#include "duty/testing/submissions_fixture.hpp"

#include "store/audit.hpp"

namespace luoshi::duty {
namespace {

class ReviewTest : public SubmissionsTest {};

INSTANTIATE_TEST_SUITE_P(engines, ReviewTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(ReviewTest, are_returned_at_a_passage_with_a_date_and_compared_when_they_come_back) {
    hand_in();
    const auto date = *Date::parse("2012-03-01");
    EXPECT_EQ(error_of([&] { t.submissions.give_back(office_, due_, date, ""); }).reason(),
              "duty.remark-needed");
    Remark advice;
    advice.field = "年度工作";
    advice.row = "2";
    advice.column = "预期成果";
    advice.quote = "两期";
    advice.passage = {0, 2};
    advice.words = "建议写人数";
    t.submissions.remark(office_, due_, advice);
    EXPECT_EQ(error_of([&] { t.submissions.give_back(office_, due_, date, ""); }).reason(),
              "duty.remark-needed"); // advice alone returns nothing
    advice.quote = "三期";
    EXPECT_EQ(error_of([&] { t.submissions.remark(office_, due_, advice); }).reason(),
              "duty.bad-remark");
    advice.row = "9";
    EXPECT_EQ(error_of([&] { t.submissions.remark(office_, due_, advice); }).reason(),
              "duty.bad-remark");
    const auto must_id = must();
    EXPECT_EQ(error_of([&] { t.submissions.accept(office_, due_); }).reason(), "duty.remarks-open");
    EXPECT_EQ(error_of([&] {
                  t.submissions.give_back(office_, due_, *Date::parse("2011-11-10"), "");
              }).reason(),
              "duty.bad-date");
    t.submissions.give_back(office_, due_, date, "请补正");
    auto detail = open();
    EXPECT_EQ(detail.opened.due.state, DueState::returned);
    EXPECT_EQ(detail.opened.due.due_on, date);
    EXPECT_EQ(detail.remarks.at(1).quote, "双转移"); // characters 2 to 4 of 围绕双转移抓落实
    EXPECT_THAT(detail.verbs, Contains(Verb::correct));

    t.submissions.save(drafter_, due_, 1, year_plan("十五条措施"));
    EXPECT_EQ(state(), DueState::returned);
    t.submissions.hand_on(drafter_, due_, 2, {});
    EXPECT_EQ(error_of([&] { t.submissions.sign(signer_, due_, 2); }).reason(),
              "duty.remarks-open");
    t.submissions.settle(drafter_, must_id, "已写具体");
    t.submissions.sign(signer_, due_, 2);
    t.submissions.submit(drafter_, due_, 2);
    detail = open(office_);
    EXPECT_THAT(detail.versions, SizeIs(2));
    EXPECT_THAT(t.submissions.body(office_.principal, due_, 1), HasSubstr("十条措施"));
    EXPECT_THAT(t.submissions.body(office_.principal, due_, 2), HasSubstr("十五条措施"));
    t.submissions.accept(office_, due_);
    EXPECT_EQ(open().opened.due.kept, 2);
}

TEST_P(ReviewTest, that_came_on_paper_are_entered_by_the_office_until_the_unit_confirms) {
    t.submissions.save(office_, due_, 0, year_plan());
    EXPECT_FALSE(open(office_).content_hidden);
    t.submissions.enter(office_, due_, 1,
                        {*Date::parse("2011-11-09"), "传真", Upload{"传真.pdf", "fax"}});
    auto detail = open();
    EXPECT_EQ(detail.opened.due.state, DueState::submitted);
    EXPECT_TRUE(detail.opened.due.is_unconfirmed());
    EXPECT_EQ(detail.opened.due.received, "传真 2011-11-09");
    EXPECT_EQ(detail.verbs.front(), Verb::confirm);
    t.submissions.accept(office_, due_);
    EXPECT_TRUE(open().opened.due.is_unconfirmed()); // the mark stays
    EXPECT_EQ(error_of([&] { t.submissions.confirm(office_, due_); }).reason(),
              "duty.not-your-unit");
    t.submissions.confirm(drafter_, due_);
    EXPECT_EQ(open().opened.due.confirmed_by, "李敏");
    EXPECT_EQ(error_of([&] { t.submissions.confirm(drafter_, due_); }).reason(),
              "duty.nothing-to-confirm");
}

TEST_P(ReviewTest, of_december_begin_with_the_rows_of_february) {
    hand_in();
    t.submissions.accept(office_, due_);
    t.issue("summary");
    t.travel("2012-06-01");
    t.duties.run_due();
    const auto december = t.due("summary", "gd.rst", "2012-12-10");
    auto detail = t.submissions.open(drafter_.principal, december);
    const auto body = json::parse(detail.opened.filled.body);
    ASSERT_EQ(body["values"]["落实情况"].size(), 2U) << body.dump();
    EXPECT_EQ(body["values"]["落实情况"][1]["工作内容"], "组织培训");
    EXPECT_THAT(detail.opened.filled.handed, HasSubstr(R"("方案工作项数":"2")"));
    EXPECT_EQ(detail.opened.filled.revision, 0); // nothing is stored before somebody types
    // That of 2011 has no plan before it.
    const auto earlier = t.due("summary", "gd.rst", "2011-12-10");
    EXPECT_THAT(t.submissions.open(drafter_.principal, earlier).opened.filled.body,
                Not(HasSubstr("落实情况")));
}

TEST_P(ReviewTest, of_the_closing_have_a_row_for_each_item_of_the_unit) {
    t.issue("closing");
    const auto closing = t.due("closing", "gd.rst");
    const auto detail = t.submissions.open(drafter_.principal, closing);
    const auto rows = json::parse(detail.opened.filled.body)["values"]["落实情况"];
    std::vector<std::string> numbers;
    for (const auto& row : rows) {
        numbers.push_back(row["项号"]);
    }
    EXPECT_THAT(numbers, Contains("30"));
    EXPECT_THAT(numbers, Contains("34"));
    EXPECT_EQ(rows[0]["项号"], numbers.front());
    for (const auto& row : rows) {
        if (row["项号"] == "34") {
            EXPECT_EQ(row["本单位责任"], "牵头");
        }
    }
    EXPECT_THAT(detail.opened.filled.handed,
                HasSubstr("\"承担任务数\":\"" + std::to_string(rows.size()) + "\""));
    // All its findings are about what people have to write, none about the rows given.
    for (const auto& finding : detail.opened.outcome.findings) {
        EXPECT_THAT(finding.code, ::testing::AnyOf("form.required", "form.rows"))
            << finding.message.zh; // 推进措施 has no row yet
    }
}

TEST_P(ReviewTest, take_over_unchanged_rows_from_the_report_before_in_one_call) {
    EXPECT_EQ(error_of([&] { t.submissions.adopt_previous(drafter_, due_, 0, {}); }).reason(),
              "duty.no-previous");
    hand_in();
    t.submissions.accept(office_, due_);
    t.travel("2012-03-01");
    t.duties.run_due();
    due_ = t.due("plan", "gd.rst", "2013-02-10");
    t.submissions.save(
        drafter_, due_, 0,
        R"({"values":{"年度工作":[{"工作编号":"2","预期成果":"四期"},{"工作编号":"7"}]}})");
    const auto one = t.submissions.adopt_previous(drafter_, due_, 1, {"年度工作", {"2"}});
    EXPECT_EQ(one.rows, 1U);
    EXPECT_EQ(one.fields, 0U);
    auto values = json::parse(open().opened.filled.body)["values"];
    EXPECT_EQ(values["年度工作"][0]["工作内容"], "组织培训"); // was empty
    EXPECT_EQ(values["年度工作"][0]["预期成果"], "四期");     // was typed: stays
    EXPECT_FALSE(values["年度工作"][1].contains("工作内容"));
    EXPECT_FALSE(values.contains("总体思路"));
    const auto all = t.submissions.adopt_previous(drafter_, due_, 2, {});
    EXPECT_EQ(all.fields, 1U);
    EXPECT_THAT(open().opened.filled.body, HasSubstr("围绕双转移抓落实"));
}

TEST_P(ReviewTest, say_how_late_they_are_and_with_whom_they_lay) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    t.travel("2012-02-08");
    t.submissions.hand_on(drafter_, due_, 1, {});
    t.travel("2012-02-16"); // Thursday; due on Friday the 10th
    auto late = open().late;
    ASSERT_TRUE(late);
    EXPECT_EQ(late->working_days, 4);
    EXPECT_EQ(late->step, "sign");
    EXPECT_EQ(to_string(late->since), "2012-02-08");
    t.submissions.sign(signer_, due_, 1);
    t.travel("2012-02-20");
    t.submissions.submit(drafter_, due_, 1);
    t.travel("2012-06-01");
    late = open(office_).late;
    ASSERT_TRUE(late);
    EXPECT_EQ(late->working_days, 6); // until it was handed in, not until today
    EXPECT_EQ(late->step, "sign");    // where it lay when it became late
    EXPECT_EQ(late->holder, "孙厅");
}

TEST_P(ReviewTest, get_more_time_when_the_office_grants_it) {
    const auto asked = t.submissions.ask_time(drafter_, due_, 10, "数据下周才出");
    EXPECT_EQ(error_of([&] { t.submissions.ask_time(drafter_, due_, 5, "再申请"); }).reason(),
              "duty.asked-already");
    EXPECT_EQ(error_of([&] { t.submissions.decide_time(drafter_, asked, {}, ""); }).reason(),
              "access.role");
    EXPECT_EQ(error_of([&] {
                  t.submissions.decide_time(office_, asked, Date::parse("2012-02-10"), "");
              }).reason(),
              "duty.bad-date");
    t.submissions.decide_time(office_, asked, Date::parse("2012-02-20"), "同意");
    EXPECT_EQ(to_string(open().opened.due.due_on), "2012-02-20");
    EXPECT_EQ(to_string(open().opened.due.occurrence), "2012-02-10");
    EXPECT_EQ(error_of([&] { t.submissions.decide_time(office_, asked, {}, ""); }).reason(),
              "duty.decided");
    const auto again = t.submissions.ask_time(drafter_, due_, 90, "还要");
    t.submissions.decide_time(office_, again, {}, "不同意");
    EXPECT_EQ(open().extensions.back().state, "refused");
    EXPECT_EQ(to_string(open().opened.due.due_on), "2012-02-20");
    EXPECT_EQ(error_of([&] { t.submissions.ask_time(drafter_, due_, 91, "太久"); }).reason(),
              "duty.bad-date");
}

TEST_P(ReviewTest, that_are_spared_are_owed_again_with_what_was_typed) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    EXPECT_EQ(error_of([&] { t.submissions.spare(office_, due_, ""); }).reason(),
              "duty.reason-needed");
    t.submissions.spare(office_, due_, "台账已反映进展");
    EXPECT_EQ(state(), DueState::spared);
    EXPECT_THAT(open().verbs, IsEmpty());
    t.submissions.owe(office_, due_);
    EXPECT_EQ(state(), DueState::drafted);
    EXPECT_THAT(open().opened.filled.body, HasSubstr("十条措施"));
}

TEST_P(ReviewTest, leave_a_record_that_holds) {
    hand_in();
    must();
    t.submissions.give_back(office_, due_, *Date::parse("2012-03-01"), "请补正");
    const std::string key(32, 'k');
    store::Sealer sealer{t.installation.database(), "test", key};
    while (sealer.run() > 0) {
    }
    const auto report =
        store::verify(t.installation.database(), t.installation.store().blobs(), key);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_GT(report.rows, 100);
}

} // namespace
} // namespace luoshi::duty
