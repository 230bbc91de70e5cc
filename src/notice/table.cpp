// SPDX-License-Identifier: Apache-2.0
#include "notice/table.hpp"

#include "notice/table_blocks.hpp"
#include "notice/table_cells.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace luoshi::notice {
namespace {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

// The column whose cells name blocks of rows: of two columns of tasks the first, when it spans
// rows.
std::size_t block_column(const Grid& grid) {
    const auto& kinds = grid.columns.kinds;
    const auto first = std::find(kinds.begin(), kinds.end(), ColumnKind::task);
    const auto second = std::find(std::next(first), kinds.end(), ColumnKind::task);
    if (second == kinds.end()) {
        return kNoColumn;
    }
    const auto block = static_cast<std::size_t>(first - kinds.begin());
    const auto task = static_cast<std::size_t>(second - kinds.begin());
    const bool spans = std::any_of(grid.rows.begin(), grid.rows.end(), [&](const GridRow& row) {
        return row.cells.size() > task && row.cells[block].empty() && !row.cells[task].empty();
    });
    return spans ? block : kNoColumn;
}

// In a cell the file tells, each paragraph is a list of its own, unless it goes on with the one
// before.
void add_cells(const Glyphs& glyphs, TableCell cell, bool exact, TableRow& row) {
    const auto range = cell.range;
    for (auto first = range.first, at = first; at < range.last; at = first) {
        const auto joins = [&](std::uint32_t i) {
            const auto before = glyphs[i - 1], behind = glyphs[i];
            const auto rest = glyphs.view({i, range.last});
            return before == U'、' || before == ',' || before == ':' || before == U'和' ||
                   behind == U'、' || behind == ',' || behind == '(' || behind == ')' ||
                   starts_with(rest, U"牵头") || starts_with(rest, U"负责") ||
                   starts_with(rest, U"配合") || starts_with(rest, U"等");
        };
        do {
            ++at;
        } while (at < range.last && !(exact && glyphs.line_before(at) && !joins(at)));
        cell.range = {first, at};
        row.cells.push_back(cell);
        cell.later = true;
        first = at;
    }
}

// 二 | 优化产业布局 | | |: a number in words and one cell more name a block of rows.
Range block_name(const Glyphs& glyphs, const Columns& columns, const Cells& cells) {
    const auto filled =
        std::count_if(cells.begin(), cells.end(), [](Range c) { return !c.empty(); });
    if (columns.kinds[0] != ColumnKind::number || filled != 2 || cells[0].empty()) {
        return {};
    }
    const auto number = glyphs.view(cells[0]);
    const auto words = number.find_first_of(U"一二三四五六七八九十");
    const auto name =
        *std::find_if(cells.begin() + 1, cells.end(), [](Range c) { return !c.empty(); });
    return words == 0 || (number[0] == '(' && words == 1) ? name : Range{};
}

TableRow read_row(const Glyphs& glyphs, const Columns& columns, const GridRow& grid_row) {
    const auto& cells = grid_row.cells;
    TableRow row;
    row.whole = cells.front();
    for (const auto cell : cells) {
        row.whole.last = std::max(row.whole.last, cell.last);
    }
    if (cells.size() == 1) {
        row.heading = cells.front();
        return row;
    }
    if (const auto name = block_name(glyphs, columns, cells); !name.empty()) {
        row.number = cells[0];
        row.heading = name;
        return row;
    }
    std::size_t task = 0; // the last column of the task
    for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i) {
        switch (columns.kinds[i]) {
        case ColumnKind::number: row.number = cells[i]; break;
        case ColumnKind::task:
            if (row.task.empty()) {
                row.task = cells[i];
            } else if (i == task + 1 && !cells[i].empty()) { // 重点任务 | 具体措施
                row.task.last = cells[i].last;
            }
            task = i;
            break;
        case ColumnKind::keyed:
            add_cells(glyphs, {columns.keys[i], cells[i], false, grid_row.guessed}, grid_row.exact,
                      row);
            break;
        case ColumnKind::other: break;
        }
    }
    return row;
}

bool names_owner(const TableRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const TableCell& cell) {
        return cell.key.kind == KeyKind::role &&
               (cell.key.role == Role::lead || cell.key.role == Role::responsible);
    });
}

