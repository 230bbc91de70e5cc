// SPDX-License-Identifier: Apache-2.0
// What must hold of a subtask that is handed out or changed. Private to the module.
#pragma once

#include "org/directory.hpp"
#include "subtask/subtasks.hpp"
#include "subtask/tree.hpp"

#include <string>

namespace luoshi::subtask {

// Error invalid_argument (subtask.incomplete, detail field).
[[noreturn]] void incomplete(const char* field, const char* expected);
void must_have(const char* field, const std::string& words, std::size_t most = 6000); // bytes

// The parts of a request, or the one that changes. parent: its place in the forest, or kNoParent.
struct Handing {
    const Forest& forest;
    const org::Directory& directory;
    const Source& source;
    org::UnitId giver; // not used for measures and remarks
    std::size_t parent = kNoParent;
    Date today;
};
enum class Judge { all, words }; // words: and dates, but not the units
// Errors: those of hand_out() for words, units and dates.
void check_parts(store::Reader& reader, const Handing& handing, const std::vector<Part>& parts,
                 Judge judge = Judge::all);

} // namespace luoshi::subtask
