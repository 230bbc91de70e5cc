// SPDX-License-Identifier: Apache-2.0
#include "base/number.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

namespace luoshi {
namespace {

Number of(const char* text, int scale = 4) {
    return Number::parse(text, scale).value();
}
std::string shown(std::optional<Number> number) {
    return number ? to_string(*number) : "none";
}

TEST(number, is_read_and_shown_with_all_its_places) {
    EXPECT_EQ(to_string(of("-12.5", 2)), "-12.50");
    EXPECT_EQ(to_string(of("0.0001")), "0.0001");
    EXPECT_EQ(to_string(of("7", 0)), "7");
    EXPECT_EQ(to_string(of("1.2500000", 2)), "1.25");
    for (const char* bad :
         {"", "-", ".5", "5.", "1.255", "1,000", "1e3", "1.2.3", " 1", "99999999999999999999"}) {
        EXPECT_FALSE(Number::parse(bad, 2)) << bad;
    }
}

TEST(number, compares_by_value_over_scales) {
    EXPECT_EQ(of("1.50", 2), of("1.5", 1));
    EXPECT_LT(of("-0.01", 2), of("0", 0));
    EXPECT_GT(Number(std::numeric_limits<std::int64_t>::max(), 0),
              Number(std::numeric_limits<std::int64_t>::max(), 8));
}

TEST(ratio, rounds_as_told_and_has_no_answer_for_zero) {
    EXPECT_EQ(shown(ratio(of("1"), of("3"), 2, Rounding::half_up)), "0.33");
    EXPECT_EQ(shown(ratio(of("2"), of("3"), 2, Rounding::half_up)), "0.67");
    EXPECT_EQ(shown(ratio(of("-1"), of("8"), 2, Rounding::half_up)), "-0.13");
    EXPECT_EQ(shown(ratio(of("-1"), of("8"), 2, Rounding::half_even)), "-0.12");
    EXPECT_EQ(shown(ratio(of("1"), of("8"), 2, Rounding::down)), "0.12");
    EXPECT_EQ(shown(ratio(of("1"), of("8"), 2, Rounding::up)), "0.13");
    EXPECT_EQ(shown(ratio(of("1"), of("0"), 2, Rounding::half_up)), "none");
}

TEST(number, never_wraps) {
    const Number largest{std::numeric_limits<std::int64_t>::max(), 0};
    EXPECT_EQ(shown(add(largest, Number{1, 0})), "none");
    EXPECT_EQ(shown(multiply(largest, Number{2, 0}, 0, Rounding::down)), "none");
    EXPECT_EQ(shown(multiply(Number{1'000'000'000'000, 0}, Number{1, 0}, 8, Rounding::down)),
              "none");
    EXPECT_EQ(shown(rescale(largest, 1, Rounding::down)), "none");
    EXPECT_THROW((Number{std::numeric_limits<std::int64_t>::min(), 0}), Error);
}

Number any_number() {
    const auto scale = *rc::gen::inRange(0, Number::kMaxScale + 1);
    const auto scaled = *rc::gen::arbitrary<std::int64_t>();
    return {scaled == std::numeric_limits<std::int64_t>::min() ? 0 : scaled, scale};
}

TEST(number, laws_hold) {
    const auto text_and_back = rc::check("what is shown is read back", [] {
        const auto a = any_number();
        RC_ASSERT(Number::parse(to_string(a), a.scale()) == a);
    });
    const auto inverse = rc::check("a + b - b is a", [] {
        const auto a = any_number();
        const auto b = any_number();
        if (const auto sum = add(a, b)) { // a may not fit with the places of b
            RC_ASSERT(subtract(*sum, b) == rescale(a, sum->scale(), Rounding::down));
        }
    });
    const auto product = rc::check("a product is not off by more than its last place", [] {
        const Number a{*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000), 3};
        const Number b{*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000), 2};
        const auto exact = multiply(a, b, 5, Rounding::down);
        const auto rounded = multiply(a, b, 1, Rounding::half_up);
        RC_ASSERT(exact.has_value() && rounded.has_value());
        const auto off = subtract(*exact, *rounded);
        RC_ASSERT(*off <= Number(5000, 5) && *off >= Number(-5000, 5));
    });
    const auto shares = rc::check("shares by ratio add up within rounding", [] {
        const Number whole{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000), 4};
        Sum sum{8};
        for (int i = 0; i < 3; ++i) {
            sum.add(*ratio(whole, Number{3, 0}, 8, Rounding::down));
        }
        const auto rest = subtract(whole, *sum.value());
        RC_ASSERT(*rest >= Number(0, 0) && *rest < Number(3, 8));
    });
    EXPECT_TRUE(text_and_back && inverse && product && shares);
}

TEST(sum, of_many_large_numbers_does_not_overflow_on_the_way) {
    Sum sum{0};
    const Number large{std::numeric_limits<std::int64_t>::max(), 0};
    sum.add(large);
    sum.add(large);
    EXPECT_FALSE(sum.value());
    sum.add(Number{-std::numeric_limits<std::int64_t>::max(), 0});
    EXPECT_EQ(sum.value(), large);
}

} // namespace
} // namespace luoshi
