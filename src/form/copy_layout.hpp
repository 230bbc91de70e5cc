// SPDX-License-Identifier: Apache-2.0
// What stands in a copy, in order, before it becomes a sheet or pages.
#pragma once

#include "form/offline.hpp"
#include "office/write_table.hpp"

#include <string>
#include <variant>
#include <vector>

namespace luoshi::form::copy {

struct Line {
    enum class Kind { title, right, note, section, caption, mark } kind = Kind::note;
    std::string text;
};

struct Layout {
    std::vector<std::variant<Line, office::WriteTable>> parts;
    std::vector<std::vector<std::string>> lists; // what cells choose from
};

// Chinese characters that stand beside each other on a page.
double page_width(const Form& form);

// info: as it is printed. Long texts of a sheet stand in several cells, for none is higher than a
// page and holds more than kMostCellText; those of pages in one.
Layout lay_out(const Form& form, const Filling& filling, const Outcome& outcome,
               const CopyInfo& info, office::Format format, const org::Directory& directory);

} // namespace luoshi::form::copy
