// SPDX-License-Identifier: Apache-2.0
#include "supervise/supervise.hpp"

#include "duty/calls.hpp"
#include "duty/testing/test_duties.hpp"
#include "notify/notices.hpp"
#include "office/read_document.hpp"
#include "supervise/letter.hpp"

#include <gmock/gmock.h>

namespace luoshi::supervise {
namespace {

using followup::error_of;
using followup::reason_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Reviews of cities are owed on 20 December 2011; the yearly plan of departments in February.
class SupervisionTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    SupervisionTest() {
        auto definition = t.duties.detail(org::Scope::all(), t.duty("review")).definition;
        definition.on = "2011-12-20";
        const auto id = t.duty("review");
        t.duties.change(office_.actor, id, t.duties.detail(org::Scope::all(), id).version,
                        definition, {});
        t.issue("review");
        t.issue("plan");
        t.add("黄韶", access::Role::drafter, "gd.c440200");
        city_ = t.who("黄韶");
        t.travel("2011-12-23");
    }

    Wording wording(Level level, Issuer issuer = Issuer::own) {
        Wording said;
        said.level = level;
        said.issuer = issuer;
        said.consent = issuer == Issuer::consent ? "省政府批办件12号" : "";
        said.requirement = "报送检视报告";
        said.answer_by = *Date::parse("2011-12-30");
        return said;
    }
    DraftId draft(const Wording& words, const std::string& unit = "gd.c440200",
                  const std::string& duty = "review") {
        return all.create(office_, {AboutKind::due, t.due(duty, unit).value}, {}, words);
    }
    Draft at(DraftId id) { return all.detail(org::Scope::all(), id).drafts.front(); }
    std::int64_t version(DraftId id) { return at(id).version; }
    DraftId issued(const Wording& words, const std::string& unit = "gd.c440200",
                   const std::string& duty = "review") {
        const auto id = draft(words, unit, duty);
        all.send(office_, id, 1);
        all.approve(office_, id, 2, {"林副省长", "副省长"});
        return id;
    }
    std::vector<notify::InboxEntry> inbox() { return notices.inbox(city_.principal.id, {}); }
    static org::Scope of(const duty::Who& who) { return access::scope_of(who.principal); }

