// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_steps.hpp"

#include "notice/json.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::followup {
namespace {

using store::Value;

template <class Enum, std::size_t N>
Enum one_of(const std::array<Enum, N>& all, std::string_view text) {
    for (const auto one : all) {
        if (to_string(one) == text) {
            return one;
        }
    }
    return all.front();
}

constexpr std::array kSources{StepSource::unit, StepSource::notice, StepSource::pack};
constexpr std::array kSteps{StepState::proposed,  StepState::approved, StepState::reported,
                            StepState::confirmed, StepState::replaced, StepState::dropped};

constexpr std::string_view kObjection =
    "SELECT id, unit_id, proposed_unit_id, reason, person, raised_on, decision, decided_unit_id, "
    "decided_role, words, decided_by, decided_on, leader, leader_position, ruling, ruled_on, "
    "task_id FROM followup_objections ";

Objection objection_of(const store::Row& row) {
    Objection one;
    one.id = row.id<ObjectionId>(0);
    one.unit = row.id<org::UnitId>(1);
    one.proposed_unit = row.id<org::UnitId>(2);
    one.reason = row.text(3);
    one.person = row.text(4);
    one.raised_on = row.date(5);
    one.decision = row.is_null(6) ? std::nullopt : parse_decision(row.text(6));
    one.decided_unit = row.id<org::UnitId>(7);
    one.decided_role = row.is_null(8) ? std::nullopt : notice::parse_role(row.text(8));
    one.words = row.text_or_empty(9);
    one.decided_by = row.text_or_empty(10);
    one.decided_on = row.optional_date(11);
    if (!row.is_null(12)) {
        one.ruling = Objection::Ruling{row.text(12), row.text_or_empty(13), row.text_or_empty(14),
                                       row.date(15)};
    }
    return one;
}

Milestone milestone_of(const store::Row& row) {
    Milestone one;
    one.id = row.id<MilestoneId>(0);
    one.proposal = row.id<ProposalId>(1);
    one.unit = row.id<org::UnitId>(2);
    one.title = row.text(3);
    one.due = row.date(4);
    one.first_due = row.optional_date(5);
    one.source = one_of(kSources, row.text(6));
    one.state = one_of(kSteps, row.text(7));
    one.approved_on = row.optional_date(8);
    one.reported_by = row.text_or_empty(9);
    one.reported_on = row.optional_date(10);
    one.report = row.text_or_empty(11);
    one.decided_by = row.text_or_empty(12);
    one.decided_on = row.optional_date(13);
    one.decision_words = row.text_or_empty(14);
    one.counts_from = row.optional_date(15);
    return one;
}

store::Columns columns_of(const Milestone& one) {
    return {{"unit_id", one.unit},
            {"title", one.title},
            {"due", one.due},
            {"first_due", one.first_due},
            {"source", to_string(one.source)},
            {"state", to_string(one.state)},
            {"approved_on", one.approved_on},
            {"counts_from", one.counts_from},
            {"reported_by", store::text_or_null(one.reported_by)},
            {"reported_on", one.reported_on},
            {"report", store::text_or_null(one.report)},
            {"decided_by", store::text_or_null(one.decided_by)},
            {"decided_on", one.decided_on},
            {"decision_words", store::text_or_null(one.decision_words)}};
}

} // namespace

std::vector<Objection> objections_of(store::Reader& reader, TaskId task) {
    std::vector<Objection> all;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE task_id = $1 ORDER BY id", kObjection), {task})) {
        all.push_back(objection_of(row));
    }
    return all;
}

std::vector<PlanDecision> decisions_of(store::Reader& reader, PlanId plan) {
    std::vector<PlanDecision> all;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE plan_id = $1 AND decision IN ('replace', 'add') ORDER "
                                  "BY decided_at, id",
                                  kObjection),
                      {plan})) {
        all.push_back({row.id<TaskId>(16), objection_of(row)});
    }
    return all;
}

void insert_objection(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                      const std::string& reason, org::UnitId proposed, const std::string& person) {
    transaction.insert("followup_objections", transaction.new_id(),
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", unit},
                        {"reason", reason},
                        {"proposed_unit_id", proposed},
                        {"person", person},
                        {"raised_on", transaction.today()},
                        {"raised_at", transaction.now()}});
}

void save_decision(store::Transaction& transaction, ObjectionId id, const Verdict& verdict,
                   notice::Role role, const std::string& person) {
    const bool moves = verdict.decision != Decision::keep;
    store::Columns columns{{"decision", to_string(verdict.decision)},
                           {"decided_unit_id", moves ? Value{verdict.unit} : Value{}},
                           {"decided_role", moves ? Value{notice::to_string(role)} : Value{}},
                           {"words", verdict.words},
                           {"decided_by", person},
                           {"decided_on", transaction.today()},
                           {"decided_at", transaction.now()}};
    if (verdict.ruling) {
        columns.emplace_back("leader", verdict.ruling->leader);
        columns.emplace_back("leader_position", store::text_or_null(verdict.ruling->position));
        columns.emplace_back("ruling", verdict.ruling->words);
        columns.emplace_back("ruled_on", verdict.ruling->on);
    }
    transaction.update("followup_objections", id.value, columns);
}

