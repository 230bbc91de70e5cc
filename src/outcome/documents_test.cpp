// SPDX-License-Identifier: Apache-2.0
#include "outcome/documents.hpp"

#include "access/access.hpp"
#include "followup/plan_texts.hpp"
#include "followup/testing/test_installation.hpp"
#include "notify/notices.hpp"
#include "store/testing/counting_database.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <map>

namespace luoshi::outcome {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DocumentsTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    DocumentsTest() {
        travel("2011-11-10");
        plan = t.plan_of(followup::sample());
        documents.take_from_pack(office().actor, plan);
    }

    void travel(const std::string& day) {
        using namespace std::chrono;
        auto& clock = t.store().clock();
        const auto at = Timestamp{days{Date::parse(day)->days_since_epoch()} + hours{4}};
        clock.advance(duration_cast<microseconds>(at - clock.now()));
    }
    static Date on(const char* day) { return *Date::parse(day); }

    org::UnitId unit(const std::string& code) { return t.directory()->find_code(code)->id; }
    Who of_unit(const std::string& code, access::Role role = access::Role::drafter) {
        auto it = people_.find(code);
        if (it == people_.end()) {
            it =
                people_
                    .emplace(code,
                             access
                                 .add_person({0, "test", ""},
                                             {.username = "u" + std::to_string(people_.size() + 10),
                                              .name = code,
                                              .role = role,
                                              .unit = unit(code),
                                              .password = "long enough!",
                                              .must_change_password = false,
                                              .demo = false})
                                 .who)
                    .first;
        }
        return {it->second, access::actor_of(it->second, "r")};
    }
    Who office() { return of_unit("gd.office", access::Role::office); }

    DocumentId of(const std::string& code) {
        for (const auto& one : documents.list(org::Scope::all(), plan)) {
            if (one.document.code == code) {
                return one.document.id;
            }
        }
        throw std::runtime_error{"no document " + code};
    }
    Sheet sheet(DocumentId id) { return documents.open(office().principal, id).sheet; }
    void end(DocumentId id, Step step, StepState state = StepState::done,
             const std::string& note = "已办") {
        documents.end_step(office(), id, {step, state, "某处", note, "意见书"});
    }
    // The draft is done; comments come next.
    DocumentId drafted(const std::string& code, const std::string& body = "第一条\n第二条") {
        const auto id = of(code);
        end(id, Step::research);
        documents.add_text(office(), id, {"草稿", body});
        end(id, Step::draft);
        return id;
    }
    // Signatures come next.
    DocumentId commented(const std::string& code) {
        const auto id = drafted(code);
        end(id, Step::comments, StepState::skipped, "已在会议上征求");
        return id;
    }
    Ask ask_of(DocumentId id, const std::string& code) {
        Ask found;
        for (const auto& ask : sheet(id).asks) {
            if (ask.unit == unit(code)) {
                found = ask;
            }
        }
        return found;
    }
    void ask(DocumentId id, Purpose purpose, const std::vector<std::string>& codes,
             bool lapses = false) {
        Question question{purpose, {}, on("2011-11-20"), lapses};
        for (const auto& code : codes) {
            question.units.push_back(unit(code));
        }
        documents.ask(office(), id, question);
    }
    void answer(DocumentId id, const std::string& code, const Reply& reply) {
        documents.answer(of_unit(code), ask_of(id, code).id, reply);
    }
    Standing standing_of(DocumentId id, const std::string& code) {
        return standing(ask_of(id, code), sheet(id).remarks, t.today());
    }
    Issued complete() {
        return {"粤府办〔2011〕1号", "某厅长", "", "", t.today(), "正文.pdf", "%PDF", {}};
    }
    static constexpr std::size_t kAll = 22 + 6 + 5;
    template <class Act>
    std::string error(Act&& act) {
        return std::string{followup::error_of(std::forward<Act>(act)).reason()};
    }
    std::string issue(DocumentId id, const Issued& issued) {
        return error([&] { documents.issue(office(), id, issued); });
    }

