// SPDX-License-Identifier: Apache-2.0
#include "expr/words.hpp"

#include "base/text.hpp"
#include "expr/functions.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace luoshi::expr {
namespace {

struct Spelling {
    Keyword keyword;
    std::string_view en, zh, other;
};

constexpr std::array<Spelling, 13> kKeywords{{{Keyword::and_, "and", "且", "并且"},
                                              {Keyword::or_, "or", "或", "或者"},
                                              {Keyword::not_, "not", "非", "不"},
                                              {Keyword::in, "in", "属于", "属于"},
                                              {Keyword::between, "between", "介于", "介于"},
                                              {Keyword::where, "where", "其中", "其中"},
                                              {Keyword::over, "over", "按", "按"},
                                              {Keyword::at, "at", "于", "于"},
                                              {Keyword::choose, "choose", "选择", "选择"},
                                              {Keyword::when, "when", "当", "当"},
                                              {Keyword::else_, "else", "否则", "否则"},
                                              {Keyword::true_, "true", "是", "真"},
                                              {Keyword::false_, "false", "否", "假"}}};

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        out += next_character(text, at);
    }
    return out;
}

// Levenshtein's distance, where two neighbours changed about count once.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::size_t> before;
    std::vector<std::size_t> last(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::vector<std::size_t> row(b.size() + 1, i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before = std::exchange(last, std::move(row));
    }
    return last.back();
}

} // namespace

std::optional<Keyword> find_keyword(std::string_view word) {
    const auto* const found = std::ranges::find_if(kKeywords, [&](const Spelling& keyword) {
        return word == keyword.en || word == keyword.zh || word == keyword.other;
    });
    return found == kKeywords.end() ? std::nullopt : std::optional{found->keyword};
}

std::string_view spelling(Keyword keyword, bool chinese) {
    const auto& found = kKeywords.at(static_cast<std::size_t>(keyword));
    return chinese ? found.zh : found.en;
}

bool joins_bounds(std::string_view word) {
    return word == "与" || word == "至" || word == "和";
}

bool is_reserved(std::string_view name) {
    return joins_bounds(name) || find_keyword(name).has_value() || find_function(name) != nullptr;
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> names) {
    constexpr std::size_t longest = 64;
    const auto wanted = characters(word);
    if (wanted.size() > longest) {
        return std::nullopt;
    }
    auto best = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
    std::optional<std::string> found;
    for (const auto& name : names) {
        const auto there = characters(name);
        if (there.size() > longest || (wanted.size() < 2 && there.size() < 2)) {
            continue;
        }
        if (const auto away = distance(wanted, there); away < best) {
            best = away;
            found = name;
        }
    }
    return found;
}

} // namespace luoshi::expr
