// SPDX-License-Identifier: Apache-2.0
#include "supervise/levels.hpp"

#include "followup/number_rule.hpp"

#include <gtest/gtest.h>

namespace luoshi::supervise {
namespace {

// One letter a level, in order: + may go, - may not.
std::string signs(std::string_view category) {
    std::string text;
    for (const auto& choice : choices_for(category)) {
        text += choice.allowed ? '+' : '-';
        EXPECT_EQ(choice.allowed, choice.reason.empty()) << category;
        EXPECT_EQ(choice.allowed, choice.reason_en.empty()) << category;
    }
    return text;
}

TEST(levels, peers_and_party_organs_get_letters_cities_everything_counties_and_superiors_nothing) {
    EXPECT_EQ(signs("leaders"), "-----");
    EXPECT_EQ(signs("party"), "++---");
    EXPECT_EQ(signs("government"), "++---");
    EXPECT_EQ(signs("departments"), "++---");
    EXPECT_EQ(signs("cities"), "+++++");
    EXPECT_EQ(signs("prd"), "+++++");
    EXPECT_EQ(signs("places"), "+++++");
    EXPECT_EQ(signs("counties"), "-----");
    EXPECT_EQ(signs("parks"), "++---");
    EXPECT_EQ(signs(""), "++---");
}

TEST(levels, what_directs_a_city_and_what_a_leader_approves_is_told) {
    const auto choices = choices_for("cities");
    for (const auto& [level, directs, leader] :
         {std::tuple{Level::reminder, false, false}, std::tuple{Level::request, false, false},
          std::tuple{Level::notice, true, false}, std::tuple{Level::circular, true, true},
          std::tuple{Level::talk, true, true}}) {
        const auto& choice = choices[static_cast<std::size_t>(level)];
        EXPECT_EQ(choice.directs, directs) << to_string(level);
        EXPECT_EQ(choice.leader, leader) << to_string(level);
    }
}

TEST(levels, every_level_has_a_name_that_can_be_read_back_and_a_rule_for_its_numbers) {
    for (const auto& choice : choices_for("")) {
        EXPECT_EQ(parse_level(to_string(choice.level)), choice.level);
        EXPECT_TRUE(followup::is_number_rule(number_rule(choice.level)));
    }
    EXPECT_EQ(parse_level("talks"), std::nullopt);
    EXPECT_EQ(parse_issuer("general-office"), Issuer::general_office);
}

} // namespace
} // namespace luoshi::supervise
