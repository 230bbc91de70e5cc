// SPDX-License-Identifier: Apache-2.0
// Tables of one row of headings and rows of texts, which is what most papers have.
#pragma once

#include "office/write_table.hpp"

#include <string>
#include <vector>

namespace luoshi::office {

// Each row is as long as `heads`, and so are the widths (see WriteTable).
WriteTable plain_table(const std::vector<std::string>& heads, const std::vector<double>& widths,
                       const std::vector<std::vector<std::string>>& rows);

} // namespace luoshi::office
