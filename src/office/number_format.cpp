// SPDX-License-Identifier: Apache-2.0
#include "office/number_format.hpp"

#include "office/numerals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_like(std::string_view text, std::string_view word) noexcept {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

struct Moment {
    std::chrono::year_month_day day;
    unsigned weekday = 0; // 0 Sunday
    std::int64_t hours = 0, minute = 0, second = 0, all_hours = 0;
};

// None: before the base or behind the year 9999.
std::optional<Moment> moment_of(double value, DateBase base) {
    constexpr double kLast = 2'958'466; // the day behind 9999-12-31
    if (!(value >= 0 && value < kLast)) {
        return std::nullopt;
    }
    const auto seconds = static_cast<std::int64_t>(std::llround(value * 86'400));
    auto days = seconds / 86'400;
    Moment out;
    out.all_hours = seconds / 3600;
    out.hours = seconds % 86'400 / 3600;
    out.minute = seconds % 3600 / 60;
    out.second = seconds % 60;
    std::chrono::sys_days first{std::chrono::year{1904} / 1 / 1};
    if (base == DateBase::from_1900) {
        // that calendar has a 29th of February 1900, day 60
        first = std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
        days += days > 0 && days < 60 ? 1 : 0;
    }
    const auto day = first + std::chrono::days{days};
    out.day = std::chrono::year_month_day{day};
    out.weekday = std::chrono::weekday{day}.c_encoding();
    return out;
}

std::string digits(std::int64_t value, std::size_t width, bool chinese) {
    if (chinese) {
        if (width >= 4) { // 二〇二六
            constexpr std::array kDigits{"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
            std::string out;
            for (const char c : std::to_string(value)) {
                out += kDigits[static_cast<std::size_t>(c - '0')];
            }
            return out;
        }
        return numeral("chineseCounting", static_cast<long>(value));
    }
    return fmt::format("{:0{}}", value, width >= 2 ? 2 : 1);
}

void group(std::string& number) { // 1234567.5 -> 1,234,567.5
    const auto point = std::min(number.find('.'), number.size());
    for (std::size_t i = 3; i < point; i += 3) {
        number.insert(point - i, 1, ',');
    }
}

} // namespace

std::string plain_number(double value) {
    if (std::abs(value) < 1e15 && value == std::trunc(value)) {
        return fmt::format("{}", static_cast<std::int64_t>(value));
    }
    return fmt::format("{:.15g}", value);
}

// The digits that were typed, 15 at most, without an exponent where that can be.
std::string all_digits(double value) {
    auto digits = plain_number(value);
    if (digits.find('e') == std::string::npos || std::abs(value) >= 1e15) {
        return digits;
    }
    digits = fmt::format("{:.15f}", value);
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits.ends_with('.') ? digits + "0" : digits;
}

// At least so many: "12.5" → "12.50".
std::string with_decimals(std::string digits, std::size_t decimals) {
    const auto point = digits.find('.');
    const auto there = point == std::string::npos ? 0 : digits.size() - point - 1;
    if (there < decimals) {
        digits += point == std::string::npos ? "." : "";
        digits.append(decimals - there, '0');
    }
    return digits;
}

// Reads one section of a code.
class NumberFormat::Reader {
public:
    Section read(std::string_view code) {
        code_ = code;
        while (!code_.empty()) {
            if (!take_quoted() && !take_letters() && !take_digits()) {
                literal(1);
            }
        }
        part_minutes();
        return std::move(section_);
    }

private:
    void literal(std::size_t size) {
        add_literal(code_.substr(0, size));
        code_.remove_prefix(std::min(size, code_.size()));
    }
    void add_literal(std::string_view text) {
        auto& tokens = section_.tokens;
        if (tokens.empty() || tokens.back().part != Part::literal) {
            tokens.emplace_back();
        }
        tokens.back().text += text;
    }
    bool skip(std::size_t size) {
        code_.remove_prefix(std::min(size, code_.size()));
        return true;
    }

    bool take_quoted() {
        switch (code_.front()) {
        case '"': {
            const auto end = std::min(code_.find('"', 1), code_.size());
            add_literal(code_.substr(1, end - 1));
            return skip(end + 1);
        }
        case '\\':
            skip(1);
            literal(1);
            return true;
        case '_': // room as wide as the next character
        case '*': // the next character fills the cell
            return skip(2);
        case '[': return take_bracket();
        default: return false;
        }
    }

    bool take_bracket() {
        const auto end = std::min(code_.find(']'), code_.size());
        const auto inside = code_.substr(1, end - 1);
        if (starts_like(inside, "dbnum")) {
            section_.chinese_digits = true;
        } else if (inside.starts_with('$')) { // [$¥-804]
            add_literal(inside.substr(1, std::min(inside.find('-'), inside.size()) - 1));
        } else if (!inside.empty() && (lower(inside.front()) == 'h')) {
            section_.tokens.push_back({Part::elapsed_hours, inside.size(), {}});
            section_.date = true;
        }
        return skip(end + 1);
    }

    bool take_letters() {
        for (const auto general : {"General"sv, "G/通用格式"sv}) {
            if (starts_like(code_, general)) {
                section_.general = true;
                section_.tokens.push_back({Part::number, 0, {}});
                return skip(general.size());
            }
        }
        for (const auto half : {"AM/PM"sv, "上午/下午"sv, "A/P"sv}) {
            if (starts_like(code_, half)) {
                section_.tokens.push_back({Part::half_day, half.size(), {}});
                section_.date = true;
                return skip(half.size());
            }
        }
        constexpr std::array<std::pair<char, Part>, 7> kLetters{{{'y', Part::year},
                                                                 {'e', Part::year},
                                                                 {'m', Part::month},
                                                                 {'d', Part::day},
                                                                 {'h', Part::hour},
                                                                 {'s', Part::second},
                                                                 {'a', Part::weekday}}};
        const auto letter = lower(code_.front());
        const auto* const found = std::find_if(kLetters.begin(), kLetters.end(),
                                               [&](const auto& l) { return l.first == letter; });
        if (found == kLetters.end()) {
            return false;
        }
        std::size_t width = 0;
        while (width < code_.size() && lower(code_[width]) == letter) {
            ++width;
        }
        const bool number = !section_.tokens.empty() && section_.whole_digits + placeholders_ > 0;
        if (letter == 'e' && number) { // 0.00E+00
            section_.exponent = true;
            return skip(code_.size() > 1 && (code_[1] == '+' || code_[1] == '-') ? 2 : 1);
        }
        const bool named = found->second == Part::day && width >= 3;
        section_.tokens.push_back(
            {named ? Part::weekday : found->second, letter == 'e' ? 4 : width, {}});
        section_.date = true;
        return skip(width);
    }

    bool take_digits() {
        const auto c = code_.front();
        if (c == '%') {
            ++section_.percents;
            literal(1);
            return true;
        }
        if (c == '@') {
            section_.general = true;
            section_.tokens.push_back({Part::number, 0, {}});
            return skip(1);
        }
        if (c != '0' && c != '#' && c != '?' && !((c == '.' || c == ',') && placeholders_ > 0)) {
            return false;
        }
        if (section_.exponent) { // its digits
            return skip(1);
        }
        if (c == ',') {
            const auto next = code_.find_first_of("0#?");
            section_.grouped = section_.grouped || next == 1;
            section_.thousands += next == 1 ? 0 : 1;
        } else if (c == '.') {
            decimals_ = true;
        } else {
            if (placeholders_++ == 0) {
                section_.tokens.push_back({Part::number, 0, {}});
            }
            (decimals_ ? section_.most_decimals : section_.whole_digits) +=
                decimals_ || c == '0' ? 1 : 0;
            section_.least_decimals += decimals_ && c == '0' ? 1 : 0;
        }
        return skip(1);
    }

    // m is minutes behind hours and before seconds.
    void part_minutes() {
        std::vector<Token*> codes;
        for (auto& token : section_.tokens) {
            if (token.part != Part::literal && token.part != Part::half_day) {
                codes.push_back(&token);
            }
        }
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const bool behind = i > 0 && (codes[i - 1]->part == Part::hour ||
                                          codes[i - 1]->part == Part::elapsed_hours);
            const bool before = i + 1 < codes.size() && codes[i + 1]->part == Part::second;
            if (codes[i]->part == Part::month && codes[i]->width <= 2 && (behind || before)) {
                codes[i]->part = Part::minute;
            }
        }
    }

    std::string_view code_;
    Section section_;
    int placeholders_ = 0;
    bool decimals_ = false;
};

NumberFormat::NumberFormat(std::string_view code) {
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i <= code.size() && sections_.size() < 3; ++i) {
        if (i == code.size() || (code[i] == ';' && !quoted)) {
            sections_.push_back(Reader{}.read(code.substr(begin, i - begin)));
            begin = i + 1;
        } else if (code[i] == '\\') {
            ++i;
        } else if (code[i] == '"') {
            quoted = !quoted;
        }
    }
    if (sections_.empty()) {
        sections_.push_back(Reader{}.read("General"));
    }
}

