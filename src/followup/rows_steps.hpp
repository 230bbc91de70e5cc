// SPDX-License-Identifier: Apache-2.0
// Objections, milestones with their proposals, and progress. Writes need an event begun.
#pragma once

#include "followup/rows_life.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

std::vector<Objection> objections_of(store::Reader& reader, TaskId task); // oldest first
// Decided to replace or add, of all tasks of a plan, oldest first.
struct PlanDecision {
    TaskId task;
    Objection objection;
};
std::vector<PlanDecision> decisions_of(store::Reader& reader, PlanId plan);
void insert_objection(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                      const std::string& reason, org::UnitId proposed, const std::string& person);
void save_decision(store::Transaction& transaction, ObjectionId id, const Verdict& verdict,
                   notice::Role role, const std::string& person);

void set_milestone_unit(store::Transaction& transaction, MilestoneId id, org::UnitId unit);

std::vector<StepProposal> proposals_of(store::Reader& reader, TaskId task); // newest first
ProposalId insert_proposal(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                           const std::string& words, const std::string& person);
// state: approved, returned, withdrawn
void close_proposal(store::Transaction& transaction, ProposalId id, const std::string& state,
                    const std::string& words, const std::string& person);

std::vector<Milestone> milestones_of(store::Reader& reader, TaskId task); // by date
MilestoneId insert_milestone(store::Transaction& transaction, const LifeRow& life,
                             const Milestone& milestone);
// Many at once: the dates a notice gives, when its plan is put into force.
struct PlanMilestone {
    PlanId plan;
    TaskId task;
    Milestone milestone; // with its id
};
void insert_milestones(store::Transaction& transaction,
                       const std::vector<PlanMilestone>& milestones);
void save_milestone(store::Transaction& transaction, const Milestone& milestone);

std::vector<Progress> progress_of(store::Reader& reader, TaskId task); // newest first
void insert_progress(store::Transaction& transaction, const LifeRow& life,
                     const Progress& progress);

} // namespace luoshi::followup
