// SPDX-License-Identifier: Apache-2.0
// What units and the office do with documents that items order; and the laws of them.
#include "run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

const std::vector<std::string> kAsked{"m.a", "m.b", "m.a1", "m.a2", "m.b1"};

} // namespace

duty::Who Run::who_leads(const DocumentModel& document) {
    return chance(25) ? person("办") : drafter_of(document.lead);
}

void Run::run_documents(bool may_crash) {
    for (bool done = false; !done;) {
        current_ = below(2);
        const auto run = [&] { server().documents.run_due(); };
        done =
            (may_crash ? act("run documents", "", run) : (run(), Outcome::done)) == Outcome::done;
    }
    learn_documents();
    for (const auto& [id, document] : documents_) {
        for (const auto* ask : document.waiting(day())) {
            if (ask->until < day()) {
                expect_told(people_of(ask->unit), fmt::format("outcome/{}/late", ask->id));
            }
        }
    }
}

void Run::learn_documents() {
    world_.rows("SELECT d.id, u.code, d.task_number FROM outcome_documents d JOIN org_units u ON "
                "u.id = d.unit_id WHERE d.id > " +
                    std::to_string(documents_.empty() ? 0 : documents_.rbegin()->first) +
                    " ORDER BY d.id",
                [&](const store::Row& row) {
                    DocumentModel one;
                    one.id = row.integer(0);
                    one.lead = row.text(1);
                    one.binds = row.text(2) != "2"; // as outcomes.yaml has it
                    documents_[one.id] = one;
                });
}

bool Run::was_right(Outcome outcome, bool may, const DocumentModel& document, const char* law,
                    const std::string& what) {
    if (outcome != Outcome::lost) {
        check((outcome == Outcome::done) == may, law,
              fmt::format("{} of document {} was {}refused", what, document.id, may ? "" : "not "));
    }
    return outcome == Outcome::done;
}

void Run::document_act() {
    if (documents_.empty()) {
        return;
    }
    auto it = documents_.begin();
    std::advance(it, static_cast<std::ptrdiff_t>(below(documents_.size())));
    auto& document = it->second;
    if (document.issued) {
        if (chance(20)) {
            revise_act(document);
        }
        return;
    }
    std::vector<AskModel*> silent;
    std::vector<AskModel*> waiting;
    for (auto& ask : document.asks) {
        if (ask.answer.empty()) {
            silent.push_back(&ask);
        } else if (!ask.undecided.empty() || (ask.answer == "object" && !ask.ruled)) {
            waiting.push_back(&ask);
        }
    }
    const auto next = document.next();
    if (!silent.empty() && chance(35)) {
        answer_act(document, *silent[below(silent.size())]);
    } else if (!waiting.empty() && chance(60)) {
        settle_ask_act(document, *waiting[below(waiting.size())]);
    } else if (document.texts == 0 || chance(8)) {
        text_act(document);
    } else if (const bool sign = next >= kSignatures; (next == kComments || next == kSignatures) &&
                                                      document.latest(sign).empty() && chance(85)) {
        ask_units_act(document, sign);
    } else if (chance(6)) {
        ask_units_act(document, chance(50));
    } else if (next == kIssue || chance(4)) {
        issue_act(document);
    } else {
        step_act(document, chance(4) ? below(kStepNames.size()) : next);
    }
}

void Run::text_act(DocumentModel& document) {
    const auto who = who_leads(document);
    if (act("document: text", std::to_string(document.id), [&] {
            server().documents.add_text(who, outcome::DocumentId{document.id},
                                        {"稿", fmt::format("第一条 {}。", below(1000))});
        }) == Outcome::done) {
        ++document.texts;
    }
}

void Run::step_act(DocumentModel& document, std::size_t step) {
    const auto who = who_leads(document);
    const bool skip = chance(step == kReview ? 40 : 12);
    outcome::StepEnd end;
    end.step = outcome::kSteps.at(step);
    end.state = skip ? outcome::StepState::skipped : outcome::StepState::done;
    const bool written = !chance(8); // with what the step needs
    end.note = written ? "另行办理" : "";
    end.evidence = written ? "审查意见" : "";
    end.holder = written ? "主任" : "";
    const bool needs = skip || kStepNames.at(step) == std::string_view{"approval"} ||
                       kStepNames.at(step) == std::string_view{"review"};
    const bool may = (written || !needs) &&
                     (skip ? document.may_skip(step, day()) : document.may_end(step, day()));
    const auto outcome =
        act(skip ? "document: step left out" : "document: step done", kStepNames.at(step),
            [&] { server().documents.end_step(who, outcome::DocumentId{document.id}, end); });
    const auto* const law = step == kReview && skip ? "issued" : "documents";
    if (was_right(outcome, may, document, law, kStepNames.at(step))) {
        document.steps.at(step) = skip ? "skipped" : "done";
    }
}

