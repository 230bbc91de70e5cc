// SPDX-License-Identifier: Apache-2.0
#include "supervise/rows.hpp"

#include "store/rows.hpp"

#include <fmt/format.h>

namespace luoshi::supervise {
namespace {

constexpr std::string_view kDrafts =
    "SELECT id, plan_id, unit_id, level, issuer, consent, about_kind, about_id, about_title, "
    "light, due_on, days_late, stuck, stuck_since, facts_on, requirement, answer_by, generated, "
    "body, state, number, approver, approver_position, approved_on, entered_by, why, answer, "
    "answered_by, answered_on, review_reason, review_by, review_on, review_kept, review_words, "
    "review_decided_by, review_decided_on, version, created_by, created_at, office_id FROM "
    "supervise_drafts ";

State state_of(const std::string& text) {
    for (int n = 0; n <= static_cast<int>(State::closed); ++n) {
        if (to_string(static_cast<State>(n)) == text) {
            return static_cast<State>(n);
        }
    }
    return State::draft;
}

std::optional<Review> review_of(const store::Row& row) {
    if (row.is_null(29)) {
        return std::nullopt;
    }
    Review review{row.text(29),          row.text(30),          row.date(31),         {},
                  row.text_or_empty(33), row.text_or_empty(34), row.optional_date(35)};
    if (!row.is_null(32)) {
        review.kept = row.boolean(32);
    }
    return review;
}

Draft draft_of(const store::Row& row) {
    Draft draft;
    draft.id = row.id<DraftId>(0);
    draft.plan = row.id<followup::PlanId>(1);
    draft.unit = row.id<org::UnitId>(2);
    draft.wording = {parse_level(row.text(3)).value_or(Level::reminder),
                     parse_issuer(row.text(4)).value_or(Issuer::own),
                     row.text_or_empty(5),
                     row.text(15),
                     row.date(16),
                     row.text(18)};
    draft.about = {row.text(6) == "task" ? AboutKind::task : AboutKind::due, row.integer(7)};
    draft.facts.title = row.text(8);
    draft.facts.light = followup::parse_light(row.text_or_empty(9));
    draft.facts.due_on = row.optional_date(10);
    draft.facts.days_late = row.integer(11);
    draft.facts.stuck = row.text_or_empty(12);
    draft.facts.stuck_since = row.optional_date(13);
    draft.facts.on = row.date(14);
    draft.generated = row.text(17);
    draft.state = state_of(row.text(19));
    draft.number = row.text_or_empty(20);
    draft.approver = {row.text_or_empty(21), row.text_or_empty(22)};
    draft.approved_on = row.optional_date(23);
    draft.entered_by = row.text_or_empty(24);
    draft.why = row.text_or_empty(25);
    draft.answer = row.text_or_empty(26);
    draft.answered_by = row.text_or_empty(27);
    draft.answered_on = row.optional_date(28);
    draft.review = review_of(row);
    draft.version = row.integer(36);
    draft.created_by = row.text(37);
    draft.created_at = row.time(38);
    draft.office = row.id<org::UnitId>(39);
    return draft;
}

store::Columns wording_of(const Draft& draft) {
    return {{"level", to_string(draft.wording.level)},
            {"issuer", to_string(draft.wording.issuer)},
            {"consent", store::text_or_null(draft.wording.consent)},
            {"requirement", draft.wording.requirement},
            {"answer_by", draft.wording.answer_by},
            {"generated", draft.generated},
            {"body", draft.wording.body.value_or("")},
            {"state", to_string(draft.state)},
            {"version", draft.version}};
}

} // namespace

std::optional<Draft> find_draft(store::Reader& reader, DraftId id) {
    const auto row = reader.query_one(fmt::format("{}WHERE id = $1", kDrafts), {id});
    return row ? std::optional{draft_of(*row)} : std::nullopt;
}

std::vector<Draft> drafts_of(store::Reader& reader, followup::PlanId plan, org::UnitId unit) {
    std::vector<Draft> drafts;
    const auto rows =
        unit ? reader.query(
                   fmt::format("{}WHERE plan_id = $1 AND unit_id = $2 ORDER BY id DESC", kDrafts),
                   {plan, unit})
             : reader.query(fmt::format("{}WHERE plan_id = $1 ORDER BY id DESC", kDrafts), {plan});
    for (const auto& row : rows) {
        drafts.push_back(draft_of(row));
    }
    return drafts;
}

void insert_draft(store::Transaction& transaction, const Draft& draft) {
    auto columns = wording_of(draft);
    const auto& facts = draft.facts;
    const store::Columns fixed{
        {"plan_id", draft.plan},
        {"unit_id", draft.unit},
        {"office_id", draft.office},
        {"about_kind", to_string(draft.about.kind)},
        {"about_id", draft.about.id},
        {"about_title", facts.title},
        {"light", facts.light ? store::Value{to_string(*facts.light)} : store::Value{}},
        {"due_on", facts.due_on},
        {"days_late", facts.days_late},
        {"stuck", store::text_or_null(facts.stuck)},
        {"stuck_since", facts.stuck_since},
        {"facts_on", facts.on},
        {"created_by", draft.created_by},
        {"created_at", transaction.now()}};
    columns.insert(columns.end(), fixed.begin(), fixed.end());
    transaction.insert("supervise_drafts", draft.id.value, columns);
}

void update_draft(store::Transaction& transaction, const Draft& draft) {
    auto columns = wording_of(draft);
    const auto add = [&](const char* name, store::Value value) {
        columns.emplace_back(name, std::move(value));
    };
    add("number", store::text_or_null(draft.number));
    add("approver", store::text_or_null(draft.approver.name));
    add("approver_position", store::text_or_null(draft.approver.position));
    add("approved_on", draft.approved_on);
    add("entered_by", store::text_or_null(draft.entered_by));
    add("why", store::text_or_null(draft.why));
    add("answer", store::text_or_null(draft.answer));
    add("answered_by", store::text_or_null(draft.answered_by));
    add("answered_on", draft.answered_on);
    if (draft.review) {
        add("review_reason", draft.review->reason);
        add("review_by", draft.review->by);
        add("review_on", draft.review->on);
        add("review_kept", draft.review->kept);
        add("review_words", store::text_or_null(draft.review->words));
        add("review_decided_by", store::text_or_null(draft.review->decided_by));
        add("review_decided_on", draft.review->decided_on);
    }
    transaction.update("supervise_drafts", draft.id.value, columns);
}

} // namespace luoshi::supervise
