// SPDX-License-Identifier: Apache-2.0
// Mistakes about parts of tasks.
#include "faults.hpp"

#include <algorithm>

namespace luoshi::sim {
namespace {

store::Value* column(store::Columns& columns, std::string_view name) {
    const auto it = std::ranges::find(columns, name, &store::Columns::value_type::first);
    return it == columns.end() ? nullptr : &it->second;
}
bool is_part(std::string_view table, store::Columns& columns, bool fresh) {
    return table == "subtask_subtasks" && (column(columns, "task_id") != nullptr) == fresh;
}
Date date(const store::Value& value) {
    return Date::parse(std::get<std::string>(value.held())).value();
}

// A part of a part may be due when its unit likes.
void ignore_limit(store::Transaction&, std::string_view table, store::Columns& columns) {
    if (is_part(table, columns, true) && !column(columns, "parent_id")->is_null()) {
        auto& due = *column(columns, "due_on");
        due = date(due).plus_days(90);
    }
}

// What is split off a part hangs below the task.
void hang_below_task(store::Transaction&, std::string_view table, store::Columns& columns) {
    if (is_part(table, columns, true)) {
        *column(columns, "parent_id") = {};
    }
}

void keep_part_date(store::Transaction&, std::string_view table, store::Columns& columns) {
    if (is_part(table, columns, false)) {
        std::erase_if(columns, [](const auto& one) { return one.first == "due_on"; });
    }
}

// What a unit reports goes into its confirmed part, too.
void write_into_confirmed(store::Transaction& under, std::string_view table,
                          store::Columns& columns) {
    if (!is_part(table, columns, false) || column(columns, "report")->is_null()) {
        return;
    }
    if (const auto row = under.query_one(
            "SELECT id FROM subtask_subtasks WHERE state = 'done' ORDER BY id DESC LIMIT 1")) {
        under.update("subtask_subtasks", row->integer(0), {{"report", *column(columns, "report")}});
    }
}

// Who handed a part out does not hear that it is late: its word has the key of the other's.
void forget_giver(std::string& sql, store::Params& params) {
    constexpr std::size_t kWidth = 13, kKey = 1;
    if (!sql.starts_with("INSERT INTO notify_messages ")) {
        return;
    }
    for (std::size_t i = kKey; i < params.size(); i += kWidth) {
        const std::string_view key = std::get<std::string>(params[i].held());
        if (key.ends_with("/giver")) {
            params[i] = key.substr(0, key.rfind('/'));
        }
    }
}

} // namespace

std::vector<Fault> faults_of_parts() {
    return {{.name = "part-later-than-whole", .law = "dates", .changes = {.row = ignore_limit}},
            {.name = "part-hung-too-high", .law = "sums", .changes = {.row = hang_below_task}},
            {.name = "part-date-not-kept", .law = "parts", .changes = {.row = keep_part_date}},
            {.name = "confirmed-written-over",
             .law = "confirmed",
             .changes = {.row = write_into_confirmed}},
            {.name = "giver-not-told", .law = "reminders", .changes = {.statement = forget_giver}}};
}

} // namespace luoshi::sim
