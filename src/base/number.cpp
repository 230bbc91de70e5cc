// SPDX-License-Identifier: Apache-2.0
#include "base/number.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <limits>

namespace luoshi {
namespace {

constexpr Int128 kLargest = std::numeric_limits<std::int64_t>::max();

Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

std::optional<Number> fitting(Int128 scaled, int scale) {
    if (scaled > kLargest || scaled < -kLargest) {
        return std::nullopt;
    }
    return Number{static_cast<std::int64_t>(scaled), scale};
}

// Both at the larger scale; 64 bits times at most 10^8 fit into 128.
std::pair<Int128, Int128> aligned(Number a, Number b) {
    const int scale = std::max(a.scale(), b.scale());
    return {a.scaled() * power_of_ten(scale - a.scale()),
            b.scaled() * power_of_ten(scale - b.scale())};
}

} // namespace

Int128 divide(Int128 numerator, Int128 denominator, Rounding rounding) {
    const Int128 quotient = numerator / denominator;
    const Int128 rest = numerator % denominator;
    if (rest == 0) {
        return quotient;
    }
    const Int128 away = numerator < 0 ? quotient - 1 : quotient + 1;
    const Int128 size = rest < 0 ? -rest : rest;
    const Int128 other = denominator - size; // how far the next whole is
    switch (rounding) {
    case Rounding::down: return quotient;
    case Rounding::up: return away;
    case Rounding::half_up: return size >= other ? away : quotient;
    case Rounding::half_even: break;
    }
    if (size == other) {
        return quotient % 2 == 0 ? quotient : away;
    }
    return size > other ? away : quotient;
}

Number::Number(std::int64_t scaled, int scale) : scaled_(scaled), scale_(scale) {
    ensure(scale >= 0 && scale <= kMaxScale, "a scale is 0 to 8");
    ensure(scaled != std::numeric_limits<std::int64_t>::min(), "a number has a negative");
}

std::optional<Number> Number::parse(std::string_view text, int scale) {
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    Int128 scaled = 0;
    int places = -1; // behind the point; -1: no point yet
    bool digits = false;
    for (const char c : text) {
        if (c == '.' && places < 0 && digits) {
            places = 0;
            continue;
        }
        if (c < '0' || c > '9' || (places >= scale && c != '0')) {
            return std::nullopt;
        }
        digits = true;
        if (places >= scale) {
            continue; // a zero more than the scale has
        }
        scaled = scaled * 10 + (c - '0');
        places += places >= 0 ? 1 : 0;
        if (scaled > kLargest) {
            return std::nullopt;
        }
    }
    if (!digits || text.ends_with('.')) {
        return std::nullopt;
    }
    scaled *= power_of_ten(scale - std::max(places, 0));
    return fitting(negative ? -scaled : scaled, scale);
}

std::strong_ordering Number::operator<=>(const Number& other) const noexcept {
    const auto [a, b] = aligned(*this, other);
    return a < b   ? std::strong_ordering::less
           : a > b ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

std::string to_string(Number number) {
    auto digits = std::to_string(number.scaled());
    const bool negative = digits.front() == '-';
    digits.erase(0, negative ? 1 : 0);
    const auto places = static_cast<std::size_t>(number.scale());
    if (digits.size() <= places) {
        digits.insert(0, places + 1 - digits.size(), '0');
    }
    if (places > 0) {
        digits.insert(digits.size() - places, 1, '.');
    }
    return (negative ? "-" : "") + digits;
}

std::optional<Number> add(Number a, Number b) {
    const auto [x, y] = aligned(a, b);
    return fitting(x + y, std::max(a.scale(), b.scale()));
}

std::optional<Number> subtract(Number a, Number b) {
    const auto [x, y] = aligned(a, b);
    return fitting(x - y, std::max(a.scale(), b.scale()));
}

std::optional<Number> multiply(Number a, Number b, int places, Rounding rounding) {
    const Int128 product = Int128{a.scaled()} * b.scaled();
    const int surplus = a.scale() + b.scale() - places;
    if (surplus >= 0) {
        return fitting(divide(product, power_of_ten(surplus), rounding), places);
    }
    const Int128 factor = power_of_ten(-surplus);
    if (product > kLargest / factor || product < -kLargest / factor) {
        return std::nullopt;
    }
    return fitting(product * factor, places);
}

std::optional<Number> ratio(Number a, Number b, int places, Rounding rounding) {
    if (b.scaled() == 0) {
        return std::nullopt;
    }
    // 2^63 · 10^16 stays below 2^117.
    Int128 numerator = a.scaled() * power_of_ten(std::max(0, places + b.scale() - a.scale()));
    Int128 denominator = b.scaled() * power_of_ten(std::max(0, a.scale() - b.scale() - places));
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    return fitting(divide(numerator, denominator, rounding), places);
}

std::optional<Number> rescale(Number a, int places, Rounding rounding) {
    return multiply(a, Number{1, 0}, places, rounding);
}

void Sum::add(Number number) {
    ensure(number.scale() == scale_, "a sum is of one scale");
    total_ += number.scaled();
}

std::optional<Number> Sum::value() const {
    return fitting(total_, scale_);
}

} // namespace luoshi
