// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "outcome/rows.hpp"

namespace luoshi::outcome {
namespace {

Ask ask_of(const store::Row& row) {
    Ask ask;
    ask.id = row.id<AskId>(0);
    ask.purpose = parse_purpose(row.text(1)).value();
    ask.round = row.integer(2);
    ask.text_version = row.integer(3);
    ask.unit = row.id<org::UnitId>(4);
    ask.asked_on = row.date(5);
    ask.until = row.date(6);
    ask.lapses = row.boolean(7);
    ask.answer = parse_answer(row.text_or_empty(8));
    ask.words = row.text_or_empty(9);
    ask.answered_on = row.optional_date(10);
    ask.answered_by = row.text_or_empty(11);
    ask.entered = row.boolean(12);
    ask.ruled_by = row.text_or_empty(13);
    ask.ruling = row.text_or_empty(14);
    ask.ruled_on = row.optional_date(15);
    return ask;
}

DocumentId found(const std::optional<store::Row>& row) {
    if (!row) {
        throw failure(ErrorCode::not_found, "outcome.no-document", "there is no such question");
    }
    return row->id<DocumentId>(0);
}

} // namespace

std::vector<Ask> asks_of(store::Reader& reader, DocumentId document) {
    std::vector<Ask> asks;
    for (const auto& row :
         reader.query("SELECT id, purpose, round, text_version, unit_id, asked_on, until_on, "
                      "lapses, answer, "
                      "words, answered_on, answered_by, entered, ruled_by, ruling, ruled_on FROM "
                      "outcome_asks WHERE document_id = $1 ORDER BY purpose, round, id",
                      {document})) {
        asks.push_back(ask_of(row));
    }
    return asks;
}

std::vector<Remark> remarks_of(store::Reader& reader, DocumentId document) {
    std::vector<Remark> remarks;
    for (const auto& row :
         reader.query("SELECT id, ask_id, quote, words, decision, reason, decided_by FROM "
                      "outcome_remarks WHERE document_id = $1 ORDER BY id",
                      {document})) {
        remarks.push_back({row.id<RemarkId>(0), row.id<AskId>(1), row.text(2), row.text(3),
                           parse_decision(row.text_or_empty(4)), row.text_or_empty(5),
                           row.text_or_empty(6)});
    }
    return remarks;
}

DocumentId document_of(store::Reader& reader, AskId ask) {
    return found(reader.query_one("SELECT document_id FROM outcome_asks WHERE id = $1", {ask}));
}

DocumentId document_of(store::Reader& reader, RemarkId remark) {
    return found(
        reader.query_one("SELECT document_id FROM outcome_remarks WHERE id = $1", {remark}));
}

void insert_ask(store::Transaction& transaction, const Document& document, const Ask& ask) {
    transaction.insert("outcome_asks", ask.id.value,
                       {{"plan_id", document.plan},
                        {"document_id", document.id},
                        {"purpose", to_string(ask.purpose)},
                        {"round", ask.round},
                        {"text_version", ask.text_version},
                        {"unit_id", ask.unit},
                        {"asked_on", ask.asked_on},
                        {"until_on", ask.until},
                        {"lapses", ask.lapses},
                        {"entered", ask.entered}});
}

void update_ask(store::Transaction& transaction, const Ask& ask) {
    transaction.update(
        "outcome_asks", ask.id.value,
        {{"answer", ask.answer ? store::Value{to_string(*ask.answer)} : store::Value{}},
         {"words", store::text_or_null(ask.words)},
         {"answered_on", ask.answered_on},
         {"answered_by", store::text_or_null(ask.answered_by)},
         {"entered", ask.entered},
         {"ruled_by", store::text_or_null(ask.ruled_by)},
         {"ruling", store::text_or_null(ask.ruling)},
         {"ruled_on", ask.ruled_on}});
}

void insert_remark(store::Transaction& transaction, const Document& document,
                   const Remark& remark) {
    transaction.insert("outcome_remarks", transaction.new_id(),
                       {{"plan_id", document.plan},
                        {"document_id", document.id},
                        {"ask_id", remark.ask},
                        {"quote", remark.quote},
                        {"words", remark.words}});
}

void update_remark(store::Transaction& transaction, const Remark& remark) {
    transaction.update(
        "outcome_remarks", remark.id.value,
        {{"decision", remark.decision ? store::Value{to_string(*remark.decision)} : store::Value{}},
         {"reason", store::text_or_null(remark.reason)},
         {"decided_by", store::text_or_null(remark.decided_by)}});
}

namespace {

// Questions that count: not answered, of documents under way, and not asked anew since.
constexpr std::string_view kOpenAsks =
    "FROM outcome_asks a JOIN outcome_documents d ON d.id = a.document_id WHERE a.answer IS NULL "
    "AND d.issued_on IS NULL AND NOT EXISTS (SELECT 1 FROM outcome_asks l WHERE l.document_id = "
    "a.document_id AND l.unit_id = a.unit_id AND l.purpose = a.purpose AND l.round > a.round) ";

} // namespace

std::map<DocumentId, std::vector<Waiting>> waiting_of_plan(store::Reader& reader,
                                                           followup::PlanId plan, Date today) {
    std::map<DocumentId, std::vector<Waiting>> waiting;
    for (const auto& row : reader.query(
             fmt::format("SELECT a.document_id, a.unit_id, a.until_on {}AND d.plan_id = $1 AND NOT "
                         "(a.lapses = 1 AND a.until_on < $2) ORDER BY a.until_on, a.id",
                         kOpenAsks),
             {plan, today})) {
        waiting[row.id<DocumentId>(0)].push_back({row.id<org::UnitId>(1), row.date(2)});
    }
    return waiting;
}

std::vector<LateAsk> late_asks(store::Reader& reader, Date today) {
    std::vector<LateAsk> late;
    for (const auto& row : reader.query(
             fmt::format("SELECT d.id, d.title, d.title_en, a.id, a.unit_id, a.purpose {}AND "
                         "a.lapses = 0 AND a.until_on < $1 ORDER BY a.id",
                         kOpenAsks),
             {today})) {
        late.push_back({row.id<DocumentId>(0), row.text(1), row.text(2), row.id<AskId>(3),
                        row.id<org::UnitId>(4), parse_purpose(row.text(5)).value()});
    }
    return late;
}

} // namespace luoshi::outcome
