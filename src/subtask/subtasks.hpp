// SPDX-License-Identifier: Apache-2.0
// subtask — splitting down and collecting 分解与汇总.
//
//   Subtasks::hand_out           splits, asks for a share, makes work of a measure or a remark
//   accept … add_file            the unit that owes it
//   change … cancel              who handed it out
//   tree, detail, waiting        what one sees: one's own, what one gave, and all below
//   shares_for                   what joint units gave for a report
//   rules.hpp, rollup.hpp        what may follow, and how it is counted; pure
//
// Each act is one transaction with one event. Errors of all that name a subtask: not_found
// (subtask.no-subtask), forbidden (subtask.not-yours), conflict (subtask.not-now, details act,
// state), precondition_failed (http.precondition-failed), invalid_argument (subtask.incomplete,
// detail field). Threads: all from any. More: docs/subtasks.md.
#pragma once

#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "org/scope.hpp"
#include "store/blobs.hpp"
#include "subtask/subtask.hpp"

#include <functional>
#include <string>
#include <vector>

namespace luoshi::org {
class Directories;
}
namespace luoshi::store {
class Database;
class Transaction;
} // namespace luoshi::store

namespace luoshi::subtask {

struct Part { // for one unit
    org::UnitId unit;
    std::string title, standard;
    Date due_on;
};
struct Request {
    followup::TaskId task;
    SubtaskId parent; // none: of the task itself
    Source source;
    std::vector<Part> parts; // 1 to kMostParts, each for another unit
};
inline constexpr std::size_t kMostParts = 200;

struct Share { // what a joint unit gives for a report
    Subtask subtask;
    TaskWords task;
    std::vector<Note> notes; // what it said on the way, with a percentage
    bool serves = false;     // the duty of the report names its task
};
struct Shares {
    std::vector<Share> items;
    std::shared_ptr<const org::Directory> directory;
};

class Subtasks {
public:
    // All borrowed.
    struct Sources {
        store::Database& database;
        org::Directories& directories;
        store::Blobs& blobs;
        duty::Duties& duties;
        duty::Dues& dues;
        const Clock& clock;
    };
    explicit Subtasks(Sources sources) : sources_(sources) {}

    // Who has a working role in the task, or a subtask of it. Errors: not_found (followup.no-task),
    // conflict (followup.not-started).
    Tree tree(const access::Principal& who, followup::TaskId task);
    Detail detail(const access::Principal& who, SubtaskId subtask);
    // What one's unit has to do and what it handed out and must answer; the office likewise.
    WaitingList waiting(const access::Principal& who);
    // Asked by the unit of the due within its plan; those for tasks the duty names stand first.
    // Error not_found (duty.no-due).
    Shares shares_for(const access::Principal& who, duty::DueId due);

    // All or nothing. Errors: not_found (followup.no-task), conflict (followup.not-started,
    // subtask.task-over), forbidden (subtask.not-lead; subtask.not-yours: the parent is another
    // unit's), unprocessable (subtask.not-below, subtask.not-joint, subtask.in-line,
    // subtask.not-in-task: all with detail units; subtask.date-late, detail limit),
    // invalid_argument (subtask.incomplete, detail field; subtask.unit-twice).
    std::vector<SubtaskId> hand_out(const duty::Who& who, const Request& request);

    void accept(const duty::Who& who, SubtaskId id, std::int64_t version);
    // Error conflict (subtask.insisted): it was declined before.
    void decline(const duty::Who& who, SubtaskId id, std::int64_t version,
                 const std::string& reason);
    // Ranges: 0 <= percent <= 100.
    void say_progress(const duty::Who& who, SubtaskId id, std::int64_t version, int percent,
                      const std::string& words);
    // Error conflict (subtask.children-open, detail children) without `despite`.
    void report(const duty::Who& who, SubtaskId id, std::int64_t version, const std::string& words,
                const std::string& despite);
    // Whether a file may be added now; asked before its bytes are looked at.
    void expect_file(const duty::Who& who, SubtaskId id, const std::string& name);
    StoredFile add_file(const duty::Who& who, SubtaskId id, const std::string& name,
                        std::string_view bytes);
    // Error not_found (subtask.no-file).
    store::NamedBlob file(const access::Principal& who, SubtaskId id, const std::string& digest);

    // Errors: those of hand_out(); conflict (subtask.children-later, detail children: they would
    // have to be changed first), conflict (subtask.begun: the unit has accepted it).
    void change(const duty::Who& who, SubtaskId id, std::int64_t version, const Part& part);
    void insist(const duty::Who& who, SubtaskId id, std::int64_t version, const std::string& words);
    void give_back(const duty::Who& who, SubtaskId id, std::int64_t version,
                   const std::string& words);
    void confirm(const duty::Who& who, SubtaskId id, std::int64_t version,
                 const std::string& words);
    // With all open ones below.
    void cancel(const duty::Who& who, SubtaskId id, std::int64_t version,
                const std::string& reason);

private:
    using Change = std::function<void(store::Transaction&, Subtask&)>;
    struct Doing {
        Act act = Act::accept;
        std::string words;          // of the note
        std::optional<int> percent; // of the note
    };
    void act(const duty::Who& who, SubtaskId id, std::int64_t version, const Doing& doing,
             const Change& change);

    Sources sources_;
};

} // namespace luoshi::subtask
