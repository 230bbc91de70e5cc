// SPDX-License-Identifier: Apache-2.0
#include "archive/paper_parts.hpp"

#include "office/plain_table.hpp"

namespace luoshi::archive {

void add_table(office::WriteSection& section, const PaperTable& table) {
    if (table.rows.empty()) {
        return;
    }
    section.content.emplace_back(
        office::WriteParagraph{office::WriteStyle::heading, table.heading});
    section.content.emplace_back(office::plain_table(table.columns, table.widths, table.rows));
}

std::string quoted(const std::string& words) {
    return words.empty() ? "" : "：" + words;
}

} // namespace luoshi::archive
