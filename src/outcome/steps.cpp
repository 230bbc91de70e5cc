// SPDX-License-Identifier: Apache-2.0
// Steps, texts, contacts, the number, the successor.
#include "access/access.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "outcome/parts.hpp"
#include "outcome/rows.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace luoshi::outcome {
namespace {

constexpr std::size_t kLongestText = 400'000; // bytes

StepLine line_of(const Who& who, const StepEnd& end, Date today) {
    return {end.step, end.state,    today,         end.holder.empty() ? who.actor.name : end.holder,
            end.note, end.evidence, who.actor.name};
}

void must_be_reviewed(const Document& document) {
    throw failure(ErrorCode::unprocessable, "outcome.must-be-reviewed",
                  "'{}' binds the public: it is reviewed before it is issued", document.title);
}

void check_end(const Sheet& sheet, const StepEnd& end) {
    if (end.step == Step::issue || end.step == Step::revision) {
        throw failure(ErrorCode::unprocessable, "outcome.not-skipped",
                      "the step '{}' ends with what it is for", to_string(end.step));
    }
    if (end.state != StepState::done) {
        if (end.step == Step::review && sheet.document.binds) {
            must_be_reviewed(sheet.document);
        }
        must_have(end.note, "why the step is not done");
        return;
    }
    if (end.step == Step::review && end.evidence.empty()) {
        throw failure(ErrorCode::invalid_argument, "outcome.evidence-needed",
                      "name the opinion of the review");
    }
    if (end.step == Step::approval && end.holder.empty()) {
        throw failure(ErrorCode::invalid_argument, "outcome.holder-needed", "say who approved");
    }
}

// A step that is left out is not barred by what it would have had to bring.
void must_be_next(const Sheet& sheet, const StepEnd& end, Date today) {
    const bool in_turn = sheet.next() == end.step;
    const bool asked = std::ranges::any_of(sheet.asks, [&](const Ask& ask) {
        return (end.step == Step::comments && ask.purpose == Purpose::comment) ||
               (end.step == Step::signatures && ask.purpose == Purpose::signature);
    });
    if (end.state == StepState::done || !in_turn || asked) {
        must_not_be_barred(sheet, end.step, today);
    }
}

void must_be_in_force(const Document& document) {
    if (!document.issued_on) {
        throw failure(ErrorCode::conflict, "outcome.not-issued", "it was not issued yet");
    }
    if (document.successor) {
        throw failure(ErrorCode::conflict, "outcome.revised", "it has a successor already");
    }
}

void require(bool there, const char* field) {
    if (!there) {
        throw failure(ErrorCode::invalid_argument, "outcome.incomplete",
                      "a document is issued with its {}", field)
            .with("field", field);
    }
}

void check_issued(const Document& document, const Issued& issued, Date today) {
    require(document.published || !issued.number.empty(), "number");
    require(issued.on.has_value() && *issued.on <= today, "issued_on");
    require(!issued.signer.empty(), "signer");
    require(!issued.file_bytes.empty() && !issued.file_name.empty(), "file");
    require(!document.published || !issued.paper.empty(), "paper");
    require(!document.published || !issued.page.empty(), "page");
    require(!issued.review_on || *issued.review_on > *issued.on, "review_on");
}

} // namespace

void Documents::end_step(const Who& who, DocumentId id, const StepEnd& end) {
    change(who, id, "outcome.step-ended", [&](store::Transaction& transaction, Sheet& sheet) {
        check_end(sheet, end);
        must_be_next(sheet, end, transaction.today());
        insert_step(transaction, sheet.document, line_of(who, end, transaction.today()));
    });
}

std::int64_t Documents::add_text(const Who& who, DocumentId id, const NewText& text) {
    const bool sound = !text.title.empty() && !text.body.empty() &&
                       text.body.size() <= kLongestText && paragraphs(text.body) <= kMostParagraphs;
    if (!sound) {
        throw failure(ErrorCode::invalid_argument, "outcome.bad-text",
                      "a text has a title and at most {} paragraphs or {} bytes", kMostParagraphs,
                      kLongestText);
    }
    std::int64_t version = 0;
    change(who, id, "outcome.text-added", [&](store::Transaction& transaction, Sheet& sheet) {
        must_not_be_issued(sheet.document);
        version = static_cast<std::int64_t>(sheet.texts.size()) + 1;
        insert_text(transaction, sheet.document,
                    {version, text.title, text.body, who.actor.name, transaction.today()});
    });
    return version;
}

