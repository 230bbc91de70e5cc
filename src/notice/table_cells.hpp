// SPDX-License-Identifier: Apache-2.0
// The cells of a table in any of the ways they survive in plain text: a row a line between | or
// tabs, a cell a line between |, a cell a line with nothing between.
#pragma once

#include "notice/table_columns.hpp"

#include <vector>

namespace luoshi::notice {

struct GridRow {
    Cells cells;          // one cell: it names a block
    bool guessed = false; // cells were left out; which ones, their contents told
    bool exact = false;   // the file tells its cells: an empty one is empty
    Cells spanned{};      // of an exact row, by column: what a cell from above says here
};

struct Grid {
    Range region; // characters, separators included
    Columns columns;
    std::vector<GridRow> rows; // without the headings
};

// The cells of a printed line between runs of white space.
Cells cells_between_gaps(const Glyphs& glyphs, Range line);

// A row a line: cells between tabs or |. Short lines between the rows name blocks.
std::vector<Grid> grids_of_lines(const Glyphs& glyphs, char separator);

// A row a line: cells between white space, a number before each row.
std::vector<Grid> grids_of_gaps(const Glyphs& glyphs);

// A whole table in one printed line: headings, then rows that begin with 1, 2, 3 …, white space
// between the cells.
std::vector<Grid> grids_in_a_line(const Glyphs& glyphs);

// A cell a line between lines of |.
std::vector<Grid> grids_of_bars(const Glyphs& glyphs);

// A cell a line, nothing between: the headings one below the other, then rows that begin with
// their number. Cells that span rows are given once, so rows may be short.
std::vector<Grid> grids_of_column(const Glyphs& glyphs);

} // namespace luoshi::notice
