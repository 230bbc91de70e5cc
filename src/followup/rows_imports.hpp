// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/imports.hpp"
#include "store/transaction.hpp"

#include <string>
#include <vector>

namespace luoshi::followup {

std::optional<Import> find_import(store::Reader& reader, ImportId id);
std::optional<Import> find_import(store::Reader& reader, const std::string& digest);
std::vector<Import> imports_of_plan(store::Reader& reader, PlanId plan); // oldest first
// Error not_found (followup.no-import).
Import must_find_import(store::Reader& reader, ImportId id);
// Errors: conflict (followup.already-planned, detail plan_id); with a version also not_found and
// precondition_failed (http.precondition-failed).
void must_be_open(const Import& import);
Import must_be_open(store::Reader& reader, ImportId id, std::int64_t version);
std::vector<Import> list_imports(store::Reader& reader, ImportId before, int limit);

struct StoredReading {
    std::string body, reading;
    std::vector<office::Block> blocks;
    int pages = 0; // 0: the format has none of its own
    std::vector<EditStep> steps;
    std::int64_t last_step = 0, edit_count = 0; // as numbered in the table
};
StoredReading read_reading(store::Reader& reader, ImportId id);

// Title, number and counts of the import are those of the draft.
void take_summary(Import& import, const Draft& draft);

// Need an event begun.
void insert_import(store::Transaction& transaction, const Import& import,
                   const notice::FileReading& read);
// The edits become the next step after what `stored` holds.
void insert_edits(store::Transaction& transaction, const Import& import,
                  const StoredReading& stored, const std::vector<Edit>& edits,
                  const std::string& person);
void update_import(store::Transaction& transaction, const Import& import);
void erase_import(store::Transaction& transaction, ImportId id);

} // namespace luoshi::followup
