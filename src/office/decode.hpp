// SPDX-License-Identifier: Apache-2.0
// office — the formats offices live in. Now: plain text, and the limited child every reader runs
// in.
//
//   decode(bytes, file) -> Decoded        plain text of any usual encoding, as UTF-8
//   run_limited(program, input, limits)   limited_child.hpp; our own binary as a child with limits
//   enter_limits(limits)                  limited_child.hpp; the first thing such a child does
//
// Threads: all functions may be called from any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace luoshi::office {

enum class Encoding { utf8, utf16_le, utf16_be, gb18030 };

struct Decoded {
    std::string text; // UTF-8 without mark, lines end in \n
    Encoding encoding = Encoding::utf8;
};

inline constexpr std::size_t kLargestText = 10U << 20; // bytes

// Reads a byte order mark if there is one, else tries UTF-8, then GB18030 if the result is Chinese.
// Errors name `file` (as the user knows it), the cause and what to do:
//   too_large      office.too-large   above kLargestText
//   unprocessable  office.empty       nothing, or only white space
//   unsupported    office.binary      not text; details "looks_like": docx, pdf, doc, …
//   unprocessable  office.encoding    broken; details "position": the byte
//   unprocessable  office.truncated   ends inside a character
Decoded decode(std::string_view bytes, std::string_view file);

std::string_view to_string(Encoding encoding) noexcept; // "UTF-8", "GB18030", …

} // namespace luoshi::office
