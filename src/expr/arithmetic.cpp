// SPDX-License-Identifier: Apache-2.0
#include "expr/arithmetic.hpp"

#include "base/error.hpp"

#include <compare>
#include <limits>

namespace luoshi::expr {
namespace {

Value value_of(std::optional<Number> number) {
    return number ? Value{*number} : Value{Fault::overflow};
}

Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

// numerator / denominator to `places`, rounded once; overflow when a step leaves 128 bits.
Value quotient(Int128 numerator, Int128 denominator, int places, Rounding rounding) {
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const auto scaled = divide(numerator, denominator, rounding);
    if (scaled > most || scaled < -most) {
        return Fault::overflow;
    }
    return Number{static_cast<std::int64_t>(scaled), places};
}

std::optional<Int128> times(Int128 a, Int128 b) {
    Int128 product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional{product};
}

std::optional<Int128> times(std::optional<Int128> a, Int128 b) {
    return a ? times(*a, b) : std::nullopt;
}

} // namespace

const Value* blocking(const Value& a, const Value& b) noexcept {
    if (a.is_present() && b.is_present()) {
        return nullptr;
    }
    if (a.fault() != nullptr) {
        return &a;
    }
    return b.fault() != nullptr ? &b : a.missing() != nullptr ? &a : &b;
}

Value add_values(const Value& a, const Value& b) {
    const auto* const block = blocking(a, b);
    return block != nullptr ? *block : value_of(add(*a.number(), *b.number()));
}

Value subtract_values(const Value& a, const Value& b) {
    const auto* const block = blocking(a, b);
    return block != nullptr ? *block : value_of(subtract(*a.number(), *b.number()));
}

Value multiply_values(const Value& a, const Value& b, const Code& code) {
    if (const auto* const block = blocking(a, b)) {
        return *block;
    }
    const auto x = *a.number();
    const auto y = *b.number();
    const int places = code.op == Op::multiply_round ? code.places : code.type.places;
    const int surplus = x.scale() + y.scale() - places;
    auto above = times(times(Int128{x.scaled()}, y.scaled()), code.factor.numerator);
    above = surplus < 0 ? times(above, power_of_ten(-surplus)) : above;
    const auto below = times(Int128{code.factor.denominator}, power_of_ten(std::max(surplus, 0)));
    return above && below ? quotient(*above, *below, places, code.rounding)
                          : Value{Fault::overflow};
}

Value divide_values(const Value& a, const Value& b, const Code& code) {
    if (const auto* const block = blocking(a, b)) {
        return *block;
    }
    const auto x = *a.number();
    const auto y = *b.number();
    if (y.scaled() == 0) {
        return Fault::division_by_zero;
    }
    const int shift = code.places + y.scale() - x.scale();
    auto above = times(Int128{x.scaled()}, code.factor.numerator);
    above = times(above, power_of_ten(std::max(shift, 0)));
    auto below = times(Int128{y.scaled()}, code.factor.denominator);
    below = times(below, power_of_ten(std::max(-shift, 0)));
    return above && below ? quotient(*above, *below, code.places, code.rounding)
                          : Value{Fault::overflow};
}

Value growth_of(const Value& now, const Value& before, const Code& code) {
    const auto more = subtract_values(now, before);
    if (before.number() != nullptr && before.number()->scaled() < 0 && more.is_present()) {
        return Fault::negative_base;
    }
    return divide_values(more, before, code);
}

Value convert_value(const Value& a, const Code& code) {
    const auto* const number = a.number();
    return number == nullptr ? a : value_of(scaled_by(*number, code.factor));
}

Value negate_value(const Value& a) {
    const auto* const number = a.number();
    return number == nullptr ? a : Value{Number{-number->scaled(), number->scale()}};
}

Value shift_date(const Value& date, const Value& days, bool back) {
    if (const auto* const block = blocking(date, days)) {
        return *block;
    }
    const auto whole = rescale(*days.number(), 0, Rounding::down);
    constexpr std::int64_t most = 4'000'000; // more than from the year 1 to 9999
    if (!whole || *whole != *days.number() || whole->scaled() > most || whole->scaled() < -most) {
        return Fault::no_such_day;
    }
    const auto moved =
        date.date()->plus_days(static_cast<int>(back ? -whole->scaled() : whole->scaled()));
    return moved.year() < 1 || moved.year() > 9999 ? Value{Fault::no_such_day} : Value{moved};
}

Value both(const Value& a, const Value& b) {
    const auto* const x = a.boolean();
    const auto* const y = b.boolean();
    if ((x != nullptr && !*x) || (y != nullptr && !*y)) {
        return false;
    }
    const auto* const block = blocking(a, b);
    return block != nullptr ? *block : Value{true};
}

Value either(const Value& a, const Value& b) {
    const auto* const x = a.boolean();
    const auto* const y = b.boolean();
    if ((x != nullptr && *x) || (y != nullptr && *y)) {
        return true;
    }
    const auto* const block = blocking(a, b);
    return block != nullptr ? *block : Value{false};
}

std::partial_ordering order_of(const Value& a, const Value& b) {
    if (a.number() != nullptr) {
        return *a.number() <=> *b.number();
    }
    if (a.date() != nullptr) {
        return *a.date() <=> *b.date();
    }
    if (a.period() != nullptr && a.period()->kind() == b.period()->kind()) {
        return *a.period() <=> *b.period();
    }
    return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

Value compare_values(const Value& a, const Value& b, Operator how) {
    if (const auto* const block = blocking(a, b)) {
        return *block;
    }
    const auto order = order_of(a, b);
    switch (how) {
    case Operator::equal: return order == 0;
    case Operator::not_equal: return order != 0;
    case Operator::less: return order < 0;
    case Operator::less_equal: return order <= 0;
    case Operator::greater: return order > 0;
    case Operator::greater_equal: return order >= 0;
    case Operator::or_:
    case Operator::and_:
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply: break;
    }
    ensure(false, "a comparison compares");
    return {};
}

} // namespace luoshi::expr
