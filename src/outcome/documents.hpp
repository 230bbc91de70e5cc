// SPDX-License-Identifier: Apache-2.0
// outcome — the register of documents the items of a notice order to be made (制度成果): from
// research to a number, and to their revision.
//
//   Documents::take_from_pack, list, open    the register
//   Documents::end_step, add_text            the lead unit's way, step by step
//   Documents::ask, answer, decide, rule     comments 征求意见 and signatures 会签
//   Documents::issue, evaluate, revise       its number; what an evaluation found; its successor
//   Documents::run_due                       rows of new plans, reminders
//   read_outcomes                            spec.hpp: outcomes.yaml of a pack
//
// Each method is one transaction with one event. The lead unit and the office act on a document;
// who was asked sees it and answers. Errors of all that take a document, ask or remark: not_found
// (outcome.no-document), also outside the scope; forbidden (outcome.not-lead) for those who only
// see it. More: docs/outcomes.md. Threads: all from any.
#pragma once

#include "access/person.hpp"
#include "base/clock.hpp"
#include "duty/chains.hpp"
#include "outcome/compare_texts.hpp"
#include "outcome/document.hpp"
#include "outcome/spec.hpp"
#include "store/blobs.hpp"
#include "store/event.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace luoshi::org {
class Directories;
class Directory;
class Scope;
} // namespace luoshi::org
namespace luoshi::store {
class Database;
class Transaction;
} // namespace luoshi::store

namespace luoshi::outcome {

using duty::Who;

struct StepEnd {
    Step step = Step::research;
    StepState state = StepState::done; // or skipped, not_needed
    std::string holder{}, note{}, evidence{};
};
struct NewText {
    std::string title, body;
};
struct Question {
    Purpose purpose = Purpose::comment;
    std::vector<org::UnitId> units;
    Date until;
    bool lapses = false; // only of signatures
};
struct Reply {
    Answer answer = Answer::none;
    std::string words;
    struct Passage {
        std::string quote, words; // quote "": of the whole
    };
    std::vector<Passage> remarks;
};
struct Issued {
    std::string number; // or, of a manuscript, paper and page
    std::string signer, paper, page;
    std::optional<Date> on;
    std::string file_name, file_bytes;
    std::optional<Date> review_on;
};
struct Waiting { // for the answer of a unit
    org::UnitId unit;
    Date until;
};
struct Listed {
    Document document;
    std::vector<StepLine> steps;
    std::vector<Waiting> waiting; // the earliest first
};
struct Shown {
    Sheet sheet;
    Date today;
    bool leads = false; // may act on it
    std::shared_ptr<const org::Directory> directory;
};

class Documents {
public:
    // All borrowed.
    Documents(store::Database& database, store::Blobs& blobs, org::Directories& directories,
              const Clock& clock, SpecsInForce specs);

    // Rows of what the pack of the plan orders and the plan does not have yet. Error not_found
    // (followup.no-plan).
    std::vector<DocumentId> take_from_pack(const store::Actor& actor, followup::PlanId plan);
    // In the order of items. A unit sees what it leads or was asked about.
    std::vector<Listed> list(const org::Scope& scope, followup::PlanId plan);
    Shown open(const access::Principal& who, DocumentId document);
    // The document of a question or a remark, when the person sees it.
    DocumentId document_of(const access::Principal& who, AskId ask);
    DocumentId document_of(const access::Principal& who, RemarkId remark);
    // What was issued. Error conflict (outcome.not-issued).
    store::NamedBlob file(const access::Principal& who, DocumentId document);

