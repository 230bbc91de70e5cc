// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.hpp"
#include "base/work_calendar.hpp"
#include "notice/notice.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::followup {

// The date a deadline of a notice comes to, where one can be told: a fixed date itself; of a
// recurrence the first day on or after `issued_on`; of a period from the issue its end. nullopt for
// long-term work, for periods from an event we do not know (receipt, acceptance) and for values
// that do not parse.
std::optional<Date> due_of(notice::DeadlineKind kind, const std::string& value, Date issued_on,
                           const WorkCalendar& calendar);

// Every day in [from, to] the deadline falls on, ascending: a recurrence from `issued_on` on as
// often as it returns, any other at most once.
std::vector<Date> dates_between(notice::DeadlineKind kind, const std::string& value, Date issued_on,
                                const WorkCalendar& calendar, Date from, Date to);

// Whether `value` has the form its kind asks for (corpus of notices: dates, RRULE parts,
// P5WD/receipt, LONG).
bool is_deadline_value(notice::DeadlineKind kind, const std::string& value);

} // namespace luoshi::followup
