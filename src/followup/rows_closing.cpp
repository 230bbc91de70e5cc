// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_closing.hpp"

#include "base/error.hpp"
#include "notice/json.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

using store::Value;

Closing closing_of(const store::Row& row) {
    Closing one;
    one.id = row.id<ClosingId>(0);
    one.unit = row.id<org::UnitId>(1);
    one.state = row.text(2);
    one.asked = parse_state(row.text(3)).value_or(State::closed);
    one.words = row.text(4);
    one.person = row.text(5);
    one.applied_on = row.date(6);
    one.outcome = row.is_null(7) ? std::nullopt : parse_state(row.text(7));
    one.decided_by = row.text_or_empty(8);
    one.decided_on = row.optional_date(9);
    one.approver = row.text_or_empty(10);
    one.approver_position = row.text_or_empty(11);
    one.approved_on = row.optional_date(12);
    one.decision_words = row.text_or_empty(13);
    one.number = row.text_or_empty(14);
    one.review_on = row.optional_date(15);
    return one;
}

ClosingLine line_of(const store::Row& row) {
    ClosingLine line;
    line.id = row.id<ClosingLineId>(0);
    line.standard = row.text(2);
    line.met = row.is_null(3) ? std::nullopt : std::optional{row.boolean(3)};
    line.method = row.is_null(4) ? std::nullopt : parse_check_method(row.text(4));
    line.checker = row.text_or_empty(5);
    line.checked_on = row.optional_date(6);
    line.note = row.text_or_empty(7);
    return line;
}

} // namespace

std::vector<Closing> closings_of(store::Reader& reader, TaskId task) {
    std::vector<Closing> all;
    for (const auto& row :
         reader.query("SELECT id, unit_id, state, asked, words, person, applied_on, outcome, "
                      "decided_by, decided_on, approver, approver_position, approved_on, "
                      "decision_words, number, review_on FROM followup_closings WHERE task_id = $1 "
                      "ORDER BY id DESC",
                      {task})) {
        all.push_back(closing_of(row));
    }
    for (const auto& row :
         reader.query("SELECT id, closing_id, standard, met, method, checker, checked_on, note "
                      "FROM followup_closing_lines WHERE task_id = $1 ORDER BY closing_id, ordinal",
                      {task})) {
        const auto id = row.id<ClosingId>(1);
        const auto it =
            std::find_if(all.begin(), all.end(), [&](const Closing& one) { return one.id == id; });
        ensure(it != all.end(), "a line belongs to a closing of its task");
        it->lines.push_back(line_of(row));
    }
    return all;
}

Closing insert_closing(store::Transaction& transaction, const LifeRow& life,
                       const Application& application) {
    Closing closing;
    closing.id = transaction.make_id<ClosingId>();
    transaction.insert("followup_closings", closing.id.value,
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", application.unit},
                        {"state", "open"},
                        {"asked", to_string(application.asked)},
                        {"words", application.words},
                        {"person", application.person},
                        {"applied_on", transaction.today()},
                        {"applied_at", transaction.now()}});
    for (const auto& text : application.lines) {
        ClosingLine line;
        line.id = transaction.make_id<ClosingLineId>();
        line.standard = text;
        transaction.insert("followup_closing_lines", line.id.value,
                           {{"plan_id", life.plan},
                            {"task_id", life.task},
                            {"closing_id", closing.id},
                            {"ordinal", static_cast<std::int64_t>(closing.lines.size())},
                            {"standard", text}});
        closing.lines.push_back(std::move(line));
    }
    return closing;
}

void end_closing(store::Transaction& transaction, ClosingId id, const std::string& state,
                 const std::string& words, const std::string& person) {
    transaction.update("followup_closings", id.value,
                       {{"state", state},
                        {"decided_by", person},
                        {"decided_on", transaction.today()},
                        {"decided_at", transaction.now()},
                        {"decision_words", store::text_or_null(words)}});
}

void save_agreement(store::Transaction& transaction, ClosingId id, const Agreement& agreement,
                    const std::string& number, const std::optional<Date>& review_on) {
    transaction.update("followup_closings", id.value,
                       {{"outcome", to_string(agreement.outcome)},
                        {"approver", agreement.approver.name},
                        {"approver_position", agreement.approver.position},
                        {"approved_on", agreement.approver.on.value_or(transaction.today())},
                        {"number", store::text_or_null(number)},
                        {"review_on", review_on}});
}

void save_line(store::Transaction& transaction, const LineCheck& check,
               const std::string& checker) {
    transaction.update("followup_closing_lines", check.line.value,
                       {{"met", check.met},
                        {"method", to_string(check.method)},
                        {"checker", check.checker.empty() ? checker : check.checker},
                        {"checked_on", check.checked_on.value_or(transaction.today())},
                        {"note", store::text_or_null(check.note)}});
}

std::vector<Evidence> evidence_of(store::Reader& reader, TaskId task) {
    std::vector<Evidence> all;
    for (const auto& row : reader.query("SELECT id, unit_id, line_id, milestone_id, kind, title, "
                                        "reference, digest, size, person, added_at FROM "
                                        "followup_evidence WHERE task_id = $1 ORDER BY id",
                                        {task})) {
        all.push_back({row.id<EvidenceId>(0), row.id<org::UnitId>(1), row.id<ClosingLineId>(2),
                       row.id<MilestoneId>(3),
                       parse_evidence_kind(row.text(4)).value_or(EvidenceKind::words), row.text(5),
                       row.text_or_empty(6), row.text_or_empty(7),
                       row.optional_integer(8).value_or(0), row.text(9), row.time(10)});
    }
    return all;
}

