// SPDX-License-Identifier: Apache-2.0
// Any file offices send, read by what it is, not by what it is called.
//
//   read_document(bytes, file, words, fidelity)   text and blocks
//   find_format(bytes)                            what it is; nothing: not one we read
//
// Runs in the limited child. That may start no programs, so its parent finds the words of a pdf by
// extract_words (pdf_words.hpp) and hands them over.
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
// words: of a pdf, what extract_words gave; else empty.
Document read_document(std::string_view bytes, std::string_view file, std::string_view words = {},
                       Fidelity fidelity = Fidelity::shown);

} // namespace luoshi::office
