// SPDX-License-Identifier: Apache-2.0
#include "office/plain_table.hpp"

#include "base/error.hpp"

namespace luoshi::office {

WriteTable plain_table(const std::vector<std::string>& heads, const std::vector<double>& widths,
                       const std::vector<std::vector<std::string>>& rows) {
    ensure(widths.size() == heads.size(), "each column has a heading and a width");
    WriteTable table;
    table.widths = widths;
    table.heading_rows = 1;
    table.rows = rows.size() + 1;
    for (std::size_t c = 0; c < heads.size(); ++c) {
        table.cells.push_back(
            {.row = 0, .column = c, .text = heads[c], .look = WriteLook::heading});
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        ensure(rows[r].size() == heads.size(), "a row has a text for each column");
        for (std::size_t c = 0; c < heads.size(); ++c) {
            table.cells.push_back({.row = r + 1, .column = c, .text = rows[r][c]});
        }
    }
    return table;
}

} // namespace luoshi::office
