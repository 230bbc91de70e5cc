// SPDX-License-Identifier: Apache-2.0
// A table to be written, the same for sheets and pages: write_xlsx.hpp, write_docx.hpp.
#pragma once

#include "base/date.hpp"
#include "base/number.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::office {

enum class WriteLook {
    text,     // from the left, broken where the column ends
    middle,   // centred: numbers, units in few words
    heading,  // of a column
    section,  // a row that names those below it
    entry,    // to be filled in: all that can be changed in a sheet for filling in
    passage,  // to be filled in with paragraphs: from the top, goes on over pages
    computed, // grey: nobody fills it in
    title,    // these stand around tables: nothing drawn about them; on pages use a WriteParagraph
    caption,
    line,
    line_right,
};

// What a sheet expects of a cell to be filled in.
enum class WriteHolds { text, anything, number, date };

struct WriteCell {
    std::size_t row = 0, column = 0;   // upper left corner, from 0
    std::size_t rows = 1, columns = 1; // how many it spans, >= 1
    std::string text;                  // UTF-8; \n breaks a line
    std::optional<Date> date = {};     // instead of a text
    WriteLook look = WriteLook::text;
    WriteHolds holds = WriteHolds::text;
    int places = 0;                       // of a number
    std::optional<Number> number = {};    // a sheet computes with it; a page shows the text
    std::optional<std::size_t> list = {}; // of WriteSheet::lists: what can be chosen
};

struct WriteTable {
    std::vector<double> widths;   // of the columns, in Chinese characters of the body
    std::size_t rows = 0;         // all cells end above
    std::size_t heading_rows = 0; // the first ones: repeated on each page, always in sight
    std::vector<WriteCell> cells; // by row, then column; none overlaps another
    std::vector<double> heights =
        {}; // of the rows of a sheet, in points; 0 or absent: as its text asks
};

} // namespace luoshi::office