    followup::TestInstallation t{GetParam()};
    followup::PlanId plan;
    std::map<std::string, access::Principal> people_;
    access::Access access{t.database(), t.directories, t.store().clock()};
    std::shared_ptr<const std::vector<OutcomeSpecs>> specs_ =
        std::make_shared<const std::vector<OutcomeSpecs>>(
            1, *read_outcomes(t.pack(), {&t.pack()}).value);
    Documents documents{t.database(), t.store().blobs(), t.directories, t.store().clock(),
                        [this](store::Reader&) { return specs_; }};
};

TEST_P(DocumentsTest, stand_in_the_register_as_the_pack_orders_them_and_each_once) {
    const auto all = documents.list(org::Scope::all(), plan);
    EXPECT_THAT(all, SizeIs(kAll));
    std::map<std::string, int> makers; // of a document
    for (const auto& one : all) {
        ++makers[one.document.code];
    }
    EXPECT_THAT(makers, SizeIs(22));
    EXPECT_EQ(makers["catalogue"], 7) << "six cities and 顺德 make one each";
    EXPECT_EQ(makers["support"], 6);
    EXPECT_THAT(documents.take_from_pack(office().actor, plan), IsEmpty());
    EXPECT_THAT(documents.list(org::Scope::of(unit("gd.jrb")), plan), SizeIs(1));
    const auto other = t.plan_of(followup::sample() + "\n", "第二份");
    documents.run_due();
    EXPECT_THAT(documents.list(org::Scope::all(), other), SizeIs(kAll));
}

TEST_P(DocumentsTest, go_from_research_to_a_number_in_order) {
    const auto id = of("fund-rules");
    EXPECT_EQ(error([&] { end(id, Step::approval); }), "outcome.not-yet");
    end(id, Step::research);
    EXPECT_EQ(error([&] { end(id, Step::research); }), "outcome.ended");
    EXPECT_EQ(error([&] { end(id, Step::draft); }), "outcome.no-text");
    EXPECT_EQ(documents.add_text(office(), id, {"草稿", "第一条\n第二条"}), 1);
    end(id, Step::draft);
    EXPECT_EQ(error([&] { end(id, Step::comments); }), "outcome.nobody-asked");
    EXPECT_EQ(error([&] { end(id, Step::comments, StepState::skipped, ""); }),
              "outcome.reason-needed");
    end(id, Step::comments, StepState::skipped, "已在会议上征求");
    end(id, Step::signatures, StepState::skipped, "不涉及其他部门");
    EXPECT_EQ(error([&] { end(id, Step::review, StepState::not_needed, "不需要"); }),
              "outcome.must-be-reviewed");
    end(id, Step::review);
    EXPECT_EQ(issue(id, complete()), "outcome.not-yet");
    end(id, Step::approval);
    EXPECT_EQ(error([&] { documents.file(office().principal, id); }), "outcome.not-issued");
    EXPECT_EQ(issue(id, complete()), "none");
    EXPECT_EQ(documents.file(office().principal, id).name, "正文.pdf");
    EXPECT_EQ(documents.file(office().principal, id).digest, sm3("%PDF"));
    const auto done = sheet(id);
    EXPECT_EQ(done.document.number, "粤府办〔2011〕1号");
    EXPECT_EQ(done.next(), Step::revision);
    EXPECT_EQ(error([&] { documents.add_text(office(), id, {"改", "改"}); }), "outcome.issued");
}

TEST_P(DocumentsTest, are_done_only_with_number_date_signer_and_file) {
    const auto id = commented("layout");
    end(id, Step::signatures, StepState::skipped, "不涉及");
    end(id, Step::review, StepState::not_needed, "不涉及公众");
    end(id, Step::approval);
    for (const auto& wanting :
         {&Issued::number, &Issued::signer, &Issued::file_bytes, &Issued::file_name}) {
        auto issued = complete();
        issued.*wanting = "";
        EXPECT_EQ(issue(id, issued), "outcome.incomplete");
    }
    auto issued = complete();
    issued.on.reset();
    EXPECT_EQ(issue(id, issued), "outcome.incomplete");
    issued.on = t.today().plus_days(1);
    EXPECT_EQ(issue(id, issued), "outcome.incomplete");
    EXPECT_EQ(issue(id, complete()), "none");
}

