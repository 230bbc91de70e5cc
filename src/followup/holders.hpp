// SPDX-License-Identifier: Apache-2.0
// Who holds what in a plan, for modules that ask units about their tasks, within their own
// transactions.
//
//   held_tasks(reader, plan, unit)   the items a unit works on
//   facts_of(reader, plan)           which pack runs the plan, and since when it is in force
#pragma once

#include "base/date.hpp"
#include "followup/ids.hpp"
#include "followup/plans.hpp"
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

} // namespace luoshi::followup
