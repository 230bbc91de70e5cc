// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "outcome/rows.hpp"

#include <fmt/format.h>

namespace luoshi::outcome {
namespace {

constexpr std::string_view kColumns =
    "d.id, d.plan_id, d.task_id, d.task_number, d.code, d.unit_id, d.kind, d.title, d.title_en, "
    "d.binds, d.published, d.parties, d.number, d.issued_on, d.signer, d.file_digest, d.file_name, "
    "d.paper, d.page, d.review_on, d.predecessor_id, s.id";

Document document_of(const store::Row& row) {
    Document one;
    one.id = row.id<DocumentId>(0);
    one.plan = row.id<followup::PlanId>(1);
    one.task = row.id<followup::TaskId>(2);
    one.task_number = row.text(3);
    one.code = row.text_or_empty(4);
    one.lead = row.id<org::UnitId>(5);
    one.kind = row.text(6);
    one.title = row.text(7);
    one.title_en = row.text(8);
    one.binds = row.boolean(9);
    one.published = row.boolean(10);
    one.parties = row.text_or_empty(11);
    one.number = row.text_or_empty(12);
    one.issued_on = row.optional_date(13);
    one.signer = row.text_or_empty(14);
    one.file_digest = row.text_or_empty(15);
    one.file_name = row.text_or_empty(16);
    one.paper = row.text_or_empty(17);
    one.page = row.text_or_empty(18);
    one.review_on = row.optional_date(19);
    one.predecessor = row.id<DocumentId>(20);
    one.successor = row.id<DocumentId>(21);
    return one;
}

std::vector<Document> documents_where(store::Reader& reader, const org::Scope& scope,
                                      std::string_view column, std::int64_t id) {
    store::Params params;
    params.emplace_back(id);
    std::string seen;
    if (!scope.sees_all()) {
        params.emplace_back(scope.unit().value);
        seen = " AND (d.unit_id = $2 OR EXISTS (SELECT 1 FROM outcome_asks a WHERE a.unit_id = $2 "
               "AND a.document_id = d.id))";
    }
    std::vector<Document> all;
    for (const auto& row :
         reader.query(fmt::format("SELECT {} FROM outcome_documents d LEFT JOIN outcome_documents "
                                  "s ON s.predecessor_id = d.id WHERE d.{} = $1{} ORDER BY d.id",
                                  kColumns, column, seen),
                      params)) {
        all.push_back(document_of(row));
    }
    return all;
}

// document_id, step, state, …
void put_step(std::vector<StepLine>& steps, const store::Row& row) {
    const auto step = parse_step(row.text(1));
    const auto state = parse_step_state(row.text(2));
    ensure(step && state, "a stored step is one");
    steps[static_cast<std::size_t>(*step)] = {*step,       *state,      row.date(3), row.text(4),
                                              row.text(5), row.text(6), row.text(7)};
}

constexpr std::string_view kSelectSteps = "SELECT document_id, step, state, ended_on, holder, "
                                          "note, evidence, made_by FROM outcome_steps ";

} // namespace

std::vector<StepLine> open_steps() {
    std::vector<StepLine> steps;
    for (const auto step : outcome::kSteps) {
        StepLine line;
        line.step = step;
        steps.push_back(std::move(line));
    }
    return steps;
}

std::vector<Document> documents_of(store::Reader& reader, const org::Scope& scope,
                                   followup::PlanId plan) {
    return documents_where(reader, scope, "plan_id", plan.value);
}

std::map<DocumentId, std::vector<StepLine>> steps_of_plan(store::Reader& reader,
                                                          followup::PlanId plan) {
    std::map<DocumentId, std::vector<StepLine>> all;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE plan_id = $1 ORDER BY id", kSelectSteps), {plan})) {
        put_step(all.try_emplace(row.id<DocumentId>(0), open_steps()).first->second, row);
    }
    return all;
}

std::set<std::pair<std::string, org::UnitId>> ordered_in(store::Reader& reader,
                                                         followup::PlanId plan) {
    std::set<std::pair<std::string, org::UnitId>> ordered;
    for (const auto& row : reader.query(
             "SELECT code, unit_id FROM outcome_documents WHERE plan_id = $1 AND code IS NOT NULL",
             {plan})) {
        ordered.emplace(row.text(0), row.id<org::UnitId>(1));
    }
    return ordered;
}