TEST_P(DocumentsTest, wait_for_every_remark_to_be_decided_with_a_reason) {
    const auto id = drafted("fund-rules");
    ask(id, Purpose::comment, {"gd.jxw", "gd.rst"});
    EXPECT_EQ(error([&] { end(id, Step::comments); }), "outcome.comments-open");
    answer(id, "gd.jxw", {Answer::none, "", {}});
    EXPECT_EQ(error([&] {
                  answer(id, "gd.rst", {Answer::remarks, "", {}});
              }),
              "outcome.bad-answer");
    EXPECT_EQ(error([&] {
                  answer(id, "gd.rst", {Answer::remarks, "", {{"第九条", "改"}}});
              }),
              "outcome.bad-answer");
    EXPECT_EQ(error([&] { answer(id, "gd.rst", {Answer::agree, "", {}}); }), "outcome.bad-answer");
    answer(id, "gd.rst", {Answer::remarks, "", {{"第二条", "补充条件"}, {"", "全文偏长"}}});
    EXPECT_EQ(error([&] { answer(id, "gd.rst", {Answer::none, "", {}}); }), "outcome.answered");
    EXPECT_EQ(error([&] { end(id, Step::comments); }), "outcome.undecided");
    EXPECT_EQ(error([&] { end(id, Step::comments, StepState::skipped, "免"); }),
              "outcome.undecided");
    const auto remarks = sheet(id).remarks;
    documents.decide(office(), remarks[0].id, Decision::adopted, "");
    EXPECT_EQ(error([&] { documents.decide(office(), remarks[1].id, Decision::declined, ""); }),
              "outcome.reason-needed");
    EXPECT_EQ(
        error([&] { documents.decide(of_unit("gd.rst"), remarks[1].id, Decision::adopted, ""); }),
        "outcome.not-lead");
    documents.decide(office(), remarks[1].id, Decision::declined, "篇幅已压缩");
    end(id, Step::comments);
    EXPECT_EQ(sheet(id).at(Step::comments).state, StepState::done);
}

TEST_P(DocumentsTest, are_not_issued_while_a_signature_is_open_or_disputed) {
    const auto id = commented("layout");
    ask(id, Purpose::signature, {"gd.czt", "gd.gtt"});
    EXPECT_EQ(error([&] { end(id, Step::signatures); }), "outcome.signature-open");
    EXPECT_EQ(error([&] { end(id, Step::signatures, StepState::skipped, "免"); }),
              "outcome.signature-open");
    answer(id, "gd.czt", {Answer::agree, "", {}});
    EXPECT_EQ(error([&] {
                  answer(id, "gd.gtt", {Answer::object, "", {}});
              }),
              "outcome.reason-needed");
    answer(id, "gd.gtt", {Answer::object, "用地指标不足", {}});
    EXPECT_EQ(error([&] { end(id, Step::signatures); }), "outcome.disputed");
    const auto objected = ask_of(id, "gd.gtt").id;
    EXPECT_EQ(error([&] { documents.rule(office(), objected, "", "按原稿"); }),
              "outcome.reason-needed");
    EXPECT_EQ(error([&] { documents.rule(office(), ask_of(id, "gd.czt").id, "某省长", "同意"); }),
              "outcome.not-disputed");
    documents.rule(office(), objected, "某副省长", "按原稿，指标另行安排");
    end(id, Step::signatures);
    EXPECT_EQ(standing_of(id, "gd.gtt"), Standing::ruled);
    end(id, Step::review, StepState::not_needed, "不涉及公众");
    end(id, Step::approval);
    ask(id, Purpose::signature, {"gd.czt"}); // again, after the text changed
    EXPECT_EQ(issue(id, complete()), "outcome.signature-open");
    answer(id, "gd.czt", {Answer::agree, "", {}});
    EXPECT_EQ(issue(id, complete()), "none");
}

