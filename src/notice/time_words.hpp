// SPDX-License-Identifier: Apache-2.0
// Reading times word by word: the scanner, and the times that no calendar date names.
#pragma once

#include "notice/deadlines.hpp"
#include "notice/lines.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace luoshi::notice {

struct Found {
    std::size_t end = 0;
    DeadlineKind kind = DeadlineKind::date;
    std::string value; // empty: a time, but nothing is due by it
    double confidence = 0.9;
    std::string_view rule;
    std::uint32_t trigger = 0; // characters before it that start the clock: 省出台文件(后2个月)
};

inline Found make_time(std::size_t end, DeadlineKind kind, std::string value, std::string_view rule,
                       double confidence = 0.95) {
    return {end, kind, std::move(value), confidence, rule};
}
inline Found no_deadline(std::size_t end) {
    return {end, DeadlineKind::date, {}, 0, {}};
}

// Reads forward through one text; every take moves only if it matches.
struct Scanner {
    std::u32string_view text;
    std::size_t at = 0;

    bool take(std::u32string_view word) {
        if (!starts_with(text.substr(std::min(at, text.size())), word)) {
            return false;
        }
        at += word.size();
        return true;
    }
    bool take_any(std::initializer_list<std::u32string_view> list) {
        return std::any_of(list.begin(), list.end(), [this](auto word) { return take(word); });
    }
    bool take_before() { return take_any({U"之前", U"以前", U"前", U"止"}); }
    std::optional<int> number() { return read_number(text, at); }
    char32_t peek() const { return at < text.size() ? text[at] : U'。'; }
    char32_t before(std::size_t place) const { return place == 0 ? U'。' : text[place - 1]; }
    // A number followed by `word`, within bounds; nothing is moved otherwise.
    std::optional<int> number_before(std::u32string_view word, int low, int high) {
        const auto start = at;
        const auto value = number();
        if (value && *value >= low && *value <= high && take(word)) {
            return value;
        }
        at = start;
        return std::nullopt;
    }
    // [first, last) has punctuation or an edge on both sides.
    bool alone(std::size_t first, std::size_t last) const {
        constexpr std::u32string_view kStops = U",。;:!?、()[]“”";
        return kStops.find(before(first)) != std::u32string_view::npos &&
               (last >= text.size() || kStops.find(text[last]) != std::u32string_view::npos);
    }
};

// 每月28日前, 每年2月10日前, 按季, 次月3日前.
std::optional<Found> read_recurring(Scanner s);

// 自收到之日起5个工作日内, 5年内, 立行立改.
std::optional<Found> read_relative(Scanner s, const TimeOptions& options);

// 长期坚持 anywhere; 持续推进 alone between stops; 全年, 常态化 only in a field.
std::optional<Found> read_long_term(Scanner s, TimeContext context);

// “十二五”期末: the n-th five-year plan ends in 1955 + 5n.
std::optional<Found> read_plan_end(Scanner s);

} // namespace luoshi::notice
