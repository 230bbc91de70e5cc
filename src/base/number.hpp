// SPDX-License-Identifier: Apache-2.0
// Exact decimal numbers: amounts, shares, scores. A number is a whole count of 10^-scale; nothing
// is ever approximate and nothing wraps: what cannot be told exactly is absent, and the caller says
// what that means.
//
// There is no division: ratio() says to how many places and how it rounds.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi {

__extension__ using Int128 = __int128;

enum class Rounding {
    half_up,   // 四舍五入: ties away from zero
    half_even, // ties to the even neighbour
    down,      // towards zero
    up         // away from zero
};

// Ranges: 0 <= scale <= 8; |scaled| <= 2^63 - 1. A stored fact has scale 4 and |value| < 10^14,
// which fits.
class Number {
public:
    static constexpr int kMaxScale = 8;

    Number() = default; // 0 of scale 0
    Number(std::int64_t scaled, int scale);

    // "-12.50" with at most `scale` places (more only if they are zeros); no exponent, no grouping.
    static std::optional<Number> parse(std::string_view text, int scale);

    std::int64_t scaled() const noexcept { return scaled_; }
    int scale() const noexcept { return scale_; }

    // By value: 1.50 equals 1.5.
    std::strong_ordering operator<=>(const Number& other) const noexcept;
    bool operator==(const Number& other) const noexcept { return (*this <=> other) == 0; }

private:
    std::int64_t scaled_ = 0;
    int scale_ = 0;
};

std::string to_string(Number number); // "-12.50": always all places

// The result has the larger scale of the two; nullopt when it does not fit.
std::optional<Number> add(Number a, Number b);
std::optional<Number> subtract(Number a, Number b);
// To `places`; nullopt when it does not fit. 0 <= places <= 8.
std::optional<Number> multiply(Number a, Number b, int places, Rounding rounding);
// a / b to `places`; nullopt for b = 0 and when it does not fit.
std::optional<Number> ratio(Number a, Number b, int places, Rounding rounding);
std::optional<Number> rescale(Number a, int places, Rounding rounding);
// numerator / denominator as a whole; denominator > 0.
Int128 divide(Int128 numerator, Int128 denominator, Rounding rounding);

// A sum of numbers of one scale that cannot overflow on the way: up to 2^63 of them.
class Sum {
public:
    explicit Sum(int scale) : scale_(scale) {}
    void add(Number number);             // ensures the scale
    std::optional<Number> value() const; // nullopt when the total does not fit

private:
    Int128 total_ = 0;
    int scale_;
};

} // namespace luoshi