TEST_P(DocumentsTest, take_silence_for_no_objection_only_where_that_was_said) {
    const auto loud = commented("layout");
    ask(loud, Purpose::signature, {"gd.czt"});
    const auto silent = commented("powers");
    ask(silent, Purpose::signature, {"gd.czt"}, true);
    travel("2011-11-21");
    EXPECT_EQ(standing_of(loud, "gd.czt"), Standing::late);
    EXPECT_EQ(standing_of(silent, "gd.czt"), Standing::lapsed);
    EXPECT_EQ(error([&] { end(loud, Step::signatures); }), "outcome.signature-open");
    end(silent, Step::signatures);
    answer(silent, "gd.czt", {Answer::agree, "", {}}); // late, and now a consent
    EXPECT_EQ(standing_of(silent, "gd.czt"), Standing::agreed);
}

TEST_P(DocumentsTest, refuse_questions_nobody_can_answer) {
    const auto id = drafted("layout");
    EXPECT_EQ(error([&] { ask(id, Purpose::signature, {"gd.czt"}); }), "outcome.not-yet");
    EXPECT_EQ(error([&] { ask(id, Purpose::comment, {}); }), "outcome.bad-question");
    EXPECT_EQ(error([&] { ask(id, Purpose::comment, {"gd.jxw"}); }), "outcome.bad-question");
    EXPECT_EQ(error([&] { ask(id, Purpose::comment, {"gd.g.parks"}); }), "outcome.bad-question");
    EXPECT_EQ(error([&] {
                  ask(id, Purpose::comment, {"gd.czt", "gd.czt"});
              }),
              "outcome.bad-question");
    EXPECT_EQ(error([&] { ask(id, Purpose::comment, {"gd.czt"}, true); }), "outcome.bad-question");
}

TEST_P(DocumentsTest, show_themselves_to_who_was_asked_and_to_nobody_else) {
    const auto id = drafted("layout");
    const auto czt = of_unit("gd.czt").principal;
    EXPECT_EQ(error([&] { documents.open(czt, id); }), "outcome.no-document");
    ask(id, Purpose::comment, {"gd.czt"});
    EXPECT_FALSE(documents.open(czt, id).leads);
    EXPECT_EQ(error([&] {
                  documents.add_text(of_unit("gd.czt"), id, {"改", "改"});
              }),
              "outcome.not-lead");
    EXPECT_TRUE(documents.open(of_unit("gd.jxw").principal, id).leads);
    ask(id, Purpose::comment, {"gd.rst"});
    EXPECT_EQ(
        error([&] {
            documents.answer(of_unit("gd.rst"), ask_of(id, "gd.czt").id, {Answer::none, "", {}});
        }),
        "outcome.not-asked");
    documents.answer(office(), ask_of(id, "gd.czt").id, {Answer::none, "纸质", {}});
    EXPECT_TRUE(ask_of(id, "gd.czt").entered);
}

TEST_P(DocumentsTest, remind_nobody_of_a_question_asked_anew_or_whose_silence_counts) {
    const auto id = drafted("layout");
    ask(id, Purpose::comment, {"gd.czt", "gd.rst"});
    ask(id, Purpose::comment, {"gd.czt", "gd.rst"});
    answer(id, "gd.czt", {Answer::none, "", {}});
    answer(id, "gd.rst", {Answer::none, "", {}});
    end(id, Step::comments);
    ask(id, Purpose::signature, {"gd.czt"}, true);
    travel("2011-11-25");
    EXPECT_EQ(documents.run_due(), 0);
}

