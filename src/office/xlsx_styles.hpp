// SPDX-License-Identifier: Apache-2.0
// How cells of a workbook look: each combination of look and number format once, numbered as it is
// asked for.
#pragma once

#include "office/write_table.hpp"

#include <string>
#include <utility>
#include <vector>

namespace luoshi::office {

class XlsxStyles {
public:
    // Numbers in cellXfs: what the attribute s of a cell says.
    int of(const WriteCell& cell);
    int of(WriteLook look) { return of(look, "@"); }
    std::string xml() const; // the part xl/styles.xml

private:
    int of(WriteLook look, std::string_view format);
    std::vector<std::pair<WriteLook, std::string>> used_; // look, number format
};

} // namespace luoshi::office
