// SPDX-License-Identifier: Apache-2.0
// From a confirmed draft to the rows of a plan. Pure: the rows are written by rows_plans.cpp.
#pragma once

#include "base/work_calendar.hpp"
#include "followup/draft.hpp"
#include "followup/ids.hpp"
#include "followup/plans.hpp"

#include <functional>
#include <string>
#include <vector>

namespace luoshi::followup {

struct HolderRow { // one unit in one task
    org::UnitId unit;
    RoleSet roles = 0;
    bool open = false;
};

struct TaskRows {
    TaskId id;
    std::int64_t ordinal = 0; // 0: what the notice asks of everybody
    std::string number, section_path, title, gist, gist_source, body;
    Span span;
    std::int64_t body_offset = 0; // of the body, in UTF-16 units of the text
    std::optional<Date> due;
    std::vector<std::optional<Date>> dues; // per deadline
    std::int64_t flags = 0;                // FlagKind bits
    std::optional<std::string> standard, standard_source;
    std::string card;                // the row of the list, JSON
    std::string search;              // searchable words
    const DraftItem* item = nullptr; // borrowed: parties, deadlines, citations, targets
    std::vector<Finding> findings;
    std::vector<HolderRow> holders;
};

struct PlanRows {
    PlanId id;
    std::string name, title, header;
    std::optional<std::string> number, pack;
    std::optional<Date> issued_on;
    std::vector<Section> sections;
    std::vector<TaskRows> tasks; // general last
    std::int64_t dated_count = 0;
};

struct PlanContext {
    const Draft& draft;
    const std::string& text;
    const org::Directory& directory;
    const WorkCalendar& calendar;
    Date at;
    const PlanSpec* spec;
    PlanId id;
    std::string name;
    std::function<TaskId()> next_task_id;
};

PlanRows build_plan(const PlanContext& context);

// The JSON array of header fields of the contract. utf16: spans as UTF-16 units of `text`.
std::string header_json(const std::vector<HeaderField>& header, const std::string& text);

} // namespace luoshi::followup
