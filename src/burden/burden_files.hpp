// SPDX-License-Identifier: Apache-2.0
// Statements and requests as files an office prints and goes on working with.
#pragma once

#include "burden/burden.hpp"
#include "burden/requests.hpp"

namespace luoshi::burden {

// Sheets: the units, every report, the requests. The same content gives the same bytes.
std::string to_xlsx(const MonthView& view, const Sheet& sheet);
// The same on pages. `made`: the line of its foot.
std::string to_docx(const MonthView& view, const Sheet& sheet, const std::string& made);
// The requests alone.
std::string requests_xlsx(const Sheet& sheet);
std::string requests_docx(const Sheet& sheet, const std::string& made);

} // namespace luoshi::burden
