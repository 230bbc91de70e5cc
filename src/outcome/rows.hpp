// SPDX-License-Identifier: Apache-2.0
// The tables outcome_*: rows_documents.cpp, rows_asks.cpp. Writes need an event begun.
#pragma once

#include "org/scope.hpp"
#include "outcome/document.hpp"
#include "outcome/documents.hpp"
#include "store/transaction.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::outcome {

std::vector<Document> documents_of(store::Reader& reader, const org::Scope& scope,
                                   followup::PlanId plan); // in order of id
std::map<DocumentId, std::vector<StepLine>> steps_of_plan(store::Reader& reader,
                                                          followup::PlanId plan);
// Code and lead unit of those the pack ordered.
std::set<std::pair<std::string, org::UnitId>> ordered_in(store::Reader& reader,
                                                         followup::PlanId plan);
// Error not_found (outcome.no-document), also outside the scope.
Sheet must_see(store::Reader& reader, const org::Scope& scope, DocumentId id);
void insert_document(store::Transaction& transaction, const Document& document);
void update_issued(store::Transaction& transaction, const Document& document);
void insert_step(store::Transaction& transaction, const Document& document, const StepLine& line);
void insert_text(store::Transaction& transaction, const Document& document, const Text& text);
void replace_contacts(store::Transaction& transaction, const Document& document,
                      const std::vector<Contact>& contacts);
std::vector<StepLine> open_steps(); // of a document nothing was done for

// What the pack orders of the plan and the plan lacks, without ids, in the order of the pack.
std::vector<Document> wanting_documents(store::Reader& reader, followup::PlanId plan,
                                        const OutcomeSpecs& specs, const org::Directory& directory,
                                        Date today);

std::vector<Ask> asks_of(store::Reader& reader, DocumentId document);
std::vector<Remark> remarks_of(store::Reader& reader, DocumentId document);
// Error not_found (outcome.no-document).
DocumentId document_of(store::Reader& reader, AskId ask);
DocumentId document_of(store::Reader& reader, RemarkId remark);
void insert_ask(store::Transaction& transaction, const Document& document, const Ask& ask);
void update_ask(store::Transaction& transaction, const Ask& ask);
void insert_remark(store::Transaction& transaction, const Document& document, const Remark& remark);
void update_remark(store::Transaction& transaction, const Remark& remark);
struct LateAsk {
    DocumentId document;
    std::string title, title_en;
    AskId ask;
    org::UnitId unit;
    Purpose purpose = Purpose::comment;
};
// Unanswered, the newest question to its unit; those whose silence counts and whose day has passed
// wait for nobody.
std::map<DocumentId, std::vector<Waiting>> waiting_of_plan(store::Reader& reader,
                                                           followup::PlanId plan, Date today);
std::vector<LateAsk> late_asks(store::Reader& reader, Date today); // without an answer

void insert_evaluation(store::Transaction& transaction, const Document& document,
                       const Evaluation& evaluation);
// Issued, not revised, with a next evaluation until the day; by id.
std::vector<Document> to_evaluate(store::Reader& reader, Date until);

} // namespace luoshi::outcome
