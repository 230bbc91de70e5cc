// SPDX-License-Identifier: Apache-2.0
// The tables outcome_*: rows_documents.cpp, rows_asks.cpp. Writes need an event begun.
#pragma once

#include "org/scope.hpp"
#include "outcome/document.hpp"
#include "store/transaction.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::outcome {

std::vector<Document> documents_of(store::Reader& reader, const org::Scope& scope,
                                   followup::PlanId plan); // in order of id
std::map<DocumentId, std::vector<StepLine>> steps_of_plan(store::Reader& reader,
                                                          followup::PlanId plan);
bool has_code(store::Reader& reader, followup::PlanId plan, const std::string& code);
// Error not_found (outcome.no-document), also outside the scope.
Sheet must_see(store::Reader& reader, const org::Scope& scope, DocumentId id);
void insert_document(store::Transaction& transaction, const Document& document);
void update_issued(store::Transaction& transaction, const Document& document);
void insert_step(store::Transaction& transaction, const Document& document, const StepLine& line);
void insert_text(store::Transaction& transaction, const Document& document, const Text& text);
void replace_contacts(store::Transaction& transaction, const Document& document,
                      const std::vector<Contact>& contacts);
std::vector<StepLine> open_steps(); // of a document nothing was done for

std::vector<Ask> asks_of(store::Reader& reader, DocumentId document);
std::vector<Remark> remarks_of(store::Reader& reader, DocumentId document);
// Error not_found (outcome.no-document).
DocumentId document_of_ask(store::Reader& reader, AskId ask);
DocumentId document_of_remark(store::Reader& reader, RemarkId remark);
void insert_ask(store::Transaction& transaction, const Document& document, const Ask& ask);
void update_ask(store::Transaction& transaction, const Ask& ask);
void insert_remark(store::Transaction& transaction, const Document& document, const Remark& remark);
void update_remark(store::Transaction& transaction, const Remark& remark);
struct LateAsk {
    DocumentId document;
    std::string title;
    AskId ask;
    org::UnitId unit;
    Purpose purpose = Purpose::comment;
};
std::vector<LateAsk> late_asks(store::Reader& reader, Date today); // without an answer

} // namespace luoshi::outcome
