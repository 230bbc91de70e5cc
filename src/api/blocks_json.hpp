// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.hpp"
#include "base/text.hpp"
#include "office/document.hpp"

#include <vector>

namespace luoshi::api {

// Blocks of the contract. Spans in UTF-16 units.
Json blocks_json(const Utf16Offsets& offsets, const std::vector<office::Block>& blocks);

} // namespace luoshi::api
