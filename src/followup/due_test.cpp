// SPDX-License-Identifier: Apache-2.0
#include "followup/due.hpp"

#include <gtest/gtest.h>

namespace luoshi::followup {
namespace {

using notice::DeadlineKind;

std::string due(DeadlineKind kind, const std::string& value, const char* issued_on = "2011-11-01") {
    const auto date = due_of(kind, value, Date::parse(issued_on).value(), WorkCalendar{});
    return date ? to_string(*date) : "none";
}

TEST(due_of, a_fixed_date_is_the_date_itself) {
    EXPECT_EQ(due(DeadlineKind::date, "2011-11-15"), "2011-11-15");
    EXPECT_EQ(due(DeadlineKind::year_end, "2012-12-31"), "2012-12-31");
    EXPECT_EQ(due(DeadlineKind::date, "soon"), "none");
}

TEST(due_of, a_recurrence_is_its_first_day_on_or_after_the_issue) {
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10"), "2012-02-10");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"), "2011-12-10");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=MONTHLY;BYMONTHDAY=28"), "2011-11-28");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=MONTHLY;INTERVAL=3"), "2011-12-31");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=MONTHLY;INTERVAL=6"), "2011-12-31");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=WEEKLY;BYDAY=FR"), "2011-11-04");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
              "2012-01-05");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), "2012-02-29");
    EXPECT_EQ(due(DeadlineKind::recurring, "FREQ=FORTNIGHTLY"), "none");
}

TEST(due_of, a_period_from_the_issue_has_an_end_and_one_from_elsewhere_none) {
    EXPECT_EQ(due(DeadlineKind::relative, "P20D/issue"), "2011-11-21");
    EXPECT_EQ(due(DeadlineKind::relative, "P5WD/issue"), "2011-11-08");
    EXPECT_EQ(due(DeadlineKind::relative, "P3M/issue", "2011-11-30"), "2012-02-29");
    EXPECT_EQ(due(DeadlineKind::relative, "P5Y/2012"), "2016-12-31");
    EXPECT_EQ(due(DeadlineKind::relative, "P5WD/receipt"), "none");
    EXPECT_EQ(due(DeadlineKind::long_term, "LONG"), "none");
}

TEST(dates_between, a_recurrence_returns_from_the_issue_on_and_a_date_stands_once) {
    const auto list = [](DeadlineKind kind, const char* value) {
        std::string out;
        for (const auto date :
             dates_between(kind, value, *Date::parse("2011-11-20"), WorkCalendar{},
                           *Date::parse("2011-11-01"), *Date::parse("2012-02-10"))) {
            out += to_string(date) + " ";
        }
        return out;
    };
    EXPECT_EQ(list(DeadlineKind::recurring, "FREQ=MONTHLY;BYMONTHDAY=10"),
              "2011-12-10 2012-01-10 2012-02-10 ");
    EXPECT_EQ(list(DeadlineKind::date, "2012-02-10"), "2012-02-10 ");
    EXPECT_EQ(list(DeadlineKind::date, "2012-02-11"), "");
    EXPECT_EQ(list(DeadlineKind::long_term, "LONG"), "");
}

TEST(is_deadline_value, knows_the_form_of_each_kind) {
    EXPECT_TRUE(is_deadline_value(DeadlineKind::date, "2011-11-15"));
    EXPECT_FALSE(is_deadline_value(DeadlineKind::date, "2011-02-30"));
    EXPECT_TRUE(is_deadline_value(DeadlineKind::recurring, "FREQ=MONTHLY;INTERVAL=3"));
    EXPECT_FALSE(is_deadline_value(DeadlineKind::recurring, "BYMONTH=3"));
    EXPECT_FALSE(is_deadline_value(DeadlineKind::recurring, "FREQ=YEARLY;BYMONTH=13"));
    EXPECT_TRUE(is_deadline_value(DeadlineKind::relative, "P10D/验收"));
    EXPECT_FALSE(is_deadline_value(DeadlineKind::relative, "10D"));
    EXPECT_TRUE(is_deadline_value(DeadlineKind::long_term, "LONG"));
}

} // namespace
} // namespace luoshi::followup
