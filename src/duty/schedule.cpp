// SPDX-License-Identifier: Apache-2.0
#include "duty/schedule.hpp"

#include "followup/due.hpp"

#include <algorithm>
#include <set>

namespace luoshi::duty {
namespace {

using notice::DeadlineKind;

DeadlineKind kind_of(std::string_view on) {
    return Date::parse(on) ? DeadlineKind::date : DeadlineKind::recurring;
}

// The n-th working day before `day`, `day` itself not counted.
Date minus_work_days(Date day, int n, const WorkCalendar& calendar) {
    while (n > 0) {
        day = day.plus_days(-1);
        n -= calendar.is_work_day(day) ? 1 : 0;
    }
    return day;
}

} // namespace

bool is_schedule(std::string_view on) {
    return followup::is_deadline_value(kind_of(on), std::string{on});
}

std::vector<Date> occurrences(const Definition& definition, Date first, Date last) {
    if (definition.on.empty()) {
        return {};
    }
    const auto from = std::max(first, definition.from.value_or(first));
    const auto to = definition.until ? std::min(last, definition.until->plus_days(-1)) : last;
    return followup::dates_between(kind_of(definition.on), definition.on, from, {}, from, to);
}

Date due_on(Date occurrence, RestDays rest_days, const WorkCalendar& calendar) {
    const bool moves = rest_days == RestDays::move && !calendar.is_work_day(occurrence);
    return moves ? calendar.plus_work_days(occurrence, 1) : occurrence;
}

std::string period_at(const Definition& definition, Date occurrence) {
    if (!definition.period) {
        return "";
    }
    const auto period =
        expr::Period::containing(*definition.period, occurrence).shifted(definition.shift);
    return period ? expr::to_string(*period) : "";
}

std::vector<Date> reminder_days(Date due, const std::vector<Remind>& remind,
                                const WorkCalendar& calendar) {
    std::set<Date> days;
    for (const auto& one : remind) {
        const auto day =
            one.working ? minus_work_days(due, one.days, calendar) : due.plus_days(-one.days);
        days.insert(calendar.last_work_day_until(day));
    }
    return {days.begin(), days.end()};
}

int working_days_between(Date from, Date to, const WorkCalendar& calendar) {
    int count = 0;
    for (auto day = from.plus_days(1); day <= to; day = day.plus_days(1)) {
        count += calendar.is_work_day(day) ? 1 : 0;
    }
    return count;
}

} // namespace luoshi::duty
