// SPDX-License-Identifier: Apache-2.0
// What waits for a unit, or for the office, in the tasks of the plans in force: for desks.
#pragma once

#include "base/date.hpp"
#include "followup/ids.hpp"
#include "followup/life_rules.hpp"
#include "org/scope.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
}

namespace luoshi::followup {

struct TaskWork {
    PlanId plan;
    TaskId task;
    std::string number, item, title; // number: 督查编号; item: number in the notice
    // Of a unit sign, propose (it carries the task) and report_step; of the office rule,
    // decide_plan, decide_step, check and review.
    Act act = Act::sign;
    std::optional<Date> due; // sign by, of the milestone, of the review; none: as soon as may be
    std::string step;        // title of the milestone; ""
    bool returned = false;   // the office sent the milestones back
};
inline constexpr int kStepsAhead = 30;        // days a milestone shows before it is due
inline constexpr std::size_t kMostWork = 300; // of a kind of act, the first by date and place

// First what has a date, by date, then by plan and place. A scope that sees nothing has no work.
std::vector<TaskWork> task_work(store::Reader& reader, const org::Scope& scope, Date today);

} // namespace luoshi::followup
