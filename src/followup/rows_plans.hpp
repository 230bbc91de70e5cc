// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/imports.hpp"
#include "followup/make_plan.hpp"
#include "followup/plans.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace luoshi::followup {

// Needs an event begun. Error conflict (followup.name-taken, detail name).
void insert_plan(store::Transaction& transaction, const PlanRows& plan, const Import& import,
                 const std::string& person, bool sample);

// Makes the plan what `plan` says: tasks it names by their ids stay the tasks they are, the others
// are new, those it does not name are gone. Name, pack and sample stay. Needs an event begun.
void change_plan(store::Transaction& transaction, const PlanRows& plan, ImportId import);
std::vector<TaskId> tasks_in_order(store::Reader& reader, PlanId plan); // without the general one
std::optional<TaskId> general_task(store::Reader& reader, PlanId plan);
ImportId import_of_plan(store::Reader& reader, PlanId plan); // whose text it follows

std::optional<PlanId> plan_of_key(store::Reader& reader, const std::string& key);
void insert_key(store::Transaction& transaction, const std::string& key, PlanId plan,
                ImportId import);

// Plans with that document number, whatever its bracket style; newest first.
std::vector<Plan> plans_with_number(store::Reader& reader, const std::string& number);

std::optional<Plan> find_plan(store::Reader& reader, const org::Scope& scope, PlanId id);
// Error not_found (followup.no-plan).
Plan must_find_plan(store::Reader& reader, const org::Scope& scope, PlanId id);
store::EventDraft plan_event(const store::Actor& actor, std::string action, PlanId plan);
bool sees_plan(store::Reader& reader, const org::Scope& scope,
               PlanId id); // at least one task of it
bool sees_task(store::Reader& reader, const org::Scope& scope, TaskId task); // that exists
std::vector<Plan> list_plans(store::Reader& reader, const org::Scope& scope);
std::vector<Section> list_sections(store::Reader& reader, PlanId plan);
std::string plan_header(store::Reader& reader, PlanId plan);
Plans::Text plan_text(store::Reader& reader, PlanId plan);

} // namespace luoshi::followup
