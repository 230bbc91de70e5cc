// SPDX-License-Identifier: Apache-2.0
// What the elements and attributes of a page mean for its text.
#pragma once

#include "office/html_page.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace luoshi::office {

bool is_block(std::string_view name) noexcept;      // begins and ends a line
bool is_table_part(std::string_view name) noexcept; // table, tr, td, th, thead, tbody, tfoot
bool is_hidden(std::string_view name, const Attributes& attributes);
Place place_of(std::string_view name, const Attributes& attributes);
std::optional<long> whole_number(std::string_view text) noexcept; // leading digits, at most 6

// How the numbers of a list look, a format of numerals.hpp; empty: it shows none.
// name: of the list's element; empty for one item's own attributes.
std::string_view list_numbers(std::string_view name, const Attributes& attributes);
std::string list_label(std::string_view numbers, long value); // "3. ", "三、"; empty for none

} // namespace luoshi::office
