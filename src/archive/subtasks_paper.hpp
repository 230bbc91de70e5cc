// SPDX-License-Identifier: Apache-2.0
// How a task was split, and what came of its parts, on paper.
#pragma once

#include "subtask/subtask.hpp"

#include <string>

namespace luoshi::archive {

std::string subtasks_paper(const subtask::Tree& tree); // a docx

} // namespace luoshi::archive