EvidenceId insert_evidence(store::Transaction& transaction, const LifeRow& life,
                           const Evidence& evidence) {
    const auto id = transaction.make_id<EvidenceId>();
    const bool file = evidence.kind == EvidenceKind::file;
    transaction.insert("followup_evidence", id.value,
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", evidence.unit},
                        {"line_id", evidence.line},
                        {"milestone_id", evidence.milestone},
                        {"kind", to_string(evidence.kind)},
                        {"title", evidence.title},
                        {"reference", store::text_or_null(evidence.reference)},
                        {"digest", store::text_or_null(evidence.digest)},
                        {"size", file ? Value{evidence.size} : Value{}},
                        {"person", evidence.person},
                        {"added_at", transaction.now()}});
    return id;
}

void place_evidence(store::Transaction& transaction, EvidenceId id, ClosingLineId line,
                    MilestoneId milestone) {
    transaction.update("followup_evidence", id.value,
                       {{"line_id", line}, {"milestone_id", milestone}});
}

std::vector<Change> changes_of(store::Reader& reader, TaskId task) {
    std::vector<Change> all;
    for (const auto& row :
         reader.query("SELECT kind, reason, approver, approver_position, person, approved_on, "
                      "state_before, dates_before, made_on FROM followup_changes WHERE task_id = "
                      "$1 ORDER BY id DESC",
                      {task})) {
        all.push_back({parse_course_kind(row.text(0)).value_or(CourseKind::review), row.text(1),
                       row.text_or_empty(2), row.text_or_empty(3), row.text(4),
                       row.optional_date(5), parse_state(row.text(6)).value_or(State::in_progress),
                       row.text(7), row.date(8)});
    }
    return all;
}

void insert_change(store::Transaction& transaction, const LifeRow& life, const Change& change) {
    transaction.insert("followup_changes", transaction.new_id(),
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"kind", to_string(change.kind)},
                        {"reason", change.reason},
                        {"approver", store::text_or_null(change.approver)},
                        {"approver_position", store::text_or_null(change.approver_position)},
                        {"approved_on", change.approved_on},
                        {"state_before", to_string(change.state_before)},
                        {"dates_before", change.dates_before},
                        {"person", change.person},
                        {"made_on", transaction.today()},
                        {"made_at", transaction.now()}});
}

std::vector<AssignmentRow> assignments_of(store::Reader& reader, TaskId task) {
    std::vector<AssignmentRow> all;
    for (const auto& row : reader.query("SELECT id, role, unit_id, ended_on FROM "
                                        "followup_assignments WHERE task_id = $1 ORDER BY ordinal",
                                        {task})) {
        all.push_back({row.integer(0),
                       notice::parse_role(row.text(1)).value_or(notice::Role::responsible),
                       row.id<org::UnitId>(2), !row.is_null(3)});
    }
    return all;
}

void end_assignment(store::Transaction& transaction, std::int64_t id, ObjectionId by, Date on) {
    transaction.update("followup_assignments", id, {{"ended_on", on}, {"ended_by", by}});
}

void insert_assignment(store::Transaction& transaction, PlanId plan, TaskId task,
                       const DecidedAssignment& assignment) {
    const auto last = transaction.query_one(
        "SELECT COALESCE(MAX(ordinal), -1) FROM followup_assignments WHERE task_id = $1", {task});
    store::Columns columns{{"plan_id", plan},
                           {"task_id", task},
                           {"ordinal", last->integer(0) + 1},
                           {"role", notice::to_string(assignment.role)},
                           {"words", assignment.words},
                           {"unit_id", assignment.unit},
                           {"open", false},
                           {"pending", false},
                           {"confidence", 1000},
                           {"rule", "decision"},
                           {"edited", true}};
    columns.emplace_back(assignment.ends ? "ended_on" : "decided_on", assignment.on);
    columns.emplace_back(assignment.ends ? "ended_by" : "decided_by", assignment.by);
    transaction.insert("followup_assignments", transaction.new_id(), columns);
}

void set_holder(store::Transaction& transaction, PlanId plan, TaskId task, org::UnitId unit,
                RoleSet roles) {
    transaction.execute("DELETE FROM followup_holders WHERE task_id = $1 AND unit_id = $2",
                        {task, unit});
    if (roles != 0) {
        transaction.execute(
            "INSERT INTO followup_holders (plan_id, unit_id, ordinal, task_id, roles, open) SELECT "
            "plan_id, CAST($2 AS BIGINT), ordinal, id, CAST($3 AS BIGINT), 0 FROM followup_tasks "
            "WHERE id = $1",
            {task, unit, roles});
    }
    write_holdings(transaction, plan, unit);
}

std::string card_of(store::Reader& reader, TaskId task) {
    const auto row = reader.query_one("SELECT card FROM followup_tasks WHERE id = $1", {task});
    ensure(row.has_value(), "the task exists");
    return row->text(0);
}

void save_card(store::Transaction& transaction, TaskId task, const std::string& card) {
    transaction.update("followup_tasks", task.value, {{"card", card}});
}

void count_units(store::Transaction& transaction, PlanId plan) {
    const auto row =
        transaction.query_one("SELECT count(DISTINCT unit_id) FROM followup_holders WHERE plan_id "
                              "= $1 AND ordinal > 0 AND (roles & $2) <> 0",
                              {plan, kWorking});
    const auto before =
        transaction.query_one("SELECT unit_count FROM followup_plans WHERE id = $1", {plan});
    if (before && before->integer(0) != row->integer(0)) {
        transaction.update("followup_plans", plan.value, {{"unit_count", row->integer(0)}});
    }
}

} // namespace luoshi::followup
