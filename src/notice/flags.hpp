// SPDX-License-Identifier: Apache-2.0
// Doubts about an item that a person must settle.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"

namespace luoshi::notice {

// Adds vague_time (适时 and no date), open_list (等部门) and text_differs (珠三角各市 in the text,
// other units in the clause) to `item`, whose parties and deadlines are complete. `text`: its task.
void add_flags(const Glyphs& glyphs, Range text, Range whole, const Lexicon& lexicon, Item& item);

} // namespace luoshi::notice
