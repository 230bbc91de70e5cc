// SPDX-License-Identifier: Apache-2.0
// The rows of a table one after the other, each place knowing the cell that covers it.
#pragma once

#include "notice/glyphs.hpp"
#include "office/document.hpp"

#include <cstddef>
#include <vector>

namespace luoshi::notice {

// Costs as much as there are cells, whatever the places between them.
class LedgerRows {
public:
    // Both borrowed.
    LedgerRows(const Glyphs& glyphs, const office::Table& table)
        : glyphs_(glyphs), table_(table), covering_(table.columns, nullptr) {
        enter();
    }

    bool done() const noexcept { return row_ >= table_.rows; }
    std::size_t row() const noexcept { return row_; }
    std::size_t columns() const noexcept { return table_.columns; }
    void next() {
        ++row_;
        enter();
    }

    // The cells that begin in this row, left to right.
    const std::vector<const office::Cell*>& begun() const noexcept { return begun_; }
    // The cell over a column; nullptr: none.
    const office::Cell* at(std::size_t column) const noexcept {
        const auto* const cell = covering_[column];
        return cell != nullptr && row_ < cell->row + cell->rows ? cell : nullptr;
    }
    // It begins above.
    bool hangs(std::size_t column) const noexcept {
        const auto* const cell = at(column);
        return cell != nullptr && cell->row < row_;
    }
    Range range(const office::Cell* cell) const {
        return cell == nullptr
                   ? Range{}
                   : Range{glyphs_.at_byte(cell->span.begin), glyphs_.at_byte(cell->span.end)};
    }
    // What stands in a column, also of a cell that begins above or to the left.
    Range shown(std::size_t column) const { return range(at(column)); }
    // Only of a cell that begins in this row.
    Range own(std::size_t column) const { return hangs(column) ? Range{} : shown(column); }

private:
    void enter() {
        begun_.clear();
        for (; next_ < table_.cells.size() && table_.cells[next_].row == row_; ++next_) {
            const auto& cell = table_.cells[next_];
            for (auto c = cell.column; c < cell.column + cell.columns && c < table_.columns; ++c) {
                covering_[c] = &cell;
            }
            begun_.push_back(&cell);
        }
    }

    const Glyphs& glyphs_;
    const office::Table& table_;
    std::vector<const office::Cell*> covering_, begun_;
    std::size_t row_ = 0, next_ = 0; // next_: the first cell below
};

} // namespace luoshi::notice
