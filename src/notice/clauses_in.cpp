// SPDX-License-Identifier: Apache-2.0
// Where in an item its responsibility statement stands.
#include "notice/outline.hpp"

#include "notice/deadlines.hpp"
#include "notice/reports.hpp"
#include "notice/words.hpp"

#include <algorithm>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

bool is_stop(char32_t c) {
    return c == U'。' || c == ';' || c == ',' || c == ':' || c == ')' || c == ']';
}

bool is_time(const Page& page, Range piece) {
    return !find_deadlines(page.glyphs, piece, {TimeContext::field, 2000}).empty();
}

// 列第一位者为牵头单位，下同: about the lists, not a list.
bool is_remark(View text) {
    const bool about_lists = contains_any(text, words(U"列", U"排", U"含", U"指", U"无牵头"));
    return contains(text, U"第一位") || contains(text, U"简称") ||
           (contains(text, U"下同") && (about_lists || !has_role_word(text)));
}

std::uint32_t named_size(const Clause& clause) {
    std::uint32_t bytes = 0;
    for (const auto& party : clause.parties) {
        bytes += party.origin.span.end - party.origin.span.begin;
    }
    return bytes / 3;
}

// Names must make up a good part of what says no time; a sentence that happens to name one unit is
// none.
bool is_dense(const Page& page, const Clause& clause) {
    auto size = clause.range.size();
    for (const auto time : clause.times) {
        const bool aside =
            is_time(page, time) || !find_receivers(page.glyphs, time, page.lexicon).empty();
        size -= aside ? time.size() : 0;
    }
    return !clause.parties.empty() && named_size(clause) * 5 >= size;
}

// A key begins it and something it announces follows: （责任单位：X；完成时限：Y）.
bool is_keyed(const Page& page, const Clause& clause) {
    const bool dated = std::any_of(clause.times.begin(), clause.times.end(),
                                   [&](Range time) { return is_time(page, time); });
    return find_key(page.glyphs, clause.range.first, clause.range.last).has_value() &&
           (!clause.parties.empty() || dated);
}

// Names and what separates them; behind them perhaps a time.
bool is_all_names(const Page& page, Range inside) {
    if (inside.size() < 2 || inside.size() > 300) {
        return false;
    }
    auto first = inside.first;
    for (auto i = inside.first; i <= inside.last; ++i) {
        if (i < inside.last && page.glyphs[i] != ',' && page.glyphs[i] != ';') {
            continue;
        }
        const Range piece{first, i};
        first = i + 1;
        std::uint32_t named = 0;
        for (const auto& name : split_units(page.glyphs, piece, page.lexicon)) {
            named += name.confidence >= 0.9 ? name.range.size() + 1 : 0;
            named += name.open ? piece.last - name.range.last : 0; // 等行业主管部门
        }
        const bool names = named * 10 >= piece.size() * 9;
        const bool time = piece.first > inside.first && is_time(page, piece);
        if (!names && !time) {
            return false;
        }
    }
    return true;
}

bool closes_paragraph(const Page& page, std::uint32_t close, std::uint32_t last) {
    auto next = close + 1;
    if (next < last && (page.glyphs[next] == U'。' || page.glyphs[next] == ';')) {
        ++next;
    }
    return next >= last || page.glyphs.line_before(next);
}

// A bracket behind `text` belongs to a name: 责任单位：市委组织部、人事处（教师工作部）.
bool ends_a_name(const Page& page, Range text) {
    auto first = text.last;
    while (first > text.first && View{U"、,。;:)"}.find(page.glyphs[first - 1]) == View::npos) {
        --first;
    }
    return first > text.first &&
           looks_like_unit(page.glyphs.view({first, text.last}), page.lexicon);
}

