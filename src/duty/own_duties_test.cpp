// SPDX-License-Identifier: Apache-2.0
// Duties the office writes itself: fields of their own, a basis or an approver, tried before they
// are kept, thrown away or ended; on both engines.
#include "duty/testing/test_duties.hpp"

#include "base/testing/reason_of.hpp"
#include "store/audit.hpp"

#include <gmock/gmock.h>

namespace luoshi::duty {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Definition written() {
    Definition one;
    one.title = {"园区投产情况快报", ""};
    one.who = {"gd.rst", "gd.czt"};
    one.to = {"gd.office"};
    one.document = "粤府办〔2011〕9号";
    one.words = "每月5日前报送园区投产情况";
    one.on = "FREQ=MONTHLY;BYMONTHDAY=5";
    one.remind = usual_reminders();
    one.fields = {{"投产项目数", "个", form::OwnKind::whole, true},
                  {"存在困难", "", form::OwnKind::long_text, false}};
    return one;
}

class OwnDuties : public ::testing::TestWithParam<store::EngineKind> {
protected:
    testing::TestDuties t{GetParam()};
    org::Scope all_ = org::Scope::all();
    DutyId made(const Definition& definition) {
        return t.duties.create(t.office().actor, t.plan, definition);
    }
    void expect_sound() {
        auto& store = t.installation.store();
        EXPECT_THAT(
            store::verify(t.installation.database(), store.blobs(), std::string(32, 'k')).faults,
            IsEmpty());
    }
    DueId due_of(DutyId duty, const std::string& unit) {
        return t.due(t.duties.detail(all_, duty).definition.code, unit);
    }
};

INSTANTIATE_TEST_SUITE_P(engines, OwnDuties,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(OwnDuties, are_filled_in_with_the_fields_they_were_written_with) {
    const auto id = made(written());
    const auto kept = t.duties.detail(all_, id).definition;
    EXPECT_EQ(kept.fields, written().fields);
    EXPECT_EQ(kept.document, written().document);
    EXPECT_TRUE(kept.is_own());
    t.duties.issue(t.office().actor, id, 1, {});
    const auto due = due_of(id, "gd.rst");
    const auto who = t.who("李敏");
    t.submissions.save(who, due, 0, R"({"values":{"栏1":"12","栏2":"缺少用地"}})");
    // The office asks otherwise from now on: what was begun keeps the fields it began with.
    auto changed = written();
    changed.fields.push_back({"用工缺口", "", form::OwnKind::whole, true});
    t.duties.change(t.office().actor, id, 2, changed, {});
    EXPECT_THAT(t.submissions.open(who.principal, due).opened.form->fields, SizeIs(2));
    EXPECT_THAT(
        t.submissions.open(t.who("陈国华").principal, due_of(id, "gd.czt")).opened.form->fields,
        SizeIs(3));
    form::Library cold{t.installation.database()}; // as after a restart
    const auto filled = t.submissions.open(who.principal, due).opened.filled;
    EXPECT_THAT(cold.form(filled.version, filled.form)->fields, SizeIs(2));
    expect_sound();
}

TEST_P(OwnDuties, without_a_basis_wait_for_a_named_approver) {
    auto half = written();
    half.words = "";
    EXPECT_EQ(reason_of([&] { made(half); }), "duty.bad-definition");
    half.document = "";
    const auto id = made(half);
    EXPECT_THAT(t.duties.cost(id).concerns, ElementsAre(Concern::no_basis));
    EXPECT_EQ(reason_of([&] { t.duties.issue(t.office().actor, id, 1, {}); }),
              "duty.approver-needed");
    EXPECT_THAT(t.all_dues(t.duties.detail(all_, id).definition.code), IsEmpty());
    t.duties.issue(t.office().actor, id, 1, {"林某", "副省长", "同意"});
    EXPECT_THAT(t.all_dues(t.duties.detail(all_, id).definition.code), SizeIs(24));
}

TEST_P(OwnDuties, have_no_basis_in_a_clause_without_its_document) {
    auto one = written();
    one.document = one.words = "";
    one.clause = "第三条";
    EXPECT_THAT(t.duties.cost(made(one)).concerns, ElementsAre(Concern::no_basis));
}

TEST_P(OwnDuties, are_tried_before_they_are_kept) {
    auto one = written();
    const auto good = t.duties.preview(t.plan, one);
    ASSERT_TRUE(good.cost.has_value());
    EXPECT_THAT(good.complaints, IsEmpty());
    EXPECT_EQ(good.cost->units, 2);
    EXPECT_EQ(good.cost->times, 12);
    EXPECT_EQ(good.cost->answers, 2 * 12 * 2);
    EXPECT_THAT(good.overlaps, IsEmpty());
    one.who = {};
    one.fields[1].title = one.fields[0].title;
    const auto bad = t.duties.preview(t.plan, one);
    EXPECT_FALSE(bad.cost.has_value());
    ASSERT_THAT(bad.complaints, SizeIs(2));
    EXPECT_EQ(bad.complaints[0].field, "who");
    EXPECT_EQ(bad.complaints[1].code, "duty.fields");
    Definition blank;
    blank.fields = {{"", "", form::OwnKind::whole, true}};
    EXPECT_THAT(t.duties.preview(t.plan, blank).complaints, SizeIs(4)); // title, who, to, field
    EXPECT_THAT(t.duties.list(all_, t.plan), SizeIs(t.ids.size()));     // nothing was kept
}

TEST_P(OwnDuties, tell_what_is_asked_for_already) {
    t.duties.issue(t.office().actor, made(written()), 1, {});
    auto again = written();
    again.title.zh = "双转移月报";
    again.fields = {{"投产项目数", "", form::OwnKind::whole, true},
                    {"电话", "", form::OwnKind::text, true}};
    const auto found = t.duties.preview(t.plan, again).overlaps;
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].field, "投产项目数");
    EXPECT_EQ(found[0].title.zh, "园区投产情况快报");
}

