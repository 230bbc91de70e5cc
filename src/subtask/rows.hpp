// SPDX-License-Identifier: Apache-2.0
// The tables subtask_*. Private to the module. Writes need an event begun.
#pragma once

#include "store/transaction.hpp"
#include "subtask/subtask.hpp"

#include <map>
#include <utility>
#include <vector>

namespace luoshi::subtask {

std::optional<Subtask> find_subtask(store::Reader& reader, SubtaskId id);
std::vector<Subtask> subtasks_of(store::Reader& reader, followup::TaskId task); // by id
// What a unit has to do, and what it gave and must answer; by date.
std::vector<Subtask> open_of_unit(store::Reader& reader, org::UnitId unit);
std::vector<Subtask> waiting_for_office(store::Reader& reader);
// Shares a unit asked for that are not cancelled.
std::vector<Subtask> shares_of(store::Reader& reader, followup::PlanId plan, org::UnitId giver);
// That are owed by a unit still, with a date until the day; after: none, or the last one seen.
std::vector<Subtask> owed_until(store::Reader& reader, Date day, int limit,
                                const std::optional<std::pair<Date, SubtaskId>>& after);

// Of tasks themselves, owed still, by id: what is looked through for those that are too late now.
struct Top {
    SubtaskId id;
    followup::TaskId task;
    Date due_on;
};
std::vector<Top> open_tops(store::Reader& reader);
// That are owed still and due later than what they are part of, with its date; by id. Few.
std::vector<std::pair<Subtask, Date>> beyond_parents(store::Reader& reader);

void insert_subtask(store::Transaction& transaction, const Subtask& subtask);
void update_subtask(store::Transaction& transaction, const Subtask& subtask);

std::vector<Note> notes_of(store::Reader& reader, SubtaskId id); // oldest first
// Now; note.on and note.at are not asked.
void insert_note(store::Transaction& transaction, SubtaskId id, const Note& note);

std::vector<StoredFile> files_of(store::Reader& reader, SubtaskId id);
std::map<SubtaskId, std::vector<StoredFile>> files_of_task(store::Reader& reader,
                                                           followup::TaskId task);
void insert_file(store::Transaction& transaction, SubtaskId id, const StoredFile& file);

} // namespace luoshi::subtask
