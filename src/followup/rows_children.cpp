// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_children.hpp"

#include <fmt/format.h>

#include <map>

namespace luoshi::followup {

std::vector<PlainTask> read_plain_tasks(store::Reader& reader, PlanId plan) {
    std::vector<PlainTask> tasks;
    std::map<std::int64_t, std::size_t> place;
    for (const auto& row :
         reader.query("SELECT id, number, title, body, card FROM followup_tasks WHERE plan_id = $1 "
                      "AND ordinal > 0 ORDER BY ordinal",
                      {plan})) {
        place.emplace(row.integer(0), tasks.size());
        tasks.push_back(
            {row.id<TaskId>(0), row.text(1), row.text(2), row.text(3), row.text(4), {}});
    }
    for (const auto& row : reader.query("SELECT task_id, title, number FROM followup_citations "
                                        "WHERE plan_id = $1 ORDER BY task_id, ordinal",
                                        {plan})) {
        if (const auto it = place.find(row.integer(0)); it != place.end()) {
            auto& citations = tasks[it->second].citations;
            citations.push_back(row.text(1));
            if (auto number = row.optional_text(2)) {
                citations.push_back(std::move(*number));
            }
        }
    }
    return tasks;
}

std::vector<std::pair<TaskId, TaskId>> read_links(store::Reader& reader, PlanId plan) {
    std::vector<std::pair<TaskId, TaskId>> links;
    for (const auto& row : reader.query(
             "SELECT l.task_id, l.parent_task_id FROM followup_links l JOIN followup_tasks t ON "
             "t.id = l.task_id JOIN followup_tasks p ON p.id = l.parent_task_id WHERE l.plan_id = "
             "$1 ORDER BY t.ordinal, p.ordinal",
             {plan})) {
        links.emplace_back(row.id<TaskId>(0), row.id<TaskId>(1));
    }
    return links;
}

std::set<TaskId> tasks_of_unit(store::Reader& reader, PlanId plan, org::UnitId unit) {
    std::set<TaskId> tasks;
    for (const auto& row :
         reader.query("SELECT task_id FROM followup_holders WHERE plan_id = $1 AND unit_id = $2 "
                      "AND ordinal > 0 AND roles <> $3",
                      {plan, unit, bit(notice::Role::report_to)})) {
        tasks.insert(row.id<TaskId>(0));
    }
    return tasks;
}

std::vector<Children::Relative> read_relatives(store::Reader& reader, TaskId task, bool above) {
    std::vector<Children::Relative> relatives;
    const auto sql = fmt::format(
        "SELECT t.id, t.plan_id, p.name, t.number, t.title FROM followup_links l JOIN "
        "followup_tasks t ON t.id = l.{} JOIN followup_plans p ON p.id = t.plan_id WHERE l.{} = $1 "
        "ORDER BY t.plan_id, t.ordinal",
        above ? "parent_task_id" : "task_id", above ? "task_id" : "parent_task_id");
    for (const auto& row : reader.query(sql, {task})) {
        relatives.push_back(
            {row.id<TaskId>(0), row.id<PlanId>(1), row.text(2), row.text(3), row.text(4)});
    }
    return relatives;
}

void write_parent(store::Transaction& transaction, PlanId plan, PlanId parent, org::UnitId unit) {
    transaction.update("followup_plans", plan.value,
                       {{"parent_id", parent}, {"parent_unit_id", unit}});
}

void insert_link(store::Transaction& transaction, PlanId plan, const LinkEdit& link,
                 const std::string& person) {
    if (transaction.query_one(
            "SELECT id FROM followup_links WHERE task_id = $1 AND parent_task_id = $2",
            {link.task, link.parent})) {
        return;
    }
    transaction.insert("followup_links", transaction.new_id(),
                       {{"plan_id", plan},
                        {"task_id", link.task},
                        {"parent_task_id", link.parent},
                        {"person", person},
                        {"made_at", transaction.now()}});
}

void erase_link(store::Transaction& transaction, const LinkEdit& link) {
    for (const auto& row : transaction.query(
             "SELECT id FROM followup_links WHERE task_id = $1 AND parent_task_id = $2",
             {link.task, link.parent})) {
        transaction.erase("followup_links", row.integer(0));
    }
}

void erase_links(store::Transaction& transaction, PlanId plan) {
    for (const auto& row : transaction.query(
             "SELECT id FROM followup_links WHERE plan_id = $1 ORDER BY id", {plan})) {
        transaction.erase("followup_links", row.integer(0));
    }
}

void erase_broken_links(store::Transaction& transaction, PlanId plan) {
    for (const auto& row : transaction.query(
             "SELECT l.id FROM followup_links l LEFT JOIN followup_tasks t ON t.id = l.task_id "
             "LEFT "
             "JOIN followup_tasks p ON p.id = l.parent_task_id JOIN followup_plans f ON f.id = "
             "l.plan_id WHERE (l.plan_id = $1 OR f.parent_id = $1) AND (t.id IS NULL OR p.id IS "
             "NULL) ORDER BY l.id",
             {plan})) {
        transaction.erase("followup_links", row.integer(0));
    }
}

} // namespace luoshi::followup
