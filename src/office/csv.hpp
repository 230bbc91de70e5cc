// SPDX-License-Identifier: Apache-2.0
// Tables as plain text: a record a line, cells parted by commas, semicolons or tabs, quoted where
// they hold such a sign, a quote (doubled) or a line end.
#pragma once

#include "office/document.hpp"

#include <string_view>

namespace luoshi::office {

// Text that is nearly always a table: at least three records, nearly all of them with as many
// cells, at least three. `file`: one that ends in .csv needs two of each. Text with tabs is one
// only if it is called so: notices copied from pages hold tabs too.
bool looks_like_csv(std::string_view text, std::string_view file);

// Any encoding decode() knows. The separator is the one that gives the most even records.
// Errors: those of decode() and SheetBuilder.
Document read_csv(std::string_view bytes, std::string_view file);

} // namespace luoshi::office
