// SPDX-License-Identifier: Apache-2.0
// Cookies, form bodies, languages: for handlers that read more than JSON.
#pragma once

#include "http/message.hpp"

#include <span>
#include <string_view>

namespace luoshi::http {

// The pairs of a Cookie header (RFC 6265 §5.4), values as sent but for surrounding quotes. Pieces
// without "=" are left out.
Params parse_cookies(std::string_view header);

// application/x-www-form-urlencoded, also the query of an address; repeated names are kept.
// Errors: invalid_argument "http.bad-form" for a broken %XX or bytes that are not UTF-8.
Params parse_form(std::string_view text);

// The best of `offered` for an Accept-Language header: by quality, then by the order sent; "zh"
// offers itself to "zh-CN" and the reverse. offered[0] when none fits. `offered` is not empty.
std::string_view pick_language(std::string_view header, std::span<const std::string_view> offered);

} // namespace luoshi::http
