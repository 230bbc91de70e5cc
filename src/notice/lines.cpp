// SPDX-License-Identifier: Apache-2.0
#include "notice/lines.hpp"

#include "notice/clause.hpp"
#include "notice/labels.hpp"
#include "notice/lexicon.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// Where a numbered item of the sequence begins inside `line`, or the end of the line: "…前。3、…".
std::uint32_t next_in_sequence(const Glyphs& glyphs, Range line, const Label& before) {
    for (auto i = before.range.last + 1; i + 2 < line.last; ++i) {
        const bool stop = glyphs[i - 1] == U'。' || glyphs[i - 1] == U'；' ||
                          glyphs[i - 1] == ';' || glyphs[i - 1] == ')' || glyphs[i - 1] == ']';
        if (!stop || !is_number_char(glyphs[i])) {
            continue;
        }
        const auto label = find_label(glyphs, {i, line.last});
        if (label && label->kind == before.kind && label->value == before.value + 1) {
            return i;
        }
    }
    return line.last;
}

// 一、….（一）X负责。（二）Y负责。 in one printed line: where its points begin, when each says who
// is responsible.
std::vector<std::uint32_t> points_in_line(const Glyphs& glyphs, Range line, const Label& chapter) {
    std::vector<std::uint32_t> out;
    for (auto i = chapter.range.last + 1; i + 3 < line.last; ++i) {
        const bool stop = glyphs[i - 1] == U'。' || glyphs[i - 1] == ';' || glyphs[i - 1] == ')';
        if (!stop || glyphs[i] != '(') {
            continue;
        }
        const auto label = find_label(glyphs, {i, line.last});
        if (label && label->kind == LabelKind::paren_han &&
            label->value == static_cast<int>(out.size()) + 1) {
            out.push_back(i);
        }
    }
    for (std::size_t p = 0; p < out.size(); ++p) {
        const auto end = p + 1 < out.size() ? out[p + 1] : line.last;
        if (!has_role_word(glyphs.view({out[p], end}))) {
            return {};
        }
    }
    return out.size() >= 2 ? out : std::vector<std::uint32_t>{};
}

// A whole letter in one printed line: breaks at white space after a stop, a bracket or a colon,
// before a label or a date.
std::vector<Range> break_letter(const Glyphs& glyphs, Range line) {
    std::vector<Range> out;
    auto first = line.first;
    for (auto i = line.first + 1; i < line.last; ++i) {
        if (!glyphs.gap_before(i)) {
            continue;
        }
        const auto before = glyphs[i - 1];
        const auto so_far = glyphs.view({first, i});
        const bool stop = before == U'。' || before == ':' || before == ';' ||
                          ends_with(so_far, U"号)") || ends_with(so_far, U"通知");
        if (stop) {
            out.push_back({first, i});
            first = i;
        }
    }
    out.push_back({first, line.last});
    return out;
}

// 区发改委：1.…；2.…: a unit and its tasks in one line; the length of the unit and its colon.
std::uint32_t unit_before_number(const Glyphs& glyphs, Range line) {
    constexpr std::size_t kLongest = 16;
    const auto text = glyphs.view(line);
    const auto colon = text.substr(0, kLongest).find(U':');
    if (colon == View::npos || colon < 3 || colon + 2 >= text.size()) {
        return 0;
    }
    const auto behind = line.first + static_cast<std::uint32_t>(colon) + 1;
    const auto label = find_label(glyphs, {behind, line.last});
    const bool first = label && label->value == 1 &&
                       (label->kind == LabelKind::arabic || label->kind == LabelKind::paren_arabic);
    return first && looks_like_unit(text.substr(0, colon), Lexicon{}) &&
                   !key_of_heading(text.substr(0, colon))
               ? behind - line.first
               : 0;
}

// （一）….1.…（X负责）2.…（Y负责） in one printed line: where the numbers go on behind `last`, when
// each point says who is responsible.
std::vector<std::uint32_t> numbers_in_line(const Glyphs& glyphs, Range line, const Label& label,
                                           int last) {
    std::vector<std::uint32_t> out;
    for (auto i = label.range.last + 1; i + 3 < line.last; ++i) {
        const auto before = glyphs[i - 1];
        const bool stop = before == U'。' || before == ';' || before == ')' || before == ']' ||
                          (before == ':' && out.empty());
        if (!stop || !is_digit(glyphs[i])) {
            continue;
        }
        const auto point = find_label(glyphs, {i, line.last});
        const bool next = point && point->kind == LabelKind::arabic &&
                          (point->value == last + 1 || (point->value == 1 && out.empty()));
        if (next) {
            out.push_back(i);
            last = point->value;
        }
    }
    for (std::size_t p = 0; p < out.size(); ++p) {
        const auto end = p + 1 < out.size() ? out[p + 1] : line.last;
        if (!has_role_word(glyphs.view({out[p], end}))) {
            return {};
        }
    }
    return out;
}

constexpr std::uint32_t kLetterInOneLine = 120; // characters; shorter lines are left whole

// The number the lines so far came to, however many lines its task has.
const Label* number_before(const std::vector<Line>& lines) {
    constexpr std::size_t kFarthest = 16;
    for (std::size_t i = lines.size(), seen = 0; i-- > 0 && seen < kFarthest; ++seen) {
        const auto& label = lines[i].label;
        if (label && (label->kind == LabelKind::arabic || label->kind == LabelKind::dotted)) {
            return &*label;
        }
    }
    return nullptr;
}

