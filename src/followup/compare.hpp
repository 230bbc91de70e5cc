// SPDX-License-Identifier: Apache-2.0
// Two readings of a notice item by item: what a correction changes, before it changes anything.
#pragma once

#include "followup/draft.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

enum class ChangeKind { same, changed, added, removed };
std::string_view to_string(ChangeKind kind) noexcept;

struct ItemChange {
    ChangeKind kind = ChangeKind::same;
    std::optional<std::size_t> before, after; // places in the items of the drafts
    std::vector<std::string> fields; // that differ: number, section, text, parties, deadlines
};

struct Comparison {
    std::vector<ItemChange> items;    // in the order of `after`; removed ones where they stood
    std::vector<std::string> header;  // fields that differ
    std::vector<std::string> general; // as ItemChange::fields

    std::size_t count(ChangeKind kind) const;
};

// Pairs the items by number, section and words; one of a kind is paired once. White space, width
// and brackets make no difference; titles follow the text.
Comparison compare(const Draft& before, const Draft& after);

} // namespace luoshi::followup
