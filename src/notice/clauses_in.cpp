// SPDX-License-Identifier: Apache-2.0
// Where in an item its responsibility statement stands.
#include "notice/outline.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

bool is_stop(char32_t c) {
    return c == U'。' || c == ';' || c == ',' || c == ':' || c == ')' || c == ']';
}

// 列第一位者为牵头单位，下同: about the lists, not a list.
bool is_remark(View text) {
    return contains(text, U"下同") || contains(text, U"第一位") || contains(text, U"简称");
}

std::uint32_t named_size(const Clause& clause) {
    std::uint32_t bytes = 0;
    for (const auto& party : clause.parties) {
        bytes += party.origin.span.end - party.origin.span.begin;
    }
    return bytes / 3;
}

// Names must make up a good part of it; a sentence that happens to name one unit is none.
bool is_dense(const Clause& clause) {
    return !clause.parties.empty() && named_size(clause) * 5 >= clause.range.size();
}

void in_brackets(const Page& page, Range range, std::vector<Clause>& out) {
    for (auto i = range.first; i < range.last; ++i) {
        const auto close = page.partner[i];
        if (close <= i || close >= range.last) {
            continue;
        }
        const Range inside{i + 1, close};
        const auto text = page.glyphs.view(inside);
        const auto before = i > range.first ? page.glyphs[i - 1] : U'。';
        const bool sentence = is_stop(before) || page.glyphs.line_before(i) ||
                              close + 1 >= range.last || page.glyphs[close + 1] == U'。' ||
                              page.glyphs[close + 1] == ';' || page.glyphs.line_before(close + 1);
        if (sentence && has_role_word(text) && !is_remark(text)) {
            auto clause = parse_clause(page.glyphs, inside, page.lexicon, page.convention);
            if (is_dense(clause)) {
                clause.range = {i, close + 1};
                out.push_back(std::move(clause));
            }
        }
        i = close;
    }
}

// From the first key word on: 责任单位：X；完成时间：Y.
void in_fields(const Page& page, Range range, std::vector<Clause>& out) {
    for (auto i = range.first; i < range.last; ++i) {
        const bool begins = i == range.first || is_stop(page.glyphs[i - 1]) ||
                            page.glyphs.line_before(i) || page.glyphs.gap_before(i);
        if (begins && find_key(page.glyphs, i, range.last)) {
            auto clause = parse_clause(page.glyphs, {i, range.last}, page.lexicon, page.convention);
            if (!clause.parties.empty() || !clause.times.empty() || !clause.persons.empty()) {
                out.push_back(std::move(clause));
            }
            return;
        }
    }
}

// …，由X牵头，Y配合；  or a last sentence X负责。
void in_sentences(const Page& page, Range range, std::vector<Clause>& out) {
    constexpr auto kRoleWords =
        words(U"负责", U"牵头", U"配合", U"协办", U"参加", U"参与", U"指导", U"支持", U"落到实处");
    auto first = range.first;
    for (auto i = range.first; i <= range.last; ++i) {
        const bool end = i == range.last || page.glyphs[i] == U'。' || page.glyphs[i] == ';';
        if (!end) {
            continue;
        }
        const Range sentence{first, i};
        first = i + 1;
        const auto text = page.glyphs.view(sentence);
        const bool closes = ends_with_any(text, kRoleWords);
        if (!closes) {
            continue;
        }
        auto begin = sentence.first;
        for (auto j = sentence.first; j < sentence.last; ++j) {
            const bool starts =
                j == sentence.first || page.glyphs[j - 1] == ',' || page.glyphs[j - 1] == ':';
            if (starts && page.glyphs[j] == U'由') {
                begin = j;
                break;
            }
        }
        auto clause =
            parse_clause(page.glyphs, {begin, sentence.last}, page.lexicon, page.convention);
        const bool announced = page.glyphs[begin] == U'由';
        if (!clause.parties.empty() && (announced || (clause.times.empty() && is_dense(clause)))) {
            out.push_back(std::move(clause));
        }
    }
}

} // namespace

std::vector<Clause> find_clauses(const Page& page, Range range) {
    std::vector<Clause> out;
    in_brackets(page, range, out);
    if (out.empty()) {
        in_fields(page, range, out);
    }
    if (out.empty()) {
        in_sentences(page, range, out);
    }
    return out;
}

} // namespace luoshi::notice
