// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <fmt/format.h>

namespace luoshi {

std::optional<Date> Date::from(int year, int month, int day) noexcept {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional{Date{std::chrono::sys_days{date}}} : std::nullopt;
}

std::optional<Date> Date::parse(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    int parts[3] = {};
    for (std::size_t i = 0, part = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++part;
        } else if (text[i] >= '0' && text[i] <= '9') {
            parts[part] = parts[part] * 10 + (text[i] - '0');
        } else {
            return std::nullopt;
        }
    }
    return from(parts[0], parts[1], parts[2]);
}

Date Date::end_of_month() const noexcept {
    const auto date = ymd();
    return Date{std::chrono::sys_days{date.year() / date.month() / std::chrono::last}};
}

std::string to_string(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string in_chinese(Date date) {
    return fmt::format("{}年{}月{}日", date.year(), date.month(), date.day());
}

} // namespace luoshi