void Run::ask_units_act(DocumentModel& document, bool sign) {
    outcome::Question question;
    question.purpose = sign ? outcome::Purpose::signature : outcome::Purpose::comment;
    question.lapses = sign ? chance(50) : chance(4);
    question.until = day().plus_days(static_cast<int>(below(20)) - (chance(5) ? 20 : 0));
    std::vector<std::string> units;
    for (const auto& unit : kAsked) {
        if (chance(50) && (unit != document.lead || chance(5))) {
            units.push_back(unit);
            question.units.push_back(world_.bed.units.at(unit));
        }
    }
    const bool may = document.texts > 0 && !units.empty() && question.until >= day() &&
                     (sign || !question.lapses) &&
                     document.next() >= (sign ? kSignatures : kComments) &&
                     std::ranges::find(units, document.lead) == units.end();
    const auto who = who_leads(document);
    const auto outcome =
        act(sign ? "document: ask signatures" : "document: ask comments", document.lead,
            [&] { server().documents.ask(who, outcome::DocumentId{document.id}, question); });
    if (!was_right(outcome, may, document, "documents", "asking")) {
        return;
    }
    int round = 1;
    std::int64_t last = 0;
    for (const auto& ask : document.asks) {
        round = ask.sign == sign ? std::max(round, ask.round + 1) : round;
        last = std::max(last, ask.id);
    }
    std::size_t n = 0;
    world_.rows(fmt::format("SELECT id FROM outcome_asks WHERE document_id = {} AND id > {} ORDER "
                            "BY id",
                            document.id, last),
                [&](const store::Row& row) {
                    check(n < units.size(), "documents", "more were asked than named");
                    AskModel ask;
                    ask.id = row.integer(0);
                    ask.sign = sign;
                    ask.lapses = question.lapses;
                    ask.round = round;
                    ask.unit = units[n++];
                    ask.until = question.until;
                    expect_told(people_of(ask.unit), fmt::format("outcome/{}/asked", ask.id));
                    document.asks.push_back(ask);
                });
    check(n == units.size(), "documents", "fewer were asked than named");
}

void Run::answer_act(DocumentModel& document, AskModel& ask) {
    outcome::Reply reply;
    const auto dice = below(10);
    std::string answer = ask.sign   ? dice < 5   ? "agree"
                                      : dice < 8 ? "object"
                                                 : "remarks"
                         : dice < 5 ? "none"
                                    : "remarks";
    const bool wrong = chance(5);
    if (wrong) {
        answer = ask.sign ? "none" : "agree";
    }
    reply.answer = outcome::parse_answer(answer).value();
    reply.words = "如下";
    const bool misquoted = answer == "remarks" && chance(5);
    if (answer == "remarks") {
        for (auto n = below(2) + 1; n > 0; --n) {
            reply.remarks.push_back({misquoted ? "没有的话" : "第一条", "改一改"});
        }
    }
    const bool paper = chance(15); // the office enters it
    const auto who = paper ? person("办") : drafter_of(ask.unit);
    const auto outcome =
        act(paper ? "document: answer on paper" : "document: " + answer, ask.unit,
            [&] { server().documents.answer(who, outcome::AskId{ask.id}, reply); });
    if (!was_right(outcome, !wrong && !misquoted, document, "documents", "answer")) {
        return;
    }
    ask.answer = answer;
    if (!paper) {
        expect_told(people_of(document.lead), fmt::format("outcome/{}/answered", ask.id));
    }
    world_.rows(fmt::format("SELECT id FROM outcome_remarks WHERE ask_id = {}", ask.id),
                [&](const store::Row& row) { ask.undecided.insert(row.integer(0)); });
    check(ask.undecided.size() == reply.remarks.size(), "documents", "a remark is gone");
}

void Run::settle_ask_act(DocumentModel& document, AskModel& ask) {
    const auto who = who_leads(document);
    if (ask.answer == "object") {
        if (act("document: rule", ask.unit, [&] {
                server().documents.rule(who, outcome::AskId{ask.id}, "副市长", "按原稿");
            }) == Outcome::done) {
            ask.ruled = true;
        }
        return;
    }
    const auto remark = *ask.undecided.begin();
    const bool adopted = chance(50);
    if (act(adopted ? "document: adopt" : "document: decline", ask.unit, [&] {
            server().documents.decide(who, outcome::RemarkId{remark},
                                      adopted ? outcome::Decision::adopted
                                              : outcome::Decision::declined,
                                      adopted ? "" : "另有规定");
        }) == Outcome::done) {
        ask.undecided.erase(remark);
    }
}

