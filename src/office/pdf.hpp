// SPDX-License-Identifier: Apache-2.0
// The pages of a pdf as text: lines broken by the width of the page joined into paragraphs again,
// page numbers and running heads as margins, tables by their rules or, where none are drawn, by
// their columns.
#pragma once

#include "office/document.hpp"

#include <string_view>

namespace luoshi::office {

// words: of extract_words(pdf, file).
// Errors: unprocessable "office.no-text" when no page has words, as in a scan.
Document read_pdf(std::string_view pdf, std::string_view words, std::string_view file);

} // namespace luoshi::office