TEST_P(DocumentsTest, outlive_a_correction_that_takes_the_task_away) {
    const auto id = drafted("decomposition");
    auto text = followup::sample();
    const auto begin = text.find("49. ");
    ASSERT_NE(begin, std::string::npos);
    text.erase(begin, text.find("50. ") - begin);
    followup::PlanTexts texts{t.database(), t.directories, t.store().clock(), t.imports.specs()};
    const auto import = t.imports.receive(office().actor, "new.txt", text).id;
    texts.correct(office().actor, import, t.answer_all(import).import.version, plan);
    EXPECT_EQ(sheet(id).document.task_number, "49");
    end(id, Step::comments, StepState::skipped, "已在会议上征求");
    EXPECT_EQ(documents.run_due(), 0);
    EXPECT_EQ(documents.list(org::Scope::all(), plan).size(), kAll);
}

TEST_P(DocumentsTest, tell_units_that_are_asked_and_remind_late_ones_once) {
    notify::Notices notices{t.database(), t.store().clock()};
    const auto czt = of_unit("gd.czt").principal.id;
    const auto id = drafted("layout");
    ask(id, Purpose::comment, {"gd.czt"});
    EXPECT_EQ(notices.count(czt).all, 1);
    EXPECT_EQ(notices.inbox(czt, {}).front().words, "请于2011年11月20日前答复");
    travel("2011-11-20");
    EXPECT_EQ(documents.run_due(), 0);
    travel("2011-11-21");
    EXPECT_EQ(documents.run_due(), 1);
    EXPECT_EQ(documents.run_due(), 0);
    EXPECT_EQ(notices.inbox(czt, {}).front().kind, notify::Kind::urge);
    EXPECT_EQ(notices.inbox(czt, {}).front().link, "/documents/" + to_string(id));
}

TEST_P(DocumentsTest, of_their_evaluation_lead_and_office_are_reminded_by_steps_once) {
    notify::Notices notices{t.database(), t.store().clock()};
    const auto jxw = of_unit("gd.jxw").principal.id;
    const auto who = office().principal.id;
    const auto titles = [&](access::PersonId person) {
        std::vector<std::string> all;
        for (const auto& one : notices.inbox(person, {.limit = 100})) {
            all.insert(all.begin(), to_string(civil_date(one.at)) + " " + one.title);
        }
        return all;
    };
    const auto id = commented("layout");
    end(id, Step::signatures, StepState::skipped, "无需会签");
    end(id, Step::review, StepState::not_needed, "不涉及公众");
    end(id, Step::approval);
    documents.issue(office(), id,
                    {"粤办发〔2011〕1号", "林某", "", "", on("2011-11-10"), "纲要.pdf", "%PDF",
                     on("2011-12-20")});
    EXPECT_EQ(documents.run_due(), 0) << "no step has come";
    EXPECT_EQ(followup::reason_of([&] { documents.evaluate(office(), id, " ", {}); }),
              "outcome.reason-needed");
    for (auto day = on("2011-11-11"); day <= on("2011-12-28"); day = day.plus_days(1)) {
        travel(to_string(day));
        documents.run_due();
        documents.run_due();
    }
    const std::vector<std::string> wanted{
        "2011-12-09 重点园区产业布局规划纲要：2011年12月20日前评估",
        "2011-12-15 重点园区产业布局规划纲要：2011年12月20日前评估",
        "2011-12-19 重点园区产业布局规划纲要：2011年12月20日前评估",
        "2011-12-21 评估已逾期：重点园区产业布局规划纲要（应于2011年12月20日评估）"};
    EXPECT_EQ(titles(jxw), wanted);
    EXPECT_EQ(titles(who), wanted);
    Documents restarted{t.database(), t.store().blobs(), t.directories, t.store().clock(),
                        [this](store::Reader&) { return specs_; }};
    EXPECT_EQ(restarted.run_due(), 0) << "it does not remember, the keys do";

    EXPECT_EQ(followup::reason_of(
                  [&] { documents.evaluate(office(), id, "继续有效", on("2011-12-28")); }),
              "outcome.incomplete");
    documents.evaluate(office(), id, "继续有效", on("2012-12-28"));
    const auto now = sheet(id);
    EXPECT_EQ(now.document.review_on, on("2012-12-28"));
    ASSERT_EQ(now.evaluations.size(), 1U);
    EXPECT_EQ(now.evaluations[0].words, "继续有效");
    EXPECT_EQ(documents.run_due(), 0) << "the new day is far";
    travel("2012-12-28");
    EXPECT_EQ(documents.run_due(), 2);
    documents.revise(office(), id, "政策有变");
    EXPECT_EQ(followup::reason_of([&] { documents.evaluate(office(), id, "继续有效", {}); }),
              "outcome.revised");
    travel("2013-01-10");
    EXPECT_EQ(documents.run_due(), 0) << "its successor is on the way";
}

