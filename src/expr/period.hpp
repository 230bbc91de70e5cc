// SPDX-License-Identifier: Apache-2.0
// Reporting periods: 2011年, 2011年上半年, 2011年第3季度, 2011年11月.
//
//   Period::of(kind, year, index)   nullopt: no such period (a fifth quarter, a year above 9999)
//   Period::parse(text)             "2011年第3季度", also "2011", "2011H1", "2011Q3", "2011-11"
//   period.shifted(n), same_last_year(), containing(kind), part(kind, n)
//   period.first_day(), last_day()
#pragma once

#include "base/date.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::expr {

class Period {
public:
    enum class Kind : std::uint8_t { year, half, quarter, month };

    Period() = default; // 1970年
    static std::optional<Period> of(Kind kind, int year, int index);
    static std::optional<Period> parse(std::string_view text);
    static Period containing(Kind kind, Date day);
    static int per_year(Kind kind); // 1, 2, 4, 12

    Kind kind() const noexcept { return kind_; }
    int year() const noexcept { return year_; }
    int index() const noexcept { return index_; } // 1 to per_year(kind)
    Date first_day() const;
    Date last_day() const;
    std::optional<Period> shifted(int periods) const; // of its own kind
    std::optional<Period> same_last_year() const { return of(kind_, year_ - 1, index_); }
    // The longer period this one lies in; nullopt for a shorter kind.
    std::optional<Period> within(Kind kind) const;
    // How many of `kind` it has (0: a longer kind), and the n-th, counted from 1.
    int parts(Kind kind) const;
    std::optional<Period> part(Kind kind, int n) const;
    auto operator<=>(const Period&) const = default;

private:
    Kind kind_ = Kind::year;
    std::int16_t year_ = 1970;
    std::int8_t index_ = 1;
};

std::string to_string(Period period);         // "2011年第3季度"
std::string to_string_english(Period period); // "2011 Q3"

} // namespace luoshi::expr
