// SPDX-License-Identifier: Apache-2.0
// Mistakes about a unit that ends.
#include "faults.hpp"

#include <algorithm>

namespace luoshi::sim {
namespace {

// What should go to the successor stays.
void keep_with(store::Transaction& under, store::Columns& columns, std::string_view name) {
    if (columns.size() == 1 && columns.front().first == name) {
        columns.front().second =
            under.query_one("SELECT id FROM org_units WHERE code = 'm.e'")->integer(0);
    }
}

void leave_dues(store::Transaction& under, std::string_view table, store::Columns& columns) {
    if (table == "duty_dues") {
        keep_with(under, columns, "unit_id");
    }
}

void leave_parts_given(store::Transaction& under, std::string_view table, store::Columns& columns) {
    if (table == "subtask_subtasks") {
        keep_with(under, columns, "giver_unit_id");
    }
}

// The unit that ended keeps its role beside its successor.
void keep_role(std::string& sql, store::Params&) {
    if (sql.starts_with("DELETE FROM followup_holders WHERE task_id")) {
        sql += " AND 1 = 0";
    }
}

} // namespace

std::vector<Fault> faults_of_reform() {
    return {{.name = "due-left-behind", .law = "reform", .changes = {.row = leave_dues}},
            {.name = "giver-left-behind", .law = "reform", .changes = {.row = leave_parts_given}},
            {.name = "roles-left-behind", .law = "reform", .changes = {.statement = keep_role}}};
}

} // namespace luoshi::sim
