// SPDX-License-Identifier: Apache-2.0
#include "subtask/rules.hpp"

#include <gmock/gmock.h>

namespace luoshi::subtask {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(rules, follow_only_the_ways_there_are) {
    int ways = 0;
    for (std::size_t state = 0; state < kStates; ++state) {
        for (std::size_t act = 0; act < kActs; ++act) {
            const auto from = static_cast<State>(state);
            const auto next = after(from, static_cast<Act>(act));
            ways += next ? 1 : 0;
            if (next == State::done) {
                EXPECT_EQ(from, State::reported) << "nothing is confirmed that was not reported";
            }
            EXPECT_TRUE(is_open(from) || !next) << "what is over stays so";
        }
    }
    EXPECT_EQ(ways, 15);
}

TEST(rules, names_go_there_and_back) {
    for (std::size_t n = 0; n < kStates; ++n) {
        const auto state = static_cast<State>(n);
        EXPECT_EQ(parse_state(to_string(state)), state);
    }
    for (const auto origin : {Origin::split, Origin::share, Origin::measure, Origin::remark}) {
        EXPECT_EQ(parse_origin(to_string(origin)), origin);
    }
    EXPECT_EQ(parse_state("gone"), std::nullopt);
}

TEST(rules, offer_each_side_its_own_acts) {
    EXPECT_THAT(acts_now(State::handed_out, {true, false}, false),
                ElementsAre(Act::accept, Act::decline));
    EXPECT_THAT(acts_now(State::handed_out, {true, false}, true), ElementsAre(Act::accept));
    EXPECT_THAT(acts_now(State::declined, {false, true}, false),
                ElementsAre(Act::change, Act::insist, Act::cancel));
    EXPECT_THAT(acts_now(State::reported, {false, true}, false),
                ElementsAre(Act::give_back, Act::confirm, Act::cancel));
    EXPECT_THAT(acts_now(State::reported, {true, false}, false), IsEmpty());
    EXPECT_THAT(acts_now(State::done, {true, true}, false), IsEmpty());
}

TEST(rules, a_unit_is_missing_until_it_reported) {
    EXPECT_TRUE(is_missing(State::handed_out));
    EXPECT_TRUE(is_missing(State::accepted));
    EXPECT_TRUE(is_missing(State::declined));
    EXPECT_FALSE(is_missing(State::reported));
    EXPECT_FALSE(is_missing(State::done));
    EXPECT_FALSE(is_missing(State::cancelled));
}

} // namespace
} // namespace luoshi::subtask
