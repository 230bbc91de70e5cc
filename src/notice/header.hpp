// SPDX-License-Identifier: Apache-2.0
// What stands around a notice: title, number, issuers, date, addressees, 抄送 — and so where its
// body and its plan begin.
#pragma once

#include "notice/lines.hpp"
#include "notice/notice.hpp"

#include <cstddef>
#include <vector>

namespace luoshi::notice {

struct Frame {
    Header header;
    std::u32string title; // folded
    int year = 0;         // of the document; 0: not known
    std::size_t body = 0; // first line behind title, byline and addressees
    std::size_t plan = 0; // first line of the plan; lines [body, letter_end) are the cover letter
    std::size_t letter_end = 0; // == body: there is no letter of its own
    std::vector<bool> taken;    // per line: belongs to the header, a signature, 抄送, a page foot
};

Frame read_frame(const Glyphs& glyphs, const std::vector<Line>& lines, bool table_follows);

} // namespace luoshi::notice