bool has(const TableRow& row, const Key& key) {
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const TableCell& cell) {
        return cell.key.kind == key.kind && cell.key.role == key.role;
    });
}

// A task that names nobody who owes it belongs to a cell that spans rows: what the row above says
// counts here too where this row is empty; where who owes it stands before the task, only that.
void inherit(const TableRow& before, bool owner_first, TableRow& row) {
    if (row.heading || row.task.empty() || before.heading || names_owner(row)) {
        return;
    }
    for (const auto& cell : before.cells) {
        const bool spans = !owner_first || cell.range.first < before.task.first;
        if (spans && !has(row, cell.key)) {
            row.cells.push_back({cell.key, cell.range, true, cell.guessed});
        }
    }
}

// What cells say that reach down from the rows above. A row whose task does too adds to the task
// above; then it is no row of its own.
bool take_spanned(const Glyphs& glyphs, const Columns& columns, const GridRow& cells, TableRow& row,
                  std::vector<TableRow>& before) {
    bool task_from_above = false;
    for (std::size_t i = 0; i < cells.spanned.size() && i < columns.size(); ++i) {
        if (cells.spanned[i].empty()) {
            continue;
        }
        task_from_above = task_from_above || columns.kinds[i] == ColumnKind::task;
        if (columns.kinds[i] == ColumnKind::keyed) {
            add_cells(glyphs, {columns.keys[i], cells.spanned[i], true, false}, true, row);
        }
    }
    if (!row.task.empty() || !task_from_above || before.empty() || before.back().heading) {
        return false;
    }
    auto& above = before.back();
    std::copy_if(row.cells.begin(), row.cells.end(), std::back_inserter(above.cells),
                 [](const TableCell& cell) { return !cell.above; });
    above.whole.last = std::max(above.whole.last, row.whole.last);
    return true;
}

Table read_grid(const Glyphs& glyphs, Grid grid) {
    Table table{grid.region, {}};
    const auto owner = grid.columns.owner();
    const auto block = block_column(grid);
    if (block != kNoColumn) {
        grid.columns.kinds[block] = ColumnKind::other;
    }
    for (const auto& cells : grid.rows) {
        if (block < cells.cells.size() && !cells.cells[block].empty() && cells.cells.size() > 1) {
            TableRow heading;
            heading.heading = heading.whole = cells.cells[block];
            table.rows.push_back(std::move(heading));
        }
        auto row = read_row(glyphs, grid.columns, cells);
        if (cells.exact && take_spanned(glyphs, grid.columns, cells, row, table.rows)) {
            continue;
        }
        if (!cells.exact && owner < grid.columns.size() && !table.rows.empty()) {
            const auto& kinds = grid.columns.kinds;
            const auto task = std::find(kinds.begin(), kinds.end(), ColumnKind::task);
            inherit(table.rows.back(), static_cast<std::ptrdiff_t>(owner) < task - kinds.begin(),
                    row);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

// Adds those of `found` that touch none of `grids`; both are in the order of the text.
void add_apart(std::vector<Grid> found, std::vector<Grid>& grids) {
    std::vector<Grid> out;
    auto next = grids.begin();
    for (auto& grid : found) {
        while (next != grids.end() && next->region.last <= grid.region.first) {
            out.push_back(std::move(*next++));
        }
        if (next == grids.end() || grid.region.last <= next->region.first) {
            out.push_back(std::move(grid));
        }
    }
    std::move(next, grids.end(), std::back_inserter(out));
    grids = std::move(out);
}

} // namespace

std::vector<Table> find_tables(const Glyphs& glyphs, const std::vector<office::Block>& blocks) {
    auto grids = grids_of_blocks(glyphs, blocks);
    add_apart(grids_of_lines(glyphs, '\t'), grids);
    add_apart(grids_of_lines(glyphs, '|'), grids);
    if (grids.empty()) {
        grids = grids_of_bars(glyphs);
    }
    add_apart(grids_of_column(glyphs), grids);
    add_apart(grids_of_gaps(glyphs), grids);
    add_apart(grids_in_a_line(glyphs), grids);
    std::vector<Table> tables;
    for (auto& grid : grids) {
        tables.push_back(read_grid(glyphs, std::move(grid)));
    }
    return tables;
}

} // namespace luoshi::notice
