// SPDX-License-Identifier: Apache-2.0
// What leaders said, on paper.
#pragma once

#include "leader/remarks.hpp"

#include <string>

namespace luoshi::archive {

// A docx; withdrawn ones are left out. "" where none is left.
std::string remarks_paper(const leader::ShownRemarks& shown);

} // namespace luoshi::archive
