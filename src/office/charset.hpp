// SPDX-License-Identifier: Apache-2.0
// The encoding a web page names, and its text by it.
#pragma once

#include <string>
#include <string_view>

namespace luoshi::office {

struct PageText {
    std::string text; // UTF-8, lines end in \n
    std::string encoding;
};

// What <meta charset>, <meta http-equiv> or an XML declaration in the first 4 KiB names, in lower
// case; empty: nothing.
std::string named_charset(std::string_view bytes);

// By a mark or as UTF-8 if it is; else as it says; else as decode() finds out.
// Errors: those of decode().
PageText decode_page(std::string_view bytes, std::string_view file);

} // namespace luoshi::office
