// SPDX-License-Identifier: Apache-2.0
// Puts the cells of sheets together as tables of a Document, as they come: nothing is held twice,
// for a sheet may have a million. What the readers of xlsx and csv share.
//
//   begin_sheet(name)        the cells that follow are its
//   cell(row, column, text)  by row, then column
//   end_sheet(layout)        what a file says behind the cells: merges, headings
//   finish()                 the document
#pragma once

#include "office/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

// Limits of one file.
inline constexpr std::size_t kMostSheetRows = 200'000; // rows with words
inline constexpr std::size_t kMostSheetCells = 2'000'000;
inline constexpr std::size_t kMostSheetText = 64U << 20; // bytes
inline constexpr std::size_t kMostSheetColumns = 256;    // the rest is left out, with a warning

struct Merge { // half-open, from 0
    std::size_t row = 0, column = 0, row_end = 0, column_end = 0;
};

struct SheetLayout {
    std::size_t heading_end = 0; // the row behind the headings; 0: the file says nothing
    std::vector<Merge> merges;   // in any order
};

class SheetBuilder {
public:
    // file: the name a user knows it by, for errors; borrowed.
    SheetBuilder(Format format, std::string_view file, Fidelity fidelity = Fidelity::shown);

    void begin_sheet(std::string name); // empty: csv
    // row, column: of the sheet, from 0. Blank texts and cells behind a later one are left out.
    // After more than kMostBlankRows blank rows a new table begins.
    // Errors: too_large "office.too-many-rows", "office.too-many-cells", "office.too-large".
    void cell(std::size_t row, std::size_t column, std::string_view text);
    void end_sheet(SheetLayout layout);

    void warn(std::string code, std::string message); // once for each code
    Document& document() noexcept { return document_; }

    // Errors: unprocessable "office.empty" when there are none.
    Document finish();

    static constexpr std::size_t kMostBlankRows = 20;

private:
    void begin_table(std::size_t row);
    void end_table();
    void check_limits() const;
    void lay_out(Block& block, const SheetLayout& layout) const;

    std::string_view file_;
    Fidelity fidelity_;
    Document document_;
    std::string sheet_;
    std::size_t first_block_ = 0;      // of the sheet
    std::size_t rows_ = 0, cells_ = 0; // of the file so far
    std::size_t row_ = 0, column_ = 0; // of the last cell, in the sheet
    std::size_t base_ = 0;             // row 0 of the open table
    bool open_ = false;
};

} // namespace luoshi::office
