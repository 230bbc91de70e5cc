// SPDX-License-Identifier: Apache-2.0
#include "followup/holders.hpp"

#include "base/error.hpp"
#include "followup/rows_life.hpp"
#include "followup/rows_steps.hpp"
#include "store/transaction.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

std::optional<Date> last_day(store::Reader& reader, TaskId task) {
    std::optional<Date> last;
    const auto take = [&](Date day) { last = last ? std::max(*last, day) : day; };
    bool confirmed = false;
    for (const auto& one : milestones_of(reader, task)) {
        confirmed = confirmed || one.state == StepState::confirmed;
        if (is_open(one.state)) {
            take(one.due);
        }
    }
    if (last || confirmed) {
        return last;
    }
    for (const auto& one : deadlines_of(reader, task)) {
        if (one.due && one.kind != notice::DeadlineKind::recurring) {
            take(*one.due);
        }
    }
    return last;
}

} // namespace

std::vector<HeldTask> held_tasks(store::Reader& reader, PlanId plan, org::UnitId unit) {
    constexpr RoleSet kOnlyReceives = bit(notice::Role::report_to);
    std::vector<HeldTask> tasks;
    for (const auto& row : reader.query(
             "SELECT t.id, t.number, t.title, h.roles FROM followup_holders h JOIN followup_tasks "
             "t ON t.id = h.task_id WHERE h.unit_id = $1 AND h.plan_id = $2 AND h.ordinal > 0 "
             "ORDER BY h.ordinal",
             {unit, plan})) {
        const auto roles = row.integer(3) & ~kOnlyReceives;
        if (roles != 0) {
            tasks.push_back({row.id<TaskId>(0), row.text(1), row.text(2), roles});
        }
    }
    return tasks;
}

std::map<org::UnitId, std::int64_t> held_counts(store::Reader& reader, PlanId plan) {
    constexpr RoleSet kOnlyReceives = bit(notice::Role::report_to);
    std::map<org::UnitId, std::int64_t> counts;
    for (const auto& row : reader.query("SELECT unit_id, roles FROM followup_holders WHERE plan_id "
                                        "= $1 AND ordinal > 0",
                                        {plan})) {
        if ((row.integer(1) & ~kOnlyReceives) != 0) {
            ++counts[row.id<org::UnitId>(0)];
        }
    }
    return counts;
}

std::set<std::string> task_numbers(store::Reader& reader, PlanId plan) {
    std::set<std::string> numbers;
    store::Params of_plan;
    of_plan.emplace_back(plan.value);
    for (const auto& row : reader.query(
             "SELECT number FROM followup_tasks WHERE plan_id = $1 AND ordinal > 0", of_plan)) {
        numbers.insert(row.text(0));
    }
    return numbers;
}

std::map<std::string, TaskId> tasks_by_number(store::Reader& reader, PlanId plan) {
    std::map<std::string, TaskId> tasks;
    for (const auto& row : reader.query(
             "SELECT number, id FROM followup_tasks WHERE plan_id = $1 AND ordinal > 0", {plan})) {
        tasks.emplace(row.text(0), row.id<TaskId>(1));
    }
    return tasks;
}

std::vector<PlanId> plan_ids(store::Reader& reader) {
    std::vector<PlanId> ids;
    for (const auto& row : reader.query("SELECT id FROM followup_plans ORDER BY id")) {
        ids.push_back(row.id<PlanId>(0));
    }
    return ids;
}

PlanFacts facts_of(store::Reader& reader, PlanId plan) {
    const auto row =
        reader.query_one("SELECT name, pack, issued_on FROM followup_plans WHERE id = $1", {plan});
    if (!row) {
        throw failure(ErrorCode::not_found, "followup.no-plan", "plan '{}' does not exist",
                      plan.value);
    }
    auto pack = row->text_or_empty(1); // "gd-2011-193 0.1.0"
    pack.erase(std::min(pack.find(' '), pack.size()));
    return {row->text(0), std::move(pack), row->optional_date(2)};
}

RoleSet TaskFacts::roles_of(org::UnitId unit) const {
    const auto it = std::ranges::find(holders, unit, &std::pair<org::UnitId, RoleSet>::first);
    return it == holders.end() ? 0 : it->second;
}

std::optional<TaskFacts> find_task_facts(store::Reader& reader, TaskId task) {
    const auto row =
        reader.query_one("SELECT plan_id, number, title FROM followup_tasks WHERE id = $1", {task});
    const auto life = row ? find_life(reader, task) : std::nullopt;
    const auto run = life ? find_run(reader, life->plan) : std::nullopt;
    if (!run) {
        return std::nullopt;
    }
    TaskFacts facts;
    facts.plan = row->id<PlanId>(0);
    facts.notice_number = row->text(1);
    facts.title = row->text(2);
    facts.number = life->number;
    facts.state = life->facts.state;
    facts.light = run->settings.light;
    for (const auto& holder : holders_of(reader, task)) {
        facts.holders.emplace_back(holder.unit, holder.roles);
    }
    facts.due = last_day(reader, task);
    return facts;
}

std::map<TaskId, Date> last_milestones(store::Reader& reader) {
    std::map<TaskId, Date> days;
    for (const auto& row :
         reader.query("SELECT task_id, max(due) FROM followup_milestones WHERE state IN "
                      "('approved', 'reported') GROUP BY task_id")) {
        days.emplace(row.id<TaskId>(0), row.date(1));
    }
    return days;
}

TaskFacts task_facts(store::Reader& reader, TaskId task) {
    if (auto facts = find_task_facts(reader, task)) {
        return std::move(*facts);
    }
    if (!reader.query_one("SELECT id FROM followup_tasks WHERE id = $1", {task})) {
        throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                      task.value);
    }
    throw failure(ErrorCode::conflict, "followup.not-started",
                  "the plan of task '{}' is not in force", task.value);
}

} // namespace luoshi::followup
