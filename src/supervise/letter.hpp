// SPDX-License-Identifier: Apache-2.0
// A draft as a docx in the look of GB/T 9704.
#pragma once

#include "supervise/supervise.hpp"

#include <string>

namespace luoshi::supervise {

// Head in red, number (待编 before approval), addressee, text, who signs and the day. What did not
// go out says so in its first line. The same draft gives the same bytes.
std::string to_docx(const Draft& draft, const org::Directory& directory);

} // namespace luoshi::supervise
