// SPDX-License-Identifier: Apache-2.0
#include "followup/due.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <vector>

namespace luoshi::followup {
namespace {

using notice::DeadlineKind;

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc{} && stop == text.data() + text.size() ? std::optional{value}
                                                                      : std::nullopt;
}

// The parts of an RFC 5545 recurrence we use: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY (one
// weekday).
struct Recurrence {
    enum class Frequency { daily, weekly, monthly, yearly };
    Frequency frequency = Frequency::yearly;
    int interval = 1;
    std::vector<int> months, days;
    std::optional<int> weekday; // 1 Monday
};

bool parse_list(std::string_view text, std::vector<int>& out) {
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto value = number_in(text.substr(0, comma));
        if (!value) {
            return false;
        }
        out.push_back(*value);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return true;
}

bool parse_part(std::string_view name, std::string_view value, Recurrence& out) {
    static const std::map<std::string_view, Recurrence::Frequency> kFrequencies{
        {"DAILY", Recurrence::Frequency::daily},
        {"WEEKLY", Recurrence::Frequency::weekly},
        {"MONTHLY", Recurrence::Frequency::monthly},
        {"YEARLY", Recurrence::Frequency::yearly}};
    static constexpr std::array<std::string_view, 7> kWeekdays{"MO", "TU", "WE", "TH",
                                                               "FR", "SA", "SU"};
    if (name == "FREQ") {
        const auto it = kFrequencies.find(value);
        out.frequency = it != kFrequencies.end() ? it->second : out.frequency;
        return it != kFrequencies.end();
    }
    if (name == "INTERVAL") {
        out.interval = number_in(value).value_or(0);
        return out.interval >= 1;
    }
    if (name == "BYMONTH") {
        return parse_list(value, out.months) &&
               std::all_of(out.months.begin(), out.months.end(),
                           [](int m) { return m >= 1 && m <= 12; });
    }
    if (name == "BYMONTHDAY") {
        return parse_list(value, out.days) &&
               std::all_of(out.days.begin(), out.days.end(),
                           [](int d) { return d == -1 || (d >= 1 && d <= 31); });
    }
    if (name == "BYDAY") {
        const auto* it = std::find(kWeekdays.begin(), kWeekdays.end(), value);
        out.weekday = static_cast<int>(it - kWeekdays.begin()) + 1;
        return it != kWeekdays.end();
    }
    return false;
}

std::optional<Recurrence> parse_recurrence(std::string_view text) {
    Recurrence out;
    bool has_frequency = false;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        const auto part = text.substr(0, end);
        const auto equals = part.find('=');
        if (equals == std::string_view::npos ||
            !parse_part(part.substr(0, equals), part.substr(equals + 1), out)) {
            return std::nullopt;
        }
        has_frequency |= part.substr(0, equals) == "FREQ";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return has_frequency ? std::optional{out} : std::nullopt;
}

// Whether the recurrence falls on this day. A month interval counts from January (quarters, half
// years).
bool falls_on(const Recurrence& rule, Date day) {
    const bool last = day == day.end_of_month();
    if (rule.frequency == Recurrence::Frequency::daily) {
        return true;
    }
    if (rule.frequency == Recurrence::Frequency::weekly) {
        return day.weekday() == rule.weekday.value_or(5);
    }
    const auto has = [](const std::vector<int>& list, int value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    bool month = rule.months.empty() ? true : has(rule.months, day.month());
    if (rule.months.empty()) {
        const int period = rule.frequency == Recurrence::Frequency::yearly ? 12 : rule.interval;
        month = day.month() % std::min(period, 12) == 0;
    }
    const bool in_month =
        rule.days.empty() ? last : has(rule.days, day.day()) || (last && has(rule.days, -1));
    return month && in_month;
}

std::optional<Date> first_on_or_after(const Recurrence& rule, Date from) {
    for (int n = 0; n < 366 * 4 + 1; ++n) {
        if (const auto day = from.plus_days(n); falls_on(rule, day)) {
            return day;
        }
    }
    return std::nullopt;
}

struct Period {
    int count = 0;
    std::string unit;  // D, WD, W, M, Y
    std::string start; // issue, receipt, a year, …
};

std::optional<Period> parse_period(std::string_view text) {
    const auto slash = text.find('/');
    if (text.empty() || text.front() != 'P' || slash == std::string_view::npos ||
        slash + 1 == text.size()) {
        return std::nullopt;
    }
    const auto body = text.substr(1, slash - 1);
    const auto digits = body.find_first_not_of("0123456789");
    const auto count = number_in(body.substr(0, std::min(digits, body.size())));
    if (!count || digits == std::string_view::npos) {
        return std::nullopt;
    }
    const auto unit = body.substr(digits);
    static constexpr std::array<std::string_view, 5> kUnits{"D", "WD", "W", "M", "Y"};
    if (std::find(kUnits.begin(), kUnits.end(), unit) == kUnits.end()) {
        return std::nullopt;
    }
    return Period{*count, std::string{unit}, std::string{text.substr(slash + 1)}};
}

// The same day `months` later, or the last day of that month where it has no such day.
Date plus_months(Date date, int months) {
    const int index = date.year() * 12 + date.month() - 1 + months;
    const auto first = Date::from(index / 12, index % 12 + 1, 1).value_or(date);
    return Date::from(first.year(), first.month(), date.day()).value_or(first.end_of_month());
}

std::optional<Date> end_of(const Period& period, Date issued_on, const WorkCalendar& calendar) {
    if (const auto year = number_in(period.start);
        year && period.unit == "Y") { // "5年内" counted from a year
        return Date::from(*year + period.count - 1, 12, 31);
    }
    if (period.start != "issue") {
        return std::nullopt;
    }
    if (period.unit == "WD") {
        return period.count == 0 ? issued_on : calendar.plus_work_days(issued_on, period.count);
    }
    if (period.unit == "D" || period.unit == "W") {
        return issued_on.plus_days(period.count * (period.unit == "W" ? 7 : 1));
    }
    return plus_months(issued_on, period.count * (period.unit == "Y" ? 12 : 1));
}

} // namespace

std::optional<Date> due_of(DeadlineKind kind, const std::string& value, Date issued_on,
                           const WorkCalendar& calendar) {
    switch (kind) {
    case DeadlineKind::date:
    case DeadlineKind::month_end:
    case DeadlineKind::year_end: return Date::parse(value);
    case DeadlineKind::recurring: {
        const auto rule = parse_recurrence(value);
        return rule ? first_on_or_after(*rule, issued_on) : std::nullopt;
    }
    case DeadlineKind::relative: {
        const auto period = parse_period(value);
        return period ? end_of(*period, issued_on, calendar) : std::nullopt;
    }
    case DeadlineKind::long_term: return std::nullopt;
    }
    return std::nullopt;
}

std::vector<Date> dates_between(DeadlineKind kind, const std::string& value, Date issued_on,
                                const WorkCalendar& calendar, Date from, Date to) {
    std::vector<Date> dates;
    if (kind == DeadlineKind::recurring) {
        const auto rule = parse_recurrence(value);
        for (auto day = std::max(from, issued_on); rule && day <= to; day = day.plus_days(1)) {
            if (falls_on(*rule, day)) {
                dates.push_back(day);
            }
        }
    } else if (const auto due = due_of(kind, value, issued_on, calendar);
               due && *due >= from && *due <= to) {
        dates.push_back(*due);
    }
    return dates;
}

bool is_deadline_value(DeadlineKind kind, const std::string& value) {
    switch (kind) {
    case DeadlineKind::date:
    case DeadlineKind::month_end:
    case DeadlineKind::year_end: return Date::parse(value).has_value();
    case DeadlineKind::recurring: return parse_recurrence(value).has_value();
    case DeadlineKind::relative: return parse_period(value).has_value();
    case DeadlineKind::long_term: return value == "LONG";
    }
    return false;
}

} // namespace luoshi::followup
