// SPDX-License-Identifier: Apache-2.0
// plan.yaml of a pack: the items of the notice it runs, in our own words.
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "followup/run_settings.hpp"
#include "notice/notice.hpp"
#include "pack/section.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

struct MilestoneSpec { // a dated step set by this system, for a task the notice gives no date
    std::string title, title_en;
    Date due;
    bool operator==(const MilestoneSpec&) const = default;
};

struct TaskSpec {
    std::string number, section, title, title_en, gist;
    std::vector<std::pair<std::string, notice::Role>>
        assignments; // code of unit or group in units.yaml
    std::vector<std::pair<notice::DeadlineKind, std::string>> deadlines; // as notice::Deadline
    std::vector<std::string> standard;     // of completion, line by line
    std::vector<MilestoneSpec> milestones; // in order of date
    bool operator==(const TaskSpec&) const = default;
};

struct PlanSpec {
    std::string pack;          // "gd-2011-193 0.1.0"
    std::string notice_number; // 发文字号
    std::vector<TaskSpec> tasks;
    std::optional<TaskSpec> general;
    RunSettings settings; // of plans it knows, from pack.yaml

    const TaskSpec* find(std::string_view number) const; // nullptr: none
};

// No plan.yaml: no value and no findings. Findings: those of pack::Fields, followup.unknown-unit,
// followup.duplicate-task, followup.role, followup.deadline, followup.milestone-order and those of
// read_run_settings.
Checked<PlanSpec> read_plan(const pack::Pack& pack);

// The functions of a pack::Section. Nothing is loaded into rows: an import that is confirmed takes
// what the pack says then, and plans there are stay as they were made.
std::vector<Diagnostic> check_plan(const pack::Pack& pack);
// Findings: followup.same-notice.
std::vector<Diagnostic> check_plans_together(const pack::PackList& packs);
std::vector<pack::Count> count_tasks(const pack::Pack& pack);
// Kinds: plan (the notice it is for), task, general.
std::vector<pack::Change> plan_changes(const pack::Pack& before, const pack::Pack& after);

} // namespace luoshi::followup
