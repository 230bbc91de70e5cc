// SPDX-License-Identifier: Apache-2.0
// A document as JSON: how the reader's child hands it back, and how blocks are kept.
#pragma once

#include "office/document.hpp"

#include <string>
#include <string_view>

namespace luoshi::office {

// [{"kind":"table","span":[10,80],"page":2,"table":{"rows":3,"columns":2,"heading_rows":1,
//   "cells":[[begin,end,row,column,rows,columns],…]}},…]; level, page, sheet, first_row and table
// stand only where they say something.
std::string blocks_to_json(const std::vector<Block>& blocks);
std::vector<Block>
blocks_from_json(std::string_view json); // errors: invalid_argument "office.bad-json"

// {"format","encoding","pages","blocks","warnings"}; the text is left out, for it travels beside.
std::string to_json(const Document& document);

// from_json(to_json(d), d.text) == d. Errors: invalid_argument "office.bad-json".
Document from_json(std::string_view json, std::string text);

std::string_view to_string(BlockKind kind) noexcept; // "table", …

} // namespace luoshi::office
