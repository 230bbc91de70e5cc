// SPDX-License-Identifier: Apache-2.0
// The table of a division of tasks, row by row, as it survives in plain text.
#pragma once

#include "notice/clause.hpp"
#include "notice/glyphs.hpp"

#include <optional>
#include <vector>

namespace luoshi::notice {

struct TableCell {
    Key key;
    Range range;
    bool above = false;   // it spans several rows and is printed in one above
    bool guessed = false; // its content told the column
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

// The table of a division of tasks; nothing if no column is headed like one.
std::optional<Table> find_table(const Glyphs& glyphs);

} // namespace luoshi::notice
