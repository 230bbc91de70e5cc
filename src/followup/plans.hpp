// SPDX-License-Identifier: Apache-2.0
// Plans and their tasks, for whoever lists and shows them. Every query takes the Scope of who asks
// first: outside it nothing is there (not_found), so an answer does not tell what exists.
#pragma once

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "followup/ids.hpp"
#include "followup/lights.hpp"
#include "followup/roles.hpp"
#include "notice/notice.hpp"
#include "org/directory.hpp"
#include "org/scope.hpp"
#include "store/event.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::org {
class Directories;
}
namespace luoshi::store {
class Database;
class Reader;
} // namespace luoshi::store

namespace luoshi::followup {

enum class FlagKind : std::uint8_t {
    text_differs = 1,
    open_list = 2,
    vague_time = 4,
    no_list = 8
}; // bits
std::string_view to_string(FlagKind kind) noexcept;
std::optional<FlagKind> parse_flag(std::string_view text) noexcept;

struct Plan {
    PlanId id;
    std::string name, title, created_by;
    std::optional<std::string> number;
    std::optional<Date> issued_on;
    std::int64_t task_count = 0, unit_count = 0, dated_count = 0; // what the scope sees
    Timestamp created_at;
    bool sample = false;
    PlanId parent;                  // the plan it divides further; none
    org::UnitId parent_unit;        // whose division it is; none: that of all
    std::optional<Date> started_on; // put into force
};

struct Section {
    std::string path, label, title;
    std::int64_t level = 1, task_count = 0;
};

struct PlanUnit {
    org::UnitId unit;
    std::int64_t task_count = 0;
    RoleSet roles = 0;
};

struct PlanDetail {
    Plan plan;
    std::string header; // JSON array of header fields, as in the contract
    std::vector<Section> sections;
    std::vector<PlanUnit> units;        // in the order of the directory
    std::optional<std::string> general; // a row of the list, JSON
    std::shared_ptr<const org::Directory> directory;
};

struct TaskFilter {
    std::string section;                  // path; "" any
    org::UnitId unit;                     // that has work
    std::optional<notice::Role> role;     // of that unit; without unit of any
    std::optional<Date> due_from, due_to; // both inclusive
    std::optional<bool> dated;
    std::optional<FlagKind> flag;
    std::optional<Light> light; // as the asking unit, or `unit`, carries it
    std::optional<State> state;
    std::string words; // all must occur, separated by spaces
    bool operator==(const TaskFilter&) const = default;
};

// rows: each a complete JSON object (schema TaskRow), ready to be sent.
struct TaskPage {
    std::vector<std::string> rows;
    std::optional<std::int64_t> next;  // pass as `after`; absent at the end
    std::optional<std::int64_t> total; // on the first page, when it is at most kCountLimit
};
constexpr std::int64_t kCountLimit = 1000;

struct LedgerRow {
    std::string card; // JSON, schema TaskRow
    std::string body; // the item as the document has it
};

// A day something is due. Rest days: the date stands; remind_on is the last working day until it.
struct CalendarEntry {
    Date date, remind_on;
    std::size_t task = 0; // place in Calendar::tasks
    notice::DeadlineKind kind = notice::DeadlineKind::date;
    std::string words;
};
struct Calendar {
    std::vector<std::string> tasks;     // JSON, schema TaskRow; those with an entry, in order
    std::vector<CalendarEntry> entries; // by date, then task
};
constexpr int kLongestCalendar = 800; // days

struct MatrixCell {
    org::UnitId unit;
    std::int64_t task = 0; // place in tasks
    RoleSet roles = 0;
    bool open = false; // the list it comes from is not settled
};
struct MatrixTask {
    TaskId id;
    std::string number, title, section_path;
    std::optional<Light> light; // none: the plan is not in force
};
struct Matrix {
    std::vector<Section> sections;
    std::vector<MatrixTask> tasks;
    std::vector<MatrixCell> cells; // units in the order of the directory
    std::shared_ptr<const org::Directory> directory;
};

struct Assignment {
    notice::Role role = notice::Role::responsible;
    std::string words;
    org::UnitId unit;
    bool open = false, pending = false, edited = false;
    std::optional<Span> span; // in bytes of the plan's text
    double confidence = 0.0;
    std::string rule;
    std::optional<Date> ended_on, decided_on; // by a decision on an objection
};
struct Finding {
    FlagKind kind = FlagKind::open_list;
    std::string words, decision;
    std::optional<std::string> clause;
    std::optional<Span> span;
};
struct Mark {         // something read, in the body of the item
    std::string kind; // party, deadline, citation, target, flag
    Span span;        // bytes within body
    bool doubtful = false;
};
struct TaskDetail {
    TaskId id;
    std::string row; // JSON, schema TaskRow
    Plan plan;
    std::string section_title, body, standard; // standard: JSON array of lines
    std::optional<std::string> standard_source;
    std::uint32_t body_begin = 0; // bytes in the plan's text
    std::int64_t text_offset = 0; // the same in UTF-16 units
    std::vector<Mark> marks;
    std::vector<Assignment> assignments;
    std::vector<Finding> findings;
    std::vector<std::pair<std::string, std::optional<std::string>>> citations; // title, number
    std::vector<std::string> targets;
    std::vector<store::Event> history; // newest first, without images
    TaskId previous, next;             // in the order of the document, within the scope
    std::shared_ptr<const org::Directory> directory;
    Date expanded_at;
};

struct Hit {
    TaskId task;
    PlanId plan;
    std::string number, title, around;
};
struct SearchResult {
    std::vector<Hit> tasks;
    std::vector<org::UnitId> units;
    std::vector<Plan> plans;
    std::shared_ptr<const org::Directory> directory;
};

class Plans {
public:
    Plans(store::Database& database, org::Directories& directories, const Clock& clock)
        : database_(database), directories_(directories), clock_(clock) {}

    std::vector<Plan>
    list(const org::Scope& scope); // newest first; with at least one task in scope
    // Errors of all below: not_found (followup.no-plan, followup.no-task).
    PlanDetail detail(const org::Scope& scope, PlanId plan);
    Plan plan(const org::Scope& scope, PlanId plan);
    struct Text {
        std::string file_name, text;
    };
    Text text(const org::Scope& scope, PlanId plan); // the whole original: needs to see all
    // Tasks behind place `after` (0: from the first), in the order of the document.
    // Ranges: 1 <= limit <= 500.
    TaskPage tasks(const org::Scope& scope, PlanId plan, const TaskFilter& filter,
                   std::int64_t after, int limit);
    // All of them, for export.hpp. Error too_large (followup.export-too-large) above kMostExported.
    std::vector<LedgerRow> ledger(const org::Scope& scope, PlanId plan, const TaskFilter& filter);
    // What falls into [from, to]. Error invalid_argument (followup.calendar-range) when they are
    // the wrong way round or more than kLongestCalendar days apart.
    Calendar calendar(const org::Scope& scope, PlanId plan, const TaskFilter& filter, Date from,
                      Date to);
    Matrix matrix(const org::Scope& scope, PlanId plan);
    TaskDetail task(const org::Scope& scope, TaskId task);
    SearchResult search(const org::Scope& scope, const std::string& words, std::size_t limit);

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
};

} // namespace luoshi::followup
