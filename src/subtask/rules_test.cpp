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
            if (next == State::done && from != State::done) {
                EXPECT_EQ(from, State::reported) << "nothing is confirmed that was not reported";
            }
            EXPECT_TRUE(is_open(from) || !next || next == from) << "what is over stays so";
        }
    }
    EXPECT_EQ(ways, 21);
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
    const Hands owner{.owner = true}, giver{.giver = true}, clerk{.clerk = true};
    EXPECT_THAT(acts_now({State::handed_out}, owner), ElementsAre(Act::accept, Act::decline));
    EXPECT_THAT(acts_now({State::handed_out, true}, owner), ElementsAre(Act::accept));
    EXPECT_THAT(acts_now({State::declined}, giver),
                ElementsAre(Act::change, Act::insist, Act::cancel));
    EXPECT_THAT(acts_now({State::reported}, giver),
                ElementsAre(Act::give_back, Act::confirm, Act::cancel));
    EXPECT_THAT(acts_now({State::reported}, owner), IsEmpty());
    EXPECT_THAT(acts_now({State::done}, {true, true, true}), IsEmpty());
    EXPECT_THAT(acts_now({State::accepted}, clerk), ElementsAre(Act::enter));
    EXPECT_THAT(acts_now({State::reported}, clerk), IsEmpty());
    EXPECT_THAT(acts_now({State::reported, false, true}, owner), ElementsAre(Act::affirm));
    EXPECT_THAT(acts_now({State::done, false, true}, {true, true, true}), ElementsAre(Act::affirm));
}

TEST(rules, who_answers_on_paper_that_it_works_or_is_ready_has_accepted) {
    EXPECT_EQ(after_entry(State::handed_out, Act::accept), State::accepted);
    EXPECT_EQ(after_entry(State::handed_out, Act::decline), State::declined);
    EXPECT_EQ(after_entry(State::handed_out, Act::progress), State::accepted);
    EXPECT_EQ(after_entry(State::handed_out, Act::report), State::reported);
    EXPECT_EQ(after_entry(State::accepted, Act::report), State::reported);
    EXPECT_EQ(after_entry(State::accepted, Act::decline), std::nullopt);
    EXPECT_EQ(after_entry(State::reported, Act::report), std::nullopt);
    EXPECT_EQ(after_entry(State::reported, Act::confirm), std::nullopt) << "no answer of a unit";
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