NumberFormat NumberFormat::built_in(int id) {
    constexpr std::array<std::pair<int, std::string_view>, 47> kCodes{{
        {1, "0"},
        {2, "0.00"},
        {3, "#,##0"},
        {4, "#,##0.00"},
        {9, "0%"},
        {10, "0.00%"},
        {11, "0.00E+00"},
        {14, "yyyy/m/d"},
        {15, "d-mmm-yy"},
        {16, "d-mmm"},
        {17, "mmm-yy"},
        {18, "h:mm AM/PM"},
        {19, "h:mm:ss AM/PM"},
        {20, "h:mm"},
        {21, "h:mm:ss"},
        {22, "yyyy/m/d h:mm"},
        {27, R"(yyyy"年"m"月")"},
        {28, R"(m"月"d"日")"},
        {29, R"(m"月"d"日")"},
        {30, "m-d-yy"},
        {31, R"(yyyy"年"m"月"d"日")"},
        {32, R"(h"时"mm"分")"},
        {33, R"(h"时"mm"分"ss"秒")"},
        {34, R"(上午/下午h"时"mm"分")"},
        {35, R"(上午/下午h"时"mm"分"ss"秒")"},
        {36, R"(yyyy"年"m"月")"},
        {37, "#,##0;-#,##0"},
        {38, "#,##0;-#,##0"},
        {39, "#,##0.00;-#,##0.00"},
        {40, "#,##0.00;-#,##0.00"},
        {41, "#,##0"},
        {42, R"("¥"#,##0)"},
        {43, "#,##0.00"},
        {44, R"("¥"#,##0.00)"},
        {45, "mm:ss"},
        {46, "[h]:mm:ss"},
        {47, "mm:ss"},
        {48, "0.0E+0"},
        {50, R"(yyyy"年"m"月")"},
        {51, R"(m"月"d"日")"},
        {52, R"(yyyy"年"m"月")"},
        {53, R"(m"月"d"日")"},
        {54, R"(m"月"d"日")"},
        {55, R"(上午/下午h"时"mm"分")"},
        {56, R"(上午/下午h"时"mm"分"ss"秒")"},
        {57, R"(yyyy"年"m"月")"},
        {58, R"(m"月"d"日")"},
    }};
    const auto* const found = std::find_if(kCodes.begin(), kCodes.end(),
                                           [&](const auto& code) { return code.first == id; });
    return NumberFormat{found == kCodes.end() ? "General"sv : found->second};
}

