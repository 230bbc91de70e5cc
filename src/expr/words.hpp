// SPDX-License-Identifier: Apache-2.0
// The reserved words, and what a misspelt one was meant to be.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::expr {

enum class Keyword : std::uint8_t {
    and_,
    or_,
    not_,
    in,
    between,
    where,
    over,
    at,
    choose,
    when,
    else_,
    true_,
    false_
};

std::optional<Keyword> find_keyword(std::string_view word);
std::string_view spelling(Keyword keyword, bool chinese);
bool joins_bounds(std::string_view word); // 与, 至, 和 of 介于 a 与 b
bool is_reserved(std::string_view name);  // one of these, a keyword or the name of a function

// The nearest of `names` to `word` by edits of characters: at most a third of its characters, and
// one for a word of two. nullopt: none is near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> names);

} // namespace luoshi::expr
