// SPDX-License-Identifier: Apache-2.0
#include "notice/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;
using Cells = std::vector<Range>;

enum class Column { other, number, task, keyed };

struct Columns {
    std::vector<Column> kinds;
    std::vector<Key> keys; // per column; of keyed ones
    bool useful() const {
        const auto has = [&](Column c) {
            return std::find(kinds.begin(), kinds.end(), c) != kinds.end();
        };
        return has(Column::task) && has(Column::keyed);
    }
};

bool is_rule(View cell) {
    return !cell.empty() && cell.find_first_not_of(U"-:") == View::npos;
}

Columns read_columns(const Glyphs& glyphs, const Cells& header) {
    Columns columns;
    for (const auto cell : header) {
        const auto text = glyphs.view(cell);
        const auto key = key_of_heading(text);
        auto kind = Column::other;
        if (text == U"序号" || text == U"编号" || text == U"序") {
            kind = Column::number;
        } else if (key) {
            kind = Column::keyed;
        } else if (contains(text, U"任务") || contains(text, U"内容") || contains(text, U"事项") ||
                   contains(text, U"措施") || contains(text, U"项目") || contains(text, U"目标")) {
            kind = Column::task;
        }
        columns.kinds.push_back(kind);
        columns.keys.push_back(key.value_or(Key{}));
    }
    return columns;
}

// Cells between | in rows. A row ends at an empty cell once it is as long as the first one.
std::vector<Cells> read_rows(const Glyphs& glyphs, const std::vector<std::uint32_t>& pipes) {
    std::vector<Cells> rows;
    Cells row;
    std::size_t width = 0;
    for (std::size_t i = 0; i + 1 < pipes.size(); ++i) {
        const Range cell{pipes[i] + 1, pipes[i + 1]};
        if (!cell.empty()) {
            row.push_back(cell);
            continue;
        }
        const bool broken = glyphs.line_before(pipes[i + 1]);
        const bool block = row.size() == 1 && broken && !is_digit(glyphs[row[0].first]);
        if (row.empty() || width == 0 || row.size() >= width || block) {
            if (!row.empty()) {
                width = width == 0 ? row.size() : width;
                rows.push_back(std::exchange(row, {}));
            }
        } else {
            row.push_back({cell.first, cell.first});
        }
    }
    if (!row.empty()) {
        rows.push_back(std::move(row));
    }
    return rows;
}

TableRow read_row(const Columns& columns, const Cells& cells) {
    TableRow row;
    row.whole = {cells.front().first, cells.back().last};
    if (cells.size() == 1) {
        row.heading = cells.front();
        return row;
    }
    for (std::size_t i = 0; i < cells.size() && i < columns.kinds.size(); ++i) {
        switch (columns.kinds[i]) {
        case Column::number: row.number = cells[i]; break;
        case Column::task:
            row.task = row.task.empty() ? cells[i] : Range{row.task.first, cells[i].last};
            break;
        case Column::keyed:
            if (!cells[i].empty()) {
                row.cells.emplace_back(columns.keys[i], cells[i]);
            }
            break;
        case Column::other: break;
        }
    }
    return row;
}

} // namespace

std::optional<Table> find_table(const Glyphs& glyphs) {
    constexpr std::size_t kFewestPipes = 8;
    std::vector<std::uint32_t> pipes;
    for (std::uint32_t i = 0; i < glyphs.size(); ++i) {
        if (glyphs[i] == '|') {
            pipes.push_back(i);
        }
    }
    if (pipes.size() < kFewestPipes) {
        return std::nullopt;
    }
    Table table;
    Columns columns;
    for (const auto& cells : read_rows(glyphs, pipes)) {
        if (!columns.useful()) {
            columns = read_columns(glyphs, cells);
            table.region.first = cells.front().first - 1;
        } else if (!is_rule(glyphs.view(cells.front()))) {
            table.rows.push_back(read_row(columns, cells));
        }
    }
    table.region.last = pipes.back() + 1;
    return table.rows.empty() ? std::nullopt : std::optional{std::move(table)};
}

} // namespace luoshi::notice
