// SPDX-License-Identifier: Apache-2.0
// Who holds what in a plan, for modules that ask units about their tasks, within their own
// transactions.
//
//   held_tasks(reader, plan, unit)   the items a unit works on
//   facts_of(reader, plan)           which pack runs the plan, and since when it is in force
//   task_facts(reader, task)         who has which part in a task in force, and its last day
#pragma once

#include "base/date.hpp"
#include "followup/ids.hpp"
#include "followup/plans.hpp"
#include "followup/run_settings.hpp"
#include "org/ids.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
}

namespace luoshi::followup {

struct HeldTask {
    TaskId task;
    std::string number, title;
    RoleSet roles = 0; // who only receives a report holds nothing
};
// In the order of the notice, without what it asks of everybody. Empty for a plan that is not
// there.
std::vector<HeldTask> held_tasks(store::Reader& reader, PlanId plan, org::UnitId unit);

// How many of these each unit has; in one query.
std::map<org::UnitId, std::int64_t> held_counts(store::Reader& reader, PlanId plan);

std::set<std::string> task_numbers(store::Reader& reader, PlanId plan);
std::map<std::string, TaskId> tasks_by_number(store::Reader& reader, PlanId plan);
std::vector<PlanId> plan_ids(store::Reader& reader); // in order of id

struct PlanFacts {
    std::string name;
    std::string pack; // code; "": no pack knows its notice
    std::optional<Date> issued_on;
};
// Error not_found (followup.no-plan).
PlanFacts facts_of(store::Reader& reader, PlanId plan);

struct TaskFacts {
    PlanId plan;
    std::string number, notice_number, title; // number: of its life, 督查编号
    State state = State::to_sign;
    std::vector<std::pair<org::UnitId, RoleSet>> holders; // by unit
    // The last day: of its open milestones; where it has none yet, of the dates the notice gives
    // once. None: undated.
    std::optional<Date> due;
    LightSettings light;
    RoleSet roles_of(org::UnitId unit) const; // 0: none
};
// Errors: not_found (followup.no-task), conflict (followup.not-started).
TaskFacts task_facts(store::Reader& reader, TaskId task);
// The last open milestone of each task that has one, in one query.
std::map<TaskId, Date> last_milestones(store::Reader& reader);
// None where task_facts() would throw: a correction of the plan took the task away.
std::optional<TaskFacts> find_task_facts(store::Reader& reader, TaskId task);

} // namespace luoshi::followup
