// SPDX-License-Identifier: Apache-2.0
#include "expr/calls.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "expr/arithmetic.hpp"

#include <algorithm>
#include <limits>

namespace luoshi::expr {
namespace {

Value number(std::int64_t whole) {
    return Number{whole, 0};
}

Value working_days(Date from, Date to, const WorkCalendar* calendar) {
    if (calendar == nullptr) {
        return Fault::no_calendar;
    }
    const bool back = to < from;
    if (std::abs(to.days_since_epoch() - from.days_since_epoch()) > 366 * 100) {
        return Fault::overflow; // a hundred years day by day are enough
    }
    std::int64_t days = 0;
    for (auto day = std::min(from, to); day < std::max(from, to);) {
        day = day.plus_days(1);
        days += calendar->is_work_day(day) ? 1 : 0;
    }
    return number(back ? -days : days);
}

Value months_later(Date date, Number months) {
    const auto more = months.scaled();
    if (more > 120'000 || more < -120'000) {
        return Fault::no_such_day;
    }
    const auto at = std::int64_t{date.year()} * 12 + date.month() - 1 + more;
    const auto first =
        at < 12 ? std::nullopt
                : Date::from(static_cast<int>(at / 12), static_cast<int>(at % 12) + 1, 1);
    if (!first) {
        return Fault::no_such_day;
    }
    return first->plus_days(std::min(date.day(), first->end_of_month().day()) - 1);
}

Value of_dates(const Code& code, std::span<const Value> values, const Environment& environment) {
    const auto* const date = values[0].date();
    switch (code.function) {
    case Function::year_of:
        return number(date != nullptr ? date->year() : values[0].period()->year());
    case Function::month_of: return number(date->month());
    case Function::days_between:
        return number(std::int64_t{values[1].date()->days_since_epoch()} -
                      date->days_since_epoch());
    case Function::working_days_between:
        return working_days(*date, *values[1].date(), environment.calendar);
    default: return months_later(*date, *values[1].number());
    }
}

Value of_period(const Code& code, const Value& value) {
    const auto* const period = value.period();
    std::optional<Period> found;
    switch (code.function) {
    case Function::first_day: return period->first_day();
    case Function::last_day: return period->last_day();
    case Function::previous: found = period->shifted(-1); break;
    case Function::next: found = period->shifted(1); break;
    case Function::same_last_year: found = period->same_last_year(); break;
    default:
        found = value.date() != nullptr ? Period::containing(code.part, *value.date())
                                        : period->within(code.part);
    }
    return found ? Value{*found} : Value{Fault::no_such_period};
}

Value look_up(const Code& code, std::span<const Value> values, const Environment& environment) {
    const auto& table = environment.declarations().tables()[code.a];
    if (code.function == Function::band) {
        const auto x = *values[0].number();
        for (const auto& band : table.bands) {
            if (band.holds(x)) {
                return band.value;
            }
        }
        return Missing::no_row;
    }
    for (const auto& row : table.rows) {
        bool same = true;
        for (std::size_t k = 0; k < values.size() && same; ++k) {
            same = row.keys[k].is_present() && order_of(row.keys[k], values[k]) == 0;
        }
        if (same) {
            return row.value;
        }
    }
    return Missing::no_row;
}

Value of_text(const Code& code, std::span<const Value> values) {
    const std::string_view text = *values[0].text();
    if (code.function == Function::length) {
        return number(static_cast<std::int64_t>(character_count(text)));
    }
    const std::string_view part = *values[1].text();
    switch (code.function) {
    case Function::starts_with: return text.starts_with(part);
    case Function::ends_with: return text.ends_with(part);
    default: return text.find(part) != std::string_view::npos;
    }
}

Value rounded(const Code& code, const Value& value) {
    if (code.function == Function::convert) {
        return multiply_values(value, Value{Number{1, 0}},
                               {.op = Op::multiply_round,
                                .rounding = code.rounding,
                                .places = code.places,
                                .factor = code.factor});
    }
    const auto result = rescale(*value.number(), code.places, code.rounding);
    return result ? Value{*result} : Value{Fault::overflow};
}

Value fold(const Code& code, std::span<const Value> values) {
    Total total{code};
    for (const auto& value : values) {
        total.take(value);
    }
    return total.value();
}

// The functions that look at a missing value or an error themselves.
std::optional<Value> of_any(const Code& code, std::span<const Value> values) {
    switch (code.function) {
    case Function::is_missing: return Value{values[0].missing() != nullptr};
    case Function::is_error: return Value{values[0].fault() != nullptr};
    case Function::or_else: return values[0].missing() != nullptr ? values[1] : values[0];
    case Function::on_error: return values[0].fault() != nullptr ? values[1] : values[0];
    case Function::sum:
    case Function::min:
    case Function::max: return fold(code, values);
    default: return std::nullopt;
    }
}

const Value* first_blocking(std::span<const Value> values) {
    const Value* found = nullptr;
    for (const auto& value : values) {
        if (value.fault() != nullptr) {
            return &value;
        }
        found = found == nullptr && value.missing() != nullptr ? &value : found;
    }
    return found;
}

} // namespace

Value call_function(const Code& code, std::span<const Value> values,
                    const Environment& environment) {
    if (auto result = of_any(code, values)) {
        return *std::move(result);
    }
    if (const auto* const block = first_blocking(values)) {
        return *block;
    }
    switch (code.function) {
    case Function::growth: return growth_of(values[0], values[1], code);
    case Function::abs:
        return values[0].number()->scaled() < 0 ? negate_value(values[0]) : values[0];
    case Function::round:
    case Function::convert: return rounded(code, values[0]);
    case Function::days_between:
    case Function::working_days_between:
    case Function::add_months:
    case Function::year_of:
    case Function::month_of: return of_dates(code, values, environment);
    case Function::lookup:
    case Function::band: return look_up(code, values, environment);
    case Function::length:
    case Function::starts_with:
    case Function::ends_with:
    case Function::contains: return of_text(code, values);
    case Function::today: return environment.day;
    default: return of_period(code, values[0]);
    }
}

void Total::take(const Value& value) {
    const bool any = code_.function == Function::any;
    if (any || code_.function == Function::all) {
        blocked_ = any ? either(count_++ == 0 ? Value{false} : blocked_, value)
                       : both(count_++ == 0 ? Value{true} : blocked_, value);
        decided_ = blocked_.boolean() != nullptr && *blocked_.boolean() == any;
        return;
    }
    if (!value.is_present()) {
        const bool first = blocked_.boolean() != nullptr;
        blocked_ = first || value.fault() != nullptr ? value : blocked_;
        decided_ = value.fault() != nullptr;
        return;
    }
    if (code_.function == Function::count) {
        count_ += value.boolean() == nullptr || *value.boolean() ? 1 : 0;
        return;
    }
    ++count_;
    if (code_.function == Function::min || code_.function == Function::max) {
        const auto order = count_ == 1 ? std::partial_ordering::less : order_of(value, best_);
        const bool better =
            count_ == 1 || (code_.function == Function::min ? order < 0 : order > 0);
        best_ = better ? value : best_;
        return;
    }
    take_number(value);
}

// At eight places: 2^63 of 64 bits times 10^8 fit into 128, and there are at most kMostSteps.
void Total::take_number(const Value& value) {
    Int128 scaled = value.number()->scaled();
    for (int i = value.number()->scale(); i < Number::kMaxScale; ++i) {
        scaled *= 10;
    }
    if (__builtin_add_overflow(sum_, scaled, &sum_)) {
        blocked_ = Fault::overflow;
        decided_ = true;
    }
}

Value Total::value() const {
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    switch (code_.function) {
    case Function::any: return count_ == 0 ? Value{false} : blocked_;
    case Function::all: return count_ == 0 ? Value{true} : blocked_;
    default: break;
    }
    if (blocked_.boolean() == nullptr) {
        return blocked_;
    }
    switch (code_.function) {
    case Function::count: return number(count_);
    case Function::min:
    case Function::max: return count_ == 0 ? Value{Missing::no_rows} : best_;
    default: break;
    }
    const bool mean = code_.function == Function::average;
    if (mean && count_ == 0) {
        return Missing::no_rows;
    }
    const int places = mean ? code_.places : code_.type.places;
    Int128 below = mean ? count_ : 1;
    for (int i = places; i < Number::kMaxScale; ++i) {
        below *= 10;
    }
    const auto scaled = divide(sum_, below, code_.rounding);
    return scaled > most || scaled < -most
               ? Value{Fault::overflow}
               : Value{Number{static_cast<std::int64_t>(scaled), places}};
}

} // namespace luoshi::expr
