// SPDX-License-Identifier: Apache-2.0
// A document as rows of cells with words, whatever it was: a paragraph is a row of one cell.
#pragma once

#include "form/definition.hpp"
#include "office/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::form::copy {

struct RowCell {
    std::size_t column = 0, columns = 1, rows = 1;
    std::string text;
};

struct Row {
    std::string sheet;          // of a sheet: its name
    std::size_t table = 0;      // of pages: number of the table, from 1; 0: a paragraph
    std::size_t number = 0;     // in its sheet or table, from 1
    bool margin = false;        // head or foot of pages
    std::vector<RowCell> cells; // with words, from the left

    bool is_single() const { return cells.size() == 1; }
    const RowCell* find(std::string_view folded) const; // nullptr: no cell of these words
    // What stands in these columns, joined by a blank.
    std::string text(std::size_t begin, std::size_t end) const;
};

// Rows without words are left out.
std::vector<Row> rows_of(const office::Document& document);

Text where(const Row& row, std::size_t column);

} // namespace luoshi::form::copy
