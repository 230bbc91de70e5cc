// SPDX-License-Identifier: Apache-2.0
#include "office/sheet_builder.hpp"

#include "base/error.hpp"
#include "office/document_builder.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace luoshi::office {
namespace {

std::uint32_t offset(const std::string& text) {
    return static_cast<std::uint32_t>(text.size()); // kMostSheetText keeps it far below 4 GiB
}

bool before(const Merge& a, const Merge& b) {
    return std::tie(a.row, a.column) < std::tie(b.row, b.column);
}

// Paragraphs of a cell, without blank ones; tabs part cells.
void append_words(std::string& out, std::string_view text) {
    for (bool first = true; !text.empty();) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty()) {
            out += first ? "" : "\n";
            first = false;
            const auto begin = static_cast<std::ptrdiff_t>(out.size());
            out += line;
            std::replace_if(
                out.begin() + begin, out.end(), [](char c) { return c == '\t' || c == '\r'; }, ' ');
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

SheetBuilder::SheetBuilder(Format format, std::string_view file, Fidelity fidelity)
    : file_(file), fidelity_(fidelity) {
    document_.format = format;
    document_.encoding = "UTF-8";
}

void SheetBuilder::begin_sheet(std::string name) {
    sheet_ = std::move(name);
    first_block_ = document_.blocks.size();
    row_ = column_ = 0;
}

void SheetBuilder::begin_table(std::size_t row) {
    Block block;
    block.kind = BlockKind::table;
    block.sheet = sheet_;
    block.first_row = row + 1;
    block.span.begin = offset(document_.text);
    block.table.emplace();
    document_.blocks.push_back(std::move(block));
    base_ = row_ = row;
    column_ = 0;
    ++rows_;
    open_ = true;
}

void SheetBuilder::end_table() {
    if (open_) {
        auto& block = document_.blocks.back();
        block.span.end = offset(document_.text);
        document_.text += '\n';
        block.table->rows = row_ - base_ + 1;
        open_ = false;
    }
}

void SheetBuilder::check_limits() const {
    constexpr std::string_view kAdvice =
        "keep the rows of the ledger and remove the rest, or split the file";
    if (rows_ > kMostSheetRows) {
        throw failure(ErrorCode::too_large, "office.too-many-rows",
                      "'{}' has more than {} rows; {}", file_, kMostSheetRows, kAdvice)
            .with("limit", std::to_string(kMostSheetRows));
    }
    if (cells_ > kMostSheetCells) {
        throw failure(ErrorCode::too_large, "office.too-many-cells",
                      "'{}' has more than {} cells; {}", file_, kMostSheetCells, kAdvice)
            .with("limit", std::to_string(kMostSheetCells));
    }
    if (document_.text.size() > kMostSheetText) {
        throw failure(ErrorCode::too_large, "office.too-large",
                      "'{}' holds more than {} MB of text; {}", file_, kMostSheetText >> 20,
                      kAdvice)
            .with("limit", std::to_string(kMostSheetText));
    }
}

void SheetBuilder::cell(std::size_t row, std::size_t column, std::string_view text) {
    if (trimmed(text).empty()) {
        return;
    }
    if (column >= kMostSheetColumns) {
        warn("office.columns-left-out",
             fmt::format("columns behind the {}th were left out", kMostSheetColumns));
        return;
    }
    if (open_ && row > row_ + kMostBlankRows + 1) {
        end_table();
    }
    auto& out = document_.text;
    if (!open_) {
        begin_table(row);
    } else if (std::tie(row, column) <= std::tie(row_, column_)) {
        warn("office.cells-out-of-order", "cells that stand behind later ones were left out");
        return;
    }
    if (row > row_) {
        out.append(row - row_, '\n');
        row_ = row;
        column_ = 0;
        ++rows_;
    }
    out.append(column - column_, '\t');
    column_ = column;
    auto& table = *document_.blocks.back().table;
    Cell placed{{offset(out), 0}, row - base_, column, 1, 1};
    if (fidelity_ == Fidelity::typed) {
        std::remove_copy(text.begin(), text.end(), std::back_inserter(out), '\r');
    } else {
        append_words(out, text);
    }
    placed.span.end = offset(out);
    table.columns = std::max(table.columns, column + 1);
    table.cells.push_back(placed);
    ++cells_;
    check_limits();
}

// Spans of merged cells; what they cover is not shown and goes.
void SheetBuilder::lay_out(Block& block, const SheetLayout& layout) const {
    auto& table = *block.table;
    const auto base = block.first_row - 1;
    if (layout.heading_end > base && layout.heading_end <= base + table.rows) {
        table.heading_rows = layout.heading_end - base;
    }
    if (layout.merges.empty()) {
        return;
    }
    for (auto& cell : table.cells) {
        const Merge key{base + cell.row, cell.column};
        const auto found =
            std::lower_bound(layout.merges.begin(), layout.merges.end(), key, before);
        if (found != layout.merges.end() && !before(key, *found)) {
            cell.rows = std::min(found->row_end - found->row, table.rows - cell.row);
            cell.columns = std::min(found->column_end, kMostSheetColumns) -
                           std::min(found->column, kMostSheetColumns);
            table.columns = std::max(table.columns, cell.column + cell.columns);
        }
    }
    std::vector<std::size_t> busy_until(table.columns, 0);
    std::erase_if(table.cells, [&](Cell& cell) {
        if (busy_until[cell.column] > cell.row) {
            return true;
        }
        std::size_t width = 0;
        while (width < cell.columns && busy_until[cell.column + width] <= cell.row) {
            busy_until[cell.column + width++] = cell.row + cell.rows;
        }
        cell.columns = width;
        return false;
    });
}

void SheetBuilder::end_sheet(SheetLayout layout) {
    end_table();
    std::erase_if(layout.merges, [](const Merge& m) {
        return m.row_end <= m.row || m.column_end <= m.column || m.column >= kMostSheetColumns;
    });
    std::stable_sort(layout.merges.begin(), layout.merges.end(), before);
    for (auto i = first_block_; i < document_.blocks.size(); ++i) {
        lay_out(document_.blocks[i], layout);
    }
}

void SheetBuilder::warn(std::string code, std::string message) {
    auto& all = document_.warnings;
    if (std::none_of(all.begin(), all.end(), [&](const auto& w) { return w.code == code; })) {
        all.push_back(
            {Severity::warning, std::move(code), std::string{file_}, {}, std::move(message)});
    }
}

Document SheetBuilder::finish() {
    if (document_.blocks.empty()) {
        throw failure(ErrorCode::unprocessable, "office.empty",
                      "'{}' holds no text; check that the right file was chosen", file_);
    }
    return std::move(document_);
}

} // namespace luoshi::office
