// SPDX-License-Identifier: Apache-2.0
// What is handed in, from the first key to acceptance, on both engines.
#include "duty/testing/submissions_fixture.hpp"

#include "store/audit.hpp"

namespace luoshi::duty {
namespace {

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
    EXPECT_EQ(error_of([&] { t.submissions.hand_back(drafter_, due_, "退"); }).reason(),
              "duty.wrong-step"); // nobody stands before
    t.submissions.hand_on(drafter_, due_, 3, {});
    EXPECT_EQ(error_of([&] { t.submissions.submit(drafter_, due_, 3); }).reason(),
              "duty.wrong-state");
    const auto at_sign = error_of([&] { t.submissions.hand_on(signer_, due_, 3, {}); });
    EXPECT_EQ(at_sign.reason(), "duty.wrong-step");
    EXPECT_EQ(detail_of(at_sign, "step"), "sign");
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
    EXPECT_EQ(scan.digest, sm3("%PDF scan"));
    EXPECT_EQ(scan.name, "签章.pdf");
    t.submissions.submit(drafter_, due_, 2);
    EXPECT_EQ(state(), DueState::submitted);
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
    EXPECT_EQ(t.submissions.file(drafter_.principal, due_, file.digest).digest,
              sm3("bytes of a file"));
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

} // namespace
} // namespace luoshi::duty
