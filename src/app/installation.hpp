// SPDX-License-Identifier: Apache-2.0
// Everything of one running installation, built in order and taken down in reverse.
#pragma once

#include "access/access.hpp"
#include "access/reads.hpp"
#include "app/settings.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "burden/burden.hpp"
#include "burden/requests.hpp"
#include "compendium/compendium.hpp"
#include "duty/calls.hpp"
#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/reminders.hpp"
#include "duty/submissions.hpp"
#include "followup/children.hpp"
#include "followup/imports.hpp"
#include "followup/life.hpp"
#include "followup/plan_texts.hpp"
#include "followup/plans.hpp"
#include "followup/views.hpp"
#include "form/library.hpp"
#include "form/trials.hpp"
#include "leader/briefs.hpp"
#include "leader/remarks.hpp"
#include "liaison/handover.hpp"
#include "liaison/liaison.hpp"
#include "liaison/reform.hpp"
#include "liaison/unit_changes.hpp"
#include "notice/read_file.hpp"
#include "notify/notices.hpp"
#include "notify/outbox.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "pack/packs.hpp"
#include "store/audit.hpp"
#include "store/blobs.hpp"
#include "store/data_folder.hpp"
#include "store/database.hpp"
#include "subtask/reminders.hpp"
#include "subtask/subtasks.hpp"
#include "supervise/supervise.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace luoshi::app {

// Opens the data of the settings and loads their packs where these changed since. `program`: our
// own binary, for the child that reads files. Errors: those of the store and of pack::Packs::start.
class Installation {
public:
    Installation(const Settings& settings, std::string program);

    SystemClock clock;
    IdMaker ids;
    store::DataFolder folder;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::Blobs> blobs;
    std::string anchor_key;
    org::Directories directories;
    access::Access access;
    access::ReadLog reads;
    form::Library forms;
    form::Trials trials;
    pack::Packs packs;
    std::vector<pack::Finding> pack_warnings; // of folders left alone at the start
    notice::ChildReader reader;
    followup::Imports imports;
    followup::Plans plans;
    followup::PlanTexts plan_texts;
    followup::Children children;
    followup::Lives lives;
    followup::Views views;
    duty::Duties duties;
    duty::Dues dues;
    duty::Submissions submissions;
    supervise::Supervision supervision;
    subtask::Subtasks subtasks;
    leader::Briefs briefs;
    leader::Papers papers;
    leader::Remarks leader_remarks;
    compendium::Compendiums compendiums;
    outcome::Documents documents;
    duty::Chains chains;
    duty::Calls calls;
    liaison::Liaisons liaisons;
    liaison::Handover handover;
    liaison::Reform reform;
    liaison::UnitChanges unit_changes;
    burden::Statements statements;
    burden::Requests requests;
    duty::Reminders reminders;
    subtask::Reminders subtask_reminders;
    notify::Notices notices;
    std::unique_ptr<notify::Sender> sender;
    notify::Outbox outbox;
    std::string pages_url; // where links begin; "" when nobody said
    std::mutex due_work;   // held by who runs it: its parts remember what they told
};

// Findings as text, each with its line and a caret, read from the files they name.
std::string render_all(const std::vector<Diagnostic>& findings);

std::unique_ptr<store::Blobs> open_blobs(const Settings& settings, const store::DataFolder& folder,
                                         store::Database& database);
std::unique_ptr<store::Database> open_database(const Settings& settings,
                                               const store::DataFolder& folder, const Clock& clock,
                                               IdMaker& ids);
// The address of the database; rows_file: where SQLite has it when the settings name none.
std::string database_url(const Settings& settings, const std::string& rows_file);
// Where the key of the anchors is, or is to be.
std::string anchor_key_file(const Settings& settings);
// The key of the anchors, from the file of the settings; made (0600) when there is none yet.
std::string anchor_key(const Settings& settings);
// Under which the log of reads is sealed: derived from that of the anchors.
std::string reads_key(const std::string& anchor_key);
// Every anchor made is also kept as a line here, beside the key: who changes the database cannot
// change it.
std::string anchors_file(const Settings& settings);
std::vector<std::string> kept_anchors(const Settings& settings);

} // namespace luoshi::app
