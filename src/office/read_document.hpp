// SPDX-License-Identifier: Apache-2.0
// Any file offices send, read by what it is, not by what it is called.
//
//   read_document(bytes, file)   text and blocks
//   find_format(bytes)           what it is; nothing: not one we read
//
// Runs in the limited child. A pdf is first turned into its words by extract_pdf (pdf_words.hpp) in
// the parent, for the child may start no programs.
#pragma once

#include "office/document.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace luoshi::office {

inline constexpr std::size_t kLargestFile = 50U << 20; // bytes

std::optional<Format> find_format(std::string_view bytes) noexcept;

// Errors name `file` (as the user knows it), the cause and what to do; docs/office.md lists all:
//   too_large      office.too-large
//   unsupported    office.binary      not a format we read; details "looks_like"
//   unprocessable  what is wrong with a file of a format we read
Document read_document(std::string_view bytes, std::string_view file);

} // namespace luoshi::office
