// SPDX-License-Identifier: Apache-2.0
// The tables of a division of tasks, row by row, as they survive in plain text.
#pragma once

#include "notice/clause.hpp"
#include "notice/glyphs.hpp"
#include "office/document.hpp"

#include <optional>
#include <vector>

namespace luoshi::notice {

struct TableCell {
    Key key;
    Range range;
    bool above = false;   // it spans several rows and is printed in one above
    bool guessed = false; // its content told the column
    bool later = false;   // not the first paragraph of its cell
};

struct TableRow {
    std::optional<Range> heading; // a row that only names a block
    Range number, task;
    std::vector<TableCell> cells; // of the columns with a role, a time or a person
    Range whole;
};

struct Table {
    Range region; // characters, separators included
    std::vector<TableRow> rows;
};

// The tables of divisions of tasks in the order of the text; none overlaps another. Tables whose
// columns are not headed like those of one are left out.
// blocks: of the file, where it tells its tables; else empty.
std::vector<Table> find_tables(const Glyphs& glyphs, const std::vector<office::Block>& blocks = {});

} // namespace luoshi::notice
