// SPDX-License-Identifier: Apache-2.0
// Fixed lists of words of folded text, and how they are looked for.
#pragma once

#include "notice/glyphs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace luoshi::notice {

template <class... Words>
constexpr auto words(const Words&... list) {
    return std::array<std::u32string_view, sizeof...(Words)>{std::u32string_view{list}...};
}

template <class List>
bool is_any(std::u32string_view text, const List& list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}
template <class List>
bool starts_with_any(std::u32string_view text, const List& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](auto word) { return starts_with(text, word); });
}
template <class List>
bool ends_with_any(std::u32string_view text, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](auto word) { return ends_with(text, word); });
}
template <class List>
bool contains_any(std::u32string_view text, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](auto word) { return contains(text, word); });
}
// Length of the first word of `list` that `text` begins with; 0: none.
template <class List>
std::size_t length_of_start(std::u32string_view text, const List& list) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](auto word) { return starts_with(text, word); });
    return found == list.end() ? 0 : found->size();
}

} // namespace luoshi::notice
