// SPDX-License-Identifier: Apache-2.0
// A plan that divides another one further: which of its tasks carry out which task above, and what
// above nobody carries out.
#pragma once

#include "followup/ids.hpp"
#include "followup/plans.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::store {
class Database;
struct Actor;
} // namespace luoshi::store

namespace luoshi::followup {

// What speaks for a link nobody has made yet.
enum class LinkReason {
    named, // the lower task names the number of the upper one, or cites it
    words  // they say the same
};
std::string_view to_string(LinkReason reason) noexcept;

struct Proposal {
    TaskId parent;
    double likeness = 0.0; // 0..1
    LinkReason reason = LinkReason::words;
    bool sure = false; // good enough to be taken together with others
};

struct LowerTask {
    TaskId task;
    std::string row;                 // JSON, schema TaskRow
    std::vector<TaskId> links;       // in the order of the parent plan
    std::vector<Proposal> proposals; // not linked yet; best first, at most three
};

struct Links {
    Plan plan;
    std::optional<Plan> parent;
    std::vector<LowerTask> tasks;         // in order
    std::vector<std::string> parent_rows; // all tasks of the parent, in order
    std::vector<TaskId> uncovered;        // of the parent: owed by its unit and linked to nothing
    std::vector<Plan> candidates;         // plans that could be the parent, likeliest first
    std::shared_ptr<const org::Directory> directory;
};

struct LinkEdit {
    TaskId task, parent;
    bool linked = true;
};

class Children {
public:
    Children(store::Database& database, org::Directories& directories, const Clock& clock)
        : database_(database), directories_(directories), clock_(clock) {}

    // Errors of all: not_found (followup.no-plan).
    Links links(PlanId plan);
    // parent none: the plan stands alone again and its links go. unit none: all of the parent's
    // tasks are to be covered. Errors: invalid_argument (followup.bad-parent): itself, one of its
    // own children, or a unit the directory does not have.
    void set_parent(const store::Actor& actor, PlanId plan, PlanId parent, org::UnitId unit);
    // All or none; a link that is there or not there already is left as it is. Error
    // invalid_argument (followup.bad-link) when a task is of neither plan.
    void edit(const store::Actor& actor, PlanId plan, const std::vector<LinkEdit>& edits);

    struct Relative {
        TaskId task;
        PlanId plan;
        std::string plan_name, number, title;
    };
    struct Relatives {
        std::vector<Relative> above, below;
    };
    // What the task carries out and what carries it out, as far as the scope sees them. Error
    // not_found (followup.no-task).
    Relatives relatives(const org::Scope& scope, TaskId task);

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
};

} // namespace luoshi::followup