TEST_P(OwnDuties, are_thrown_away_as_drafts_only) {
    const auto id = made(written());
    EXPECT_EQ(reason_of([&] { t.duties.discard(t.office().actor, id, 7); }),
              "duty.changed-meanwhile");
    t.duties.discard(t.office().actor, id, 1);
    EXPECT_EQ(reason_of([&] { t.duties.detail(all_, id); }), "duty.no-duty");
    const auto other = made(written());
    t.duties.issue(t.office().actor, other, 1, {});
    EXPECT_EQ(reason_of([&] { t.duties.discard(t.office().actor, other, 2); }), "duty.not-draft");
    expect_sound();
}

TEST_P(OwnDuties, end_on_a_date) {
    const auto id = made(written());
    t.duties.issue(t.office().actor, id, 1, {});
    auto ending = t.duties.detail(all_, id).definition;
    ending.until = Date::parse("2012-02-01");
    t.duties.change(t.office().actor, id, 2, ending, {});
    std::vector<std::string> open;
    for (const auto& line : t.all_dues(ending.code)) {
        if (line.due.unit == t.unit("gd.rst") && line.due.state == DueState::open) {
            open.push_back(to_string(line.due.occurrence));
        }
    }
    EXPECT_THAT(open, ElementsAre("2011-12-05", "2012-01-05"));
}

TEST_P(OwnDuties, may_ask_for_paper) {
    auto paper = written();
    paper.signing = Signing::paper;
    const auto id = made(paper);
    t.duties.issue(t.office().actor, id, 1, {});
    const auto due = due_of(id, "gd.rst");
    t.submissions.save(t.who("李敏"), due, 0, R"({"values":{"栏1":"12"}})");
    t.submissions.hand_on(t.who("李敏"), due, 1, {});
    const auto signer = t.who("孙厅");
    const auto verbs = t.submissions.open(signer.principal, due).verbs;
    EXPECT_EQ(verbs.front(), Verb::paper_sign);
    EXPECT_THAT(verbs, ::testing::Not(::testing::Contains(Verb::sign)));
    EXPECT_EQ(reason_of([&] { t.submissions.sign(signer, due, 1); }), "duty.paper-asked");
    const auto code = form::check_code(t.submissions.open(signer.principal, due).opened.filled);
    t.submissions.paper_sign(signer, due, {code, "孙厅", {"扫描.pdf", "%PDF-1.4"}});
    EXPECT_EQ(t.submissions.open(signer.principal, due).opened.due.signed_how, "paper");
}

TEST_P(OwnDuties, may_ask_for_the_screen) {
    auto screen = written();
    screen.signing = Signing::screen;
    const auto id = made(screen);
    t.duties.issue(t.office().actor, id, 1, {});
    const auto due = due_of(id, "gd.rst");
    const auto who = t.who("李敏");
    t.submissions.save(who, due, 0, R"({"values":{"栏1":"12"}})");
    const auto code = form::check_code(t.submissions.open(who.principal, due).opened.filled);
    EXPECT_EQ(reason_of([&] {
                  t.submissions.paper_sign(who, due, {code, "孙厅", {"扫描.pdf", "%PDF-1.4"}});
              }),
              "duty.screen-asked");
}

} // namespace
} // namespace luoshi::duty
