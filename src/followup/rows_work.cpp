// SPDX-License-Identifier: Apache-2.0
#include "followup/work.hpp"

#include "followup/life.hpp"
#include "followup/roles.hpp"
#include "store/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr const char* kTask = "SELECT l.plan_id, l.task_id, l.number, t.number, t.title, ";
constexpr const char* kOfUnit =
    " FROM followup_holders h JOIN followup_lives l ON l.task_id = h.task_id JOIN followup_tasks t "
    "ON t.id = h.task_id WHERE h.unit_id = $1 ";

TaskWork work_of(const store::Row& row, Act act) {
    TaskWork work;
    work.plan = row.id<PlanId>(0);
    work.task = row.id<TaskId>(1);
    work.number = row.text(2);
    work.item = row.text(3);
    work.title = row.text(4);
    work.act = act;
    return work;
}

void add_signings(store::Reader& reader, org::UnitId unit, std::vector<TaskWork>& all) {
    for (const auto& row : reader.query(
             fmt::format(
                 "{}l.sign_by{}AND (h.roles & {}) <> 0 AND l.state IN ('{}', '{}') AND NOT EXISTS "
                 "(SELECT 1 FROM followup_signings s WHERE s.task_id = h.task_id AND s.unit_id = "
                 "h.unit_id) AND NOT EXISTS (SELECT 1 FROM followup_objections o WHERE o.task_id = "
                 "h.task_id AND o.unit_id = h.unit_id AND o.decision IS NULL) ORDER BY l.sign_by, "
                 "l.plan_id, l.ordinal LIMIT {}",
                 kTask, kOfUnit, kWorking, to_string(State::to_sign), to_string(State::in_progress),
                 kMostWork),
             {unit})) {
        auto work = work_of(row, Act::sign);
        work.due = row.date(5);
        all.push_back(std::move(work));
    }
}

// The lead carries a task; where there is none, whoever is responsible.
std::string carries() {
    const auto lead = bit(notice::Role::lead);
    return fmt::format("((h.roles & {}) <> 0 OR ((h.roles & {}) <> 0 AND NOT EXISTS (SELECT 1 FROM "
                       "followup_holders x WHERE x.task_id = h.task_id AND (x.roles & {}) <> 0)))",
                       lead, kCarrying, lead);
}

void add_proposals(store::Reader& reader, org::UnitId unit, std::vector<TaskWork>& all) {
    for (const auto& row : reader.query(
             fmt::format("{}(SELECT count(*) FROM followup_proposals p WHERE p.task_id = l.task_id "
                         "AND p.unit_id = h.unit_id AND p.state = 'returned'){}AND {} AND l.state "
                         "= '{}' AND l.waits_for = '{}' ORDER BY l.plan_id, l.ordinal LIMIT {}",
                         kTask, kOfUnit, carries(), to_string(State::in_progress),
                         to_string(Waits::plan), kMostWork),
             {unit})) {
        auto work = work_of(row, Act::propose);
        work.returned = row.integer(5) > 0;
        all.push_back(std::move(work));
    }
}

// Each that is named for a milestone reports it; where nobody is, whoever carries the task.
void add_steps(store::Reader& reader, org::UnitId unit, Date today, std::vector<TaskWork>& all) {
    for (const auto& row : reader.query(
             fmt::format("{}m.due, m.title FROM followup_holders h JOIN followup_lives l ON "
                         "l.task_id = h.task_id JOIN followup_tasks t ON t.id = h.task_id JOIN "
                         "followup_milestones m ON m.task_id = h.task_id WHERE h.unit_id = $1 AND "
                         "l.state = '{}' AND m.state = '{}' AND m.due <= $2 AND (m.unit_id = "
                         "h.unit_id OR (m.unit_id IS NULL AND {})) ORDER BY m.due, l.plan_id, "
                         "l.ordinal LIMIT {}",
                         kTask, to_string(State::in_progress), to_string(StepState::approved),
                         carries(), kMostWork),
             {unit, today.plus_days(kStepsAhead)})) {
        auto work = work_of(row, Act::report_step);
        work.due = row.date(5);
        work.step = row.text(6);
        all.push_back(std::move(work));
    }
}

void add_of_office(store::Reader& reader, Date today, std::vector<TaskWork>& all) {
    for (const auto& [waits, act] :
         {std::pair{Waits::ruling, Act::rule}, std::pair{Waits::plan_decision, Act::decide_plan},
          std::pair{Waits::step_decision, Act::decide_step}, std::pair{Waits::check, Act::check}}) {
        for (const auto& row : reader.query(
                 fmt::format("{}l.due_day, l.next_title FROM followup_lives l JOIN followup_tasks "
                             "t ON t.id = l.task_id WHERE l.waits_for = $1 ORDER BY l.plan_id, "
                             "l.ordinal LIMIT {}",
                             kTask, kMostWork),
                 {to_string(waits)})) {
            auto work = work_of(row, act);
            if (act == Act::decide_step) {
                work.step = row.optional_text(6).value_or("");
            }
            all.push_back(std::move(work));
        }
    }
    for (const auto& row : reader.query(
             fmt::format("{}l.review_on FROM followup_lives l JOIN followup_tasks t ON t.id = "
                         "l.task_id WHERE l.state IN ('{}', '{}') AND l.review_on <= $1 ORDER BY "
                         "l.review_on, l.plan_id, l.ordinal LIMIT {}",
                         kTask, to_string(State::phase_closed), to_string(State::standing),
                         kMostWork),
             {today})) {
        auto work = work_of(row, Act::review);
        work.due = row.date(5);
        all.push_back(std::move(work));
    }
}

} // namespace

std::vector<TaskWork> task_work(store::Reader& reader, const org::Scope& scope, Date today) {
    std::vector<TaskWork> all;
    if (scope.sees_all()) {
        add_of_office(reader, today, all);
    } else if (scope.unit()) {
        add_signings(reader, scope.unit(), all);
        add_proposals(reader, scope.unit(), all);
        add_steps(reader, scope.unit(), today, all);
    }
    std::ranges::stable_sort(all, [](const TaskWork& one, const TaskWork& other) {
        return one.due && (!other.due || *one.due < *other.due);
    });
    return all;
}

} // namespace luoshi::followup
