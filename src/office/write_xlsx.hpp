// SPDX-License-Identifier: Apache-2.0
// A workbook as offices print one: A4 across, the title over all columns, headings repeated on each
// page. For whoever exports tables.
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
};

// Bytes of an xlsx; the same sheets give the same bytes. Texts stay texts, also where they begin
// with = + - or @; dates are dates. Excel holds 32,767 characters in a cell: longer ones are cut.
// Errors: ensure() that cells lie inside their table; too_large "office.too-many-rows" above the
// 1,048,576 rows of a sheet.
std::string write_xlsx(const std::vector<WriteSheet>& sheets);

} // namespace luoshi::office
