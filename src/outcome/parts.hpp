// SPDX-License-Identifier: Apache-2.0
// What steps and questions share. Private to the module.
#pragma once

#include "notify/message.hpp"
#include "outcome/document.hpp"
#include "outcome/documents.hpp"

namespace luoshi::outcome {

bool leads(const access::Principal& who, const Document& document) noexcept;
void must_lead(const access::Principal& who, const Document& document);
void must_not_be_issued(const Document& document);
void must_not_be_barred(const Sheet& sheet, Step step, Date today); // throws what bars it
void must_have(const std::string& words, const char* what);         // outcome.reason-needed
void begin(store::Transaction& transaction, const store::Actor& actor, const char* action,
           followup::PlanId plan, DocumentId document);
// A note with the way to the document, once for each question and step of it; without its words.
notify::Message message_about(DocumentId document, AskId ask, const char* step, org::UnitId to);

} // namespace luoshi::outcome
