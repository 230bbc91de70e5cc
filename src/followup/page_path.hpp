// SPDX-License-Identifier: Apache-2.0
// Addresses of pages that people type or programs hand over.
#pragma once

#include <cstddef>
#include <string_view>

namespace luoshi::followup {

// A place within the site, at most `most` bytes: from '/', and neither "//elsewhere" nor anything
// with a backslash, which browsers take for a slash.
constexpr bool is_page_path(std::string_view path, std::size_t most) noexcept {
    return path.starts_with('/') && !path.starts_with("//") &&
           path.find('\\') == std::string_view::npos && path.size() <= most;
}

} // namespace luoshi::followup
