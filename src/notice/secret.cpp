// SPDX-License-Identifier: Apache-2.0
#include "notice/secret.hpp"

#include "notice/glyphs.hpp"
#include "notice/words.hpp"

#include <algorithm>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::size_t kHeaderLines = 40;
constexpr std::size_t kHeaderBytes = 16U << 10;
constexpr auto kGrades = words(U"绝密", U"机密", U"秘密");

// What may stand on either side of a mark: the edge of the line, white space, signs; never a word.
bool is_edge(const Glyphs& glyphs, Range line, std::uint32_t at, bool behind) {
    if (behind ? at >= line.last : at == line.first) {
        return true;
    }
    if (glyphs.gap_before(at)) {
        return true;
    }
    const auto c = glyphs[behind ? at : at - 1];
    return View{U"★☆▲△*·:-/|()[]<>,、。●■◆"}.find(c) != View::npos || is_digit(c) || c == U'一' ||
           c == U'长';
}

// 机密★1年, 密级：秘密, 等级 特急·密电, 秘密▲, or the mark alone.
bool has_mark(const Glyphs& glyphs, Range line) {
    const auto text = glyphs.view(line);
    for (auto i = line.first; i + 1 < line.last; ++i) {
        const auto word = glyphs.view({i, i + 2});
        const bool grade = is_any(word, kGrades);
        if (!grade && word != U"密电" && word != U"密传") {
            continue;
        }
        const bool behind = is_edge(glyphs, line, i + 2, true) ||
                            starts_with(glyphs.view({i + 2, line.last}), U"级");
        const auto ahead = text.substr(0, i - line.first);
        const bool keyed = contains(ahead, U"密级");
        if (keyed && contains_any(ahead, words(U"不涉及", U"不属于", U"不涉", U"非"))) {
            continue; // 密级：不涉及国家秘密
        }
        if (keyed || (is_edge(glyphs, line, i, false) && behind)) {
            return true;
        }
    }
    return false;
}

// 密级：内部, 公开, 无: the header itself says that it is none.
bool is_denied(View text) {
    constexpr auto kNone = words(U"内部", U"公开", U"无", U"普通", U"一般", U"非密", U"不涉");
    const auto at = text.find(U"密级");
    return at != View::npos && contains_any(text.substr(at), kNone);
}

// 保密期限：10年: only what is secret has a term.
bool has_term(View text) {
    const auto at = text.find(U"保密期限");
    if (at == View::npos || text.size() > at + 16) {
        return false;
    }
    const auto term = text.substr(at + 4);
    return contains(term, U"长期") ||
           (contains_any(term, words(U"年", U"月", U"日", U"天")) &&
            term.find_first_of(U"123456789一二三四五六七八九十") != View::npos);
}

// A sentence or a title: the header ends here.
bool is_running(View text) {
    constexpr auto kTitles =
        words(U"通知", U"意见", U"方案", U"决定", U"要点", U"通报", U"办法", U"计划");
    return text.size() > 60 || (text.size() > 12 && ends_with_any(text, kTitles)) ||
           (text.size() > 6 && text.find_first_of(U"。；") != View::npos);
}

} // namespace

bool has_secret_mark(std::string_view text) {
    const Glyphs glyphs(text.substr(0, kHeaderBytes));
    std::size_t lines = 0;
    bool denied = false;
    for (std::uint32_t first = 0; first < glyphs.size() && lines < kHeaderLines; ++lines) {
        auto last = first + 1;
        while (last < glyphs.size() && !glyphs.line_before(last)) {
            ++last;
        }
        const Range line{first, last};
        first = last;
        if (is_running(glyphs.view(line))) {
            return false;
        }
        denied = denied || is_denied(glyphs.view(line));
        if (has_mark(glyphs, line) || (!denied && has_term(glyphs.view(line)))) {
            return true;
        }
    }
    return false;
}

} // namespace luoshi::notice
