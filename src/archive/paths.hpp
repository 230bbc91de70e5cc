// SPDX-License-Identifier: Apache-2.0
// Names of files that any system takes.
#pragma once

#include <string>
#include <string_view>

namespace luoshi::archive {

// Without what Windows forbids in a name; at most 60 characters, the ending kept.
std::string file_name(std::string_view text);
// "07"
std::string two_digits(std::size_t n);

} // namespace luoshi::archive
