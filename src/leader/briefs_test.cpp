// SPDX-License-Identifier: Apache-2.0
#include "leader/briefs.hpp"

#include "leader/brief_file.hpp"
#include "leader/testing/test_leaders.hpp"
#include "office/read_document.hpp"

#include <gmock/gmock.h>

namespace luoshi::leader {
namespace {

using followup::error_of;
using followup::Light;
using followup::reason_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class BriefTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    Brief drafted() { return l.brief(l.briefs.draft(l.office, l.t.plan)); }
    BriefText text() {
        BriefText said;
        said.title = "首批落实情况";
        said.words = "多数单位已报。";
        said.stuck = {{"等会签意见",
                       {l.t.unit("gd.rst"), l.t.unit("gd.czt")},
                       Date::parse("2011-11-14"),
                       "会签",
                       Light::soon,
                       "/tasks/5"}};
        said.proposals = {{"请抓紧会签", l.t.unit("gd.rst"), Date::parse("2011-11-30")}};
        return said;
    }
    testing::TestLeaders l{GetParam()};
};

TEST_P(BriefTest, a_draft_has_the_figures_of_its_moment_and_the_lines_that_lie_longest) {
    const auto ended = l.t.installation.plans.matrix(org::Scope::all(), l.t.plan).tasks.back().id;
    const followup::Asker office{l.office.actor, org::Scope::all(), {}};
    followup::Course course;
    course.kind = followup::CourseKind::terminate;
    course.reason = "上级要求变了";
    course.approver = {"林某", "副省长", {}};
    l.lives.change(office, ended, l.lives.of(office, ended).version, course);
    const auto brief = drafted();
    const auto overview = l.lives.overview(org::Scope::all(), l.t.plan);
    EXPECT_EQ(brief.figures.tasks, overview.tasks);
    std::int64_t lit = 0;
    for (const auto& [light, n] : brief.figures.lights) {
        EXPECT_EQ(n, overview.counts[static_cast<std::size_t>(light)]);
        lit += n;
    }
    EXPECT_EQ(lit, overview.tasks);
    duty::DueFilter late;
    late.plan = l.t.plan;
    late.late = true;
    const auto dues = l.t.dues.list(org::Scope::all(), late, "", 500).lines;
    ASSERT_THAT(dues, Not(IsEmpty()));
    EXPECT_EQ(brief.figures.late_reports, static_cast<std::int64_t>(dues.size()));
    EXPECT_EQ(brief.figures.on, Date::parse("2011-11-21"));
    ASSERT_THAT(brief.text.stuck, Not(IsEmpty()));
    const auto& first = brief.text.stuck.front();
    EXPECT_THAT(first.units, SizeIs(dues.size()));
    EXPECT_EQ(first.link, "/duties/" + to_string(dues.front().due.duty));
    EXPECT_EQ(first.step, "拟稿");
    EXPECT_EQ(first.since, dues.front().due.since);
    EXPECT_THAT(brief.text.words, HasSubstr("逾期未报" + std::to_string(dues.size()) + "件"));
    EXPECT_EQ(number_of(brief), "待编");
    EXPECT_THAT(brief.text.title, HasSubstr("落实情况"));
    EXPECT_THAT(brief.text.title, Not(HasSubstr("关于印发")));
}

TEST_P(BriefTest, its_figures_stay_while_the_state_moves_on_until_they_are_renewed) {
    const auto before = drafted();
    l.t.issue("plan");
    l.t.travel("2012-06-01");
    auto words = text();
    l.briefs.change(l.office, before.id, 1, words);
    const auto changed = l.brief(before.id);
    EXPECT_EQ(changed.figures.late_reports, before.figures.late_reports);
    EXPECT_EQ(changed.figures.on, before.figures.on);
    EXPECT_EQ(changed.text.stuck.at(0).units, text().stuck.at(0).units);
    EXPECT_EQ(changed.text.stuck.at(0).light, Light::soon);
    EXPECT_EQ(changed.text.proposals.at(0).by, Date::parse("2011-11-30"));
    EXPECT_EQ(reason_of([&] { l.briefs.change(l.office, before.id, 1, words); }),
              "http.precondition-failed");
    l.briefs.renew(l.office, before.id, 2);
    const auto renewed = l.brief(before.id);
    EXPECT_GT(renewed.figures.late_reports, before.figures.late_reports);
    EXPECT_EQ(renewed.figures.on, Date::parse("2012-06-01"));
    EXPECT_EQ(renewed.text.title, "首批落实情况");
    EXPECT_EQ(renewed.text.proposals.at(0).words, "请抓紧会签");
    EXPECT_THAT(renewed.text.words, HasSubstr("截至2012年6月1日"));
}

TEST_P(BriefTest,
       a_task_that_is_overdue_stands_with_its_unit_since_when_and_the_step_it_waits_for) {
    const auto matrix = l.t.installation.plans.matrix(org::Scope::all(), l.t.plan);
    const auto unit = matrix.cells.front().unit;
    const auto& row = matrix.tasks.at(static_cast<std::size_t>(matrix.cells.front().task));
    const auto task = row.id;
    const followup::Asker asker{l.office.actor, org::Scope::all(), unit};
    const followup::Asker office{l.office.actor, org::Scope::all(), {}};
    const auto version = [&] { return l.lives.of(office, task).version; };
    l.lives.sign(asker, task, version());
    l.lives.propose(asker, task, version(), {{"出台办法", *Date::parse("2011-12-01"), {}}}, "");
    l.lives.decide_plan(office, task, version(), l.lives.of(office, task).proposals.front().id,
                        true, "");
    l.t.travel("2011-12-12");
    const auto brief = drafted();
    EXPECT_EQ(brief.figures.of(Light::overdue), 1);
    const auto& lines = brief.text.stuck;
    const auto it = std::find_if(lines.begin(), lines.end(), [&](const Stuck& line) {
        return line.link == "/tasks/" + to_string(task);
    });
    ASSERT_NE(it, lines.end());
    EXPECT_THAT(it->units, ::testing::Contains(unit));
    EXPECT_EQ(it->since, Date::parse("2011-12-01"));
    EXPECT_EQ(it->step, "待单位完成当前步骤");
    EXPECT_EQ(it->light, Light::overdue);
    EXPECT_THAT(it->words, HasSubstr("第" + row.number + "项"));
}

TEST_P(BriefTest, issues_are_numbered_by_year_without_gaps_and_stand_from_then_on) {
    const auto gone = drafted();
    const auto refused = drafted();
    const auto kept = drafted();
    l.briefs.drop(l.office, gone.id, 1);
    EXPECT_EQ(reason_of([&] { l.brief(gone.id); }), "leader.no-brief");
    EXPECT_EQ(reason_of([&] { l.briefs.issue(l.office, refused.id, 1, {}); }), "leader.incomplete");
    EXPECT_EQ(reason_of([&] { l.briefs.issue(l.office, refused.id, 1, {l.city.principal.id}); }),
              "leader.not-leader");
    EXPECT_EQ(l.brief(refused.id).number, 0);
    l.briefs.issue(l.office, kept.id, 1, {l.first.principal.id});
    EXPECT_EQ(number_of(l.brief(kept.id)), "2011年第1期");
    l.briefs.issue(l.office, refused.id, 1, {l.first.principal.id});
    EXPECT_EQ(number_of(l.brief(refused.id)), "2011年第2期");
    const auto frozen = error_of([&] { l.briefs.change(l.office, kept.id, 2, text()); });
    EXPECT_EQ(frozen.reason(), "leader.not-now");
    EXPECT_EQ(reason_of([&] { l.briefs.renew(l.office, kept.id, 2); }), "leader.not-now");
    EXPECT_EQ(reason_of([&] { l.briefs.drop(l.office, kept.id, 2); }), "leader.not-now");
    l.t.travel("2012-01-06");
    const auto next = drafted();
    l.briefs.issue(l.office, next.id, 1, {l.first.principal.id});
    EXPECT_EQ(number_of(l.brief(next.id)), "2012年第1期");
    EXPECT_THAT(l.briefs.list(l.t.plan).briefs, SizeIs(3));
}

TEST_P(BriefTest, reaches_the_leaders_it_was_sent_to_and_no_other) {
    const auto id = drafted().id;
    const auto hidden = [&](const duty::Who& who) {
        return reason_of([&] { l.briefs.detail(who.principal, id); });
    };
    EXPECT_EQ(hidden(l.first), "leader.no-brief");
    const auto paper = l.briefs.issue(l.office, id, 1, {l.first.principal.id});
    EXPECT_THAT(l.briefs.detail(l.first.principal, id).briefs, SizeIs(1));
    EXPECT_THAT(l.briefs.detail(l.secretary.principal, id).briefs, SizeIs(1));
    EXPECT_EQ(hidden(l.second), "leader.no-brief");
    EXPECT_EQ(hidden(l.city), "leader.no-brief");
    const auto mine = l.papers.mine(l.first.principal);
    ASSERT_THAT(mine, SizeIs(1));
    EXPECT_EQ(mine.at(0).kind, PaperKind::brief);
    EXPECT_EQ(mine.at(0).object, id.value);
    EXPECT_THAT(l.inbox(l.first), ElementsAre("/reading/" + to_string(paper)));
    EXPECT_THAT(l.inbox(l.secretary), ElementsAre("/reading/" + to_string(paper)));
    EXPECT_THAT(l.inbox(l.second), IsEmpty());
}

TEST_P(BriefTest, a_file_says_number_office_words_lines_and_the_moment_of_its_figures) {
    const auto id = drafted().id;
    l.briefs.change(l.office, id, 1, text());
    const auto text_of = [&] {
        const auto bytes = to_docx(l.brief(id), *l.t.installation.directory());
        return office::read_document(bytes, "brief.docx").text;
    };
    EXPECT_THAT(text_of(), HasSubstr("草稿，未印发"));
    EXPECT_THAT(text_of(), HasSubstr("（期号待编）"));
    l.briefs.issue(l.office, id, 2, {l.first.principal.id});
    const auto text = text_of();
    EXPECT_THAT(text, Not(HasSubstr("草稿")));
    EXPECT_THAT(text, HasSubstr("督查专报"));
    EXPECT_THAT(text, HasSubstr("2011年第1期"));
    EXPECT_THAT(text, HasSubstr("首批落实情况"));
    EXPECT_THAT(text, HasSubstr("多数单位已报。"));
    for (const auto* const cell : {"等会签意见", "省人社厅、省财政厅", "会签", "2011年11月14日"}) {
        EXPECT_THAT(text, HasSubstr(cell));
    }
    EXPECT_THAT(text, HasSubstr("1．请抓紧会签（省人社厅，2011年11月30日前）"));
    EXPECT_THAT(text, HasSubstr("数据截至2011年11月21日12:00。"));
}

TEST_P(BriefTest, words_that_are_missing_and_units_that_are_not_are_refused) {
    const auto id = drafted().id;
    const auto refused = [&](BriefText words) {
        return reason_of([&] { l.briefs.change(l.office, id, 1, words); });
    };
    auto words = text();
    words.title = "";
    EXPECT_EQ(refused(words), "leader.incomplete");
    words = text();
    words.stuck.at(0).words = "";
    EXPECT_EQ(refused(words), "leader.incomplete");
    words = text();
    words.stuck.at(0).link = "//elsewhere";
    EXPECT_EQ(refused(words), "leader.incomplete");
    words = text();
    words.proposals.at(0).unit = {99};
    EXPECT_EQ(refused(words), "org.no-unit");
}

INSTANTIATE_TEST_SUITE_P(engines, BriefTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::leader
