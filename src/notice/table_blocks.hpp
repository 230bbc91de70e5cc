// SPDX-License-Identifier: Apache-2.0
// Tables whose cells the file itself tells: of docx, pdf, html, xlsx.
#pragma once

#include "notice/table_cells.hpp"
#include "office/document.hpp"

#include <vector>

namespace luoshi::notice {

// Those headed like a division of tasks. One without headings that goes on with the columns of the
// one before takes its headings. Paragraphs of a cell stay apart.
std::vector<Grid> grids_of_blocks(const Glyphs& glyphs, const std::vector<office::Block>& blocks);

} // namespace luoshi::notice
