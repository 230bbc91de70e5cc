// SPDX-License-Identifier: Apache-2.0
// A subtask (分解事项) as values, for those who list and show.
#pragma once

#include "base/clock.hpp"
#include "duty/ids.hpp"
#include "followup/ids.hpp"
#include "followup/lights.hpp"
#include "org/directory.hpp"
#include "subtask/rollup.hpp"
#include "subtask/rules.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::subtask {

struct SubtaskTag;
using SubtaskId = Id<SubtaskTag>;

struct Source { // what it goes back to
    Origin origin = Origin::split;
    std::string words;     // of the measure or the remark
    std::string reference; // where it stands, in words or as an address
    duty::DueId due;       // the report it stands in
    std::string reason;    // why to a unit that has no part in the task
};

struct Giver {
    bool office = false;
    org::UnitId unit; // none: the office's people have no unit
    std::int64_t person = 0;
    std::string name;
};

// The unit's last answer, where it came on paper and somebody else typed it.
struct Entry {
    Act answer = Act::accept; // accept, decline, progress or report
    std::string by;
    std::string manner; // 纸质, 传真, 寄送
    Date received_on;
    std::string scan, scan_name; // digest; both empty: none
    std::optional<Date> affirmed_on;
    std::string affirmed_by;
};

struct Subtask {
    SubtaskId id, parent;
    followup::PlanId plan;
    followup::TaskId task;
    Source source;
    Giver giver;
    org::UnitId unit; // owes it
    std::string title, standard;
    Date given_on, due_on;
    State state = State::handed_out;
    bool insisted = false;
    std::optional<int> percent;
    std::string why;             // declined, insisted, returned or cancelled with these words
    std::string report, despite; // despite: why it was reported with open subtasks
    std::optional<Date> reported_on, done_on;
    std::string reported_by, done_by;
    std::optional<Entry> entry; // none: the unit answered itself
    std::int64_t version = 1;

    bool is_unaffirmed() const { return entry && !entry->affirmed_on; }
    // It waits for who confirms: no day that passes makes it late.
    bool is_in_time() const {
        return state == State::reported && reported_on && *reported_on <= due_on;
    }
};

struct Note { // 办理记录
    std::string act{};
    std::string words{}, person{};
    std::optional<int> percent{};
    Date on{};
    Timestamp at{};
    std::string received{}; // how and when it came on paper; "": said by the person
};

struct StoredFile {
    std::string digest, name, added_by;
    std::int64_t size = 0;
    Date added_on;
};

struct Line { // of a tree
    Subtask subtask;
    std::size_t depth = 0;
    Rollup below;
    // As lights of tasks are; none where the unit only guides the task or receives its report.
    std::optional<followup::Light> light;
    bool beyond = false;  // later than what it is part of allows now
    std::vector<Act> can; // by who asks, now
};

struct TaskWords { // of the task it serves; without words where the plan has it no longer
    followup::TaskId id;
    followup::PlanId plan;
    std::string number, item, title; // number: 督查编号; item: number in the notice
    std::optional<Date> due;         // the last day subtasks may have; none: undated
};

// What of a task's subtasks who asks may see.
struct Tree {
    TaskWords task;
    std::vector<Line> lines;        // in preorder; by the order they were handed out
    Rollup whole;                   // of those at depth 0
    bool can_split = false;         // at the top
    bool can_charge = false;        // of the office: measures and remarks
    std::int64_t can_bring = 0;     // that bring_within() would change
    std::vector<org::UnitId> below; // whom it may be split to
    std::vector<org::UnitId> joint; // who may be asked for their share
    std::shared_ptr<const org::Directory> directory;
};

struct Detail {
    Tree tree;               // the first line is the one asked for, the others lie below it
    std::vector<Note> notes; // oldest first
    std::vector<StoredFile> files;
    bool task_seen = false; // who asks may open the task
};

// What waits for who asks, and for what.
struct Waiting {
    Line line;
    TaskWords task;
    Act act = Act::accept; // the likeliest
};
struct WaitingList {
    std::vector<Waiting> items; // by date
    std::shared_ptr<const org::Directory> directory;
};

} // namespace luoshi::subtask
