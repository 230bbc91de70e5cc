// SPDX-License-Identifier: Apache-2.0
#include "base/work_calendar.hpp"

#include "base/error.hpp"

namespace luoshi {

bool WorkCalendar::is_work_day(Date day) const {
    const auto it = days_.find(day);
    return it != days_.end() ? it->second : day.weekday() <= 5;
}

bool WorkCalendar::covers(int year) const {
    const auto it = days_.lower_bound(Date::from(year, 1, 1).value_or(Date{}));
    return it != days_.end() && it->first.year() == year;
}

Date WorkCalendar::plus_work_days(Date day, int n) const {
    ensure(n >= 1, "counts working days forward");
    while (n > 0) {
        day = day.plus_days(1);
        n -= is_work_day(day) ? 1 : 0;
    }
    return day;
}

Date WorkCalendar::last_work_day_until(Date day) const {
    while (!is_work_day(day)) {
        day = day.plus_days(-1);
    }
    return day;
}

} // namespace luoshi
