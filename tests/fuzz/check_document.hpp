// SPDX-License-Identifier: Apache-2.0
// What holds of every document, whatever it was made of.
#pragma once

#include "base/error.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"
#include "office/document_json.hpp"

#include <vector>

namespace luoshi::fuzz {

inline void check_table(const office::Table& table, const office::Block& block) {
    std::vector<bool> taken(table.rows * table.columns);
    for (const auto& cell : table.cells) {
        ensure(cell.rows > 0 && cell.columns > 0 && cell.row + cell.rows <= table.rows &&
                   cell.column + cell.columns <= table.columns,
               "a cell lies inside its table");
        ensure(cell.span.begin >= block.span.begin && cell.span.end <= block.span.end &&
                   cell.span.begin <= cell.span.end,
               "its words lie inside the block");
        for (auto r = cell.row; r < cell.row + cell.rows; ++r) {
            for (auto c = cell.column; c < cell.column + cell.columns; ++c) {
                ensure(!taken[r * table.columns + c], "no two cells overlap");
                taken[r * table.columns + c] = true;
            }
        }
    }
}

// Blocks lie in order, cells in their tables; it survives its JSON; a notice can be looked for.
inline void check_document(const office::Document& document) {
    std::size_t end = 0;
    for (const auto& block : document.blocks) {
        ensure(block.span.begin >= end && block.span.end >= block.span.begin &&
                   block.span.end <= document.text.size(),
               "blocks stand in the order of the text");
        end = block.span.end;
        if (block.table) {
            check_table(*block.table, block);
        }
    }
    ensure(office::from_json(office::to_json(document), document.text) == document,
           "JSON keeps a document");
    notice::read(document, {});
}

} // namespace luoshi::fuzz
