// SPDX-License-Identifier: Apache-2.0
// Web pages, and what word processors save as such. What a browser shows becomes text: paragraphs,
// headings, tables with their spans, numbers of lists; what it hides does not. Tables that only lay
// out a page are resolved into what stands in them. Navigation becomes margin blocks where it can
// be told for certain.
#pragma once

#include "office/document.hpp"

#include <string_view>

namespace luoshi::office {

inline constexpr std::size_t kDeepestHtml = 1000; // elements in one another

// The encoding is that of a mark, else the one the page names, else as in decode().
// Errors: those of decode(); unprocessable "office.too-deep" above kDeepestHtml;
// unprocessable "office.empty" when nothing is shown.
Document read_html(std::string_view bytes, std::string_view file);

// Begins like a web page, in any encoding.
bool looks_like_html(std::string_view bytes) noexcept;

} // namespace luoshi::office