// The last number of the lines so far, which a point that runs on inside a line follows.
const Label* last_number(const std::vector<Line>& lines) {
    constexpr std::size_t kFarthest = 4;
    for (std::size_t i = lines.size(), seen = 0; i-- > 0 && seen < kFarthest; ++seen) {
        if (lines[i].label) {
            return lines[i].label->kind == LabelKind::arabic ? &*lines[i].label : nullptr;
        }
    }
    return nullptr;
}

void add_line(const Glyphs& glyphs, Range range, std::vector<Line>& lines) {
    bool split = false;
    while (!range.empty()) {
        const auto* const before = last_number(lines);
        auto label = next_label(glyphs, range, number_before(lines));
        const auto end =
            label    ? next_in_sequence(glyphs, range, *label)
            : before ? next_in_sequence(
                           glyphs, range,
                           Label{before->kind, {range.first, range.first}, {}, {}, before->value})
                     : range.last;
        std::vector<std::uint32_t> points;
        if (label && label->kind == LabelKind::chapter) {
            points = points_in_line(glyphs, {range.first, end}, *label);
        }
        if (label && points.empty() &&
            (label->kind == LabelKind::chapter || label->kind == LabelKind::paren_han)) {
            const auto* const number = number_before(lines);
            const bool plain = number != nullptr && number->kind == LabelKind::arabic;
            points = numbers_in_line(glyphs, {range.first, end}, *label, plain ? number->value : 0);
        }
        lines.push_back(
            {{range.first, points.empty() ? end : points.front()}, std::move(label), split});
        for (std::size_t p = 0; p < points.size(); ++p) {
            const Range point{points[p], p + 1 < points.size() ? points[p + 1] : end};
            lines.push_back({point, find_label(glyphs, point), true});
        }
        range.first = end;
        split = true;
    }
}

} // namespace

std::vector<Line> split_lines(const Glyphs& glyphs, Range range) {
    std::vector<Line> lines;
    for (auto first = range.first; first < range.last;) {
        auto last = first + 1;
        while (last < range.last && !glyphs.line_before(last)) {
            ++last;
        }
        const Range line{first, last};
        first = last;
        const auto text = glyphs.view(line);
        if (text == U"|") {
            continue;
        }
        if (const auto unit = unit_before_number(glyphs, line); unit > 0) {
            lines.push_back({{line.first, line.first + unit}, std::nullopt, false});
            add_line(glyphs, {line.first + unit, line.last}, lines);
            continue;
        }
        if (line.size() > kLetterInOneLine && contains(text, U":")) {
            for (const auto part : break_letter(glyphs, line)) {
                add_line(glyphs, part, lines);
            }
        } else {
            add_line(glyphs, line, lines);
        }
    }
    return lines;
}

void mark_flow(const Glyphs& glyphs, std::vector<Line>& lines) {
    constexpr std::size_t kFewest = 12, kTolerance = 2, kNarrowest = 15, kWidest = 60;
    constexpr std::size_t kFewestFull = 5;
    std::vector<std::size_t> lengths(lines.size()), sorted; // of printed lines
    for (std::size_t i = lines.size(), length = 0; i-- > 0;) {
        length += lines[i].range.size();
        lengths[i] = length;
        if (!lines[i].split) {
            sorted.push_back(std::exchange(length, 0));
        }
    }
    if (sorted.size() < kFewest) {
        return;
    }
    std::sort(sorted.begin(), sorted.end());
    const auto width = sorted[sorted.size() - 1 - sorted.size() / 50];
    const auto full = std::count_if(sorted.begin(), sorted.end(), [&](std::size_t length) {
        return length + kTolerance >= width && length <= width + kTolerance;
    });
    const auto fewest = std::max(kFewestFull, sorted.size() / 12);
    if (width < kNarrowest || width > kWidest || static_cast<std::size_t>(full) < fewest) {
        return;
    }
    std::size_t before = 0; // the printed line before
    for (std::size_t i = 1; i < lines.size(); ++i) {
        before = lines[i - 1].split ? before : lengths[i - 1];
        if (!lines[i].split && glyphs.line_before(lines[i].range.first)) {
            lines[i].flow = before + 2 * kTolerance >= width ? Flow::goes_on : Flow::begins;
        }
    }
}

std::vector<std::uint32_t> pair_brackets(const Glyphs& glyphs, const std::vector<Line>& lines) {
    constexpr std::uint32_t kFarthest = 3000;
    std::vector<std::uint32_t> partner(glyphs.size());
    std::iota(partner.begin(), partner.end(), 0U);
    std::vector<std::uint32_t> open;
    for (const auto& line : lines) {
        if (line.label) {
            open.clear();
        }
        const auto from = line.label ? line.label->range.last : line.range.first;
        for (auto i = from; i < line.range.last; ++i) {
            const auto c = glyphs[i];
            if (c == '(' || c == '[') {
                open.push_back(i);
            } else if ((c == ')' || c == ']') && !open.empty()) {
                // a closing bracket passes over open ones of the other shape: they were never
                // closed
                const char32_t shape = c == ')' ? U'(' : U'[';
                auto j = open.size();
                while (j > 0 && open.size() - j < 8 && glyphs[open[j - 1]] != shape) {
                    --j;
                }
                if (j == 0 || glyphs[open[j - 1]] != shape || i - open[j - 1] > kFarthest) {
                    continue;
                }
                partner[i] = open[j - 1];
                partner[open[j - 1]] = i;
                open.resize(j - 1);
            }
        }
    }
    return partner;
}

} // namespace luoshi::notice
