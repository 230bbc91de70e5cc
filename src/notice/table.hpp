// SPDX-License-Identifier: Apache-2.0
// Tables as they come out of web pages and word processors: cells between |.
#pragma once

#include "notice/clause.hpp"
#include "notice/glyphs.hpp"

#include <optional>
#include <vector>

namespace luoshi::notice {

struct TableRow {
    std::optional<Range> heading; // a row that only names a block
    Range number, task;
    std::vector<std::pair<Key, Range>> cells; // of the columns with a role, a time or a person
    Range whole;
};

struct Table {
    Range region; // characters, | included
    std::vector<TableRow> rows;
};

// The table of a division of tasks; nothing if no column is headed like one.
std::optional<Table> find_table(const Glyphs& glyphs);

} // namespace luoshi::notice
