// SPDX-License-Identifier: Apache-2.0
// What is handed in, from the first key to acceptance, on both engines.
#include "duty/testing/test_duties.hpp"

#include "store/audit.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace luoshi::duty {
namespace {

using followup::error_of;
using nlohmann::json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

// A plan of the year that passes its checks.
std::string year_plan(const std::string& result = "十条措施", const std::string& year = "2012") {
    return json{{"values",
                 {{"总体思路", "围绕双转移抓落实"},
                  {"年度工作", json::array({{{"工作编号", "1"},
                                             {"工作内容", "修订办法"},
                                             {"预期成果", result},
                                             {"完成时限", year + "-09-30"},
                                             {"责任处室", "综合处"}},
                                            {{"工作编号", "2"},
                                             {"工作内容", "组织培训"},
                                             {"预期成果", "两期"},
                                             {"完成时限", year + "-11-30"},
                                             {"责任处室", "职能处"}}})}}}}
        .dump();
}

std::string detail_of(const Error& error, const std::string& name) {
    for (const auto& [key, value] : error.details()) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

class SubmissionsTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    SubmissionsTest() {
        t.issue("plan");
        due_ = t.due("plan", "gd.rst");
    }
    DueDetail open(const Who& who) { return t.submissions.open(who.principal, due_); }
    DueDetail open() { return open(drafter_); }
    std::int64_t revision() { return open().opened.filled.revision; }
    void hand_in(const std::string& values = year_plan()) {
        t.submissions.save(drafter_, due_, revision(), values);
        t.submissions.hand_on(drafter_, due_, revision(), {"请签发", {}});
        t.submissions.sign(signer_, due_, revision());
        t.submissions.submit(drafter_, due_, revision());
    }
    RemarkId must(const std::string& words = "写具体") {
        Remark remark;
        remark.field = "总体思路";
        remark.passage = {2, 5};
        remark.words = words;
        remark.must = true;
        return t.submissions.remark(office_, due_, remark);
    }
    DueState state() { return open().opened.due.state; }

    testing::TestDuties t{GetParam()};
    Who office_ = t.office(), drafter_ = t.who("李敏"), signer_ = t.who("孙厅");
    DueId due_;
};

INSTANTIATE_TEST_SUITE_P(engines, SubmissionsTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(SubmissionsTest, go_from_the_first_key_to_acceptance_and_leave_every_step) {
    EXPECT_THAT(open().verbs, ElementsAre(Verb::fill, Verb::ask_time));
    hand_in();
    const auto handed_in = open(office_);
    EXPECT_EQ(handed_in.opened.due.state, DueState::submitted);
    EXPECT_THAT(handed_in.versions, SizeIs(1));
    EXPECT_THAT(handed_in.verbs, ElementsAre(Verb::accept, Verb::give_back, Verb::remark));
    t.submissions.accept(office_, due_);
    const auto done = open();
    EXPECT_EQ(done.opened.due.state, DueState::accepted);
    EXPECT_EQ(done.opened.due.signed_by, "孙厅");
    std::vector<std::string> steps;
    for (const auto& act : done.acts) {
        steps.push_back(act.act + " " + act.step + " " + act.person);
    }
    EXPECT_THAT(steps, ElementsAre("save draft 李敏", "hand-on draft 李敏", "sign sign 孙厅",
                                   "submit send 李敏", "accept office 王强"));
    // Locked for ever: nobody changes it any more.
    for (const auto& act : std::vector<std::function<void()>>{
             [&] { t.submissions.save(drafter_, due_, revision(), year_plan("改")); },
             [&] { t.submissions.withdraw(drafter_, due_, "想改"); },
             [&] { t.submissions.give_back(office_, due_, *Date::parse("2012-03-01"), ""); },
             [&] { t.submissions.spare(office_, due_, "不用了"); }, [&] { must(); }}) {
        EXPECT_EQ(error_of(act).reason(), "duty.wrong-state");
    }
    EXPECT_EQ(t.installation.database().read([&](store::Reader& reader) {
        return store::events_of(reader, "due", due_.value, 0, 50).size();
    }),
              5U);
}

TEST_P(SubmissionsTest, are_typed_by_two_people_without_losing_a_word) {
    const auto zhao = t.who("赵处");
    const auto first = t.submissions.save(drafter_, due_, 0, year_plan());
    EXPECT_EQ(first.revision, 1);
    // Both opened revision 1. The first changes a row; the second is told who and what.
    t.submissions.save(zhao, due_, 1, year_plan("二十条措施"));
    const auto error =
        error_of([&] { t.submissions.save(drafter_, due_, 1, year_plan("八条措施")); });
    EXPECT_EQ(error.code(), ErrorCode::precondition_failed);
    EXPECT_EQ(error.reason(), "duty.content-changed");
    EXPECT_EQ(detail_of(error, "by"), "赵处");
    EXPECT_EQ(detail_of(error, "revision"), "2");
    const auto changes = json::parse(detail_of(error, "changes"));
    ASSERT_EQ(changes.size(), 1U) << changes.dump();
    EXPECT_THAT(changes.dump(), HasSubstr("二十条措施"));
    EXPECT_THAT(changes.dump(), HasSubstr("十条措施"));
    EXPECT_THAT(changes.dump(), Not(HasSubstr("八条措施")));
    EXPECT_THAT(open().opened.filled.body, HasSubstr("二十条措施"));
    // Two who begin at once: the second is refused too.
    EXPECT_EQ(error_of([&] { t.submissions.save(zhao, due_, 0, year_plan()); }).reason(),
              "duty.content-changed");
}

TEST_P(SubmissionsTest, are_not_handed_on_or_in_before_the_check_lets_them) {
    t.submissions.save(drafter_, due_, 0, R"({"values":{"总体思路":"想"}})");
    const auto error = error_of([&] { t.submissions.hand_on(drafter_, due_, 1, {}); });
    EXPECT_EQ(error.reason(), "duty.not-ready");
    EXPECT_EQ(detail_of(error, "errors"), "1");
    t.submissions.save(drafter_, due_, 1, year_plan("成果", "2013")); // not within the year
    EXPECT_EQ(error_of([&] { t.submissions.hand_on(drafter_, due_, 2, {}); }).reason(),
              "duty.not-ready");
    EXPECT_EQ(error_of([&] {
                  t.submissions.paper_sign(drafter_, due_, {"AAAA", "孙厅", {}});
              }).reason(),
              "duty.wrong-check-code");
    t.submissions.save(drafter_, due_, 2, year_plan());
    EXPECT_EQ(error_of([&] { t.submissions.hand_on(drafter_, due_, 2, {}); }).reason(),
              "duty.content-changed"); // signed is what was seen
    t.submissions.hand_on(drafter_, due_, 3, {});
    EXPECT_EQ(error_of([&] { t.submissions.submit(drafter_, due_, 3); }).reason(),
              "duty.wrong-state");
}

TEST_P(SubmissionsTest, move_only_by_whose_turn_it_is) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    const auto error = error_of([&] { t.submissions.sign(signer_, due_, 1); });
    EXPECT_EQ(error.reason(), "duty.not-your-turn");
    EXPECT_EQ(detail_of(error, "step"), "draft");
    t.submissions.hand_on(drafter_, due_, 1, {});
    EXPECT_EQ(error_of([&] { t.submissions.save(drafter_, due_, 1, year_plan()); }).reason(),
              "duty.not-your-turn");
    t.submissions.save(signer_, due_, 1, year_plan("领导改的")); // whose turn it is may edit
    EXPECT_EQ(error_of([&] { t.submissions.hand_back(signer_, due_, " "); }).reason(),
              "duty.reason-needed");
    t.submissions.hand_back(signer_, due_, "再核一下数");
    EXPECT_EQ(error_of([&] { t.submissions.sign(signer_, due_, 2); }).reason(),
              "duty.not-your-turn");
    const auto stranger = t.who("陈国华");
    for (const auto& act : std::vector<std::function<void()>>{
             [&] { open(stranger); }, [&] { t.submissions.sign(stranger, due_, 2); },
             [&] { t.submissions.save(stranger, due_, 2, year_plan()); }}) {
        EXPECT_EQ(error_of(act).reason(), "duty.no-due");
    }
    EXPECT_EQ(error_of([&] { t.submissions.accept(drafter_, due_); }).reason(), "access.role");
}

TEST_P(SubmissionsTest, of_a_unit_take_the_way_the_unit_set) {
    const auto zhao = t.who("赵处");
    const Chain chain{{StepKind::assign, 0, "", access::Role::signer},
                      {StepKind::draft, 0, "", access::Role::drafter},
                      {StepKind::review, zhao.principal.id.value, "", access::Role::drafter},
                      {StepKind::sign, 0, "", access::Role::signer}};
    EXPECT_EQ(t.chains.set(drafter_, t.unit("gd.rst"), 0, chain), 1);
    EXPECT_EQ(error_of([&] { t.chains.set(drafter_, t.unit("gd.rst"), 0, chain); }).reason(),
              "duty.changed-meanwhile");
    EXPECT_EQ(error_of([&] { t.chains.set(t.who("陈国华"), t.unit("gd.rst"), 1, chain); }).reason(),
              "org.no-unit");
    t.submissions.hand_on(signer_, due_, 0, {"请李敏拟稿", drafter_.principal.id});
    EXPECT_EQ(open().opened.step().name, "李敏");
    EXPECT_EQ(error_of([&] { t.submissions.save(zhao, due_, 1, year_plan()); }).reason(),
              "duty.not-your-turn");
    t.submissions.save(drafter_, due_, 1, year_plan());
    t.submissions.hand_on(drafter_, due_, 2, {});
    EXPECT_EQ(open().opened.step().name, "赵处");
    t.submissions.hand_on(zhao, due_, 2, {});
    t.submissions.sign(signer_, due_, 2);
    EXPECT_EQ(state(), DueState::signed_);
    t.submissions.submit(signer_, due_, 2); // no step 报出: the signer sends
    EXPECT_EQ(state(), DueState::submitted);
}

TEST_P(SubmissionsTest, may_be_signed_by_a_deputy_and_say_so) {
    const auto zhao = t.who("赵处");
    t.submissions.save(drafter_, due_, 0, year_plan());
    t.submissions.hand_on(drafter_, due_, 1, {});
    EXPECT_EQ(error_of([&] { t.submissions.sign(zhao, due_, 1); }).reason(), "duty.not-your-turn");
    const auto unit = t.unit("gd.rst");
    EXPECT_EQ(error_of([&] {
                  t.chains.add_deputy(zhao, unit,
                                      {signer_.principal.id, zhao.principal.id, "代签",
                                       *Date::parse("2011-11-10"), *Date::parse("2011-11-12")});
              }).reason(),
              "duty.not-your-deputy");
    const auto id = t.chains.add_deputy(signer_, unit,
                                        {signer_.principal.id, zhao.principal.id, "代签",
                                         *Date::parse("2011-11-10"), *Date::parse("2011-11-12")});
    t.travel("2011-11-12");
    EXPECT_EQ(error_of([&] { t.submissions.sign(zhao, due_, 1); }).reason(), "duty.not-your-turn");
    t.travel("2011-11-11");
    t.submissions.sign(zhao, due_, 1);
    EXPECT_EQ(open().acts.back().for_person, "孙厅");
    EXPECT_EQ(open().acts.back().person, "赵处");
    t.chains.end_deputy(signer_, id);
    EXPECT_THAT(t.chains.of(signer_.principal, unit).deputies, IsEmpty());
}

TEST_P(SubmissionsTest, are_signed_on_paper_with_the_code_of_what_was_printed) {
    t.submissions.save(drafter_, due_, 0, year_plan());
    const auto printed = open().check_code;
    t.submissions.save(drafter_, due_, 1, year_plan("改过的成果"));
    const auto now = open().check_code;
    const auto sign = [&](const std::string& code) {
        t.submissions.paper_sign(drafter_, due_, {code, "孙厅长", {"签章.pdf", "%PDF scan"}});
    };
    const auto error = error_of([&] { sign(printed); });
    EXPECT_EQ(error.reason(), "duty.wrong-check-code");
    EXPECT_EQ(detail_of(error, "typed"), printed);
    EXPECT_EQ(detail_of(error, "now"), now);
    EXPECT_EQ(detail_of(error, "printed"), "1"); // changed after printing
    EXPECT_EQ(detail_of(error_of([&] { sign("ZZZZ"); }), "printed"), "(none)"); // mistyped
    EXPECT_EQ(state(), DueState::drafted);
    std::string typed = now.substr(0, 2) + " " + now.substr(2);
    std::ranges::transform(typed, typed.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    sign(typed);
    const auto detail = open();
    EXPECT_EQ(detail.opened.due.state, DueState::signed_);
    EXPECT_EQ(detail.opened.due.signed_how, "paper");
    EXPECT_EQ(detail.opened.due.signed_by, "孙厅长");
    const auto scan = t.submissions.file(drafter_.principal, due_, detail.opened.due.scan);
    EXPECT_EQ(scan.bytes, "%PDF scan");
    EXPECT_EQ(scan.name, "签章.pdf");
    t.submissions.submit(drafter_, due_, 2);
    EXPECT_EQ(state(), DueState::submitted);
}

TEST_P(SubmissionsTest, are_returned_at_a_passage_with_a_date_and_compared_when_they_come_back) {
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
    t.submissions.settle(drafter_, due_, must_id, "已写具体");
    t.submissions.sign(signer_, due_, 2);
    t.submissions.submit(drafter_, due_, 2);
    detail = open(office_);
    EXPECT_THAT(detail.versions, SizeIs(2));
    EXPECT_THAT(t.submissions.body(office_.principal, due_, 1), HasSubstr("十条措施"));
    EXPECT_THAT(t.submissions.body(office_.principal, due_, 2), HasSubstr("十五条措施"));
    t.submissions.accept(office_, due_);
    EXPECT_EQ(open().opened.due.kept, 2);
}

TEST_P(SubmissionsTest, that_are_drafts_stay_within_the_unit_until_handed_in) {
    t.submissions.save(drafter_, due_, 0, year_plan("还没想好"));
    auto seen = open(office_);
    EXPECT_TRUE(seen.content_hidden);
    EXPECT_EQ(seen.opened.due.state, DueState::drafted); // the state is no secret
    EXPECT_THAT(seen.opened.filled.body, Not(HasSubstr("还没想好")));
    EXPECT_EQ(error_of([&] { t.submissions.body(office_.principal, due_, 0); }).reason(),
              "form.no-version");
    EXPECT_EQ(error_of([&] { t.submissions.save(office_, due_, 1, year_plan()); }).reason(),
              "duty.begun-by-unit");
    t.submissions.save(drafter_, due_, 1, year_plan());
    t.submissions.hand_on(drafter_, due_, 2, {});
    t.submissions.sign(signer_, due_, 2);
    t.submissions.submit(drafter_, due_, 2);
    t.submissions.withdraw(drafter_, due_, "数字要改");
    t.submissions.save(drafter_, due_, 2, year_plan("正在改"));
    seen = open(office_);
    EXPECT_THAT(seen.opened.filled.body, HasSubstr("十条措施")); // what was handed in last
    EXPECT_THAT(seen.opened.filled.body, Not(HasSubstr("正在改")));
}

TEST_P(SubmissionsTest, that_came_on_paper_are_entered_by_the_office_until_the_unit_confirms) {
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

TEST_P(SubmissionsTest, of_december_begin_with_the_rows_of_february) {
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

TEST_P(SubmissionsTest, of_the_closing_have_a_row_for_each_item_of_the_unit) {
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

TEST_P(SubmissionsTest, take_over_unchanged_rows_from_the_report_before_in_one_call) {
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

TEST_P(SubmissionsTest, hold_only_files_that_were_uploaded_by_their_unit) {
    t.issue("support", {});
    const auto duty = t.duties.detail(org::Scope::all(), t.duty("support"));
    auto dated = duty.definition;
    dated.on = "2012-03-30";
    t.duties.change(office_.actor, duty.id, duty.version, dated, {});
    due_ = t.due("support", "gd.rst");
    const auto file = t.submissions.add_file(drafter_, due_, {"资金文件.pdf", "bytes of a file"});
    const auto with = [](const std::string& digest) {
        return json{
            {"values",
             {{"资金文件",
               json::array({{{"name", "资金文件.pdf"}, {"digest", digest}, {"size", 15}}})}}}}
            .dump();
    };
    t.submissions.save(drafter_, due_, 0, with(file.digest));
    EXPECT_EQ(error_of([&] {
                  t.submissions.save(drafter_, due_, 1, with(std::string(64, 'a')));
              }).reason(),
              "duty.unknown-file");
    EXPECT_EQ(t.submissions.file(drafter_.principal, due_, file.digest).bytes, "bytes of a file");
    const auto other = t.due("support", "gd.czt");
    EXPECT_EQ(
        error_of([&] { t.submissions.save(t.who("陈国华"), other, 0, with(file.digest)); }).code(),
        ErrorCode::forbidden); // a signer, and it is at 拟稿
    t.add("钱某", access::Role::drafter, "gd.czt");
    EXPECT_EQ(
        error_of([&] { t.submissions.save(t.who("钱某"), other, 0, with(file.digest)); }).reason(),
        "duty.unknown-file");
    EXPECT_EQ(
        error_of([&] { t.submissions.file(t.who("钱某").principal, other, file.digest); }).reason(),
        "duty.no-file");
    EXPECT_EQ(error_of([&] { t.submissions.file(office_.principal, due_, file.digest); }).reason(),
              "duty.no-file"); // the unit's draft
}

TEST_P(SubmissionsTest, say_how_late_they_are_and_with_whom_they_lay) {
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

TEST_P(SubmissionsTest, get_more_time_when_the_office_grants_it) {
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

TEST_P(SubmissionsTest, that_are_spared_are_owed_again_with_what_was_typed) {
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

TEST_P(SubmissionsTest, leave_a_record_that_holds) {
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
