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

Date day_of(std::int64_t days) {
    return Date{std::chrono::sys_days{std::chrono::days{days}}};
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
void add_carried(store::Reader& reader, org::UnitId unit, Date today, std::vector<TaskWork>& all) {
    const auto lead = bit(notice::Role::lead);
    for (const auto& row : reader.query(
             fmt::format(
                 "{}l.waits_for, l.due_day, l.next_title, (SELECT count(*) FROM followup_proposals "
                 "p WHERE p.task_id = l.task_id AND p.unit_id = h.unit_id AND p.state = "
                 "'returned'){}AND ((h.roles & {}) <> 0 OR ((h.roles & {}) <> 0 AND NOT EXISTS "
                 "(SELECT 1 FROM followup_holders x WHERE x.task_id = h.task_id AND (x.roles & {}) "
                 "<> 0))) AND l.state = '{}' AND (l.waits_for = '{}' OR (l.waits_for = '{}' AND "
                 "l.due_day <= $2)) ORDER BY l.due_day, l.plan_id, l.ordinal LIMIT {}",
                 kTask, kOfUnit, lead, kCarrying, lead, to_string(State::in_progress),
                 to_string(Waits::plan), to_string(Waits::step), kMostWork),
             {unit, today.plus_days(kStepsAhead).days_since_epoch()})) {
        const bool step = row.text(5) == to_string(Waits::step);
        auto work = work_of(row, step ? Act::report_step : Act::propose);
        if (step) {
            work.due = day_of(row.integer(6));
            work.step = row.optional_text(7).value_or("");
        } else {
            work.returned = row.integer(8) > 0;
        }
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
        add_carried(reader, scope.unit(), today, all);
    }
    std::ranges::stable_sort(all, [](const TaskWork& one, const TaskWork& other) {
        return one.due && (!other.due || *one.due < *other.due);
    });
    return all;
}

} // namespace luoshi::followup
