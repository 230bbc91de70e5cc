// SPDX-License-Identifier: Apache-2.0
// What there is to say of one task, on paper: the words of the notice, who has it, and what was
// done, day by day.
#pragma once

#include "followup/life.hpp"
#include "followup/plans.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::archive {

struct Happening {
    Date on;
    std::string who, what;
};
// Of the life of a task, oldest first.
std::vector<Happening> happenings(const followup::Life& life);

// A docx. life: absent where the plan is not in force.
std::string task_paper(const followup::TaskDetail& task, const std::optional<followup::Life>& life);

} // namespace luoshi::archive
