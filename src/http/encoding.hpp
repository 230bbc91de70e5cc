// SPDX-License-Identifier: Apache-2.0
// Private: the small grammars of HTTP, all total and without state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

enum class Plus { literal, space }; // what '+' means: itself in a path, a blank in a form

// nullopt for "%" without two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);
// All but the unreserved characters of RFC 3986 as %XX.
std::string percent_encode(std::string_view text);

// Well-formed: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

std::string_view trim(std::string_view text) noexcept;               // blanks and tabs
std::vector<std::string_view> split(std::string_view text, char by); // "" gives one empty piece
std::string to_lower(std::string_view text);                         // ASCII
bool is_token(std::string_view text) noexcept;                       // RFC 9110 §5.6.2, not empty

// The q value of one list item such as "gzip;q=0.5", in thousandths: 1000 when it has none, 0 when
// it cannot be read.
int quality(std::string_view item) noexcept;

} // namespace luoshi::http
