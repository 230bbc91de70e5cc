// SPDX-License-Identifier: Apache-2.0
#include "notice/labels.hpp"

#include "notice/words.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::u32string_view kHanDigits = U"〇一二三四五六七八九";

int han_digit(char32_t c) {
    if (c == U'零' || c == U'两') {
        return c == U'零' ? 0 : 2;
    }
    const auto found = kHanDigits.find(c);
    return found == std::u32string_view::npos ? -1 : static_cast<int>(found);
}

} // namespace

bool is_number_char(char32_t c) {
    return is_digit(c) || han_digit(c) >= 0 || c == U'十' || c == U'百';
}

namespace {

std::optional<int> read_han(std::u32string_view text, std::size_t& at) {
    int total = 0, digit = 0, positional = 0;
    std::size_t i = at, plain = 0;
    bool units = false;
    for (; i < text.size() && i - at < 7; ++i) {
        const int d = han_digit(text[i]);
        if (d >= 0) {
            digit = d;
            positional = positional * 10 + d;
            ++plain;
        } else if (text[i] == U'十' || text[i] == U'百') {
            total += (digit == 0 ? 1 : digit) * (text[i] == U'十' ? 10 : 100);
            digit = 0;
            units = true;
        } else {
            break;
        }
    }
    if (i == at || (!units && plain > 4)) {
        return std::nullopt;
    }
    at = i;
    return units ? total + digit : positional;
}

Label make_label(LabelKind kind, Range range, std::string path, int value) {
    return {kind, range, std::move(path), std::to_string(value), value};
}

std::optional<Label> parenthesised(const Glyphs& glyphs, Range range) {
    const auto text = glyphs.view(range).substr(0, 8);
    std::size_t at = 1;
    const bool arabic = at < text.size() && is_digit(text[at]);
    const auto value = read_number(text, at);
    if (!value || *value == 0 || *value > 199 || at >= text.size() || text[at] != ')') {
        return std::nullopt;
    }
    const auto inner =
        glyphs.printed({range.first + 1, range.first + static_cast<std::uint32_t>(at)});
    auto last = range.first + static_cast<std::uint32_t>(at) + 1;
    if (last < range.last && (glyphs[last] == U'、' || glyphs[last] == '.')) {
        ++last;
    }
    return make_label(arabic ? LabelKind::paren_arabic : LabelKind::paren_han, {range.first, last},
                      "（" + inner + "）", *value);
}

std::optional<Label> enclosed(Range range, char32_t c) {
    const auto one = Range{range.first, range.first + 1};
    const auto value = [&](char32_t first) { return static_cast<int>(c - first) + 1; };
    if (c >= U'⑴' && c <= U'⒇') {
        const auto number = value(U'⑴');
        return make_label(LabelKind::paren_arabic, one, "（" + std::to_string(number) + "）",
                          number);
    }
    if (c >= U'①' && c <= U'⑳') {
        return make_label(LabelKind::circled, one, std::to_string(value(U'①')), value(U'①'));
    }
    if (c >= U'⒈' && c <= U'⒛') {
        return make_label(LabelKind::arabic, one, std::to_string(value(U'⒈')), value(U'⒈'));
    }
    return std::nullopt;
}

std::optional<Label> worded(const Glyphs& glyphs, Range range) {
    const auto text = glyphs.view(range).substr(0, 10);
    const bool annex = starts_with(text, U"附件");
    if (!annex && text[0] != U'第') {
        return std::nullopt;
    }
    std::size_t at = annex ? 2 : 1;
    const auto value = read_number(text, at);
    if (annex) {
        if (at < text.size() && text[at] == ':' && !value) {
            return std::nullopt; // 附件：… names it, it does not begin it
        }
        if (at < text.size() && value && (text[at] == U'、' || is_han(text[at]))) {
            return std::nullopt;
        }
        if (at < text.size() && !value) {
            return std::nullopt;
        }
        const auto end = range.first + static_cast<std::uint32_t>(at);
        const auto last = at < text.size() && text[at] == ':' ? end + 1 : end;
        return make_label(LabelKind::annex, {range.first, last}, glyphs.printed({range.first, end}),
                          value.value_or(1));
    }
    const bool two = starts_with(text.substr(std::min(at, text.size())), U"部分");
    const auto kind = at < text.size() ? text[at] : U' ';
    const auto count_end = range.first + static_cast<std::uint32_t>(at) + 1;
    const bool counter = kind == U'号' || kind == U'项' || kind == U'件'; // 第1号 关于…的建议
    if (value && counter && count_end < range.last &&
        (glyphs.gap_before(count_end) || glyphs[count_end] == ':')) {
        return make_label(LabelKind::arabic,
                          {range.first, count_end + (glyphs[count_end] == ':' ? 1U : 0U)},
                          glyphs.printed({range.first, count_end}), *value);
    }
    if (value && kind == U'条' && glyphs.gap_before(count_end)) { // 第一条 and white space
        return make_label(LabelKind::arabic, {range.first, count_end},
                          glyphs.printed({range.first, count_end}), *value);
    }
    if (!value || !(two || kind == U'章' || kind == U'节')) {
        return std::nullopt;
    }
    const auto last = range.first + static_cast<std::uint32_t>(at) + (two ? 2U : 1U);
    return make_label(LabelKind::part, {range.first, last}, glyphs.printed({range.first, last}),
                      *value);
}

// 任务1：, 举措3、: a word for a task and its number.
std::optional<Label> counted(const Glyphs& glyphs, Range range) {
    const auto text = glyphs.view(range).substr(0, 10);
    if (starts_with(text, U"序号:")) { // a record of fields: 序号：1
        std::size_t at = 3;
        const auto value = read_number(text, at);
        const auto end = range.first + static_cast<std::uint32_t>(at);
        if (value && *value > 0 && (end == range.last || glyphs.line_before(end))) {
            return make_label(LabelKind::arabic, {range.first, end},
                              glyphs.printed({range.first + 3, end}), *value);
        }
    }
    for (const auto word : words(U"任务", U"举措", U"措施", U"事项", U"项目")) {
        auto at = word.size();
        const auto value = starts_with(text, word) ? read_number(text, at) : std::nullopt;
        if (value && *value > 0 && at < text.size() && (text[at] == ':' || text[at] == U'、')) {
            const auto end = range.first + static_cast<std::uint32_t>(at);
            return make_label(LabelKind::arabic, {range.first, end + 1},
                              glyphs.printed({range.first, end}), *value);
        }
    }
    return std::nullopt;
}

// The end of the digits at `at` that are printed together: "1.1 2020年" ends its label behind 1.1.
std::uint32_t digits_end(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    auto end = at;
    while (end < last && is_digit(glyphs[end]) && (end == at || !glyphs.gap_before(end))) {
        ++end;
    }
    return end;
}

// [at, end) is the year, month or day a task begins with, not a part of its number: 2.2020年…
bool begins_date(const Glyphs& glyphs, std::uint32_t at, std::uint32_t end) {
    const auto behind = glyphs[end];
    const bool year = end - at == 4 && (behind == U'年' || behind == U'-' || behind == U'至');
    return year || behind == U'月' || (end - at == 4 && behind == '.');
}

// The dotted number behind `end`, 1.2.3: its last part, and `end` moves behind it.
int dotted_parts(const Glyphs& glyphs, std::uint32_t& end, std::uint32_t last, int value) {
    const auto limit = end + 9;
    while (end + 1 < last && end < limit && glyphs[end] == '.' && is_digit(glyphs[end + 1]) &&
           !glyphs.gap_before(end + 1)) {
        const auto next = digits_end(glyphs, end + 1, last);
        std::size_t at = 0;
        const auto part = read_number(glyphs.view({end + 1, next}), at);
        if (!part || begins_date(glyphs, end + 1, next)) {
            break;
        }
        value = *part;
        end = next;
    }
    return value;
}

// 一、
std::optional<Label> han_numbered(const Glyphs& glyphs, Range range) {
    const auto text = glyphs.view(range).substr(0, 8);
    std::size_t at = 0;
    const auto value = read_number(text, at);
    if (!value || *value == 0 || *value > 999 || at >= text.size() ||
        (text[at] != U'、' && text[at] != '.')) {
        return std::nullopt;
    }
    const auto end = range.first + static_cast<std::uint32_t>(at);
    return make_label(LabelKind::chapter, {range.first, end + 1},
                      glyphs.printed({range.first, end}), *value);
}

// 1. 1、 1) and 1.2
std::optional<Label> numbered(const Glyphs& glyphs, Range range) {
    const auto first_end = digits_end(glyphs, range.first, range.last);
    std::size_t at = 0;
    const auto value = read_number(glyphs.view({range.first, first_end}), at);
    if (!value || *value == 0 || *value > 999) {
        return std::nullopt;
    }
    const auto mark = [&](std::uint32_t i) { return i < range.last ? glyphs[i] : U' '; };
    auto end = first_end;
    const int last = dotted_parts(glyphs, end, range.last, *value);
    if (end > first_end) { // 1.2: a label only when something sets it off, so that 3.5% is none
        const bool mark_after = mark(end) == U'、' || mark(end) == '.';
        const bool gap = end < range.last && glyphs.gap_before(end);
        if (!mark_after && !gap) {
            return std::nullopt;
        }
        auto path = glyphs.printed({range.first, end});
        return Label{
            LabelKind::dotted, {range.first, end + (mark_after ? 1U : 0U)}, path, path, last};
    }
    const bool closed = mark(end) == ')' && first_end - range.first <= 2;
    if (mark(end) != '.' && mark(end) != U'、' && !closed) {
        return std::nullopt;
    }
    return make_label(LabelKind::arabic, {range.first, end + 1}, glyphs.printed({range.first, end}),
                      *value);
}

} // namespace

