// SPDX-License-Identifier: Apache-2.0
#include "office/numerals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace luoshi::office {
namespace {

constexpr std::size_t kHan = 3; // bytes of a character in these tables

std::string_view sign(std::string_view table, long index) {
    const auto at = static_cast<std::size_t>(index) * kHan;
    return index >= 0 && at < table.size() ? table.substr(at, kHan) : std::string_view{};
}

struct HanStyle {
    std::string_view digits, units; // units: ten, hundred, thousand
    std::string_view myriad = "万";
    bool drop_leading_one = false; // 十一, not 一十一
};

// Below ten thousand: 一千零一十.
std::string han_group(const HanStyle& style, long value, bool leading) {
    std::string out;
    bool gap = false;
    long unit = 1000;
    for (int power = 3; power >= 0; --power, unit /= 10) {
        const long digit = value / unit % 10;
        if (digit == 0) {
            gap = gap || !out.empty() || !leading;
            continue;
        }
        if (gap && !(out.empty() && leading)) {
            out += sign(style.digits, 0);
        }
        gap = false;
        const bool bare =
            style.drop_leading_one && leading && out.empty() && power == 1 && digit == 1;
        out += bare ? std::string_view{} : sign(style.digits, digit);
        out += power > 0 ? sign(style.units, power - 1) : std::string_view{};
    }
    return out;
}

std::string han(const HanStyle& style, long value) {
    if (value == 0) {
        return std::string{sign(style.digits, 0)};
    }
    if (value < 10'000) {
        return han_group(style, value, true);
    }
    if (value >= 100'000'000) {
        return std::to_string(value);
    }
    auto out = han_group(style, value / 10'000, true) + std::string{style.myriad};
    const auto rest = value % 10'000;
    return rest == 0 ? out : out + han_group(style, rest, rest >= 1000);
}

std::string digit_by_digit(std::string_view digits, long value) {
    std::string out;
    for (const char c : std::to_string(value)) {
        out += sign(digits, c - '0');
    }
    return out;
}

std::string roman(long value) {
    constexpr std::array<std::pair<long, std::string_view>, 13> kParts{{{1000, "M"},
                                                                        {900, "CM"},
                                                                        {500, "D"},
                                                                        {400, "CD"},
                                                                        {100, "C"},
                                                                        {90, "XC"},
                                                                        {50, "L"},
                                                                        {40, "XL"},
                                                                        {10, "X"},
                                                                        {9, "IX"},
                                                                        {5, "V"},
                                                                        {4, "IV"},
                                                                        {1, "I"}}};
    std::string out;
    for (const auto& [size, letters] : kParts) {
        for (; value >= size; value -= size) {
            out += letters;
        }
    }
    return out;
}

// Word goes on with aa, bb, … behind z.
std::string letters(long value, char first) {
    const auto repeats = static_cast<std::size_t>((value - 1) / 26 + 1);
    return std::string(repeats, static_cast<char>(first + (value - 1) % 26));
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(c | 0x20); });
    return text;
}

std::string utf8(char32_t c) {
    std::string out;
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
    return out;
}

std::string circled(long value) {
    const auto from = [&](char32_t first, long base) {
        return utf8(first + static_cast<char32_t>(value - base));
    };
    return value <= 20 ? from(U'①', 1) : value <= 35 ? from(U'㉑', 21) : from(U'㊱', 36);
}

std::string full_width(long value) {
    std::string out;
    for (const char c : std::to_string(value)) {
        out += utf8(U'０' + static_cast<char32_t>(c - '0'));
    }
    return out;
}

constexpr std::string_view kDigits = "〇一二三四五六七八九";
constexpr std::string_view kZeroDigits = "零一二三四五六七八九";
constexpr std::string_view kLegal = "零壹贰叁肆伍陆柒捌玖";
constexpr std::string_view kLegalTraditional = "零壹貳參肆伍陸柒捌玖";
constexpr std::string_view kUnits = "十百千";
constexpr std::string_view kLegalUnits = "拾佰仟";
constexpr std::string_view kStems = "甲乙丙丁戊己庚辛壬癸";
constexpr std::string_view kBranches = "子丑寅卯辰巳午未申酉戌亥";

std::string cycle(std::string_view table, long value) {
    const auto count = static_cast<long>(table.size() / kHan);
    return value <= count ? std::string{sign(table, value - 1)} : std::to_string(value);
}

std::string stem_and_branch(long value) { // 甲子, the cycle of sixty
    return std::string{sign(kStems, (value - 1) % 10)} +
           std::string{sign(kBranches, (value - 1) % 12)};
}

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::string chinese(std::string_view format, long value) {
    if (is_any_of(format, {"chineseCounting", "taiwaneseCounting", "japaneseCounting",
                           "chineseCountingThousand", "taiwaneseCountingThousand", "koreanCounting",
                           "japaneseDigitalTenThousand"})) {
        const bool thousand = format.ends_with("Thousand");
        return han({thousand ? kZeroDigits : kDigits, kUnits, "万", true}, value);
    }
    if (is_any_of(format, {"ideographDigital", "taiwaneseDigital", "koreanDigital2"})) {
        return digit_by_digit(kDigits, value);
    }
    if (format == "chineseLegalSimplified") {
        return han({kLegal, kLegalUnits, "万", false}, value);
    }
    if (is_any_of(format, {"ideographLegalTraditional", "japaneseLegal"})) {
        return han({kLegalTraditional, kLegalUnits, "萬", false}, value);
    }
    return format == "ideographTraditional" ? cycle(kStems, value)
           : format == "ideographZodiac"    ? cycle(kBranches, value)
                                            : stem_and_branch(value);
}

bool is_chinese(std::string_view format) {
    return format.starts_with("chinese") || format.starts_with("taiwanese") ||
           format.starts_with("japanese") || format.starts_with("ideograph") ||
           format == "koreanCounting" || format == "koreanDigital2";
}

} // namespace

std::string numeral(std::string_view format, long value) {
    constexpr long kMost = 32'767; // what Word counts to
    if (value < 0 || value > kMost) {
        return std::to_string(value);
    }
    if (format == "decimalZero") {
        return fmt::format("{:02}", value);
    }
    if (is_any_of(format, {"decimalFullWidth", "decimalFullWidth2"})) {
        return full_width(value);
    }
    if (value > 0 && value <= 50 &&
        is_any_of(format, {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})) {
        return circled(value);
    }
    if (value > 0 && value <= 20 && format == "decimalEnclosedParen") {
        return utf8(U'⑴' + static_cast<char32_t>(value - 1));
    }
    if (value > 0 && value <= 20 && format == "decimalEnclosedFullstop") {
        return utf8(U'⒈' + static_cast<char32_t>(value - 1));
    }
    if (value > 0 && value <= 10 && format == "ideographEnclosedCircle") {
        return utf8(U'㊀' + static_cast<char32_t>(value - 1));
    }
    if (value > 0 && is_any_of(format, {"upperRoman", "lowerRoman"})) {
        return format == "upperRoman" ? roman(value) : lower(roman(value));
    }
    if (value > 0 && is_any_of(format, {"upperLetter", "lowerLetter"})) {
        return letters(value, format == "upperLetter" ? 'A' : 'a');
    }
    if (is_chinese(format) && format != "ideographEnclosedCircle" && value > 0) {
        return chinese(format, value);
    }
    if (value == 0 && is_chinese(format)) {
        return std::string{sign(kDigits, 0)};
    }
    return std::to_string(value);
}

} // namespace luoshi::office
