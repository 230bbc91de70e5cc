// SPDX-License-Identifier: Apache-2.0
// A workbook as offices print one: A4, the title over all columns, headings repeated on each page.
// For whoever exports tables, and forms to be filled in.
#pragma once

#include "office/write_table.hpp"

#include <string>
#include <vector>

namespace luoshi::office {

struct WriteSheet {
    std::string name;               // signs Excel forbids are replaced; at most 31 characters stay
    std::string title;              // over all columns; empty: none
    std::vector<std::string> above; // lines between title and table
    WriteTable table;
    std::vector<std::string> below; // lines behind the table
    enum class Page { upright, across } page = Page::across;
    // To be filled in: only entries and passages can be changed, rows added and taken away; the
    // protection has no password.
    bool for_filling = false;
    std::vector<std::vector<std::string>> lists = {}; // for cells; kept on a hidden sheet
    std::string foot = {};                            // of each page, left of its number
};

// Bytes of an xlsx; the same sheets give the same bytes. Texts stay texts, also where they begin
// with = + - or @; dates are dates, numbers numbers of at most 15 digits, else texts. Excel holds
// 32,767 characters (UTF-16) in a cell: longer ones are cut.
// A Stamp (stamp.hpp) stands in the foot.
// Errors: ensure() that cells lie inside their table; too_large "office.too-many-rows" above the
// 1,048,576 rows of a sheet.
std::string write_xlsx(const std::vector<WriteSheet>& sheets);

inline constexpr std::size_t kMostCellText = 32'767; // UTF-16 units

} // namespace luoshi::office
