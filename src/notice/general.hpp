// SPDX-License-Identifier: Apache-2.0
// What is asked of everybody: who must report or act by a date, and to whom.
#pragma once

#include "notice/citations.hpp"
#include "notice/outline.hpp"
#include "notice/targets.hpp"

namespace luoshi::notice {

// A paragraph of prose. targets: null in a cover letter, whose counts are not targets.
void add_general(const Page& page, Range paragraph, int year, Citations& citations,
                 const Targets* targets, General& general);

} // namespace luoshi::notice
