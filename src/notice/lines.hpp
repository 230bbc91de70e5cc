// SPDX-License-Identifier: Apache-2.0
// The lines of a notice: what label each begins with, and which bracket closes which.
#pragma once

#include "notice/glyphs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::notice {

enum class LabelKind {
    annex,        // 附件1
    part,         // 第一部分, 第一章
    chapter,      // 一、
    paren_han,    // （一）
    arabic,       // 1. 1、
    dotted,       // 1.2
    paren_arabic, // (1) ⑴
    circled,      // ①
    name          // a unit alone in its line, above what it owes
};

struct Label {
    LabelKind kind = LabelKind::chapter;
    Range range;        // its characters, punctuation included
    std::string path;   // as it stands in a path: "一", "（一）", "1"
    std::string number; // Arabic
    int value = 0;      // the last number of it
};

// How a line stands to the one before it, where the page shows it: on a page of one width a full
// line goes on in the next one, a short one ends its paragraph.
enum class Flow { unknown, goes_on, begins };

struct Line {
    Range range;
    std::optional<Label> label;
    bool split = false; // begins inside a printed line
    Flow flow = Flow::unknown;
    bool apart = false; // a table stands between it and the line before
};

// The label at the beginning of `range`.
std::optional<Label> find_label(const Glyphs& glyphs, Range range);

// Non-empty lines in order. A printed line that holds
// several numbered items in sequence, or a whole letter, is split.
std::vector<Line> split_lines(const Glyphs& glyphs, Range range);

// Finds out whether the page was printed with one width, and sets the flow of its lines if so.
void mark_flow(const Glyphs& glyphs, std::vector<Line>& lines);

// For each character the place of its other bracket, or its own place if it has none. A pair never
// reaches over the beginning of a labelled line or over more than 3,000 characters.
std::vector<std::uint32_t> pair_brackets(const Glyphs& glyphs, const std::vector<Line>& lines);

// Chinese or Arabic numeral at `at` (folded), at most four digits; moves `at` behind it.
std::optional<int> read_number(std::u32string_view text, std::size_t& at);

} // namespace luoshi::notice
