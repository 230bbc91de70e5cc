// SPDX-License-Identifier: Apache-2.0
// Pages in the look of GB/T 9704: A4, margins of 37, 35, 28 and 26 mm, 28 points from line to line,
// the number of the page at its foot, — 1 —. For whoever exports texts and tables.
#pragma once

#include "office/write_table.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace luoshi::office {

enum class WriteStyle {
    title,    // 小标宋 二号, centred
    heading,  // 黑体 三号: 一、
    heading2, // 楷体 三号: （一）
    body,     // 仿宋 三号, first line two characters in
    line,     // 仿宋 三号, not in
    note,     // 仿宋 小四: what stands around a table
    note_right,
    letterhead, // 小标宋 一号, red, centred, over a red line
    right,      // 仿宋 三号, at the right: who signs, the day
    centred,    // the same in the middle: the number
};

struct WriteParagraph {
    WriteStyle style = WriteStyle::body;
    std::string text;         // \n breaks a line
    std::string mark = {};    // what contents point to: letters and digits, one of a kind; "" none
    bool on_new_page = false; // begins one
};

// A line for each paragraph it names, with the number of its page, which the program that opens the
// document finds.
struct WriteContents {
    struct Line {
        std::string text, mark;
    };
    std::vector<Line> lines;
};

struct WriteSection {
    enum class Page { upright, across } page = Page::upright;
    std::vector<std::variant<WriteParagraph, WriteTable, WriteContents>> content;
};

// Each line of the text as a paragraph of its own; empty lines are left out.
void add_paragraphs(WriteSection& section, WriteStyle style, std::string_view text);

// Bytes of a docx; the same sections give the same bytes. Fonts are named, not embedded. A table is
// as wide as its page; its columns share the width as `widths` say. foot: one line above the number
// of each page; empty: none. A Stamp (stamp.hpp) stands below it.
std::string write_docx(const std::vector<WriteSection>& sections, std::string_view foot = {});

} // namespace luoshi::office
