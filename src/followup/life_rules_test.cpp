// SPDX-License-Identifier: Apache-2.0
#include "followup/life_rules.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

namespace luoshi::followup {
namespace {

constexpr Standing kOffice{.office = true};
constexpr Standing kCarrier{.carries = true, .works = true};
constexpr Standing kHelper{.works = true};
constexpr Standing kNobody{};

std::string told(const Standing& standing, State state) {
    std::string text;
    for (const auto act : acts_now(state, standing)) {
        text += (text.empty() ? "" : " ") + std::string{to_string(act)};
    }
    return text;
}

TEST(life_rules, say_what_the_office_can_do_in_each_state) {
    const std::map<State, std::string> table{
        {State::to_sign, "rule clock pause adjust terminate"},
        {State::in_progress,
         "rule clock decide_plan decide_step verify_progress pause adjust terminate"},
        {State::applied,
         "rule clock decide_step verify_progress check send_back pause adjust terminate"},
        {State::checking, "rule clock decide_step verify_progress check send_back close "
                          "close_phase keep pause adjust terminate"},
        {State::closed, "restart"},
        {State::phase_closed, "review terminate restart"},
        {State::standing, "review terminate restart"},
        {State::paused, "rule adjust terminate restart"},
        {State::terminated, "restart"}};
    for (const auto& [state, acts] : table) {
        EXPECT_EQ(told(kOffice, state), acts) << to_string(state);
    }
}

TEST(life_rules, say_what_a_unit_can_do_in_each_state) {
    const std::map<State, std::pair<std::string, std::string>> table{
        {State::to_sign, {"sign object", "sign object"}},
        {State::in_progress,
         {"sign object propose report_step report_progress apply", "sign object report_step"}},
        {State::applied, {"sign withdraw", "sign"}},
        {State::checking, {"sign", "sign"}},
        {State::closed, {"", ""}},
        {State::phase_closed, {"", ""}},
        {State::standing, {"", ""}},
        {State::paused, {"sign", "sign"}},
        {State::terminated, {"", ""}}};
    for (const auto& [state, acts] : table) {
        EXPECT_EQ(told(kCarrier, state), acts.first) << to_string(state);
        EXPECT_EQ(told(kHelper, state), acts.second) << to_string(state);
        EXPECT_EQ(told(kNobody, state), "") << to_string(state);
    }
}

TEST(life_rules, lead_from_signing_to_closing_and_back) {
    const auto next = [](Act act, State from, const Standing& standing) {
        return must_allow(act, from, standing).to.value_or(from);
    };
    EXPECT_EQ(next(Act::sign, State::to_sign, kCarrier), State::in_progress);
    EXPECT_EQ(next(Act::sign, State::to_sign, kHelper), State::to_sign);
    EXPECT_EQ(next(Act::apply, State::in_progress, kCarrier), State::applied);
    EXPECT_EQ(next(Act::check, State::applied, kOffice), State::checking);
    EXPECT_EQ(next(Act::send_back, State::checking, kOffice), State::in_progress);
    EXPECT_EQ(next(Act::close, State::checking, kOffice), State::closed);
    EXPECT_EQ(next(Act::close_phase, State::checking, kOffice), State::phase_closed);
    EXPECT_EQ(next(Act::keep, State::checking, kOffice), State::standing);
    EXPECT_EQ(next(Act::restart, State::closed, kOffice), State::in_progress);
}

TEST(life_rules, ask_for_a_named_approver_wherever_the_course_changes_and_for_lines_at_the_end) {
    for (const auto& rule : life_rules()) {
        const bool changes = rule.act == Act::pause || rule.act == Act::adjust ||
                             rule.act == Act::terminate || rule.act == Act::restart ||
                             rule.act == Act::close || rule.act == Act::close_phase ||
                             rule.act == Act::keep;
        EXPECT_EQ(rule.needs_a(Need::approver), changes) << to_string(rule.act);
        EXPECT_EQ(rule.needs_a(Need::lines_met), rule.act == Act::close) << to_string(rule.act);
        EXPECT_EQ(rule.needs_a(Need::evidence), rule.act == Act::apply) << to_string(rule.act);
    }
}

TEST(life_rules, refuse_with_the_state_and_what_can_be_done_or_say_that_it_is_for_others) {
    try {
        must_allow(Act::close, State::in_progress, kOffice);
        FAIL() << "it is not being checked";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::conflict);
        EXPECT_EQ(error.reason(), "followup.not-now");
        const std::map<std::string, std::string> details{error.details().begin(),
                                                         error.details().end()};
        EXPECT_EQ(details.at("state"), "in_progress");
        EXPECT_THAT(details.at("can"), testing::HasSubstr("decide_plan,decide_step"));
    }
    try {
        must_allow(Act::apply, State::in_progress, kHelper);
        FAIL() << "a unit that helps does not close";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::forbidden);
        EXPECT_EQ(error.reason(), "followup.not-yours");
    }
}

TEST(life_rules, spell_states_and_acts_each_in_its_own_way) {
    std::map<std::string_view, int> words;
    for (std::size_t i = 0; i < kStates; ++i) {
        const auto state = static_cast<State>(i);
        EXPECT_EQ(parse_state(to_string(state)), state);
        ++words[to_string(state)];
    }
    EXPECT_EQ(words.size(), kStates);
    words.clear();
    for (std::size_t i = 0; i < kActs; ++i) {
        ++words[to_string(static_cast<Act>(i))];
    }
    EXPECT_EQ(words.size(), kActs);
    EXPECT_EQ(parse_state("asleep"), std::nullopt);
}

} // namespace
} // namespace luoshi::followup
