// SPDX-License-Identifier: Apache-2.0
// A civil date without a time zone: what notices, duties and directories speak of.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi {

class Date {
public:
    Date() = default; // 1970-01-01
    explicit Date(std::chrono::sys_days day) noexcept : day_(day) {}
    // nullopt unless the three name a real day between 0001-01-01 and 9999-12-31.
    static std::optional<Date> from(int year, int month, int day) noexcept;
    // Exactly "YYYY-MM-DD" and a real day, else nullopt.
    static std::optional<Date> parse(std::string_view text) noexcept;

    int year() const noexcept { return static_cast<int>(ymd().year()); }
    int month() const noexcept { return static_cast<int>(static_cast<unsigned>(ymd().month())); }
    int day() const noexcept { return static_cast<int>(static_cast<unsigned>(ymd().day())); }
    int weekday() const noexcept { // 1 Monday … 7 Sunday
        return static_cast<int>(std::chrono::weekday{day_}.iso_encoding());
    }
    std::int32_t days_since_epoch() const noexcept {
        return static_cast<std::int32_t>(day_.time_since_epoch().count());
    }
    Date plus_days(int days) const noexcept { return Date{day_ + std::chrono::days{days}}; }
    Date end_of_month() const noexcept;
    auto operator<=>(const Date&) const = default;

private:
    std::chrono::year_month_day ymd() const noexcept { return std::chrono::year_month_day{day_}; }
    std::chrono::sys_days day_{};
};

std::string to_string(Date date);  // "YYYY-MM-DD": also how a date is stored
std::string in_chinese(Date date); // "2011年11月5日", as documents write it

} // namespace luoshi