void in_brackets(const Page& page, Range range, std::vector<Clause>& out) {
    for (auto i = range.first; i < range.last; ++i) {
        const auto close = page.partner[i];
        if (close <= i || close >= range.last || key_of_heading(page.glyphs.view({i + 1, close}))) {
            continue; // 【责任部门】 is a key
        }
        const Range inside{i + 1, close};
        const auto text = page.glyphs.view(inside);
        const auto before = i > range.first ? page.glyphs[i - 1] : U'。';
        const bool sentence = is_stop(before) || page.glyphs.line_before(i) ||
                              close + 1 >= range.last || page.glyphs[close + 1] == U'。' ||
                              page.glyphs[close + 1] == ';' || page.glyphs.line_before(close + 1);
        const bool speaks = has_role_word(text) || find_key(page.glyphs, inside.first, inside.last);
        const bool bare = !speaks && closes_paragraph(page, close, range.last) &&
                          (before == U'。' || !ends_a_name(page, {range.first, i})) &&
                          is_all_names(page, inside);
        if (sentence && (speaks || bare) && !is_remark(text)) {
            auto clause = parse_clause(page.glyphs, inside, page.lexicon, page.convention);
            if (is_dense(page, clause) || is_keyed(page, clause) || !clause.persons.empty()) {
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

// Names and a word of role are all that stands before the first comma: X负责，每季度督查一次….
bool opens_as_statement(const Page& page, const Clause& clause) {
    const auto comma = page.glyphs.view(clause.range).find(U',');
    if (comma == View::npos) {
        return false;
    }
    const Range first{clause.range.first, clause.range.first + static_cast<std::uint32_t>(comma)};
    const auto opening = parse_clause(page.glyphs, first, page.lexicon, {});
    return !opening.parties.empty() && opening.times.empty() && !opening.residue &&
           std::all_of(opening.parties.begin(), opening.parties.end(), [](const Party& p) {
               return p.origin.rule != "clause.unmarked" && p.origin.confidence >= 0.9;
           });
}

// Says by a word of role who is responsible, and else only by when.
bool is_statement(const Page& page, const Clause& clause, bool announced) {
    const bool spoken =
        std::any_of(clause.parties.begin(), clause.parties.end(),
                    [](const Party& p) { return p.origin.rule != "clause.unmarked"; });
    const bool only_times = std::all_of(clause.times.begin(), clause.times.end(),
                                        [&](Range time) { return is_time(page, time); });
    return spoken && (announced || (only_times && is_dense(page, clause)) ||
                      opens_as_statement(page, clause));
}

// 由 and a name behind it: what the sentence says of its task ends there.
bool announces(const Page& page, Range sentence, std::uint32_t at) {
    if (page.glyphs[at] != U'由') {
        return false;
    }
    const bool starts = at == sentence.first || page.glyphs[at - 1] == ',' ||
                        page.glyphs[at - 1] == ':' || page.glyphs.line_before(at);
    const Range behind{at + 1, sentence.last};
    return starts || unit_prefix(page.glyphs, behind, page.lexicon) > at + 3;
}

// The statement in a sentence: from 由 on, else the whole of it, else what stands behind one of its
// first commas.
std::optional<Clause> statement_in(const Page& page, Range sentence) {
    constexpr int kMostTries = 6;
    std::vector<std::uint32_t> begins{sentence.first};
    bool announced = false;
    for (auto at = sentence.first; at < sentence.last && !announced; ++at) {
        announced = announces(page, sentence, at);
        if (announced) {
            begins = {at};
        } else if (page.glyphs[at] == ',' && begins.size() < kMostTries) {
            begins.push_back(at + 1);
        }
    }
    for (const auto begin : begins) {
        auto clause =
            parse_clause(page.glyphs, {begin, sentence.last}, page.lexicon, page.convention);
        if (is_statement(page, clause, announced)) {
            clause.sentence = true;
            return clause;
        }
    }
    return std::nullopt;
}

// …，由X牵头，Y配合；  or a sentence of its own: X负责，年底前完成。
void in_sentences(const Page& page, Range range, std::vector<Clause>& out) {
    auto first = range.first;
    for (auto i = range.first; i <= range.last; ++i) {
        if (i < range.last && page.glyphs[i] != U'。' && page.glyphs[i] != ';') {
            continue;
        }
        const Range sentence{first, i};
        first = i + 1;
        const auto text = page.glyphs.view(sentence);
        if (!(has_role_word(text) || contains(text, U"由")) || sentence.size() > 600) {
            continue;
        }
        if (auto clause = statement_in(page, sentence)) {
            out.push_back(std::move(*clause));
        }
    }
}

// ——X牵头，Y配合。完成时限：6月底前: a statement behind a dash of its own.
void behind_dash(const Page& page, Range range, std::vector<Clause>& out) {
    for (auto i = range.first; i + 1 < range.last; ++i) {
        const bool begins =
            page.glyphs[i] == '-' &&
            (i == range.first || page.glyphs.line_before(i) || is_stop(page.glyphs[i - 1]));
        auto first = i;
        while (begins && first < range.last && page.glyphs[first] == '-') {
            ++first;
        }
        if (!begins || first == range.last || !speaks_behind_dash(page, {i, range.last})) {
            continue;
        }
        auto clause = parse_clause(page.glyphs, {first, range.last}, page.lexicon, page.convention);
        clause.range = {i, range.last};
        out.push_back(std::move(clause));
        return;
    }
}

// X牵头，Y配合：开展检查。 — who is responsible stands before what is to be done.
void before_colon(const Page& page, Range range, std::vector<Clause>& out) {
    constexpr std::size_t kLongest = 150;
    const auto text = page.glyphs.view(range).substr(0, kLongest);
    const auto colon = text.find(U':');
    if (colon == View::npos || colon < 4 || colon + 3 > range.size() ||
        text.substr(0, colon).find_first_of(U"。;") != View::npos ||
        find_key(page.glyphs, range.first, range.last)) {
        return;
    }
    const Range before{range.first, range.first + static_cast<std::uint32_t>(colon)};
    auto clause = parse_clause(page.glyphs, before, page.lexicon, page.convention);
    const bool marked =
        std::none_of(clause.parties.begin(), clause.parties.end(),
                     [](const Party& p) { return p.origin.rule == "clause.unmarked"; });
    if (marked && !clause.residue && is_statement(page, clause, false)) {
        clause.range = {before.first, before.last + 1};
        out.push_back(std::move(clause));
    }
}

// 提升绿化水平。——市园林局、市城管局: names alone behind a dash at the end.
void in_dashes(const Page& page, Range range, std::vector<Clause>& out) {
    auto at = range.last;
    while (at > range.first && page.glyphs[at - 1] != '-') {
        --at;
    }
    auto dash = at;
    while (dash > range.first && page.glyphs[dash - 1] == '-') {
        --dash;
    }
    auto end = range.last;
    end -= end > at && page.glyphs[end - 1] == U'。' ? 1U : 0U;
    const bool behind_stop = dash > range.first && is_stop(page.glyphs[dash - 1]);
    if (dash == at || !behind_stop || !is_all_names(page, {at, end})) {
        return;
    }
    auto clause = parse_clause(page.glyphs, {at, end}, page.lexicon, page.convention);
    if (!clause.parties.empty()) {
        clause.range = {dash, range.last};
        out.push_back(std::move(clause));
    }
}

// 指标下达到各区县.
void in_assignments(const Page& page, Range range, std::vector<Clause>& out) {
    const auto text = page.glyphs.view(range);
    const auto at = text.find(U"下达到");
    if (at == View::npos) {
        return;
    }
    const auto first = range.first + static_cast<std::uint32_t>(at) + 3;
    auto last = first;
    while (last < range.last && View{U",。;)"}.find(page.glyphs[last]) == View::npos) {
        ++last;
    }
    auto clause = parse_clause(page.glyphs, {first, last}, page.lexicon, page.convention);
    if (is_dense(page, clause)) {
        out.push_back(std::move(clause));
    }
}

} // namespace

bool speaks_behind_dash(const Page& page, Range range) {
    auto first = range.first;
    while (first < range.last && page.glyphs[first] == '-') {
        ++first;
    }
    auto last = first;
    while (last < range.last && page.glyphs[last] != U'。' &&
           (last == first || !page.glyphs.line_before(last))) {
        ++last;
    }
    if (first == range.first || last <= first + 2) {
        return false;
    }
    const auto clause = parse_clause(page.glyphs, {first, last}, page.lexicon, page.convention);
    return is_statement(page, clause, false) || is_keyed(page, clause) ||
           is_all_names(page, {first, last});
}

bool Node::names_units() const {
    return std::any_of(clauses.begin(), clauses.end(),
                       [](const Clause& c) { return !c.parties.empty(); });
}

namespace {

// Brackets with names that no word gives a role.
bool names_only(const std::vector<Clause>& clauses) {
    const auto unmarked = [](const Party& p) { return p.origin.rule == "clause.unmarked"; };
    return !clauses.empty() && std::all_of(clauses.begin(), clauses.end(), [&](const Clause& c) {
        return std::all_of(c.parties.begin(), c.parties.end(), unmarked) && c.persons.empty();
    });
}

} // namespace

std::vector<Clause> find_clauses(const Page& page, Range range) {
    std::vector<Clause> out;
    in_brackets(page, range, out);
    if (names_only(out)) { // （民盟区支部） above 主办：X
        std::vector<Clause> fields;
        in_fields(page, range, fields);
        if (!fields.empty() && !fields.front().parties.empty()) {
            out = std::move(fields);
        }
    }
    if (out.empty()) {
        behind_dash(page, range, out);
    }
    if (out.empty()) {
        before_colon(page, range, out);
    }
    if (out.empty()) {
        in_fields(page, range, out);
    }
    if (out.empty()) {
        in_sentences(page, range, out);
    }
    if (out.empty()) {
        in_dashes(page, range, out);
    }
    if (out.empty()) {
        in_assignments(page, range, out);
    }
    return out;
}

} // namespace luoshi::notice
