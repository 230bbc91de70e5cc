// SPDX-License-Identifier: Apache-2.0
// The labels lines begin with. find_label() itself: lines.hpp.
#pragma once

#include "notice/lines.hpp"

#include <optional>

namespace luoshi::notice {

// A digit or a character of Chinese numerals.
bool is_number_char(char32_t c);

// The label of a line behind the number `before` (or null): 8.3个街道 is item 8 where 7 came
// before, 1-2新建 goes on with 1-1, 1000. with 999.
std::optional<Label> next_label(const Glyphs& glyphs, Range range, const Label* before);

} // namespace luoshi::notice