void Documents::set_contacts(const Who& who, DocumentId id, const std::vector<Contact>& contacts) {
    change(who, id, "outcome.contacts-set", [&](store::Transaction& transaction, Sheet& sheet) {
        must_not_be_issued(sheet.document);
        if (sheet.document.parties.empty()) {
            throw failure(ErrorCode::conflict, "outcome.no-contacts",
                          "the document divides no contacts");
        }
        const auto directory = directories_.get(transaction);
        const auto* const group = directory->find_code(sheet.document.parties);
        const auto parks = group == nullptr ? std::vector<org::UnitId>{}
                                            : directory->expand(group->id, transaction.today());
        std::set<org::UnitId> seen;
        for (const auto& contact : contacts) {
            if (contact.leader.empty() || std::ranges::find(parks, contact.park) == parks.end() ||
                !seen.insert(contact.park).second) {
                throw failure(ErrorCode::invalid_argument, "outcome.bad-contact",
                              "each row names a leader and one of the parks, each once");
            }
        }
        replace_contacts(transaction, sheet.document, contacts);
    });
}

void Documents::require_group_led(const Sheet& sheet, const org::Directory& directory) const {
    const auto* const group = directory.find_code(sheet.document.parties);
    if (group == nullptr) {
        return;
    }
    std::string without;
    for (const auto park : directory.expand(group->id, clock_.today())) {
        if (std::ranges::find(sheet.contacts, park, &Contact::park) == sheet.contacts.end()) {
            const auto* const unit = directory.find(park);
            without += (without.empty() ? "" : "、") +
                       directory.name(*unit, org::NameKind::short_name, clock_.today());
        }
    }
    if (!without.empty()) {
        throw failure(ErrorCode::unprocessable, "outcome.party-without-leader",
                      "no leader is in contact with {}", without)
            .with("units", without);
    }
}

void Documents::issue(const Who& who, DocumentId id, const Issued& issued) {
    database_.read([&](store::Reader& reader) { // before the file is kept
        must_lead(who.principal, must_see(reader, access::scope_of(who.principal), id).document);
    });
    const auto digest = issued.file_bytes.empty() ? "" : to_hex(blobs_.put(issued.file_bytes));
    change(who, id, "outcome.issued", [&](store::Transaction& transaction, Sheet& sheet) {
        auto& document = sheet.document;
        must_not_be_barred(sheet, Step::issue, transaction.today());
        if (document.binds && sheet.at(Step::review).state != StepState::done) {
            must_be_reviewed(document);
        }
        check_issued(document, issued, transaction.today());
        require_group_led(sheet, *directories_.get(transaction));
        document.number = issued.number;
        document.issued_on = issued.on;
        document.signer = issued.signer;
        document.file_digest = digest;
        document.file_name = issued.file_name;
        document.paper = issued.paper;
        document.page = issued.page;
        document.review_on = issued.review_on;
        update_issued(transaction, document);
        insert_step(transaction, document,
                    line_of(who, {Step::issue, StepState::done, issued.signer, "", issued.number},
                            transaction.today()));
    });
}

void Documents::evaluate(const Who& who, DocumentId id, const std::string& words,
                         std::optional<Date> next_on) {
    change(who, id, "outcome.evaluated", [&](store::Transaction& transaction, Sheet& sheet) {
        must_have(words, "what the evaluation found");
        must_be_in_force(sheet.document);
        if (next_on && *next_on <= transaction.today()) {
            throw failure(ErrorCode::invalid_argument, "outcome.incomplete",
                          "the next evaluation lies ahead")
                .with("field", "next_on");
        }
        insert_evaluation(transaction, sheet.document,
                          {words, who.actor.name, transaction.today(), next_on});
        sheet.document.review_on = next_on;
        update_issued(transaction, sheet.document);
    });
}

DocumentId Documents::revise(const Who& who, DocumentId id, const std::string& why) {
    DocumentId made;
    change(who, id, "outcome.revised", [&](store::Transaction& transaction, Sheet& sheet) {
        must_have(why, "why it is revised");
        must_be_in_force(sheet.document);
        insert_step(
            transaction, sheet.document,
            line_of(who, {Step::revision, StepState::done, "", why, ""}, transaction.today()));
        auto next = sheet.document; // what was ordered; the rest of it is not inserted
        next.id = made = transaction.make_id<DocumentId>();
        next.code.clear();
        next.predecessor = id;
        insert_document(transaction, next);
    });
    return made;
}

} // namespace luoshi::outcome
