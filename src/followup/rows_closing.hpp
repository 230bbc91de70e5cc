// SPDX-License-Identifier: Apache-2.0
// Closings with their lines, evidence, changes of course, and who holds a task after a decision.
// Writes need an event begun.
#pragma once

#include "followup/rows_life.hpp"

#include <string>
#include <vector>

namespace luoshi::followup {

std::vector<Closing> closings_of(store::Reader& reader, TaskId task); // newest first, with lines
struct Application {
    org::UnitId unit;
    State asked = State::closed;
    std::string words, person;
    std::vector<std::string> lines; // of the standard
};
Closing insert_closing(store::Transaction& transaction, const LifeRow& life,
                       const Application& application); // with the ids it was given
// state: returned, withdrawn, agreed
void end_closing(store::Transaction& transaction, ClosingId id, const std::string& state,
                 const std::string& words, const std::string& person);
// What an agreement adds to it.
void save_agreement(store::Transaction& transaction, ClosingId id, const Agreement& agreement,
                    const std::string& number, const std::optional<Date>& review_on);
void save_line(store::Transaction& transaction, const LineCheck& check,
               const std::string& checker); // who enters it

std::vector<Evidence> evidence_of(store::Reader& reader, TaskId task);
EvidenceId insert_evidence(store::Transaction& transaction, const LifeRow& life,
                           const Evidence& evidence);
void place_evidence(store::Transaction& transaction, EvidenceId id, ClosingLineId line,
                    MilestoneId milestone);

std::vector<Change> changes_of(store::Reader& reader, TaskId task); // newest first
void insert_change(store::Transaction& transaction, const LifeRow& life, const Change& change);

// An assignment as decisions change it.
struct AssignmentRow {
    std::int64_t id = 0;
    notice::Role role = notice::Role::responsible;
    org::UnitId unit;
    bool ended = false;
};
std::vector<AssignmentRow> assignments_of(store::Reader& reader, TaskId task);
void end_assignment(store::Transaction& transaction, std::int64_t id, ObjectionId by, Date on);
struct DecidedAssignment {
    notice::Role role = notice::Role::responsible;
    org::UnitId unit;
    std::string words; // name of the unit
    bool ends = false; // what a unit no longer does as member of a group
    ObjectionId by;
    Date on;
};
void insert_assignment(store::Transaction& transaction, PlanId plan, TaskId task,
                       const DecidedAssignment& assignment);
// roles 0: it holds the task no more.
void set_holder(store::Transaction& transaction, PlanId plan, TaskId task, org::UnitId unit,
                RoleSet roles);
std::string card_of(store::Reader& reader, TaskId task); // JSON
void save_card(store::Transaction& transaction, TaskId task, const std::string& card);
void count_units(store::Transaction& transaction, PlanId plan); // unit_count of the plan

} // namespace luoshi::followup