Sheet must_see(store::Reader& reader, const org::Scope& scope, DocumentId id) {
    auto found = documents_where(reader, scope, "id", id.value);
    if (found.empty()) {
        throw failure(ErrorCode::not_found, "outcome.no-document",
                      "the document '{}' does not exist", id.value);
    }
    Sheet sheet;
    sheet.document = std::move(found.front());
    sheet.steps = open_steps();
    for (const auto& row :
         reader.query(fmt::format("{}WHERE document_id = $1 ORDER BY id", kSelectSteps), {id})) {
        put_step(sheet.steps, row);
    }
    for (const auto& row :
         reader.query("SELECT version, title, body, made_by, made_on FROM outcome_texts WHERE "
                      "document_id = $1 ORDER BY version",
                      {id})) {
        sheet.texts.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.date(4)});
    }
    sheet.asks = asks_of(reader, id);
    sheet.remarks = remarks_of(reader, id);
    for (const auto& row : reader.query(
             "SELECT unit_id, leader FROM outcome_contacts WHERE document_id = $1 ORDER BY id",
             {id})) {
        sheet.contacts.push_back({row.id<org::UnitId>(0), row.text(1)});
    }
    for (const auto& row :
         reader.query("SELECT words, made_by, evaluated_on, next_on FROM outcome_evaluations WHERE "
                      "document_id = $1 ORDER BY id",
                      {id})) {
        sheet.evaluations.push_back({row.text(0), row.text(1), row.date(2), row.optional_date(3)});
    }
    return sheet;
}

void insert_evaluation(store::Transaction& transaction, const Document& document,
                       const Evaluation& one) {
    transaction.insert("outcome_evaluations", transaction.new_id(),
                       {{"plan_id", document.plan},
                        {"document_id", document.id},
                        {"words", one.words},
                        {"evaluated_on", one.on},
                        {"next_on", one.next_on},
                        {"made_by", one.made_by}});
}

std::vector<Document> to_evaluate(store::Reader& reader, Date until) {
    std::vector<Document> all;
    for (const auto& row :
         reader.query(fmt::format("SELECT {} FROM outcome_documents d LEFT JOIN outcome_documents "
                                  "s ON s.predecessor_id = d.id WHERE d.issued_on IS NOT NULL AND "
                                  "d.review_on <= $1 AND s.id IS NULL ORDER BY d.id",
                                  kColumns),
                      {until})) {
        all.push_back(document_of(row));
    }
    return all;
}

void insert_document(store::Transaction& transaction, const Document& one) {
    transaction.insert("outcome_documents", one.id.value,
                       {{"plan_id", one.plan},
                        {"task_id", one.task},
                        {"task_number", one.task_number},
                        {"code", store::text_or_null(one.code)},
                        {"unit_id", one.lead},
                        {"kind", one.kind},
                        {"title", one.title},
                        {"title_en", one.title_en},
                        {"binds", one.binds},
                        {"published", one.published},
                        {"parties", store::text_or_null(one.parties)},
                        {"predecessor_id", one.predecessor}});
}

void update_issued(store::Transaction& transaction, const Document& one) {
    transaction.update("outcome_documents", one.id.value,
                       {{"number", store::text_or_null(one.number)},
                        {"issued_on", one.issued_on},
                        {"signer", store::text_or_null(one.signer)},
                        {"file_digest", store::text_or_null(one.file_digest)},
                        {"file_name", store::text_or_null(one.file_name)},
                        {"paper", store::text_or_null(one.paper)},
                        {"page", store::text_or_null(one.page)},
                        {"review_on", one.review_on}});
}

void insert_step(store::Transaction& transaction, const Document& document, const StepLine& line) {
    transaction.insert("outcome_steps", transaction.new_id(),
                       {{"plan_id", document.plan},
                        {"document_id", document.id},
                        {"step", to_string(line.step)},
                        {"state", to_string(line.state)},
                        {"ended_on", line.ended_on},
                        {"holder", line.holder},
                        {"note", line.note},
                        {"evidence", line.evidence},
                        {"made_by", line.made_by}});
}

void insert_text(store::Transaction& transaction, const Document& document, const Text& text) {
    transaction.insert("outcome_texts", transaction.new_id(),
                       {{"plan_id", document.plan},
                        {"document_id", document.id},
                        {"version", text.version},
                        {"title", text.title},
                        {"body", text.body},
                        {"made_by", text.made_by},
                        {"made_on", text.made_on}});
}

void replace_contacts(store::Transaction& transaction, const Document& document,
                      const std::vector<Contact>& contacts) {
    for (const auto& row : transaction.query(
             "SELECT id FROM outcome_contacts WHERE document_id = $1", {document.id})) {
        transaction.erase("outcome_contacts", row.integer(0));
    }
    for (const auto& contact : contacts) {
        transaction.insert("outcome_contacts", transaction.new_id(),
                           {{"plan_id", document.plan},
                            {"document_id", document.id},
                            {"unit_id", contact.park},
                            {"leader", contact.leader}});
    }
}

} // namespace luoshi::outcome
