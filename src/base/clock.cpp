// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <fmt/format.h>

namespace luoshi {

Date civil_date(Timestamp at) noexcept {
    return Date{std::chrono::floor<std::chrono::days>(at + std::chrono::hours{8})};
}

std::string to_string(Timestamp at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{at - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

Timestamp SystemClock::now() const {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Date SystemClock::today() const {
    const auto days = set_days_.load();
    return days == kUnset ? civil_date(now())
                          : Date{std::chrono::sys_days{std::chrono::days{days}}};
}

void SystemClock::set_today(std::optional<Date> date) noexcept {
    set_days_ = date ? date->days_since_epoch() : kUnset;
}

} // namespace luoshi
