// SPDX-License-Identifier: Apache-2.0
// How a document came to its number, on paper: its steps, what units said, how that was decided,
// its last text.
#pragma once

#include "outcome/documents.hpp"

#include <string>

namespace luoshi::archive {

std::string document_paper(const outcome::Shown& shown); // a docx

} // namespace luoshi::archive
