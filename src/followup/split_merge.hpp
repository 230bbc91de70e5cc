// SPDX-License-Identifier: Apache-2.0
// One item made of two, and two made of one.
#pragma once

#include "followup/draft.hpp"

#include <cstdint>
#include <string>

namespace luoshi::followup {

// `target` takes the words, parties, deadlines and the rest of `other`, which stands behind it;
// what both have counts once.
void merge_into(DraftItem& target, const DraftItem& other, const std::string& text);

// Cuts `target` at byte `at` of the text, inside its words, and returns the second part, without a
// key. Its number is that of the first with "-2".
DraftItem split_off(DraftItem& target, std::uint32_t at, const std::string& text);

} // namespace luoshi::followup
