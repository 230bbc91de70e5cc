// SPDX-License-Identifier: Apache-2.0
#include "notice/targets.hpp"

#include "notice/citations.hpp"
#include "notice/lines.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;
constexpr View kStops = U",。;:!?、()[]|";
constexpr std::size_t kNameLength = 5; // characters of 10个重点… that make it a name

constexpr auto kUnits = words(
    U"个百分点", U"个工作日", U"工作日", U"平方公里", U"平方米", U"立方米", U"美元", U"公顷",
    U"公里", U"千米", U"千瓦时", U"千瓦", U"人次", U"%", U"‰", U"元", U"人", U"名", U"家", U"个",
    U"项", U"条", U"所", U"套", U"亩", U"吨", U"辆", U"斤", U"户", U"件", U"门", U"座", U"台",
    U"场", U"篇", U"种", U"倍", U"db", U"m2", U"㎡", U"位", U"艘", U"头", U"张床位", U"处", U"米");

// Without zeros that say nothing: "05.50" → "5.5".
std::string decimal(std::string digits) {
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') {
            digits.pop_back();
        }
    }
    const auto first = digits.find_first_not_of('0');
    if (first == std::string::npos) {
        return "0";
    }
    return digits[first] == '.' ? "0" + digits.substr(first) : digits.substr(first);
}

std::optional<Amount> read_amount(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    std::string digits;
    auto i = at;
    bool point = false;
    while (i < last && (is_digit(glyphs[i]) || (glyphs[i] == '.' && !point))) {
        point = point || glyphs[i] == '.';
        digits += static_cast<char>(glyphs[i]);
        ++i;
    }
    if (digits.empty() || digits.size() > 15 || digits.back() == '.') {
        return std::nullopt;
    }
    Amount amount{.value = decimal(digits), .unit = {i, i}};
    while (i < last && i - amount.unit.first < 3 &&
           View{U"十百千万亿"}.find(glyphs[i]) != View::npos) {
        ++i;
    }
    const auto rest = glyphs.view({i, std::min(last, i + 5)});
    const auto* unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](View u) { return starts_with(rest, u); });
    if (unit == kUnits.end() || (*unit == U"个" && starts_with(rest, U"个月"))) {
        return std::nullopt;
    }
    amount.end = i + static_cast<std::uint32_t>(unit->size());
    const bool person = (*unit == U"名" || *unit == U"个") && glyphs[amount.end - 1] == U'人';
    amount.unit.last = person ? amount.end - 1 : amount.end;
    return amount;
}

// 三万五千人, 一千二百亿元: a numeral in words that counts tens at least.
std::optional<Amount> read_in_words(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    constexpr View kDigits = U"〇一二三四五六七八九", kPlaces = U"十百千万亿";
    const bool begins = kDigits.find(glyphs[at]) != View::npos || glyphs[at] == U'两';
    if (!begins || kPlaces.find(glyphs[at + 1]) == View::npos ||
        (at > 0 && View{U"第之数几"}.find(glyphs[at - 1]) != View::npos)) {
        return std::nullopt;
    }
    std::uint64_t total = 0, section = 0, digit = 0;
    auto i = at;
    for (; i < last && i - at < 12; ++i) {
        const auto c = glyphs[i] == U'两' ? U'二' : glyphs[i] == U'零' ? U'〇' : glyphs[i];
        const auto d = kDigits.find(c), p = kPlaces.find(c);
        if (d != View::npos) {
            digit = d;
        } else if (p == View::npos) {
            break;
        } else if (p < 3) {
            section += std::max<std::uint64_t>(digit, 1) * (p == 0 ? 10U : p == 1 ? 100U : 1000U);
            digit = 0;
        } else {
            total = (total + section + digit) * (p == 3 ? 10'000U : 100'000'000U);
            section = digit = 0;
        }
    }
    const auto rest = glyphs.view({i, std::min(last, i + 5)});
    const auto* unit =
        std::find_if(kUnits.begin(), kUnits.end(), [&](View u) { return starts_with(rest, u); });
    if (unit == kUnits.end() || is_any(*unit, words(U"项", U"条", U"个", U"大", U"门", U"场"))) {
        return std::nullopt; // 二十条措施
    }
    const auto end = i + static_cast<std::uint32_t>(unit->size());
    return Amount{std::to_string(total + section + digit), {i, end}, end, false};
}

std::optional<Amount> read_share(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last) {
    const auto digit = View{U"〇一二三四五六七八九"}.find(glyphs[at]);
    const int value = glyphs[at] == U'两' ? 2 : digit == View::npos ? 0 : static_cast<int>(digit);
    if (value == 0 || at + 1 >= last || glyphs[at + 1] != U'成') {
        return std::nullopt;
    }
    const auto next = at + 2 < last ? glyphs[at + 2] : U'。';
    if (next != U'以' && next != U'左' && kStops.find(next) == View::npos) {
        return std::nullopt; // 一成不变
    }
    return Amount{std::to_string(value * 10), {at + 1, at + 2}, at + 2, true};
}

Comparator compare(View before, View behind, std::uint32_t& length) {
    constexpr auto kAtLeast =
        words(U"不少于", U"不低于", U"不小于", U"至少", U"≥", U">=", U"不低于达", U"不少");
    constexpr auto kAtMost =
        words(U"不超过", U"不高于", U"不大于", U"不多于", U"≤", U"<=", U"控制在");
    constexpr auto kGreater = words(U"超过", U"高于", U"大于", U"多于", U"突破", U">", U"超");
    constexpr auto kLess = words(U"低于", U"少于", U"小于", U"<");
    constexpr auto kAbout = words(U"左右", U"上下");
    constexpr auto kAbove = words(U"以上", U"及以上");
    constexpr auto kBelow = words(U"以内", U"以下", U"之内", U"内");
    if ((length = static_cast<std::uint32_t>(length_of_start(behind, kAbout))) > 0) {
        return Comparator::about;
    }
    if ((length = static_cast<std::uint32_t>(length_of_start(behind, kAbove))) > 0) {
        return Comparator::at_least;
    }
    if ((length = static_cast<std::uint32_t>(length_of_start(behind, kBelow))) > 0) {
        return Comparator::at_most;
    }
    return ends_with_any(before, kAtLeast)   ? Comparator::at_least
           : ends_with_any(before, kAtMost)  ? Comparator::at_most
           : ends_with_any(before, kLess)    ? Comparator::less
           : ends_with_any(before, kGreater) ? Comparator::greater
           : ends_with(before, U"约")        ? Comparator::about
                                             : Comparator::equal;
}

} // namespace

