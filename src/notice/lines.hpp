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

struct Line {
    Range range;
    std::optional<Label> label;
    bool split = false; // begins inside a printed line
    bool apart = false; // a table stands between it and the line before
};

// The label at the beginning of `range`.
std::optional<Label> find_label(const Glyphs& glyphs, Range range);

// Non-empty lines in order. A printed line that holds
// several numbered items in sequence, or a whole letter, is split.
std::vector<Line> split_lines(const Glyphs& glyphs, Range range);

// For each character the place of its other bracket, or its own place if it has none. A pair never
// reaches over the beginning of a labelled line or over more than 3,000 characters.
std::vector<std::uint32_t> pair_brackets(const Glyphs& glyphs, const std::vector<Line>& lines);

// Chinese or Arabic numeral at `at` (folded), at most four digits; moves `at` behind it.
std::optional<int> read_number(std::u32string_view text, std::size_t& at);

} // namespace luoshi::notice
