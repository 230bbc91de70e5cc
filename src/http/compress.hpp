// SPDX-License-Identifier: Apache-2.0
// Private: gzip, and when to use it.
#pragma once

#include <string>
#include <string_view>

namespace luoshi::http {

inline constexpr std::size_t kWorthCompressing = 1024; // bytes

// Whether an Accept-Encoding header lets us send gzip: named with q > 0, or by "*" and not refused.
bool accepts_gzip(std::string_view accept_encoding) noexcept;
// Text, JSON, JavaScript, CSS, SVG, XML: what is not already compressed.
bool is_compressible(std::string_view content_type) noexcept;
// level: 1 fastest … 9 smallest. Errors: internal when zlib fails (out of memory).
std::string gzip(std::string_view bytes, int level);

} // namespace luoshi::http
