// SPDX-License-Identifier: Apache-2.0
#include "followup/number_rule.hpp"

#include <gtest/gtest.h>

namespace luoshi::followup {
namespace {

TEST(number_rule, fills_in_year_and_number) {
    EXPECT_EQ(number_of("督{year}-{n:04}", 2011, 7), "督2011-0007");
    EXPECT_EQ(number_of("督{year}-{n:04}", 2011, 12345), "督2011-12345");
    EXPECT_EQ(number_of("第{n}号", 2011, 7), "第7号");
    EXPECT_EQ(number_of("{n:02}/{year}", 2011, 7), "07/2011");
}

TEST(number_rule, has_a_series_for_each_year_unless_it_names_none) {
    EXPECT_EQ(series_of("督{year}-{n:04}", 2011), "督2011-{n:04}");
    EXPECT_NE(series_of("督{year}-{n:04}", 2011), series_of("督{year}-{n:04}", 2012));
    EXPECT_EQ(series_of("第{n}号", 2011), series_of("第{n}号", 2012));
}

TEST(number_rule, needs_its_number_once_and_knows_no_other_brace) {
    for (const auto* rule : {"督{year}-{n:04}", "{n}", "{n:09}", "x{n:01}y"}) {
        EXPECT_TRUE(is_number_rule(rule)) << rule;
    }
    for (const auto* rule : {"", "督{year}", "{n}{n}", "{n:4}", "{n:00}", "{n:010}", "{n", "{N}",
                             "{n}}", "{month}{n}", "{year}{year}{n}"}) {
        EXPECT_FALSE(is_number_rule(rule)) << rule;
    }
    EXPECT_FALSE(is_number_rule(std::string(40, 'x') + "{n}"));
}

} // namespace
} // namespace luoshi::followup
