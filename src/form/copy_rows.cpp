// SPDX-License-Identifier: Apache-2.0
#include "form/copy_rows.hpp"

#include "base/text.hpp"
#include "form/copy_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::form::copy {
namespace {

std::string column_name(std::size_t column) {
    std::string name;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

std::string words(const office::Document& document, const Span& span) {
    return document.text.substr(span.begin, span.end - span.begin);
}

void add_table(const office::Document& document, const office::Block& block, std::size_t table,
               std::vector<Row>& rows) {
    const auto first = block.sheet.empty() ? 1 : block.first_row;
    const auto start = rows.size();
    for (const auto& cell : block.table->cells) {
        auto text = words(document, cell.span);
        if (trimmed(text).empty()) {
            continue;
        }
        const auto number = first + cell.row;
        if (rows.size() == start || rows.back().number != number) {
            Row row;
            row.sheet = block.sheet;
            row.table = block.sheet.empty() ? table : 0;
            row.number = number;
            rows.push_back(std::move(row));
        }
        rows.back().cells.push_back({cell.column, cell.columns, cell.rows, std::move(text)});
    }
}

} // namespace

const RowCell* Row::find(std::string_view folded) const {
    const auto found =
        std::ranges::find_if(cells, [&](const RowCell& cell) { return fold(cell.text) == folded; });
    return found == cells.end() ? nullptr : &*found;
}

std::string Row::text(std::size_t begin, std::size_t end) const {
    std::string all;
    for (const auto& cell : cells) {
        if (cell.column >= begin && cell.column < end) {
            all += (all.empty() ? "" : " ") + cell.text;
        }
    }
    return all;
}

std::vector<Row> rows_of(const office::Document& document) {
    std::vector<Row> rows;
    std::size_t tables = 0, paragraphs = 0;
    for (const auto& block : document.blocks) {
        if (block.table) {
            add_table(document, block, ++tables, rows);
            continue;
        }
        Row row;
        row.number = ++paragraphs;
        row.margin = block.kind == office::BlockKind::margin;
        row.cells.push_back({0, 1, 1, words(document, block.span)});
        rows.push_back(std::move(row));
    }
    return rows;
}

Text where(const Row& row, std::size_t column) {
    if (!row.sheet.empty()) {
        const auto cell = fmt::format("{}{}", column_name(column), row.number);
        return {fmt::format("工作表“{}”{} 单元格", row.sheet, cell),
                fmt::format("sheet '{}', cell {}", row.sheet, cell)};
    }
    if (row.table != 0) {
        return {fmt::format("第 {} 张表第 {} 行", row.table, row.number),
                fmt::format("table {}, row {}", row.table, row.number)};
    }
    return {"正文", "the text"};
}

} // namespace luoshi::form::copy
