// SPDX-License-Identifier: Apache-2.0
#include "archive/paper_parts.hpp"

namespace luoshi::archive {

void add_table(office::WriteSection& section, const PaperTable& table) {
    if (table.rows.empty()) {
        return;
    }
    section.content.emplace_back(
        office::WriteParagraph{office::WriteStyle::heading, table.heading});
    office::WriteTable written;
    written.widths = table.widths;
    written.heading_rows = 1;
    written.rows = table.rows.size() + 1;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        written.cells.push_back(
            {.row = 0, .column = c, .text = table.columns[c], .look = office::WriteLook::heading});
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            written.cells.push_back({.row = r + 1, .column = c, .text = table.rows[r][c]});
        }
    }
    section.content.emplace_back(std::move(written));
}

std::string quoted(const std::string& words) {
    return words.empty() ? "" : "：" + words;
}

} // namespace luoshi::archive
