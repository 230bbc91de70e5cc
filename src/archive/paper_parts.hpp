// SPDX-License-Identifier: Apache-2.0
// What papers of an archive are put together from.
#pragma once

#include "office/write_docx.hpp"

#include <string>
#include <vector>

namespace luoshi::archive {

struct PaperTable {
    std::string heading;
    std::vector<double> widths; // as of office::WriteTable
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; // each as long as columns
};
// The heading and the table below it; nothing for no rows.
void add_table(office::WriteSection& section, const PaperTable& table);

// "：words", or nothing.
std::string quoted(const std::string& words);

} // namespace luoshi::archive
