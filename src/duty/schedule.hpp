// SPDX-License-Identifier: Apache-2.0
// When a duty is due and when it is reminded of. Pure.
#pragma once

#include "base/work_calendar.hpp"
#include "duty/definition.hpp"

#include <string>
#include <vector>

namespace luoshi::duty {

enum class RestDays {
    stand, // a date on a rest day stays where it is; the last reminder comes on a working day
    move   // it moves to the next working day
};

bool is_schedule(std::string_view on); // a date or a recurrence

// Every day in [first, last] the definition falls on, ascending, as it is written: nothing moved.
std::vector<Date> occurrences(const Definition& definition, Date first, Date last);
Date due_on(Date occurrence, RestDays rest_days, const WorkCalendar& calendar);
// "2011年" of the occurrence; "" where the definition has no period.
std::string period_at(const Definition& definition, Date occurrence);

// Ascending, each once, on working days until `due` (inclusive).
std::vector<Date> reminder_days(Date due, const std::vector<Remind>& remind,
                                const WorkCalendar& calendar);
// Working days in (from, to]; 0 when to <= from.
int working_days_between(Date from, Date to, const WorkCalendar& calendar);

} // namespace luoshi::duty
