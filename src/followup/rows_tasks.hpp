// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/plans.hpp"
#include "followup/rows_find.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace luoshi::followup {

// Rows with their lives.
TaskPage list_tasks(store::Reader& reader, const Asked& asked, std::int64_t after, int limit);
// All cards a filter lets through with their places, ascending.
std::vector<std::pair<std::int64_t, std::string>> list_cards(store::Reader& reader,
                                                             const Asked& asked);
std::optional<std::string> general_row(store::Reader& reader, const org::Scope& scope, PlanId plan);
std::vector<PlanUnit> list_plan_units(store::Reader& reader, const org::Scope& scope, PlanId plan);
void read_matrix(store::Reader& reader, const org::Scope& scope, PlanId plan,
                 const std::optional<LightMoment>& moment, Matrix& matrix);

// The task with all that belongs to it, except plan, history and directory; nullopt outside the
// scope.
struct StoredTask {
    TaskDetail detail;
    PlanId plan;
    std::int64_t ordinal = 0;
    std::string section_path;
};
std::optional<StoredTask> read_task(store::Reader& reader, const org::Scope& scope, TaskId id);
std::vector<Hit> find_tasks(store::Reader& reader, const org::Scope& scope, PlanId plan,
                            const std::string& words, std::size_t limit);

} // namespace luoshi::followup
