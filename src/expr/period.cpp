// SPDX-License-Identifier: Apache-2.0
#include "expr/period.hpp"

#include <fmt/format.h>

#include <array>

namespace luoshi::expr {
namespace {

// The number at the front, which is taken off; nullopt: no digit, or more than four.
std::optional<int> take_number(std::string_view& text) {
    int number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        number = number * 10 + (text[digits++] - '0');
        if (digits > 4) {
            return std::nullopt;
        }
    }
    text.remove_prefix(digits);
    return digits > 0 ? std::optional{number} : std::nullopt;
}

bool take(std::string_view& text, std::string_view word) {
    const bool there = text.starts_with(word);
    text.remove_prefix(there ? word.size() : 0);
    return there;
}

std::optional<int> take_quarter(std::string_view& text) {
    take(text, "第");
    constexpr std::array<std::string_view, 4> words{"一", "二", "三", "四"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (take(text, words[i])) {
            return static_cast<int>(i) + 1;
        }
    }
    return take_number(text);
}

std::optional<Period> parse_chinese(int number, std::string_view rest) {
    using Kind = Period::Kind;
    if (rest.empty()) {
        return Period::of(Kind::year, number, 1);
    }
    if (rest == "上半年" || rest == "下半年") {
        return Period::of(Kind::half, number, rest == "上半年" ? 1 : 2);
    }
    if (rest.ends_with("季度")) {
        const auto index = take_quarter(rest);
        return index && rest == "季度" ? Period::of(Kind::quarter, number, *index) : std::nullopt;
    }
    const auto index = take_number(rest);
    return index && rest == "月" ? Period::of(Kind::month, number, *index) : std::nullopt;
}

} // namespace

int Period::per_year(Kind kind) {
    switch (kind) {
    case Kind::year: return 1;
    case Kind::half: return 2;
    case Kind::quarter: return 4;
    case Kind::month: break;
    }
    return 12;
}

std::optional<Period> Period::of(Kind kind, int year, int index) {
    if (year < 1 || year > 9999 || index < 1 || index > per_year(kind)) {
        return std::nullopt;
    }
    Period period;
    period.kind_ = kind;
    period.year_ = static_cast<std::int16_t>(year);
    period.index_ = static_cast<std::int8_t>(index);
    return period;
}

std::optional<Period> Period::parse(std::string_view text) {
    const auto year_number = take_number(text);
    if (!year_number) {
        return std::nullopt;
    }
    if (take(text, "年")) {
        return parse_chinese(*year_number, text);
    }
    if (text.empty()) {
        return of(Kind::year, *year_number, 1);
    }
    const auto kind = take(text, "-") ? Kind::month : take(text, "Q") ? Kind::quarter : Kind::half;
    if (kind == Kind::half && !take(text, "H")) {
        return std::nullopt;
    }
    const auto index = take_number(text);
    return index && text.empty() ? of(kind, *year_number, *index) : std::nullopt;
}

Period Period::containing(Kind kind, Date day) {
    const int months = 12 / per_year(kind);
    return of(kind, day.year(), (day.month() - 1) / months + 1).value();
}

Date Period::first_day() const {
    return Date::from(year_, (index_ - 1) * (12 / per_year(kind_)) + 1, 1).value();
}

Date Period::last_day() const {
    return Date::from(year_, index_ * (12 / per_year(kind_)), 1).value().end_of_month();
}

std::optional<Period> Period::shifted(int periods) const {
    const std::int64_t count = per_year(kind_);
    const std::int64_t at = year_ * count + index_ - 1 + periods;
    if (at < count || at >= 10'000 * count) {
        return std::nullopt;
    }
    return of(kind_, static_cast<int>(at / count), static_cast<int>(at % count) + 1);
}

std::optional<Period> Period::within(Kind kind) const {
    return kind > kind_ ? std::nullopt : std::optional{containing(kind, first_day())};
}

int Period::parts(Kind kind) const {
    return kind < kind_ ? 0 : per_year(kind) / per_year(kind_);
}

std::optional<Period> Period::part(Kind kind, int n) const {
    const int count = parts(kind);
    return n < 1 || n > count ? std::nullopt : of(kind, year_, (index_ - 1) * count + n);
}

std::string to_string(Period period) {
    switch (period.kind()) {
    case Period::Kind::year: return fmt::format("{}年", period.year());
    case Period::Kind::half:
        return fmt::format("{}年{}半年", period.year(), period.index() == 1 ? "上" : "下");
    case Period::Kind::quarter: return fmt::format("{}年第{}季度", period.year(), period.index());
    case Period::Kind::month: break;
    }
    return fmt::format("{}年{}月", period.year(), period.index());
}

std::string to_string_english(Period period) {
    switch (period.kind()) {
    case Period::Kind::year: return fmt::format("{}", period.year());
    case Period::Kind::half: return fmt::format("{} H{}", period.year(), period.index());
    case Period::Kind::quarter: return fmt::format("{} Q{}", period.year(), period.index());
    case Period::Kind::month: break;
    }
    return fmt::format("{}-{:02}", period.year(), period.index());
}

} // namespace luoshi::expr
