// SPDX-License-Identifier: Apache-2.0
// Which tasks of a plan a filter lets through: places first, rows only for the page that is shown.
#pragma once

#include "followup/plans.hpp"
#include "store/transaction.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luoshi::followup {

using Ordinals = std::vector<std::int64_t>; // ascending places of tasks in their plan

// The places a filter lets through, words too, behind `after`; at most `limit` where that can be
// told before the words are looked at.
struct Found {
    Ordinals ordinals;
    std::vector<std::string> words; // to be looked for in each task still
    bool exact = true;
};

// What is asked of which plan, by whom; moment: what lights are told at, nullopt when the plan is
// not in force and so has none. All borrowed.
struct Asked {
    const org::Scope& scope;
    PlanId plan;
    const TaskFilter& filter;
    const std::optional<LightMoment>& moment;
};

Found find(store::Reader& reader, const Asked& asked, std::int64_t after, std::size_t limit);

// Whether a text of a task holds all (searchable) words.
bool holds_all(const std::string& text, const std::vector<std::string>& words);

} // namespace luoshi::followup
