// SPDX-License-Identifier: Apache-2.0
#include "outcome/parts.hpp"

#include "base/error.hpp"
#include "store/transaction.hpp"

#include <fmt/format.h>

namespace luoshi::outcome {

bool leads(const access::Principal& who, const Document& document) noexcept {
    return who.role == access::Role::office ||
           (who.unit == document.lead &&
            (who.role == access::Role::drafter || who.role == access::Role::signer));
}

void must_lead(const access::Principal& who, const Document& document) {
    if (!leads(who, document)) {
        throw failure(ErrorCode::forbidden, "outcome.not-lead",
                      "only its lead unit and the office act on the document");
    }
}

void must_not_be_issued(const Document& document) {
    if (document.issued_on) {
        throw failure(ErrorCode::conflict, "outcome.issued",
                      "the document was issued; revise it instead");
    }
}

void must_not_be_barred(const Sheet& sheet, Step step, Date today) {
    const auto bar = what_bars(sheet, step, today);
    if (!bar.empty()) {
        throw failure(ErrorCode::conflict, std::string{bar}, "the step '{}' cannot be done now",
                      to_string(step))
            .with("step", std::string{to_string(step)});
    }
}

void must_have(const std::string& words, const char* what) {
    if (words.find_first_not_of(" \t\r\n") == std::string::npos) {
        throw failure(ErrorCode::invalid_argument, "outcome.reason-needed", "say {}", what);
    }
}

void begin(store::Transaction& transaction, const store::Actor& actor, const char* action,
           followup::PlanId plan, DocumentId document) {
    transaction.record({.actor = actor,
                        .action = action,
                        .object_kind = "document",
                        .object_id = document.value,
                        .plan_id = plan.value,
                        .detail = {}});
}

notify::Message message_about(DocumentId document, AskId ask, const char* step, org::UnitId to) {
    notify::Message message;
    message.key = fmt::format("outcome/{}/{}", to_string(ask), step);
    message.kind = notify::Kind::note;
    message.object_kind = "document";
    message.object_id = document.value;
    message.link = fmt::format("/documents/{}", to_string(document));
    message.unit = to;
    return message;
}

} // namespace luoshi::outcome