Targets::Targets(const Glyphs& glyphs, Range whole) : glyphs_(glyphs) {
    const auto text = glyphs.view(whole);
    for (std::size_t i = 0; i + kNameLength < text.size(); ++i) {
        const bool begins = is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]));
        if (begins && contains(text.substr(i, 4), U"个") && counts_.size() < 100000) {
            ++counts_[std::u32string{text.substr(i, kNameLength)}];
        }
    }
}

bool Targets::is_name(View from) const {
    const auto found = counts_.find(std::u32string{from.substr(0, kNameLength)});
    return found != counts_.end() && found->second >= 3;
}

// The target whose amount stands at `at` of a phrase; where it ends, 7.5%-8% and its comparator
// with it.
std::uint32_t Targets::add_target(const Amount& amount, std::uint32_t phrase, std::uint32_t at,
                                  std::uint32_t last, std::vector<Target>& out) const {
    auto end = amount.end;
    std::string high;
    auto unit = amount.unit;
    std::uint32_t tail = 0;
    auto comparator =
        compare(glyphs_.view({phrase, at}), glyphs_.view({end, std::min(last, end + 4)}), tail);
    if (end + 1 < last && glyphs_[end] == '-' && is_digit(glyphs_[end + 1])) {
        if (const auto upper = read_amount(glyphs_, end + 1, last)) {
            high = upper->value;
            comparator = Comparator::range;
            end = upper->end;
            unit = upper->unit;
            tail = 0;
        }
    }
    end += tail;
    if (out.size() < 200) {
        out.push_back(
            {glyphs_.printed({phrase, end}),
             amount.value,
             high,
             amount.share ? "%" : glyphs_.printed(unit),
             comparator,
             {glyphs_.span({phrase, end}), 0.7, amount.share ? "target.share" : "target.number"}});
    }
    return end;
}

std::vector<Target> Targets::find(Range range) const {
    std::vector<Target> out;
    const auto text = glyphs_.view(range);
    auto phrase = range.first;
    for (auto i = range.first; i < range.last;) {
        if (const auto end = title_end(text, i - range.first); end > i - range.first) {
            i = range.first + static_cast<std::uint32_t>(end);
            continue;
        }
        const auto c = glyphs_[i];
        if (kStops.find(c) != View::npos) {
            phrase = i + 1;
        }
        const bool digit = is_digit(c) && (i == range.first ||
                                           (!is_digit(glyphs_[i - 1]) && glyphs_[i - 1] != '.'));
        auto amount =
            digit ? read_amount(glyphs_, i, range.last) : read_share(glyphs_, i, range.last);
        if (!amount && !digit) {
            amount = read_in_words(glyphs_, i, range.last);
        }
        if (!amount || is_name(glyphs_.view({i, range.last}))) {
            ++i;
            continue;
        }
        const auto end = add_target(*amount, phrase, i, range.last, out);
        i = end;
    }
    return out;
}

} // namespace luoshi::notice
