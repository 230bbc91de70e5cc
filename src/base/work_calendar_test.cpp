// SPDX-License-Identifier: Apache-2.0
#include "base/work_calendar.hpp"

#include <gtest/gtest.h>

namespace luoshi {
namespace {

Date day(const char* text) {
    return Date::parse(text).value();
}

// Spring Festival 2013: rest 9 to 15 February, worked 16 and 17 (Saturday, Sunday).
WorkCalendar spring_festival_2013() {
    WorkCalendar calendar;
    for (auto date = day("2013-02-09"); date <= day("2013-02-15"); date = date.plus_days(1)) {
        calendar.add_rest_day(date);
    }
    calendar.add_work_day(day("2013-02-16"));
    calendar.add_work_day(day("2013-02-17"));
    return calendar;
}

TEST(work_calendar, rests_on_holidays_and_works_on_set_weekends) {
    const auto calendar = spring_festival_2013();
    EXPECT_FALSE(calendar.is_work_day(day("2013-02-12")));
    EXPECT_TRUE(calendar.is_work_day(day("2013-02-16")));
    EXPECT_FALSE(calendar.is_work_day(day("2013-02-23")));
    EXPECT_TRUE(calendar.covers(2013));
    EXPECT_FALSE(calendar.covers(2012));
}

TEST(work_calendar, counts_working_days_over_a_holiday) {
    const auto calendar = spring_festival_2013();
    EXPECT_EQ(calendar.plus_work_days(day("2013-02-08"), 1), day("2013-02-16"));
    EXPECT_EQ(calendar.plus_work_days(day("2011-11-10"), 2), day("2011-11-14"));
    EXPECT_EQ(calendar.last_work_day_until(day("2013-02-10")), day("2013-02-08"));
    EXPECT_EQ(calendar.last_work_day_until(day("2011-12-10")), day("2011-12-09"));
}

} // namespace
} // namespace luoshi