    // Errors: conflict (those of what_bars), invalid_argument (outcome.reason-needed: a step not
    // done; outcome.evidence-needed: a review done; outcome.holder-needed: an approval without
    // who approved), unprocessable (outcome.must-be-reviewed: it binds the public;
    // outcome.not-skipped: issue and revision).
    void end_step(const Who& who, DocumentId document, const StepEnd& end);
    // Errors: invalid_argument (outcome.bad-text), conflict (outcome.issued).
    std::int64_t add_text(const Who& who, DocumentId document, const NewText& text);
    // 0: none, which is an empty text. Error not_found (outcome.no-version).
    std::vector<Paragraph> compare(const access::Principal& who, DocumentId document,
                                   std::int64_t before, std::int64_t after);
    // The predecessor's last text against the document's own. Error conflict
    // (outcome.nothing-to-compare).
    std::vector<Paragraph> compare_with_predecessor(const access::Principal& who,
                                                    DocumentId document);
    // Takes the place of all that were there. Errors: conflict (outcome.issued,
    // outcome.no-contacts), invalid_argument (outcome.bad-contact).
    void set_contacts(const Who& who, DocumentId document, const std::vector<Contact>& contacts);

    // A new round, of the newest text; the units find it in their inbox. Errors: conflict
    // (outcome.no-text, outcome.issued, outcome.not-yet before its step), invalid_argument
    // (outcome.bad-question: nobody, one twice, a group, the lead itself, a date that has passed,
    // silence that counts where comments are asked for).
    std::int64_t ask(const Who& who, DocumentId document, const Question& question);
    // By the unit asked, which its lead is told of, or for it by the lead or the office as it came
    // on paper. Errors: forbidden
    // (outcome.not-asked), conflict (outcome.answered, outcome.issued), invalid_argument
    // (outcome.bad-answer: of the other purpose, remarks without any, a quote the text does not
    // have; outcome.reason-needed: an objection without words).
    void answer(const Who& who, AskId ask, const Reply& reply);
    // Errors: conflict (outcome.issued), invalid_argument (outcome.reason-needed unless adopted).
    void decide(const Who& who, RemarkId remark, Decision decision, const std::string& reason);
    // By whom and in which words. Errors: conflict (outcome.not-disputed), invalid_argument
    // (outcome.reason-needed).
    void rule(const Who& who, AskId ask, const std::string& leader, const std::string& words);

    // Ends the step too. Errors: conflict (those of what_bars), invalid_argument
    // (outcome.incomplete, detail field), unprocessable (outcome.party-without-leader, detail
    // units; outcome.must-be-reviewed).
    void issue(const Who& who, DocumentId document, const Issued& issued);
    // It stays as it is; the date of the next evaluation, where one is set, lies ahead. Errors:
    // conflict (outcome.not-issued, outcome.revised), invalid_argument (outcome.reason-needed;
    // outcome.incomplete, detail field).
    void evaluate(const Who& who, DocumentId document, const std::string& words,
                  std::optional<Date> next_on);
    // A successor at its first step, linked to the document. Errors: conflict (outcome.not-issued,
    // outcome.revised), invalid_argument (outcome.reason-needed).
    DocumentId revise(const Who& who, DocumentId document, const std::string& why);

    // Rows of plans that lack them; whoever is late with an answer is reminded once; of the next
    // evaluation of what was issued its lead and the office, by the steps dues have by themselves
    // and once after the day. Returns how
    // many messages were new. Runs that find nothing new only read.
    std::int64_t run_due();

private:
    void take_wanting();
    std::int64_t remind_late();
    std::int64_t remind_reviews();
    using Change = std::function<void(store::Transaction&, Sheet&)>;
    void change(const Who& who, DocumentId document, const char* action, const Change& change);
    void require_group_led(const Sheet& sheet, const org::Directory& directory) const;

    store::Database& database_;
    store::Blobs& blobs_;
    org::Directories& directories_;
    const Clock& clock_;
    SpecsInForce specs_;
    std::mutex mutex_;
    Date day_;                     // of the run before; guarded, like
    std::set<AskId> reminded_;     // late ones that day's runs have seen to
    std::set<std::string> posted_; // keys of evaluations reminded of that day
};

} // namespace luoshi::outcome
