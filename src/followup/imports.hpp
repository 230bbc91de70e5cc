// SPDX-License-Identifier: Apache-2.0
// followup — what happens with a notice: files received, read and confirmed; plans; tasks and who
// has them.
//
//   Imports (this face)  a file comes in, is read, corrected by people, and becomes a plan
//   Plans   (plans.hpp)  plans, the ledger of tasks, the unit × task matrix, the task page, search
//   draft.hpp, edit.hpp  a reading under correction, as plain values
//   plan_spec.hpp        plan.yaml of a pack
//
// Threads: all calls from any. More: docs/followup.md.
#pragma once

#include "base/clock.hpp"
#include "followup/drafts.hpp"
#include "followup/edit.hpp"
#include "followup/ids.hpp"
#include "followup/plans.hpp"
#include "notice/read_file.hpp"
#include "office/document.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::org {
class Directories;
}
namespace luoshi::store {
class Blobs;
class Database;
struct Actor;
} // namespace luoshi::store

namespace luoshi::followup {

// What the text of an import is to the plan it belongs to.
enum class Relation {
    original,   // the plan was made of it, or is none yet
    attached,   // another text of the same notice; the plan did not change
    correction, // the plan was changed to what it says
};
std::string_view to_string(Relation relation) noexcept;

struct Import {
    ImportId id;
    PlanId plan; // none while confirming
    Relation relation = Relation::original;
    std::string digest, file_name, format, encoding, title;
    std::int64_t size = 0; // bytes
    std::optional<std::string> number;
    std::int64_t item_count = 0, open_questions = 0;
    std::int64_t version = 1; // grows with every change
    Timestamp created_at, updated_at;
    std::string created_by;
    bool repeated = false; // receive(): these bytes had been imported before
};

struct ImportDetail {
    Import import;
    std::string text;
    std::vector<office::Block> blocks{}; // of the file, in bytes of text; empty: it tells none
    int pages = 0;                       // 0: its format has none
    Draft draft;
    std::optional<notice::ColumnMapping> ledger;     // the columns it was read by; none: a notice
    std::size_t can_undo = 0, can_redo = 0;          // steps
    std::vector<Plan> same_number;                   // plans that have this document number
    std::shared_ptr<const org::Directory> directory; // what the ids in the draft mean
    Date at;
};

// What a person says the columns of one table of a ledger hold.
struct TableColumns {
    std::size_t table = 0; // place in ColumnMapping::tables
    std::vector<notice::ColumnUse> uses;
};

// The names a reader knows beforehand: those of all units and groups there are `at` that day.
notice::Lexicon names_of(const org::Directory& directory, Date at);

class Imports {
public:
    // Reads a file's bytes: in production notice::ChildReader, in a process of its own.
    using ReadFile = std::function<notice::FileReading(
        const std::string& bytes, const std::string& file_name, const notice::Lexicon& names,
        const notice::KnownColumns& columns)>;

    // Borrowed: database, blobs, directories, clock. specs: asked at every use, as packs change
    // while a server runs.
    Imports(store::Database& database, store::Blobs& blobs, org::Directories& directories,
            const Clock& clock, SpecsInForce specs, ReadFile read_file);

    // Errors: those of the reader (docs/errors.md): nothing is stored then. A file refused for its
    // marks leaves an event with time and person only.
    Import receive(const store::Actor& actor, const std::string& file_name,
                   const std::string& bytes);

    // Newest first, those with a smaller id than `before` (none: from the newest); at most `limit`.
    std::vector<Import> list(ImportId before, int limit);
    // Error not_found (followup.no-import).
    ImportDetail detail(ImportId id);

    // All or none. Errors: not_found (followup.no-import), precondition_failed
    // (http.precondition-failed), conflict (followup.already-planned), invalid_argument
    // (followup.bad-edit).
    ImportDetail edit(const store::Actor& actor, ImportId id, std::int64_t version,
                      const std::vector<Edit>& edits);
    // Reads the ledger anew by these columns, which are remembered for all later ledgers with the
    // same headings. Edits made so far spoke of other items and are gone. Errors: those of edit()
    // and of the reader.
    ImportDetail set_columns(const store::Actor& actor, ImportId id, std::int64_t version,
                             const std::vector<TableColumns>& said);
    // Errors: not_found, conflict (followup.already-planned).
    void discard(const store::Actor& actor, ImportId id);

    struct MakePlan {
        std::string name;    // "": the title of the document
        bool second = false; // a second plan with the same document number is meant
        std::string key;     // idempotency key or ""
        bool sample = false;
    };
    // One transaction. Errors: not_found, precondition_failed (http.precondition-failed), conflict:
    // followup.questions-open (detail open), followup.already-planned (plan_id),
    // followup.same-number (plan_id, name), followup.name-taken (name); unprocessable
    // followup.no-items.
    PlanId make_plan(const store::Actor& actor, ImportId id, std::int64_t version,
                     const MakePlan& how);

    const SpecsInForce& specs() const { return specs_; }

private:
    store::Database& database_;
    store::Blobs& blobs_;
    org::Directories& directories_;
    const Clock& clock_;
    SpecsInForce specs_;
    ReadFile read_file_;
};

} // namespace luoshi::followup
