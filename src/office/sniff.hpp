// SPDX-License-Identifier: Apache-2.0
// What a file that is not text looks like, by its first bytes.
#pragma once

#include <string_view>

namespace luoshi::office {

// "docx", "xlsx", "zip", "ofd", "pdf", "doc", "xls", "encrypted" (a new
// one of either under a password), "image", "rtf", "gzip", "program"; empty: not known.
std::string_view sniff(std::string_view bytes) noexcept;

} // namespace luoshi::office