TEST_P(DocumentsTest, take_a_remark_on_words_that_run_over_two_paragraphs) {
    const auto id = drafted("layout", "第一条 总则\n第二条 布局");
    ask(id, Purpose::comment, {"gd.czt"});
    EXPECT_EQ(followup::reason_of([&] {
                  answer(id, "gd.czt", {Answer::remarks, "", {{"总则第三条", "合并"}}});
              }),
              "outcome.bad-answer");
    answer(id, "gd.czt", {Answer::remarks, "", {{"总则\n\n第二条", "合并为一条"}}});
    EXPECT_EQ(sheet(id).remarks.front().quote, "总则\n\n第二条");
}

TEST_P(DocumentsTest, tell_their_lead_what_a_unit_answered) {
    notify::Notices notices{t.database(), t.store().clock()};
    const auto jxw = of_unit("gd.jxw").principal.id;
    const auto id = drafted("layout");
    ask(id, Purpose::comment, {"gd.czt", "gd.rst"});
    documents.answer(office(), ask_of(id, "gd.rst").id, {Answer::none, "纸质", {}});
    EXPECT_EQ(notices.count(jxw).all, 0) << "what was entered for a unit is known";
    answer(id, "gd.czt", {Answer::remarks, "", {{"", "写具体"}}});
    ASSERT_EQ(notices.count(jxw).all, 1);
    const auto told = notices.inbox(jxw, {}).front();
    EXPECT_EQ(told.title + "，" + told.words,
              "省财政厅已答复：重点园区产业布局规划纲要，有修改意见");
    EXPECT_EQ(told.link, "/documents/" + to_string(id));
}

TEST_P(DocumentsTest, leave_the_database_to_others_where_nobody_is_newly_late) {
    of_unit("gd.czt");
    ask(drafted("layout"), Purpose::comment, {"gd.czt"});
    travel("2011-11-21");
    store::CountingDatabase database{t.database()};
    Documents counted{database, t.store().blobs(), t.directories, t.store().clock(),
                      [this](store::Reader&) { return specs_; }};
    EXPECT_EQ(counted.run_due(), 1);
    EXPECT_EQ(database.writes(), 1);
    EXPECT_EQ(counted.run_due(), 0);
    EXPECT_EQ(database.writes(), 1);
}

TEST_P(DocumentsTest, say_in_the_list_whose_answer_they_wait_for) {
    const auto id = drafted("layout");
    const auto waiting = [&](DocumentId document) {
        for (const auto& one : documents.list(org::Scope::all(), plan)) {
            if (one.document.id == document) {
                return one.waiting;
            }
        }
        return std::vector<Waiting>{};
    };
    ask(id, Purpose::comment, {"gd.czt", "gd.rst"});
    answer(id, "gd.rst", {Answer::none, "", {}});
    ASSERT_THAT(waiting(id), SizeIs(1));
    EXPECT_EQ(waiting(id).front().unit, unit("gd.czt"));
    EXPECT_EQ(waiting(id).front().until, on("2011-11-20"));
    const auto silent = commented("powers");
    ask(silent, Purpose::signature, {"gd.czt"}, true);
    EXPECT_THAT(waiting(silent), SizeIs(1));
    travel("2011-11-21");
    EXPECT_THAT(waiting(silent), IsEmpty()) << "silence counts now";
    EXPECT_THAT(waiting(id), SizeIs(1));
}