std::optional<int> read_number(std::u32string_view text, std::size_t& at) {
    if (at < text.size() && is_digit(text[at])) {
        int value = 0;
        std::size_t i = at;
        for (; i < text.size() && is_digit(text[i]); ++i) {
            if (i - at >= 4) {
                return std::nullopt;
            }
            value = value * 10 + static_cast<int>(text[i] - '0');
        }
        at = i;
        return value;
    }
    return read_han(text, at);
}

std::optional<Label> find_label(const Glyphs& glyphs, Range range) {
    constexpr View kMarks = U"★☆●▲△◆◇■□※▪"; // ★1.
    if (range.size() > 1 && kMarks.find(glyphs[range.first]) != View::npos &&
        kMarks.find(glyphs[range.first + 1]) == View::npos) {
        auto label = find_label(glyphs, {range.first + 1, range.last});
        if (label) {
            label->range.first = range.first;
        }
        return label;
    }
    if (range.empty()) {
        return std::nullopt;
    }
    const auto c = glyphs[range.first];
    if (c == '[') { // 【重点任务】 1.
        const auto close = glyphs.view(range).substr(0, 8).find(U']');
        const auto inside = glyphs.view(range).substr(1, close == View::npos ? 0 : close - 1);
        const bool task = ends_with_any(inside, words(U"任务", U"举措", U"内容", U"措施", U"事项"));
        auto label = task ? find_label(glyphs, {range.first + static_cast<std::uint32_t>(close) + 1,
                                                range.last})
                          : std::nullopt;
        if (label) {
            label->range.first = range.first;
        }
        return label;
    }
    if (c == '(') {
        return parenthesised(glyphs, range);
    }
    if (c == U'附' || c == U'第') {
        return worded(glyphs, range);
    }
    if (auto one = enclosed(range, c)) {
        return one;
    }
    if (c == U'序' || c == U'任' || c == U'举' || c == U'措' || c == U'事' || c == U'项') {
        return counted(glyphs, range);
    }
    if (is_digit(c)) {
        return numbered(glyphs, range);
    }
    return is_number_char(c) ? han_numbered(glyphs, range) : std::nullopt;
}

