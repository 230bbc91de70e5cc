// SPDX-License-Identifier: Apache-2.0
// archive — one task or one notice as a folder to be kept (归档): a list of contents, the documents
// as they were signed, evidence, opinions, and the record of who did what.
//
//   Archives::of_task(who, task)   what belongs to one task
//   Archives::of_plan(who, plan)   the notice, its ledger, all tasks, reports, supervision
//   write(folder, path)            the folder as a zip, with its contents and checksums
//
// Only what is settled goes in: reports handed in or accepted, supervision that went out, documents
// issued; no draft. Everything is only read. Threads: all from any.
#pragma once

#include "base/date.hpp"
#include "duty/calls.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/submissions.hpp"
#include "followup/life.hpp"
#include "followup/plan_texts.hpp"
#include "followup/plans.hpp"
#include "leader/remarks.hpp"
#include "office/zip_file.hpp"
#include "outcome/documents.hpp"
#include "store/blobs.hpp"
#include "subtask/subtasks.hpp"
#include "supervise/supervise.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::archive {

struct Entry {
    std::string path; // within the folder, "/" between
    std::string title, author, number, note;
    std::optional<Date> date;
    std::function<office::Pieces()> content; // may read the store
};
struct Folder {
    std::string name; // of the folder and, with .zip, of the file
    std::vector<Entry> entries;
};

class Archives {
public:
    struct Sources { // all borrowed
        followup::Plans& plans;
        followup::PlanTexts& texts;
        followup::Lives& lives;
        duty::Duties& duties;
        duty::Dues& dues;
        duty::Submissions& submissions;
        supervise::Supervision& supervision;
        outcome::Documents& documents;
        subtask::Subtasks& subtasks;
        leader::Remarks& remarks;
        duty::Calls& calls;
        store::Blobs& blobs;
        const Clock& clock;
    };
    explicit Archives(Sources sources) : sources_(sources) {}

    // The entries' contents read through this object. Errors: not_found (followup.no-task,
    // followup.no-plan).
    Folder of_task(const duty::Who& office, followup::TaskId task);
    Folder of_plan(const duty::Who& office, followup::PlanId plan);

private:
    Sources sources_;
};

// In place of what is at `path`: 00 目录.docx, the entries, 校验和.txt (SM3 of each). Errors:
// storage_full (office.cannot-write), and what a content throws.
void write(const Folder& folder, const std::string& path);

} // namespace luoshi::archive
