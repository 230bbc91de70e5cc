// SPDX-License-Identifier: Apache-2.0
// A whole table run together in one printed line, with nothing but white space between its cells.
#include "notice/lines.hpp"
#include "notice/table_cells.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::size_t kFewestRows = 2;
constexpr std::size_t kMostCells = 60; // of a row

bool is_number(View cell, int wanted) {
    std::size_t at = 0;
    return !cell.empty() && is_digit(cell[0]) && read_number(cell, at) == wanted &&
           at == cell.size();
}

// How many cells from 序号 on are headings, up to the number 1; 0 if they head no table.
std::size_t count_headings(const Glyphs& glyphs, const Cells& cells, std::size_t from) {
    constexpr std::size_t kFewest = 3, kMost = 12;
    std::size_t end = from;
    while (end < cells.size() && end - from <= kMost && !is_number(glyphs.view(cells[end]), 1)) {
        ++end;
    }
    const auto count = end - from;
    return end < cells.size() && count >= kFewest && count <= kMost ? count : 0;
}

// The cells of one row, put where they fit.
Cells row_of(const Glyphs& glyphs, const Columns& columns, Range number, const Cells& cells) {
    Cells row(columns.size(), Range{number.last, number.last});
    row[0] = number;
    const auto places = fit_cells(glyphs, columns, 1, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto& cell = row[places[i]];
        cell = cell.empty() ? cells[i] : Range{cell.first, cells[i].last};
    }
    return row;
}

// The rows behind the headings: each begins with the next number.
void take_rows(const Glyphs& glyphs, const Cells& cells, std::size_t at, Grid& grid) {
    for (int number = 1; at < cells.size(); ++number) {
        Cells row;
        auto next = at + 1;
        while (next < cells.size() && row.size() < kMostCells &&
               !(row.size() >= 2 && is_number(glyphs.view(cells[next]), number + 1))) {
            row.push_back(cells[next++]);
        }
        if (row.empty()) {
            return;
        }
        grid.rows.push_back(
            {row_of(glyphs, grid.columns, cells[at], row), row.size() + 1 != grid.columns.size()});
        grid.region.last = row.back().last;
        at = next;
    }
}

} // namespace

std::vector<Grid> grids_in_a_line(const Glyphs& glyphs) {
    std::vector<Grid> grids;
    if (!contains_any(glyphs.all(), words(U"序号", U"编号"))) {
        return grids;
    }
    for (const auto& line : split_lines(glyphs, glyphs.whole())) {
        const auto text = glyphs.view(line.range);
        if (!contains_any(text, words(U"序号", U"编号")) || text.size() < 40) {
            continue;
        }
        const auto cells = cells_between_gaps(glyphs, line.range);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!is_any(glyphs.view(cells[i]), words(U"序号", U"编号"))) {
                continue;
            }
            const auto count = count_headings(glyphs, cells, i);
            const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(i);
            Grid grid{cells[i], {}, {}};
            grid.columns =
                read_columns(glyphs, {begin, begin + static_cast<std::ptrdiff_t>(count)});
            if (count == 0 || !grid.columns.useful()) {
                continue;
            }
            take_rows(glyphs, cells, i + count, grid);
            if (grid.rows.size() >= kFewestRows) {
                grids.push_back(std::move(grid));
            }
            break;
        }
    }
    return grids;
}

} // namespace luoshi::notice