    duty::testing::TestDuties t{GetParam()};
    duty::Who office_ = t.office(), city_;
    followup::Lives lives{t.installation.database(), t.installation.directories,
                          t.installation.store().clock(), t.installation.imports.specs()};
    notify::Notices notices{t.installation.database(), t.installation.store().clock()};
    Supervision all{{t.installation.database(), t.installation.directories, t.installation.plans,
                     lives, t.duties, t.dues, t.installation.store().clock()}};
};

TEST_P(SupervisionTest, a_draft_says_whom_the_office_rang_and_what_was_promised) {
    duty::Calls calls{t.installation.database(), t.installation.store().clock()};
    duty::Call call;
    call.on = t.installation.today();
    call.person = "赵一";
    call.words = "尽快报";
    call.promised_by = t.installation.today().plus_days(3);
    calls.add(office_, t.due("review", "gd.c440200"), call);
    const auto made = at(draft(wording(Level::notice, Issuer::consent)));
    EXPECT_THAT(made.facts.stuck, HasSubstr("已电话提醒赵一，答应"));
    EXPECT_THAT(*made.wording.body, HasSubstr("前报送），自"));
}

TEST_P(SupervisionTest, a_draft_has_its_facts_from_the_state_and_a_text_that_says_what_was_edited) {
    auto words = wording(Level::notice, Issuer::consent);
    const auto id = draft(words);
    auto made = at(id);
    EXPECT_EQ(made.unit, t.unit("gd.c440200"));
    EXPECT_EQ(made.facts.due_on, Date::parse("2011-12-20"));
    EXPECT_EQ(made.facts.days_late, 3);
    EXPECT_THAT(made.facts.stuck, HasSubstr("拟稿"));
    EXPECT_THAT(made.facts.stuck, Not(HasSubstr("电话")));
    EXPECT_THAT(*made.wording.body, HasSubstr("经省政府同意"));
    EXPECT_THAT(*made.wording.body, HasSubstr("已逾期3个工作日"));
    EXPECT_THAT(*made.wording.body, HasSubstr("要求：报送检视报告"));
    EXPECT_THAT(*made.wording.body, HasSubstr("2011年12月30日前"));
    EXPECT_FALSE(made.is_changed());
    EXPECT_EQ(made.number, "");
    words.body = "请抓紧。";
    all.change(office_, id, 1, words);
    EXPECT_TRUE(at(id).is_changed());
    EXPECT_THAT(at(id).generated, HasSubstr("予以督办"));
    EXPECT_EQ(reason_of([&] { all.change(office_, id, 1, words); }), "http.precondition-failed");
}

TEST_P(SupervisionTest, nothing_reaches_the_addressee_before_it_is_approved) {
    const auto before = inbox().size();
    const auto id = draft(wording(Level::notice, Issuer::general_office));
    const auto hidden = [&] {
        EXPECT_THAT(all.list(of(city_), t.plan).drafts, IsEmpty());
        EXPECT_EQ(reason_of([&] { all.detail(of(city_), id); }), "supervise.no-draft");
        EXPECT_EQ(reason_of([&] { all.answer(city_, id, version(id), "好"); }),
                  "supervise.no-draft");
        EXPECT_THAT(inbox(), SizeIs(before));
    };
    hidden();
    all.send(office_, id, 1);
    hidden();
    all.give_back(office_, id, 2, "写明依据");
    EXPECT_EQ(at(id).why, "写明依据");
    hidden();
    all.send(office_, id, 3);
    all.approve(office_, id, 4, {"林副省长", ""});
    EXPECT_THAT(all.list(of(city_), t.plan).drafts, SizeIs(1));
    EXPECT_EQ(all.detail(of(city_), id).drafts.front().number, "督办〔2011〕1号");
    ASSERT_THAT(inbox(), SizeIs(before + 1));
    EXPECT_EQ(inbox().front().kind, notify::Kind::urge);
    EXPECT_THAT(inbox().front().title, HasSubstr("督办〔2011〕1号"));
    // Of another unit it stays hidden.
    EXPECT_EQ(reason_of([&] { all.detail(of(t.who("李敏")), id); }), "supervise.no-draft");
}

TEST_P(SupervisionTest, refuses_levels_by_rank_and_what_directs_without_its_issuer) {
    const auto refused = error_of([&] { draft(wording(Level::notice), "gd.rst", "plan"); });
    EXPECT_EQ(refused.reason(), "supervise.level-refused");
    EXPECT_THAT(refused.details(),
                ::testing::Contains(std::pair<std::string, std::string>{"reason", "平级单位用函"}));
    EXPECT_EQ(reason_of([&] { draft(wording(Level::notice)); }), "supervise.issuer-needed");
    EXPECT_EQ(reason_of([&] { draft(wording(Level::reminder, Issuer::consent)); }),
              "supervise.issuer-needed");
    auto words = wording(Level::notice, Issuer::consent);
    words.consent = "";
    EXPECT_EQ(reason_of([&] { draft(words); }), "supervise.incomplete");
    words = wording(Level::reminder);
    words.answer_by = *Date::parse("2011-12-23");
    EXPECT_EQ(reason_of([&] { draft(words); }), "supervise.incomplete");
    EXPECT_EQ(at(draft(wording(Level::reminder), "gd.rst", "plan")).state, State::draft);
}

TEST_P(SupervisionTest, a_circular_and_a_talk_are_approved_by_a_leader_with_a_position) {
    const auto id = draft(wording(Level::circular, Issuer::general_office));
    all.send(office_, id, 1);
    EXPECT_EQ(reason_of([&] {
                  all.approve(office_, id, 2, {"林副省长", ""});
              }),
              "supervise.incomplete");
    EXPECT_EQ(at(id).state, State::sent);
    EXPECT_EQ(at(id).number, "");
    all.approve(office_, id, 2, {"林副省长", "副省长"});
    EXPECT_EQ(at(id).number, "督报〔2011〕1号");
    EXPECT_EQ(at(id).entered_by, "王强");
}

TEST_P(SupervisionTest, numbers_run_without_gaps_whatever_is_refused_or_withdrawn) {
    EXPECT_EQ(at(issued(wording(Level::reminder))).number, "督函〔2011〕1号");
    const auto gone = draft(wording(Level::reminder));
    all.withdraw(office_, gone, 1, "已报");
    const auto refused = draft(wording(Level::request));
    all.send(office_, refused, 1);
    EXPECT_EQ(reason_of([&] {
                  all.approve(office_, refused, 2, {"", ""});
              }),
              "supervise.incomplete");
    EXPECT_EQ(at(issued(wording(Level::request))).number, "督函〔2011〕2号");
    EXPECT_EQ(at(issued(wording(Level::notice, Issuer::consent))).number, "督办〔2011〕1号");
    t.travel("2012-01-05");
    auto next = wording(Level::reminder);
    next.answer_by = *Date::parse("2012-01-20");
    EXPECT_EQ(at(issued(next)).number, "督函〔2012〕1号");
}

TEST_P(SupervisionTest, the_addressee_answers_and_contests_and_both_texts_stay) {
    const auto id = issued(wording(Level::notice, Issuer::consent));
    EXPECT_EQ(error_of([&] { all.answer(office_, id, 3, "好"); }).code(), ErrorCode::forbidden);
    all.ask_review(city_, id, 3, "报告已按时送达值班室");
    EXPECT_EQ(reason_of([&] { all.close(office_, id, 4, ""); }), "supervise.review-waits");
    EXPECT_EQ(reason_of([&] { all.ask_review(city_, id, 4, "再议"); }), "supervise.reviewed");
    all.answer(city_, id, 4, "正在补报");
    all.decide_review(office_, id, 5, true, "值班室没有记录");
    const auto kept = at(id);
    EXPECT_EQ(kept.state, State::answered);
    EXPECT_EQ(kept.review->reason, "报告已按时送达值班室");
    EXPECT_EQ(kept.review->words, "值班室没有记录");
    EXPECT_EQ(kept.answer, "正在补报");
    all.close(office_, id, 6, "已补报");
    EXPECT_EQ(at(id).state, State::closed);
    EXPECT_EQ(reason_of([&] { all.answer(city_, id, 7, "好"); }), "supervise.not-now");
}

TEST_P(SupervisionTest, a_review_that_is_right_lifts_what_was_issued) {
    const auto id = issued(wording(Level::reminder));
    EXPECT_EQ(reason_of([&] { all.decide_review(office_, id, 3, false, "无"); }),
              "supervise.no-review");
    all.ask_review(city_, id, 3, "不属我市");
    all.decide_review(office_, id, 4, false, "情况属实");
    EXPECT_EQ(at(id).state, State::lifted);
    EXPECT_EQ(all.detail(of(city_), id).drafts.front().review->words, "情况属实");
    EXPECT_EQ(reason_of([&] { all.close(office_, id, 5, ""); }), "supervise.not-now");
}

TEST_P(SupervisionTest, a_draft_about_a_task_goes_only_to_a_unit_that_works_on_it) {
    lives.start({office_.actor, org::Scope::all(), {}}, t.plan);
    const auto page = t.installation.plans.tasks(org::Scope::all(), t.plan, {}, 0, 1);
    const auto marker = page.rows.at(0).find("\"id\":\"") + 6;
    const auto task = *parse_as<followup::TaskId>(
        page.rows.at(0).substr(marker, page.rows.at(0).find('"', marker) - marker));
    const auto life = lives.of({office_.actor, org::Scope::all(), {}}, task);
    const auto unit = life.signings.front().unit;
    const About about{AboutKind::task, task.value};
    EXPECT_EQ(
        reason_of([&] { all.create(office_, about, t.unit("gd.gov"), wording(Level::reminder)); }),
        "supervise.not-involved");
    EXPECT_EQ(reason_of([&] { all.create(office_, about, {}, wording(Level::reminder)); }),
              "supervise.not-involved");
    const auto made = at(all.create(office_, about, unit, wording(Level::reminder)));
    EXPECT_EQ(made.facts.light, life.light);
    EXPECT_THAT(made.facts.title, HasSubstr(life.number));
    EXPECT_THAT(made.facts.stuck, HasSubstr("待单位签收"));
}

TEST_P(SupervisionTest,
       a_letter_bears_its_number_once_it_is_approved_and_says_before_that_it_is_a_draft) {
    const auto text_of = [&](DraftId id) {
        const auto shown = all.detail(org::Scope::all(), id);
        return office::read_document(to_docx(shown.drafts.front(), *shown.directory), "a.docx")
            .text;
    };
    const auto id = draft(wording(Level::notice, Issuer::general_office));
    EXPECT_THAT(text_of(id), HasSubstr("草稿，未送出；拟请办公厅发"));
    EXPECT_THAT(text_of(id), HasSubstr("待编"));
    all.send(office_, id, 1);
    all.approve(office_, id, 2, {"林副省长", "副省长"});
    const auto text = text_of(id);
    EXPECT_THAT(text, Not(HasSubstr("草稿")));
    EXPECT_THAT(text, HasSubstr("督办〔2011〕1号"));
    EXPECT_THAT(text, HasSubstr("韶关市人民政府："));
    EXPECT_THAT(text, HasSubstr("领导小组办公室文件"));
    EXPECT_THAT(text, HasSubstr("2011年12月23日"));
}

TEST(supervision, follows_only_the_ways_there_are) {
    int ways = 0;
    for (int state = 0; state <= static_cast<int>(State::closed); ++state) {
        for (int act = 0; act <= static_cast<int>(Act::close); ++act) {
            const auto next = after(static_cast<State>(state), static_cast<Act>(act));
            ways += next ? 1 : 0;
            if (next && is_out(*next) && !is_out(static_cast<State>(state))) {
                EXPECT_EQ(static_cast<Act>(act), Act::approve) << state;
            }
        }
    }
    EXPECT_EQ(ways, 16);
}

INSTANTIATE_TEST_SUITE_P(engines, SupervisionTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::supervise
