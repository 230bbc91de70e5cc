// SPDX-License-Identifier: Apache-2.0
// A brief as a docx in the look of GB/T 9704.
#pragma once

#include "leader/briefs.hpp"

#include <string>

namespace luoshi::leader {

// Head in red, issue (待编 before it), office and day, title, summary, 卡在哪里, 建议, 出处, and
// the moment its figures are of. The same brief gives the same bytes.
std::string to_docx(const Brief& brief, const org::Directory& directory);

} // namespace luoshi::leader
