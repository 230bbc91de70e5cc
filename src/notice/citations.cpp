// SPDX-License-Identifier: Apache-2.0
#include "notice/citations.hpp"

#include "notice/words.hpp"

#include <algorithm>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;
constexpr std::size_t kLongestTitle = 200;
constexpr std::size_t kLongestShortForm = 12;

View after_issue(View title) {
    const auto at = title.find(U"印发");
    return at == View::npos ? View{} : title.substr(at + 2);
}

// 政府工作报告 with or without a year or a place: the report a notice divides.
bool is_work_report(View title) {
    return ends_with(title, U"政府工作报告") && title.size() <= 14;
}

// （GB 50074—2014）, （JTG/T F20-2015）: the number of a standard; its end.
std::size_t standard_end(View text, std::size_t at) {
    constexpr std::size_t kLongest = 24;
    auto i = at;
    std::size_t letters = 0, digits = 0;
    for (; i < text.size() && i - at < kLongest && text[i] != ')'; ++i) {
        const bool letter = text[i] >= 'A' && text[i] <= 'Z';
        const bool digit = is_digit(text[i]);
        if (!letter && !digit && View{U"-/."}.find(text[i]) == View::npos) {
            return at;
        }
        letters += letter ? 1U : 0U;
        digits += digit ? 1U : 0U;
    }
    return letters >= 1 && digits >= 3 && i < text.size() && text[at] >= 'A' ? i : at;
}

std::optional<std::string> number_behind(const Glyphs& glyphs, Range range, std::uint32_t& end) {
    if (end >= range.last || glyphs[end] != '(') {
        return std::nullopt;
    }
    const auto rest = glyphs.view({end + 1, std::min(range.last, end + 41)});
    if (const auto standard = standard_end(rest, 0); standard > 0) {
        const Range number{end + 1, end + 1 + static_cast<std::uint32_t>(standard)};
        end = number.last + 1;
        return glyphs.printed(number);
    }
    const auto sign = rest.find(U'号');
    const auto close = sign == View::npos ? sign : rest.find(U')', sign); // 粤府(2011)100号
    const auto between = rest.substr(0, close).find_first_of(U"。;《(", 1);
    if (close == View::npos || close < 3 || (between < sign && rest[between] != '(')) {
        return std::nullopt;
    }
    const Range number{end + 1, end + 2 + static_cast<std::uint32_t>(sign)};
    end += 2 + static_cast<std::uint32_t>(close);
    return print_number(glyphs, number);
}

} // namespace

std::size_t title_end(View text, std::size_t at) {
    if (text[at] != U'《') {
        return at;
    }
    int depth = 0;
    for (auto i = at; i < text.size() && i - at < kLongestTitle; ++i) {
        depth += text[i] == U'《' ? 1 : text[i] == U'》' ? -1 : 0;
        if (depth == 0) {
            return i + 1;
        }
    }
    return at;
}

std::size_t number_end(View text, std::size_t at) {
    auto i = at;
    while (i < text.size() && i - at < 14 && is_han(text[i])) {
        ++i;
    }
    if (i - at < 2 || i >= text.size() || (text[i] != '[' && text[i] != '(')) {
        return at;
    }
    const auto digits = [&](std::size_t most) {
        const auto first = i;
        while (i < text.size() && is_digit(text[i]) && i - first < most) {
            ++i;
        }
        return i - first;
    };
    ++i;
    const auto year = digits(4);
    if (year < 2 || i >= text.size() || (text[i] != ']' && text[i] != ')')) {
        return at;
    }
    ++i;
    if (i < text.size() && text[i] == U'第') {
        ++i;
    }
    return digits(5) > 0 && i < text.size() && text[i] == U'号' ? i + 1 : at;
}

std::string print_number(const Glyphs& glyphs, Range range) {
    std::string out;
    for (auto i = range.first; i < range.last; ++i) {
        const auto c = glyphs[i];
        out += c == '[' || (c == '(' && is_digit(glyphs[i + 1]))   ? "〔"
               : c == ']' || (c == ')' && is_digit(glyphs[i - 1])) ? "〕"
                                                                   : glyphs.printed({i, i + 1});
    }
    return out;
}

Citations::Citations(View notice_title) : own_(after_issue(notice_title)) {
    if (own_.empty() && (!contains(notice_title, U"通知") || contains(notice_title, U"转发"))) {
        own_ = notice_title; // the notice is itself the plan, or passes it on
    }
    const auto open = own_.find(U'《');
    if (open != View::npos) {
        const auto end = title_end(own_, open);
        remember(View{own_}.substr(open + 1, end > open + 1 ? end - open - 2 : View::npos));
    }
}

void Citations::remember(View title) {
    for (std::size_t length = 2; length <= std::min(title.size(), kLongestShortForm); ++length) {
        endings_.emplace(title.substr(title.size() - length));
    }
}

bool Citations::is_own(View title) const {
    return title.size() > 3 && contains(own_, title);
}

bool Citations::is_short_form(View title) const {
    constexpr auto kBare = words(U"纲要", U"方案", U"意见", U"通知", U"办法", U"规划", U"计划",
                                 U"决定", U"规定", U"条例", U"要点", U"报告", U"清单", U"细则",
                                 U"若干意见", U"实施意见", U"工作方案", U"分工方案");
    return is_any(title, kBare) ||
           (title.size() <= kLongestShortForm && endings_.contains(std::u32string{title}));
}

std::vector<Citation> Citations::find(const Glyphs& glyphs, Range range) {
    std::vector<Citation> out;
    const auto text = glyphs.view(range);
    for (std::size_t i = 0; i < text.size();) {
        const auto end = title_end(text, i);
        if (end <= i + 2) {
            ++i;
            continue;
        }
        const auto first = range.first + static_cast<std::uint32_t>(i);
        auto last = range.first + static_cast<std::uint32_t>(end);
        const Range inner{first + 1, last - 1};
        const auto title = glyphs.view(inner);
        const auto number = number_behind(glyphs, range, last);
        const bool again = std::any_of(out.begin(), out.end(), [&](const Citation& c) {
            return c.title == glyphs.printed(inner) && c.number == number;
        });
        const bool skip =
            is_own(title) || is_work_report(title) || (!number && is_short_form(title));
        if (!skip && !again && out.size() < 200) {
            out.push_back({glyphs.printed(inner),
                           number,
                           {glyphs.span({first, last}), number ? 0.97 : 0.92,
                            number ? "cite.number" : "cite.title"}});
        }
        remember(title);
        i = last - range.first;
    }
    return out;
}

} // namespace luoshi::notice
