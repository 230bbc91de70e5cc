// SPDX-License-Identifier: Apache-2.0
// A table to be written, the same for sheets and pages: write_xlsx.hpp, write_docx.hpp.
#pragma once

#include "base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace luoshi::office {

enum class WriteLook {
    text,    // from the left, broken where the column ends
    middle,  // centred: numbers, units in few words
    heading, // of a column
    section, // a row that names those below it
};

struct WriteCell {
    std::size_t row = 0, column = 0;   // upper left corner, from 0
    std::size_t rows = 1, columns = 1; // how many it spans, >= 1
    std::string text;                  // UTF-8; \n breaks a line
    std::optional<Date> date = {};     // instead of a text
    WriteLook look = WriteLook::text;
};

struct WriteTable {
    std::vector<double> widths;   // of the columns, in Chinese characters of the body
    std::size_t rows = 0;         // all cells end above
    std::size_t heading_rows = 0; // the first ones: repeated on each page, always in sight
    std::vector<WriteCell> cells; // by row, then column; none overlaps another
};

} // namespace luoshi::office
