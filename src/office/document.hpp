// SPDX-License-Identifier: Apache-2.0
// What every reader of a format gives: the text of a file in reading order, and the blocks it is
// made of, each with its place in that text and in the file.
//
// The text alone is enough to read a notice; blocks add what a page shows besides: tables with
// their cells, headings, pages, sheets. In the text a paragraph is a line; a row of a table is the
// cells joined by a tab and ends in \n; a cell may hold \n of its own, where it has several
// paragraphs. A cell that spans others stands once, where it begins.
#pragma once

#include "base/diagnostic.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

enum class Format { text, html, docx, pdf, xlsx, csv };

enum class BlockKind {
    paragraph,
    heading,
    table,
    note,   // of the foot of a page or the end; stands behind the block that refers to it
    margin, // head or foot of pages: once, where its first page begins
};

struct Cell {
    Span span;                         // its words in Document::text; empty if it has none
    std::size_t row = 0, column = 0;   // upper left corner, from 0
    std::size_t rows = 1, columns = 1; // how many it spans, >= 1
    bool operator==(const Cell&) const = default;
};

// Cells by row, then column; no two overlap; positions inside rows × columns may be absent.
struct Table {
    std::size_t rows = 0, columns = 0;
    std::size_t heading_rows = 0; // marked as repeated headings by the file; 0: the file says none
    std::vector<Cell> cells;
    bool operator==(const Table&) const = default;
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    Span span;                 // in Document::text, without the \n behind it
    int level = 0;             // of a heading, 1..9
    int page = 0;              // on which it begins, from 1; 0: the format has no pages of its own
    std::string sheet;         // of xlsx: its name
    std::size_t first_row = 0; // of xlsx and csv: the file's row of the table's row 0, from 1
    std::optional<Table> table;
    bool operator==(const Block&) const = default;
};

struct Document {
    Format format = Format::text;
    std::string encoding;             // the text was found in: "UTF-8", "GB18030", …
    std::string text;                 // UTF-8 without mark, lines end in \n
    std::vector<Block> blocks;        // in the order of the text; do not overlap
    int pages = 0;                    // 0: the format has none of its own
    std::vector<Diagnostic> warnings; // what was left out and why, codes office.…
    bool operator==(const Document&) const = default;
};

// What a cell of a docx or xlsx gives: its words as a page shows them; or all that was typed into
// it, with blank lines, indents and tabs, and the digits a number format hides.
enum class Fidelity { shown, typed };

std::string_view to_string(Format format) noexcept; // "text", "html", "docx", …

} // namespace luoshi::office