bool NumberFormat::shows_dates() const noexcept {
    return sections_.front().date;
}

std::string NumberFormat::show_date(const Section& section, double value, DateBase base) {
    const auto at = moment_of(value, base);
    if (!at) {
        return plain_number(value);
    }
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    constexpr std::array kWeekdays{"日", "一", "二", "三", "四", "五", "六"};
    const bool halves = std::any_of(section.tokens.begin(), section.tokens.end(),
                                    [](const Token& t) { return t.part == Part::half_day; });
    const auto month = static_cast<unsigned>(at->day.month());
    std::string out;
    for (const auto& token : section.tokens) {
        const auto put = [&](std::int64_t number) {
            out += digits(number, std::min<std::size_t>(token.width, 2), section.chinese_digits);
        };
        switch (token.part) {
        case Part::literal: out += token.text; break;
        case Part::year:
            out += token.width > 2
                       ? digits(static_cast<int>(at->day.year()), 4, section.chinese_digits)
                       : fmt::format("{:02}", static_cast<int>(at->day.year()) % 100);
            break;
        case Part::month:
            if (token.width > 2) {
                out += kMonths[month - 1];
            } else {
                put(month);
            }
            break;
        case Part::day: put(static_cast<unsigned>(at->day.day())); break;
        case Part::minute: put(at->minute); break;
        case Part::second: put(at->second); break;
        case Part::hour: put(halves ? (at->hours + 11) % 12 + 1 : at->hours); break;
        case Part::elapsed_hours: put(at->all_hours); break;
        case Part::half_day: out += at->hours < 12 ? "上午" : "下午"; break;
        case Part::weekday:
            out += token.width == 4 ? "星期"sv : "周"sv;
            out += kWeekdays[at->weekday];
            break;
        case Part::number: break;
        }
    }
    return out;
}

