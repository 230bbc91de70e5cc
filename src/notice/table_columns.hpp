// SPDX-License-Identifier: Apache-2.0
// What the columns of a table are, by their headings, and how well a cell fits one.
#pragma once

#include "notice/clause.hpp"
#include "notice/glyphs.hpp"

#include <cstddef>
#include <vector>

namespace luoshi::notice {

using Cells = std::vector<Range>; // of a row, left to right; an empty range is an empty cell

enum class ColumnKind { other, number, task, keyed };

struct Columns {
    std::vector<ColumnKind> kinds;
    std::vector<Key> keys; // per column; of keyed ones
    // The headings are those of a division of tasks.
    bool useful() const;
    // The column that says who owes the task: the first one with a role; size() if none.
    std::size_t owner() const;
    std::size_t size() const { return kinds.size(); }
    // Their headings say the same.
    bool same_as(const Columns& other) const;
};

Columns read_columns(const Glyphs& glyphs, const Cells& header);

// A heading of a column that holds nothing we read: 备注, 类别.
bool is_plain_heading(std::u32string_view text);

// A cell of a keyed column holds what the key announces; in others anything may stand.
bool fits(const Glyphs& glyphs, const Columns& columns, std::size_t column, Range cell);

// The cell of each of `cells` among the columns [from, size()), in order, where some cells were
// left out or broken over lines: names go to roles, times to times.
std::vector<std::size_t> fit_cells(const Glyphs& glyphs, const Columns& columns, std::size_t from,
                                   const Cells& cells);

} // namespace luoshi::notice
