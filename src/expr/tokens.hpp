// SPDX-License-Identifier: Apache-2.0
// Text into tokens, by a PEGTL grammar. Every byte is in a token, a space or a comment; what is no
// token is one of kind `bad`, so that reading goes on behind it.
#pragma once

#include "base/diagnostic.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace luoshi::expr {

enum class TokenKind : std::uint8_t {
    end,
    number, // 12.50
    date,   // 2011-11-15, 2011年11月15日
    period, // 2011年, 2011年第3季度
    text,   // "…" or “…”, with its quotes
    name,
    left,  // (
    right, // )
    comma,
    colon,
    dot,
    percent, // % and ‰
    plus,
    minus,
    times,
    divide, // no operator: a finding, or part of a unit
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    open_text, // a text that does not end
    bad
};

struct Token {
    TokenKind kind = TokenKind::end;
    Span span;
};

// Ends with a token of kind end. `text` is valid UTF-8.
std::vector<Token> tokens_of(std::string_view text);

} // namespace luoshi::expr
