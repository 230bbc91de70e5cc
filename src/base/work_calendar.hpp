// SPDX-License-Identifier: Apache-2.0
// Working days: Monday to Friday, except rest days and weekend days worked that the State Council's
// yearly notice sets. A year without such a notice counts weekends only; covers() tells.
#pragma once

#include "base/date.hpp"

#include <map>
#include <set>

namespace luoshi {

class WorkCalendar {
public:
    void add_rest_day(Date day) { days_[day] = false; }
    void add_work_day(Date day) { days_[day] = true; }

    bool is_work_day(Date day) const;
    bool covers(int year) const; // some day of that year was set
    // The n-th working day after `day` (n >= 1), `day` itself not counted.
    Date plus_work_days(Date day, int n) const;
    Date last_work_day_until(Date day) const; // `day` itself or the nearest before it

private:
    std::map<Date, bool> days_; // true: worked
};

} // namespace luoshi
