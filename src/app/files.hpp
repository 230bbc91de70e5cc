// SPDX-License-Identifier: Apache-2.0
// Files named on the command line.
#pragma once

#include <cstddef>
#include <string>

namespace luoshi::app {

// All bytes of `path`, or of standard input for "-". Reads at most `most` + 1 bytes, so that
// whoever limits the size sees that it is exceeded. Errors: not_found "app.no-file", unavailable
// "app.unreadable", naming the path, cause and remedy.
std::string read_bytes(const std::string& path, std::size_t most);

// How a user knows the file: its last component, "stdin" for "-".
std::string display_name(const std::string& path);

} // namespace luoshi::app
