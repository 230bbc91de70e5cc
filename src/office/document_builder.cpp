// SPDX-License-Identifier: Apache-2.0
#include "office/document_builder.hpp"

#include "base/error.hpp"
#include "office/decode.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

std::uint32_t offset(const std::string& text) {
    return static_cast<std::uint32_t>(text.size()); // kLargestText keeps it far below 4 GiB
}

std::size_t space_at_front(std::string_view text) noexcept {
    for (const auto space : {"\xE3\x80\x80"sv, "\xC2\xA0"sv, "\xEF\xBB\xBF"sv}) {
        if (text.starts_with(space)) {
            return space.size();
        }
    }
    return !text.empty() && static_cast<unsigned char>(text.front()) <= 0x20 ? 1 : 0;
}

std::size_t space_at_back(std::string_view text) noexcept {
    for (const auto space : {"\xE3\x80\x80"sv, "\xC2\xA0"sv}) {
        if (text.ends_with(space)) {
            return space.size();
        }
    }
    return !text.empty() && static_cast<unsigned char>(text.back()) <= 0x20 ? 1 : 0;
}

// The paragraphs of a cell: blank ones left out, no tabs, which part cells.
std::string cell_words(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty()) {
            out += out.empty() ? "" : "\n";
            std::replace_copy(line.begin(), line.end(), std::back_inserter(out), '\t', ' ');
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

// Cuts spans so that no two cells overlap: busy_until[c] is the first free row of column c.
void part_cells(std::vector<CellText>& cells, std::size_t rows, std::size_t columns) {
    std::vector<std::size_t> busy_until(columns, 0);
    std::vector<CellText> kept;
    kept.reserve(cells.size());
    for (auto& cell : cells) {
        if (busy_until[cell.column] > cell.row) {
            continue; // its place is taken
        }
        cell.rows = std::min(cell.rows, rows - cell.row);
        std::size_t width = 0;
        while (width < cell.columns && cell.column + width < columns &&
               busy_until[cell.column + width] <= cell.row) {
            busy_until[cell.column + width++] = cell.row + cell.rows;
        }
        cell.columns = width;
        kept.push_back(std::move(cell));
    }
    cells = std::move(kept);
}

} // namespace

std::string_view trimmed(std::string_view text) noexcept {
    for (auto n = space_at_front(text); n > 0; n = space_at_front(text)) {
        text.remove_prefix(n);
    }
    for (auto n = space_at_back(text); n > 0; n = space_at_back(text)) {
        text.remove_suffix(n);
    }
    return text;
}

void DocumentBuilder::check_size() const {
    if (document_.text.size() > kLargestText) {
        throw failure(ErrorCode::too_large, "office.too-large",
                      "'{}' holds more than {} MB of text; a notice has far less: check the file, "
                      "or split it",
                      file_, kLargestText >> 20);
    }
}

void DocumentBuilder::paragraph(BlockKind kind, std::string_view text, int level) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty()) {
            Block block;
            block.kind = kind;
            block.level = level;
            block.page = page_;
            block.span.begin = offset(document_.text);
            document_.text += line;
            block.span.end = offset(document_.text);
            document_.text += '\n';
            document_.blocks.push_back(std::move(block));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    check_size();
}

void DocumentBuilder::table(TableText content) {
    auto& cells = content.cells;
    std::erase_if(cells, [](const CellText& cell) {
        return cell.row >= kMostRows || cell.column >= kMostColumns;
    });
    for (auto& cell : cells) {
        if (fidelity_ == Fidelity::shown || trimmed(cell.text).empty()) {
            cell.text = cell_words(cell.text);
        }
    }
    if (std::all_of(cells.begin(), cells.end(), [](const auto& c) { return c.text.empty(); })) {
        return;
    }
    std::stable_sort(cells.begin(), cells.end(), [](const CellText& a, const CellText& b) {
        return std::tie(a.row, a.column) < std::tie(b.row, b.column);
    });
    Table table;
    table.heading_rows = content.heading_rows;
    for (const auto& cell : cells) {
        table.rows = std::max(table.rows, cell.row + 1);
        table.columns =
            std::max(table.columns,
                     std::min(cell.column + std::max<std::size_t>(cell.columns, 1), kMostColumns));
    }
    part_cells(cells, table.rows, table.columns);
    Block block;
    block.kind = BlockKind::table;
    block.page = page_;
    auto& text = document_.text;
    block.span.begin = offset(text);
    std::size_t row = 0, column = 0;
    for (const auto& cell : cells) {
        for (; row < cell.row; ++row, column = 0) {
            text += '\n';
        }
        text.append(cell.column - column, '\t');
        column = cell.column;
        Cell placed{{offset(text), 0}, cell.row, cell.column, cell.rows, cell.columns};
        text += cell.text;
        placed.span.end = offset(text);
        table.cells.push_back(placed);
        check_size();
    }
    block.span.end = offset(text);
    text += '\n';
    block.table = std::move(table);
    document_.blocks.push_back(std::move(block));
}

void DocumentBuilder::warn(std::string code, std::string message) {
    auto& all = document_.warnings;
    if (std::none_of(all.begin(), all.end(), [&](const auto& w) { return w.code == code; })) {
        all.push_back(
            {Severity::warning, std::move(code), std::string{file_}, {}, std::move(message)});
    }
}

Document DocumentBuilder::finish() {
    if (document_.text.empty()) {
        throw failure(ErrorCode::unprocessable, "office.empty",
                      "'{}' holds no text; check that the right file was chosen", file_);
    }
    return std::move(document_);
}

} // namespace luoshi::office
