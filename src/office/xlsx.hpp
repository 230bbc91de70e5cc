// SPDX-License-Identifier: Apache-2.0
// Spreadsheets as Excel, WPS and LibreOffice write them (xlsx, xlsm): each sheet a table with its
// cells as they are shown. Formulas give the value the file keeps of them; macros are never run.
#pragma once

#include "office/document.hpp"

#include <string_view>

namespace luoshi::office {

bool is_xlsx(std::string_view bytes) noexcept; // or an xlsb, of which read_xlsx() says what to do

// Sheets that are hidden are left out, rows and columns that are hidden are not.
// Warnings: office.hidden-sheet, office.macros-ignored, office.formula-without-value,
// office.columns-left-out, office.cells-out-of-order.
// Errors: those of ZipReader, XmlStream and SheetBuilder; unsupported "office.binary" for xlsb;
// unprocessable "office.empty".
Document read_xlsx(std::string_view bytes, std::string_view file,
                   Fidelity fidelity = Fidelity::shown);

} // namespace luoshi::office
