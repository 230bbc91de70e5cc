// SPDX-License-Identifier: Apache-2.0
#include "leader/papers.hpp"

#include "leader/remarks.hpp"
#include "leader/testing/test_leaders.hpp"

#include <gmock/gmock.h>

namespace luoshi::leader {
namespace {

using followup::reason_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PaperTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    PaperId sent() { return l.send({l.first.principal.id}); }
    RemarkId said(PaperId paper, const duty::Who& who, std::vector<org::UnitId> units = {}) {
        return l.remarks.write(who, paper, {"请抓紧落实。", true, std::move(units)});
    }
    supervise::DraftId draft() {
        supervise::Wording wording;
        wording.requirement = "报送";
        wording.answer_by = *Date::parse("2011-12-30");
        return l.supervision.create(
            l.office, {supervise::AboutKind::due, l.t.due("closing", "gd.rst").value}, {}, wording);
    }
    PaperId paper_about(supervise::DraftId id) {
        NewPaper paper;
        paper.kind = PaperKind::supervision;
        paper.object = id.value;
        paper.leaders = {l.first.principal.id};
        return l.papers.send(l.office, l.t.plan, paper);
    }
    supervise::Draft at(supervise::DraftId id) {
        return l.supervision.detail(org::Scope::all(), id).drafts.front();
    }
    testing::TestLeaders l{GetParam()};
};

TEST_P(PaperTest, a_leader_meets_only_what_was_sent_to_the_own_seat) {
    const auto id = l.send({l.first.principal.id, l.second.principal.id, l.first.principal.id});
    EXPECT_THAT(l.papers.detail(l.office.principal, id).readings, SizeIs(2));
    EXPECT_THAT(l.papers.detail(l.first.principal, id).readings, SizeIs(1)) << "not who else reads";
    const auto own = sent();
    EXPECT_EQ(reason_of([&] { l.papers.detail(l.second.principal, own); }), "leader.no-paper");
    EXPECT_EQ(reason_of([&] { l.papers.read(l.second, own); }), "leader.no-paper");
    EXPECT_EQ(reason_of([&] { said(own, l.second); }), "leader.no-paper");
    EXPECT_EQ(reason_of([&] { l.papers.detail(l.city.principal, own); }), "leader.no-leader");
    EXPECT_THAT(l.papers.mine(l.first.principal), SizeIs(2));
    EXPECT_THAT(l.papers.mine(l.second.principal), SizeIs(1));
    EXPECT_EQ(reason_of([&] { l.send({l.office.principal.id}); }), "leader.not-leader");
    EXPECT_EQ(reason_of([&] { l.send({}); }), "leader.incomplete");
}

TEST_P(PaperTest, are_found_by_words_of_title_sender_and_the_own_remarks) {
    const auto id = l.send({l.first.principal.id, l.second.principal.id});
    const auto other = sent();
    said(id, l.first);
    l.remarks.write(l.second, id, {"另行研究。", true, {}});
    const auto found = [&](const char* words) {
        std::vector<PaperId> ids;
        for (const auto& paper : l.papers.mine(l.first.principal, words)) {
            ids.push_back(paper.id);
        }
        return ids;
    };
    EXPECT_THAT(found(""), ElementsAre(other, id));
    EXPECT_THAT(found("  "), ElementsAre(other, id));
    EXPECT_THAT(found("抓紧"), ElementsAre(id));
    EXPECT_THAT(found(l.office.actor.name.c_str()), ElementsAre(other, id));
    EXPECT_THAT(found((l.office.actor.name + "　落实").c_str()), ElementsAre(id));
    EXPECT_THAT(found("抓紧 不存在"), IsEmpty());
    EXPECT_THAT(found("另行研究"), IsEmpty()) << "what another leader wrote";
}

TEST_P(PaperTest, reading_is_told_with_its_time_and_taken_back_until_a_remark_is_handed_on) {
    const auto id = sent();
    EXPECT_FALSE(l.reading(id, l.first).read_at);
    l.papers.read(l.first, id);
    const auto once = l.reading(id, l.first);
    ASSERT_TRUE(once.read_at);
    EXPECT_EQ(once.read_on, Date::parse("2011-11-21"));
    EXPECT_EQ(once.read_by, "");
    l.t.travel("2011-11-22");
    l.papers.read(l.first, id);
    EXPECT_EQ(l.reading(id, l.first).read_at, once.read_at) << "the first time stays";
    l.papers.unread(l.first, id);
    EXPECT_FALSE(l.reading(id, l.first).read_at);
    EXPECT_EQ(reason_of([&] { l.papers.unread(l.first, id); }), "leader.not-now");
    const auto remark = said(id, l.first);
    EXPECT_TRUE(l.reading(id, l.first).read_at) << "who writes on it has read it";
    EXPECT_EQ(reason_of([&] { l.papers.unread(l.first, id); }), "leader.not-now");
    l.remarks.hand_on(l.office, remark, 1, {});
    EXPECT_EQ(reason_of([&] { l.papers.unread(l.first, id); }), "leader.handed-on");
}

TEST_P(PaperTest, a_secretary_stands_beside_the_leader_never_instead) {
    const auto id = sent();
    l.papers.read(l.secretary, id);
    EXPECT_EQ(l.reading(id, l.first).read_by, "许静");
    EXPECT_EQ(l.reading(id, l.first).name, "刘志远");
    const auto remark = l.remark(said(id, l.secretary));
    EXPECT_EQ(remark.name, "刘志远");
    EXPECT_EQ(remark.title, "副组长");
    EXPECT_EQ(remark.entered_by, "许静");
    EXPECT_EQ(remark.leader, l.first.principal.id);
    EXPECT_EQ(l.remark(said(id, l.first)).entered_by, "");
    access::PersonEdit edit;
    edit.active = false;
    l.t.access.edit_person({0, "test", ""}, l.first.principal.id, 1, edit);
    EXPECT_EQ(reason_of([&] { l.papers.mine(l.secretary.principal); }), "leader.no-leader");
}

TEST_P(PaperTest, a_remark_is_shown_to_those_it_was_handed_to_the_office_and_its_leader_alone) {
    const auto id = l.send({l.first.principal.id, l.second.principal.id});
    const auto remark = said(id, l.first, {l.t.unit("gd.rst"), l.t.unit("gd.c440200")});
    const auto seen = [&](const duty::Who& who) {
        const bool one = reason_of([&] { l.remarks.detail(who.principal, remark); }) == "none";
        EXPECT_EQ(l.remarks.list(who.principal, l.t.plan, {}).remarks.size(), one ? 1U : 0U);
        return one;
    };
    EXPECT_TRUE(seen(l.office));
    EXPECT_TRUE(seen(l.first));
    EXPECT_TRUE(seen(l.secretary));
    EXPECT_FALSE(seen(l.second)) << "another leader does not";
    EXPECT_FALSE(seen(l.department)) << "named is not handed on";
    EXPECT_THAT(l.inbox(l.office), ElementsAre("/plans/" + to_string(l.t.plan) + "/remarks"));
    const auto before = l.inbox(l.department).size();
    l.remarks.hand_on(l.office, remark, 1, {{l.t.unit("gd.rst")}, "请于月底前回复", {}});
    EXPECT_TRUE(seen(l.department));
    EXPECT_FALSE(seen(l.city)) << "the leader named it, the office did not hand it on";
    EXPECT_FALSE(seen(l.second));
    EXPECT_THAT(l.inbox(l.department), SizeIs(before + 1));
    EXPECT_EQ(l.inbox(l.department).front(), "/leader-remarks/" + to_string(remark));
    const auto told = l.remarks.detail(l.department.principal, remark).remarks.front();
    EXPECT_THAT(told.named, IsEmpty()) << "nor whom else it was meant for";
    EXPECT_EQ(told.link, "");
    EXPECT_EQ(reason_of([&] { l.remarks.hand_on(l.office, remark, 1, {}); }),
              "http.precondition-failed");
    l.t.travel("2011-12-01");
    l.remarks.hand_on(l.office, remark, 2, {{l.t.unit("gd.c440200")}, "请阅", {}});
    const auto kept = l.remarks.detail(l.department.principal, remark).remarks.front();
    EXPECT_EQ(kept.handed_words, "请于月底前回复") << "what it was told stands";
    EXPECT_EQ(kept.handed_on, told.handed_on);
    const auto fresh = l.remarks.detail(l.city.principal, remark).remarks.front();
    EXPECT_EQ(fresh.handed_words, "请阅");
    EXPECT_EQ(fresh.handed_on, Date::parse("2011-12-01"));
    EXPECT_TRUE(seen(l.city));
    EXPECT_TRUE(seen(l.department));
    EXPECT_THAT(l.inbox(l.department), SizeIs(before + 1)) << "told once";
}

TEST_P(PaperTest, a_remark_is_taken_back_until_it_was_handed_on) {
    const auto id = sent();
    const auto gone = said(id, l.first);
    EXPECT_EQ(reason_of([&] { l.remarks.withdraw(l.second, gone); }), "leader.no-remark");
    l.remarks.withdraw(l.first, gone);
    EXPECT_EQ(reason_of([&] { l.remarks.detail(l.office.principal, gone); }), "leader.no-remark");
    EXPECT_THAT(l.remarks.on(l.first.principal, id).remarks, IsEmpty());
    const auto kept = said(id, l.first);
    l.remarks.hand_on(l.office, kept, 1, {{l.t.unit("gd.rst")}, "", {}});
    EXPECT_EQ(reason_of([&] { l.remarks.withdraw(l.first, kept); }), "leader.handed-on");
}

TEST_P(PaperTest, the_office_records_from_paper_with_its_scan_and_the_task_it_concerns) {
    Recorded recorded;
    recorded.leader = l.second.principal.id;
    recorded.words = "同意，请省人社厅牵头。";
    recorded.about = "关于用工的请示";
    recorded.said_on = *Date::parse("2011-11-18");
    const auto id = l.remarks.record(l.office, l.t.plan, recorded);
    auto remark = l.remark(id);
    EXPECT_EQ(remark.name, "何文");
    EXPECT_EQ(remark.entered_by, "王强");
    EXPECT_EQ(reason_of([&] { l.remarks.withdraw(l.second, id); }), "leader.not-now");
    recorded.link = "/\\elsewhere";
    EXPECT_EQ(reason_of([&] { l.remarks.record(l.office, l.t.plan, recorded); }),
              "leader.incomplete");
    recorded.link.clear();
    EXPECT_TRUE(remark.on_paper);
    EXPECT_EQ(reason_of([&] { l.remarks.scan(l.office.principal, id); }), "leader.no-scan");
    l.remarks.attach(l.office, id, "批示.pdf", "%PDF");
    EXPECT_EQ(l.remarks.scan(l.second.principal, id).digest, sm3("%PDF"));
    EXPECT_EQ(reason_of([&] { l.remarks.scan(l.first.principal, id); }), "leader.no-remark");
    recorded.said_on = *Date::parse("2011-11-22");
    EXPECT_EQ(reason_of([&] { l.remarks.record(l.office, l.t.plan, recorded); }),
              "leader.incomplete");
    recorded.said_on = *Date::parse("2011-11-18");
    recorded.leader = {};
    EXPECT_EQ(reason_of([&] { l.remarks.record(l.office, l.t.plan, recorded); }),
              "leader.incomplete");
    recorded.name = "林某";
    recorded.title = "副省长";
    const auto other = l.remarks.record(l.office, l.t.plan, recorded);
    const auto task = l.t.installation.plans.matrix(org::Scope::all(), l.t.plan).tasks.at(4).id;
    l.remarks.hand_on(l.office, other, 1, {{l.t.unit("gd.rst")}, "", task});
    EXPECT_THAT(l.remarks.list(l.department.principal, l.t.plan, task).remarks, SizeIs(1));
    EXPECT_EQ(l.remarks.list(l.department.principal, l.t.plan, task).remarks.front().link,
              "/tasks/" + to_string(task));
    EXPECT_EQ(reference_of(other), "remark/" + to_string(other));
}

TEST_P(PaperTest, a_supervision_paper_is_signed_by_the_account_of_the_leader_it_was_sent_to) {
    const auto id = draft();
    EXPECT_EQ(reason_of([&] { paper_about(id); }), "leader.not-now");
    l.supervision.send(l.office, id, 1);
    const auto paper = paper_about(id);
    EXPECT_EQ(reason_of([&] { l.papers.approve(l.second, paper, 2); }), "leader.no-paper");
    EXPECT_EQ(reason_of([&] { l.papers.approve(l.first, paper, 1); }), "http.precondition-failed");
    EXPECT_FALSE(l.reading(paper, l.first).read_at) << "what failed left nothing behind";
    l.papers.approve(l.first, paper, 2);
    EXPECT_EQ(at(id).state, supervise::State::issued);
    EXPECT_EQ(at(id).approver.name, "刘志远");
    EXPECT_EQ(at(id).approver.position, "副组长");
    EXPECT_EQ(at(id).entered_by, "");
    EXPECT_EQ(at(id).number, "督函〔2011〕1号");
    EXPECT_TRUE(l.reading(paper, l.first).approved.value_or(false));
    EXPECT_EQ(reason_of([&] { l.papers.approve(l.first, paper, 3); }), "supervise.not-now");
    EXPECT_EQ(reason_of([&] { l.papers.unread(l.first, paper); }), "leader.not-now");
    EXPECT_THAT(l.inbox(l.department), Contains("/supervision/" + to_string(id)));
    EXPECT_EQ(reason_of([&] { l.papers.approve(l.first, sent(), 1); }), "leader.not-now");
}

TEST_P(PaperTest, a_supervision_paper_goes_back_with_words_and_a_secretary_is_named) {
    const auto id = draft();
    l.supervision.send(l.office, id, 1);
    const auto paper = paper_about(id);
    EXPECT_EQ(reason_of([&] { l.papers.give_back(l.first, paper, 2, ""); }), "leader.incomplete");
    l.papers.give_back(l.secretary, paper, 2, "先电话催");
    EXPECT_EQ(at(id).state, supervise::State::returned);
    EXPECT_EQ(at(id).why, "先电话催");
    EXPECT_FALSE(l.reading(paper, l.first).approved.value_or(true));
    EXPECT_EQ(l.reading(paper, l.first).decided_by, "许静");
    EXPECT_THAT(l.inbox(l.office), Contains("/supervision/" + to_string(id)));
    l.supervision.send(l.office, id, 3);
    const auto again = paper_about(id);
    l.papers.approve(l.secretary, again, 4);
    EXPECT_EQ(at(id).approver.name, "刘志远");
    EXPECT_EQ(at(id).entered_by, "许静");
}

TEST_P(PaperTest, a_task_goes_up_with_its_link_and_a_remark_on_it_belongs_to_the_task) {
    const auto task = l.t.installation.plans.matrix(org::Scope::all(), l.t.plan).tasks.at(4).id;
    NewPaper paper;
    paper.kind = PaperKind::task;
    paper.object = task.value;
    paper.title = "第5项推进情况";
    paper.leaders = {l.first.principal.id};
    const auto id = l.papers.send(l.office, l.t.plan, paper);
    EXPECT_EQ(l.papers.detail(l.first.principal, id).link, "/tasks/" + to_string(task));
    const auto remark = said(id, l.first);
    EXPECT_EQ(l.remark(remark).task, task);
    EXPECT_THAT(l.remarks.list(l.office.principal, l.t.plan, task).remarks, SizeIs(1));
    paper.object = 99;
    EXPECT_EQ(reason_of([&] { l.papers.send(l.office, l.t.plan, paper); }), "followup.no-task");
    paper.kind = PaperKind::brief;
    EXPECT_EQ(reason_of([&] { l.papers.send(l.office, l.t.plan, paper); }), "leader.incomplete");
}

TEST_P(PaperTest, phrases_belong_to_the_leader_whoever_keeps_them) {
    EXPECT_THAT(l.remarks.phrases(l.first.principal), IsEmpty());
    l.remarks.set_phrases(l.first, {"请抓紧落实。", "已阅。"});
    EXPECT_THAT(l.remarks.phrases(l.secretary.principal), ElementsAre("请抓紧落实。", "已阅。"));
    l.remarks.set_phrases(l.secretary, {"已阅。"});
    EXPECT_THAT(l.remarks.phrases(l.first.principal), ElementsAre("已阅。"));
    EXPECT_THAT(l.remarks.phrases(l.second.principal), IsEmpty());
    EXPECT_EQ(reason_of([&] { l.remarks.set_phrases(l.first, {""}); }), "leader.incomplete");
    EXPECT_EQ(reason_of([&] { l.remarks.phrases(l.office.principal); }), "leader.no-leader");
}

INSTANTIATE_TEST_SUITE_P(engines, PaperTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::leader
