// SPDX-License-Identifier: Apache-2.0
// subtask — splitting down and collecting 分解与汇总.
//
//   Subtasks::hand_out           splits, asks for a share, makes work of a measure or a remark
//   accept … add_file            the unit that owes it
//   enter, affirm                what came on paper, typed for the unit
//   change … cancel              who handed it out; bring_within what is too late now
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
#include "duty/submissions.hpp"
#include "org/scope.hpp"
#include "store/blobs.hpp"
#include "subtask/subtask.hpp"

#include <functional>
#include <map>
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

struct Answer {                   // of a unit, on paper
    Act act = Act::accept;        // accept, decline, progress or report
    std::string words{};          // for all but accept
    std::optional<int> percent{}; // of progress
    std::string despite{};        // of a report over open parts
    std::string manner{};         // how it came: 纸质, 传真, 寄送
    Date received_on{};           // since it was handed out, until today; a report counts from then
    std::optional<duty::Upload> scan{};
};

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
    // Of all one sees of the task, in one read; oldest first. Errors: those of tree().
    std::map<SubtaskId, std::vector<StoredFile>> files_of(const access::Principal& who,
                                                          followup::TaskId task);
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
    // By the office, and for a unit something was split to by who split it: marked as entered until
    // the unit affirms it or answers anew. Errors: those of the same act of the unit.
    void enter(const duty::Who& who, SubtaskId id, std::int64_t version, const Answer& answer);
    // Error conflict (subtask.nothing-to-affirm).
    void affirm(const duty::Who& who, SubtaskId id, std::int64_t version);
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

    // Of what who asks handed out in the task, or below and with a subtask of it, all that is due
    // later than what it is part of gets its date, where that has not passed. Returns how many.
    // Errors: not_found (followup.no-task), conflict (subtask.nothing-later).
    std::int64_t bring_within(const duty::Who& who, followup::TaskId task, SubtaskId within = {});

private:
    using Change = std::function<void(store::Transaction&, Subtask&)>;
    struct Doing {
        Act act = Act::accept;
        std::string words{};          // of the note
        std::optional<int> percent{}; // of the note
        std::optional<Act> answer{};  // entered from paper: the note's act
        std::string received{};       // of the note
    };
    void act(const duty::Who& who, SubtaskId id, std::int64_t version, const Doing& doing,
             const Change& change);

    void expect_entered(const duty::Who& who, SubtaskId id, const Answer& answer);

    Sources sources_;
};

} // namespace luoshi::subtask
