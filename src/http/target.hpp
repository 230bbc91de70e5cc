// SPDX-License-Identifier: Apache-2.0
// Private: a request target (RFC 9112 §3.2) made safe, once, before anything looks at it.
#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace luoshi::http {

struct Target {
    std::string path; // decoded and canonical; "*" for OPTIONS *
    Params query;
};

// Accepts "/path?query" and "http://host/path?query". Each segment is percent-decoded once. One
// slash at the end is dropped, a fragment is refused.
// Errors: invalid_argument "http.bad-path" for "." or ".." segments, empty segments, encoded
// slashes, backslashes, control characters, anything not UTF-8 (overlong forms with it).
Target parse_target(std::string_view target);

} // namespace luoshi::http
