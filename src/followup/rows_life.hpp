// SPDX-License-Identifier: Apache-2.0
// Runs of plans, numbers given, lives of tasks, signings and holders. Writes need an event begun.
#pragma once

#include "followup/life.hpp"
#include "followup/series.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

struct Run { // a plan in force
    PlanId plan;
    Date started_on;
    std::string pack; // code; "" none
    RunSettings settings;
};
std::optional<Run> find_run(store::Reader& reader, PlanId plan);
void insert_run(store::Transaction& transaction, const Run& run, const std::string& person);

struct LifeRow {
    std::int64_t id = 0;
    PlanId plan;
    TaskId task;
    std::int64_t ordinal = 0, version = 1;
    std::int64_t part = -1; // place of its top section in top_sections(); -1: none
    std::string number;
    LightFacts facts;
    Date sign_by;
    MilestoneId current;
    std::string next_title;
    std::optional<Date> stopped_on;
    Waits waits = Waits::sign;
    std::string closing_number;
    std::optional<Date> review_on, ended_on;
};
std::optional<LifeRow> find_life(store::Reader& reader, TaskId task);
void insert_lives(store::Transaction& transaction, const std::vector<LifeRow>& lives);
void save_life(store::Transaction& transaction, const LifeRow& life);
std::vector<LifeRow> lives_of(store::Reader& reader, PlanId plan); // in order

struct HolderOf {
    org::UnitId unit;
    RoleSet roles = 0;
};
std::vector<HolderOf> holders_of(store::Reader& reader, TaskId task);
// Packed lists of the tasks each unit carries and helps with: of all units, or of one.
void write_holdings(store::Transaction& transaction, PlanId plan);
void write_holdings(store::Transaction& transaction, PlanId plan, org::UnitId unit);

std::vector<Signing> signings_of(store::Reader& reader,
                                 TaskId task); // unit, day, person, by_office
void insert_signing(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                    const std::string& person, bool by_office);

// The lines of a task's standard of completion as a JSON array; "": the pack gives none.
std::string standard_of(store::Reader& reader, TaskId task);
struct TaskWords {
    std::string number, title;
};
TaskWords words_of_task(store::Reader& reader, TaskId task);
std::string pack_of_plan(store::Reader& reader, PlanId plan); // code; "" none

// Dates and words of all deadlines of a plan, for those who start or follow it.
struct PlanDeadline {
    TaskId task;
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string words;
    std::optional<Date> due;
};
std::vector<PlanDeadline> deadlines_of(store::Reader& reader, PlanId plan);
std::vector<PlanDeadline> deadlines_of(store::Reader& reader, TaskId task);
struct PlanPlace {
    TaskId task;
    std::int64_t ordinal = 0;
    std::int64_t part = -1;
};
std::vector<PlanPlace> places_of(store::Reader& reader, PlanId plan); // numbered tasks, in order

// The sections of a plan that stand in no other, in the order of the document.
std::vector<Section> top_sections(store::Reader& reader, PlanId plan);

// All rows of the life of tasks that are no longer there.
void erase_lost_lives(store::Transaction& transaction, PlanId plan);

} // namespace luoshi::followup