std::vector<StepProposal> proposals_of(store::Reader& reader, TaskId task) {
    std::vector<StepProposal> all;
    for (const auto& row :
         reader.query("SELECT id, unit_id, state, words, person, proposed_on, decided_by, "
                      "decision_words, decided_on FROM followup_proposals WHERE task_id = $1 ORDER "
                      "BY id DESC",
                      {task})) {
        all.push_back({row.id<ProposalId>(0), row.id<org::UnitId>(1), row.text(2), row.text(3),
                       row.text(4), row.date(5), row.text_or_empty(6), row.text_or_empty(7),
                       row.optional_date(8)});
    }
    return all;
}

ProposalId insert_proposal(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                           const std::string& words, const std::string& person) {
    const auto id = transaction.make_id<ProposalId>();
    transaction.insert("followup_proposals", id.value,
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", unit},
                        {"state", "open"},
                        {"words", words},
                        {"person", person},
                        {"proposed_on", transaction.today()},
                        {"proposed_at", transaction.now()}});
    return id;
}

void close_proposal(store::Transaction& transaction, ProposalId id, const std::string& state,
                    const std::string& words, const std::string& person) {
    transaction.update("followup_proposals", id.value,
                       {{"state", state},
                        {"decided_by", person},
                        {"decided_on", transaction.today()},
                        {"decided_at", transaction.now()},
                        {"decision_words", store::text_or_null(words)}});
}

std::vector<Milestone> milestones_of(store::Reader& reader, TaskId task) {
    std::vector<Milestone> all;
    for (const auto& row :
         reader.query("SELECT id, proposal_id, unit_id, title, due, first_due, source, state, "
                      "approved_on, reported_by, reported_on, report, decided_by, decided_on, "
                      "decision_words, counts_from FROM followup_milestones WHERE task_id = $1 "
                      "ORDER BY due, id",
                      {task})) {
        all.push_back(milestone_of(row));
    }
    return all;
}

MilestoneId insert_milestone(store::Transaction& transaction, const LifeRow& life,
                             const Milestone& milestone) {
    const auto id = transaction.make_id<MilestoneId>();
    auto columns = columns_of(milestone);
    columns.emplace_back("plan_id", life.plan);
    columns.emplace_back("task_id", life.task);
    columns.emplace_back("proposal_id", milestone.proposal);
    transaction.insert("followup_milestones", id.value, columns);
    return id;
}

void insert_milestones(store::Transaction& transaction,
                       const std::vector<PlanMilestone>& milestones) {
    std::vector<std::int64_t> ids;
    std::vector<std::vector<Value>> rows;
    for (const auto& [plan, task, one] : milestones) {
        ids.push_back(one.id.value);
        rows.push_back({plan, task, one.title, one.due, to_string(one.source), to_string(one.state),
                        one.approved_on});
    }
    if (!rows.empty()) {
        transaction.insert_many(
            "followup_milestones",
            {"plan_id", "task_id", "title", "due", "source", "state", "approved_on"}, ids, rows);
    }
}

void save_milestone(store::Transaction& transaction, const Milestone& milestone) {
    transaction.update("followup_milestones", milestone.id.value, columns_of(milestone));
}

void set_milestone_unit(store::Transaction& transaction, MilestoneId id, org::UnitId unit) {
    transaction.update("followup_milestones", id.value, {{"unit_id", unit}});
}

std::vector<Progress> progress_of(store::Reader& reader, TaskId task) {
    std::vector<Progress> all;
    for (const auto& row : reader.query("SELECT unit_id, milestone_id, percent, words, person, "
                                        "said_on FROM followup_progress WHERE task_id = $1 ORDER "
                                        "BY id DESC",
                                        {task})) {
        all.push_back({row.id<org::UnitId>(0), row.id<MilestoneId>(1),
                       static_cast<int>(row.integer(2)), row.text(3), row.text(4), row.date(5)});
    }
    return all;
}

void insert_progress(store::Transaction& transaction, const LifeRow& life,
                     const Progress& progress) {
    transaction.insert("followup_progress", transaction.new_id(),
                       {{"plan_id", life.plan},
                        {"task_id", life.task},
                        {"unit_id", progress.unit},
                        {"milestone_id", progress.milestone},
                        {"percent", progress.percent},
                        {"words", progress.words},
                        {"person", progress.person},
                        {"said_on", transaction.today()},
                        {"said_at", transaction.now()}});
}

} // namespace luoshi::followup