void Run::issue_act(DocumentModel& document) {
    const auto who = who_leads(document);
    outcome::Issued issued;
    issued.number = chance(5) ? "" : fmt::format("模府〔2021〕{}号", below(1000));
    issued.signer = "市长";
    issued.on = day();
    issued.file_name = "正文.pdf";
    issued.file_bytes = "%PDF 正文";
    const bool may = document.may_issue(day()) && !issued.number.empty();
    const auto outcome = act("document: issue", document.lead, [&] {
        server().documents.issue(who, outcome::DocumentId{document.id}, issued);
    });
    if (was_right(outcome, may, document, "issued", "issuing")) {
        document.issued = true;
        document.steps[kIssue] = "done";
    }
}

void Run::revise_act(DocumentModel& document) {
    const auto who = who_leads(document);
    const auto outcome = act("document: revise", document.lead, [&] {
        server().documents.revise(who, outcome::DocumentId{document.id}, "情况变化");
    });
    if (was_right(outcome, !document.revised, document, "documents", "revising")) {
        document.revised = true;
        document.steps.back() = "done";
        learn_documents();
    }
}

// Silence is shown as silence; each document is as the acts left it; what was issued has all its
// kind demands.
void Run::check_documents() {
    std::map<std::int64_t, AskModel> asks;
    for (const auto& [id, document] : documents_) {
        for (const auto& ask : document.asks) {
            asks[ask.id] = ask;
        }
    }
    std::size_t seen = 0;
    world_.rows("SELECT a.id, a.answer, u.code, a.ruled_on FROM outcome_asks a JOIN org_units u ON "
                "u.id = a.unit_id",
                [&](const store::Row& row) {
                    ++seen;
                    const auto& ask = asks.at(row.integer(0));
                    check(row.text_or_empty(1) == ask.answer,
                          ask.answer.empty() ? "consent" : "documents",
                          fmt::format("{} has answered '{}', not '{}'", ask.unit,
                                      row.text_or_empty(1), ask.answer));
                    check(row.text(2) == ask.unit && row.is_null(3) != ask.ruled, "documents",
                          "a question is not as it was left");
                });
    check(seen == asks.size(), "documents", "a question is gone, or one too many");
    const bool all = day().day() % 10 == 5;
    for (const auto& [id, document] : documents_) {
        if (all || below(12) == 0) {
            check_document(document);
        }
    }
    if (all) {
        check_register();
    }
}

void Run::check_document(const DocumentModel& document) {
    const auto shown =
        server().documents.open(person("办").principal, outcome::DocumentId{document.id});
    const auto& sheet = shown.sheet;
    for (std::size_t n = 0; n < kStepNames.size(); ++n) {
        const auto state = document.steps.at(n).empty() ? "open" : document.steps.at(n);
        check(to_string(sheet.steps.at(n).state) == state, "documents",
              fmt::format("{} of {} is {}", kStepNames.at(n), document.id,
                          to_string(sheet.steps.at(n).state)));
    }
    const auto& one = sheet.document;
    check(one.issued_on.has_value() == document.issued, "documents", "issued or not");
    check(!document.issued ||
              (!one.number.empty() && !one.signer.empty() && !one.file_digest.empty() &&
               (!document.binds ||
                sheet.at(outcome::Step::review).state == outcome::StepState::done)),
          "issued", fmt::format("{} lacks what its kind demands", document.id));
    for (const auto& ask : sheet.asks) {
        const auto model = std::ranges::find(document.asks, ask.id.value, &AskModel::id);
        const std::string now{to_string(outcome::standing(ask, sheet.remarks, day()))};
        const auto expected = standing(*model, day());
        ++counts_["standing " + expected];
        check(now == expected, model->answer.empty() ? "consent" : "documents",
              fmt::format("{} is shown as {}, not {}", model->unit, now, expected));
    }
}

// Who is waited for in the register: all who were asked last and are silent, but those whose
// silence may pass for no objection.
void Run::check_register() {
    for (const auto& line : server().documents.list(org::Scope::all(), world_.bed.plan)) {
        std::multiset<std::pair<org::UnitId, Date>> expected;
        std::multiset<std::pair<org::UnitId, Date>> shown;
        for (const auto* ask : documents_.at(line.document.id.value).waiting(day())) {
            expected.emplace(world_.bed.units.at(ask->unit), ask->until);
        }
        for (const auto& one : line.waiting) {
            shown.emplace(one.unit, one.until);
        }
        check(shown == expected, "consent",
              fmt::format("{} of {} are waited for", shown.size(), expected.size()));
    }
}

} // namespace luoshi::sim
