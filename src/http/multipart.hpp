// SPDX-License-Identifier: Apache-2.0
// Form uploads: for handlers that take files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

struct Part {
    std::string name;
    std::optional<std::string> file_name; // UTF-8, without any folder; set for files
    std::string content_type;             // as sent, "text/plain" when not
    std::string_view data;                // borrowed from the body
};

struct MultipartLimits {
    std::size_t parts = 100;
    std::size_t head = 8192; // bytes of one part's headers
};

// The parts of a multipart/form-data body (RFC 7578) in their order; names may repeat.
// Errors: unsupported "http.not-multipart" for another Content-Type; too_large
// "http.too-many-parts" or "http.part-header-too-large"; invalid_argument "http.bad-multipart" for
// everything malformed, a missing end among it, and for names that are not UTF-8.
std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body,
                                  const MultipartLimits& limits = {});

} // namespace luoshi::http