TEST_P(DocumentsTest, divide_contacts_over_every_park_before_they_are_issued) {
    const auto id = commented("contacts");
    end(id, Step::signatures, StepState::skipped, "不涉及");
    end(id, Step::review, StepState::not_needed, "不涉及公众");
    end(id, Step::approval);
    const auto directory = t.directory();
    const auto parks = directory->expand(unit("gd.g.keyparks"), t.today());
    ASSERT_THAT(parks, SizeIs(10));
    std::vector<Contact> contacts;
    for (const auto park : parks) {
        contacts.push_back({park, "省领导" + std::to_string(contacts.size() % 3 + 1)});
    }
    auto short_of_one = contacts;
    short_of_one.pop_back();
    documents.set_contacts(office(), id, short_of_one);
    EXPECT_EQ(issue(id, complete()), "outcome.party-without-leader");
    EXPECT_EQ(error([&] {
                  documents.set_contacts(office(), id, {{unit("gd.czt"), "某领导"}});
              }),
              "outcome.bad-contact");
    EXPECT_EQ(error([&] { documents.set_contacts(office(), of("layout"), contacts); }),
              "outcome.no-contacts");
    documents.set_contacts(office(), id, contacts);
    EXPECT_EQ(sheet(id).contacts, contacts);
    EXPECT_EQ(issue(id, complete()), "none");
}

TEST_P(DocumentsTest, end_in_a_paper_where_they_are_manuscripts) {
    const auto id = commented("manuscript");
    end(id, Step::signatures, StepState::skipped, "不涉及");
    end(id, Step::review);
    end(id, Step::approval);
    auto issued = complete();
    issued.number = "";
    EXPECT_EQ(issue(id, issued), "outcome.incomplete");
    issued.paper = "某日报";
    EXPECT_EQ(issue(id, issued), "outcome.incomplete");
    issued.page = "第3版";
    EXPECT_EQ(issue(id, issued), "none");
}

TEST_P(DocumentsTest, are_followed_by_a_successor_whose_text_is_compared_with_theirs) {
    const auto id = commented("layout");
    EXPECT_EQ(error([&] { documents.revise(office(), id, "到期"); }), "outcome.not-issued");
    end(id, Step::signatures, StepState::skipped, "不涉及");
    end(id, Step::review, StepState::not_needed, "不涉及公众");
    end(id, Step::approval);
    documents.issue(office(), id, complete());
    EXPECT_EQ(error([&] { documents.revise(office(), id, ""); }), "outcome.reason-needed");
    const auto next = documents.revise(office(), id, "目录有变");
    EXPECT_EQ(error([&] { documents.revise(office(), id, "再改"); }), "outcome.revised");
    EXPECT_EQ(sheet(id).document.successor, next);
    EXPECT_EQ(sheet(next).next(), Step::research);
    documents.add_text(office(), next, {"新稿", "第一条\n第二条（新）"});
    EXPECT_THAT(documents.compare_with_predecessor(office().principal, next),
                ElementsAre(Paragraph{Mark::same, "第一条"}, Paragraph{Mark::removed, "第二条"},
                            Paragraph{Mark::added, "第二条（新）"}));
    EXPECT_EQ(error([&] { documents.compare_with_predecessor(office().principal, id); }),
              "outcome.nothing-to-compare");
    EXPECT_EQ(error([&] { documents.compare(office().principal, next, 1, 7); }),
              "outcome.no-version");
    EXPECT_THAT(documents.compare(office().principal, next, 0, 1), SizeIs(2));
}

INSTANTIATE_TEST_SUITE_P(engines, DocumentsTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::outcome
