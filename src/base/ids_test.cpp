// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"

#include "base/clock.hpp"

#include <gtest/gtest.h>

#include <set>

namespace luoshi {
namespace {

TEST(id_maker, makes_ids_that_grow_with_time_and_tell_nodes_apart) {
    ManualClock clock{from_micros(1'800'000'000'000'000)};
    IdMaker first{clock, 1};
    IdMaker second{clock, 2};
    std::set<std::int64_t> seen;
    std::int64_t last = 0;
    for (int i = 0; i < 10'000; ++i) { // more than one millisecond holds
        const auto id = first.next();
        EXPECT_GT(id, last);
        last = id;
        EXPECT_TRUE(seen.insert(id).second);
        EXPECT_TRUE(seen.insert(second.next()).second);
    }
    clock.advance(std::chrono::seconds{-10}); // a clock that steps back
    EXPECT_GT(first.next(), last);
    clock.advance(std::chrono::seconds{20});
    EXPECT_GT(first.next() - last, std::int64_t{5'000} << 22);
}

TEST(parse_id, takes_decimal_digits_above_zero_only) {
    EXPECT_EQ(parse_id("913425673421324298"), 913425673421324298);
    for (const char* bad : {"", "0", "-1", "1x", " 1", "9223372036854775808", "0x10"}) {
        EXPECT_FALSE(parse_id(bad)) << bad;
    }
}

} // namespace
} // namespace luoshi