namespace {

struct Parts {
    std::vector<int> values; // of 1-2 or 1.2.3
    std::uint32_t end = 0;
};

// The numbers at `at` with one and the same - or . between them, nothing else in between.
Parts read_parts(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    constexpr std::size_t kMost = 4;
    Parts parts{{}, at};
    const auto mark = glyphs[digits_end(glyphs, at, last)];
    while (at < last && is_digit(glyphs[at]) && parts.values.size() < kMost) {
        parts.end = digits_end(glyphs, at, last);
        std::size_t zero = 0;
        const auto value = read_number(glyphs.view({at, parts.end}), zero);
        if (!value || parts.end - at > 3 || begins_date(glyphs, at, parts.end)) {
            return {};
        }
        parts.values.push_back(*value);
        if (mark != '-' && mark != '.') {
            break;
        }
        at = glyphs[parts.end] == mark ? parts.end + 1 : last;
    }
    return parts;
}

// 1-2 follows 1-1, 2-1 follows 1-5: one part is counted on, those behind it begin again.
bool follows(const std::vector<int>& next, const std::vector<int>& before) {
    std::size_t same = 0;
    while (same < next.size() && same < before.size() && next[same] == before[same]) {
        ++same;
    }
    const bool counted =
        same < next.size() && next[same] == (same < before.size() ? before[same] : 0) + 1;
    return counted && std::all_of(next.begin() + static_cast<std::ptrdiff_t>(same) + 1, next.end(),
                                  [](int part) { return part == 1; });
}

// 1-1清理, 1.2新建: numbers of several parts that nothing sets off are labels where they go on
// with the one before; the first one is, when its parts are joined by a hyphen.
std::optional<Label> glued(const Glyphs& glyphs, Range range, const Label* before) {
    const auto parts = read_parts(glyphs, range.first, range.last);
    constexpr View kCounted = U"年月日天周个名家人户项亿万千百元公米吨平亩倍小至-%";
    const bool hyphen = contains(glyphs.view({range.first, parts.end}), U"-");
    const bool counted = !hyphen && kCounted.find(glyphs[parts.end]) != View::npos; // 1.2万亩
    if (parts.values.size() < 2 || counted || is_digit(glyphs[parts.end]) ||
        glyphs[parts.end] == U'月' || glyphs[parts.end] == U'年') {
        return std::nullopt;
    }
    std::vector<int> earlier;
    if (before != nullptr && before->kind == LabelKind::dotted) {
        earlier = read_parts(glyphs, before->range.first, before->range.last).values;
    }
    const bool first = earlier.empty() && hyphen && parts.values.back() == 1;
    if (!first && (earlier.empty() || !follows(parts.values, earlier))) {
        return std::nullopt;
    }
    const bool mark = glyphs[parts.end] == U'、' || glyphs[parts.end] == '.';
    auto path = glyphs.printed({range.first, parts.end});
    return Label{LabelKind::dotted,
                 {range.first, parts.end + (mark ? 1U : 0U)},
                 path,
                 path,
                 parts.values.back()};
}

// 1000. behind 999.: only the sequence tells it from a year.
std::optional<Label> beyond_hundreds(const Glyphs& glyphs, Range range, const Label& before) {
    const auto end = digits_end(glyphs, range.first, range.last);
    std::size_t at = 0;
    const auto value = read_number(glyphs.view({range.first, end}), at);
    const bool mark = glyphs[end] == U'、' || (glyphs[end] == '.' && !is_digit(glyphs[end + 1]));
    if (end - range.first != 4 || !mark || !value || before.kind != LabelKind::arabic ||
        *value != before.value + 1) {
        return std::nullopt;
    }
    return make_label(LabelKind::arabic, {range.first, end + 1}, glyphs.printed({range.first, end}),
                      *value);
}

} // namespace

std::optional<Label> next_label(const Glyphs& glyphs, Range range, const Label* before) {
    auto label = find_label(glyphs, range);
    if (label || range.empty() || !is_digit(glyphs[range.first])) {
        return label;
    }
    if (auto parts = glued(glyphs, range, before)) {
        return parts;
    }
    if (before == nullptr || before->kind != LabelKind::arabic) {
        return std::nullopt;
    }
    if (auto high = beyond_hundreds(glyphs, range, *before)) {
        return high;
    }
    // 8.3个街道…: with the number before it just passed, the label is 8. and not 8.3.
    const auto end = digits_end(glyphs, range.first, range.last);
    std::size_t at = 0;
    const auto value = read_number(glyphs.view({range.first, end}), at);
    const bool dotted = glyphs[end] == '.' && is_digit(glyphs[end + 1]);
    return dotted && value == before->value + 1
               ? std::optional{make_label(LabelKind::arabic, {range.first, end + 1},
                                          glyphs.printed({range.first, end}), *value)}
               : std::nullopt;
}

} // namespace luoshi::notice