std::string NumberFormat::show_number(const Section& section, double value, Fidelity fidelity) {
    for (int i = 0; i < section.percents; ++i) {
        value *= 100;
    }
    for (int i = 0; i < section.thousands; ++i) {
        value /= 1000;
    }
    std::string number;
    if (section.general || std::abs(value) >= 1e15) {
        number = fidelity == Fidelity::typed ? all_digits(value) : plain_number(value);
    } else if (section.exponent) {
        number = fmt::format("{:.{}E}", value, std::min(section.most_decimals, 15));
    } else {
        const auto most = std::min(section.most_decimals, 15);
        if (fidelity == Fidelity::typed) {
            number = with_decimals(all_digits(value), static_cast<std::size_t>(most));
        } else {
            value += value * 1e-15; // 1.25 becomes 1.3 as in Excel, not the even 1.2
            number = fmt::format("{:.{}f}", value, most);
        }
        if (most > section.least_decimals) {
            const auto point = number.find('.');
            const auto least = point + 1 + static_cast<std::size_t>(section.least_decimals);
            while (number.size() > least && number.back() == '0') {
                number.pop_back();
            }
            if (number.back() == '.') {
                number.pop_back();
            }
        }
        const auto whole = static_cast<std::size_t>(std::clamp(section.whole_digits, 1, 15));
        const auto length = std::min(number.find('.'), number.size());
        number.insert(0, whole > length ? whole - length : 0, '0');
        if (section.grouped) {
            group(number);
        }
    }
    std::string out;
    for (const auto& token : section.tokens) {
        out += token.part == Part::number ? number : token.text;
    }
    return out;
}

std::string NumberFormat::show(double value, DateBase base, Fidelity fidelity) const {
    if (!std::isfinite(value)) {
        return {};
    }
    const auto& first = sections_.front();
    if (first.date) {
        return show_date(first, value, base);
    }
    if (value < 0) {
        return sections_.size() > 1 ? show_number(sections_[1], -value, fidelity)
                                    : fmt::format("-{}", show_number(first, -value, fidelity));
    }
    return show_number(value == 0 && sections_.size() > 2 ? sections_[2] : first, value, fidelity);
}

} // namespace luoshi::office
