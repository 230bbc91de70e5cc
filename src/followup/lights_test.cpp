// SPDX-License-Identifier: Apache-2.0
#include "followup/lights.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

Date day(const char* text) {
    return Date::parse(text).value();
}

// November and December 2011: the month has no rest days beside weekends.
const WorkCalendar kCalendar;

Light light(const LightFacts& facts, const char* today) {
    return light_of(facts, day(today), kCalendar, {});
}

LightFacts dated(const char* start, const char* due, std::optional<int> reported = {},
                 std::optional<int> verified = {}) {
    LightFacts facts;
    facts.state = State::in_progress;
    facts.basis = Basis::dated;
    facts.start = day(start);
    facts.due = day(due);
    facts.reported = reported;
    facts.verified = verified;
    return facts;
}

TEST(light_of, is_overdue_from_the_day_after_and_not_on_the_day_itself) {
    const auto facts = dated("2011-11-01", "2011-11-30", 100);
    EXPECT_EQ(light(facts, "2011-11-30"), Light::soon);
    EXPECT_EQ(light(facts, "2011-12-01"), Light::overdue);
}

TEST(light_of, is_soon_while_at_most_ten_working_days_are_left) {
    const auto facts = dated("2011-11-01", "2011-12-30", 60); // a Friday
    EXPECT_EQ(light(facts, "2011-12-15"), Light::on);         // eleven left, that day not counted
    EXPECT_EQ(light(facts, "2011-12-16"), Light::soon);       // ten
    WorkCalendar rest;
    rest.add_rest_day(day("2011-12-26")); // then nine days are left on the 15th + 1
    EXPECT_EQ(light_of(facts, day("2011-12-15"), rest, {}), Light::soon);
    EXPECT_EQ(light_of(facts, day("2011-12-15"), kCalendar, {.soon_within = 11}), Light::soon);
}

TEST(light_of, is_behind_when_more_of_the_time_is_gone_than_of_the_work_is_done) {
    // 100 days: on day n the share of time is n percent.
    const auto at = [](int percent_of_time) {
        return to_string(day("2011-08-01").plus_days(percent_of_time));
    };
    const auto facts = dated("2011-08-01", "2011-11-09", 30);
    EXPECT_EQ(light(facts, at(50).c_str()), Light::on); // just 20 points
    EXPECT_EQ(light(facts, at(51).c_str()), Light::behind);
    EXPECT_EQ(light_of(facts, day(at(51).c_str()), kCalendar, {.behind_by = 21}), Light::on);
}

TEST(light_of, trusts_the_confirmed_percentage_before_the_reported_one) {
    EXPECT_EQ(light(dated("2011-08-01", "2011-11-09", 90, 10), "2011-09-10"), Light::behind);
    EXPECT_EQ(light(dated("2011-08-01", "2011-11-09", 10, 90), "2011-09-10"), Light::on);
}

TEST(light_of, gives_the_silent_the_first_half_of_the_time) {
    const auto facts = dated("2011-08-01", "2011-11-09");
    EXPECT_EQ(light(facts, "2011-09-20"), Light::on); // day 50
    EXPECT_EQ(light(facts, "2011-09-21"), Light::behind);
}

TEST(light_of, is_behind_before_it_is_soon_and_overdue_before_it_is_behind) {
    const auto facts = dated("2011-08-01", "2011-11-09", 10);
    EXPECT_EQ(light(facts, "2011-11-08"), Light::behind);
    EXPECT_EQ(light(facts, "2011-11-10"), Light::overdue);
}

TEST(light_of, tells_tasks_without_a_milestone_by_what_the_notice_says) {
    LightFacts facts;
    EXPECT_EQ(light(facts, "2011-11-10"), Light::undated);
    facts.basis = Basis::dated; // a recurrence, or all milestones are confirmed
    EXPECT_EQ(light(facts, "2011-11-10"), Light::on);
    facts.basis = Basis::long_term;
    EXPECT_EQ(light(facts, "2011-11-10"), Light::standing);
}

TEST(light_of, is_never_red_for_what_is_over_on_hold_or_stopped) {
    auto facts = dated("2011-08-01", "2011-11-09", 0);
    const auto of = [&](State state) {
        facts.state = state;
        return light(facts, "2012-11-09");
    };
    EXPECT_EQ(of(State::applied), Light::overdue);
    EXPECT_EQ(of(State::checking), Light::overdue);
    EXPECT_EQ(of(State::closed), Light::done);
    EXPECT_EQ(of(State::phase_closed), Light::done);
    EXPECT_EQ(of(State::standing), Light::standing);
    EXPECT_EQ(of(State::paused), Light::paused);
    EXPECT_EQ(of(State::terminated), Light::ended);
    facts.stopped = true;
    EXPECT_EQ(of(State::in_progress), Light::paused);
}

TEST(seen_by, shows_red_only_to_those_who_carry_the_task) {
    using notice::Role;
    for (const auto role : {Role::lead, Role::responsible, Role::separate}) {
        EXPECT_EQ(seen_by(Light::overdue, bit(role)), Light::overdue);
    }
    for (const auto role : {Role::joint, Role::participate}) {
        EXPECT_EQ(seen_by(Light::overdue, bit(role)), Light::joint);
    }
    for (const auto role : {Role::guide, Role::report_to}) {
        EXPECT_EQ(seen_by(Light::overdue, bit(role)), std::nullopt);
    }
    EXPECT_EQ(seen_by(Light::overdue, bit(Role::guide) | bit(Role::lead)), Light::overdue);
}

TEST(light, has_a_word_of_its_own) {
    for (std::size_t i = 0; i < kLights; ++i) {
        const auto one = static_cast<Light>(i);
        EXPECT_EQ(parse_light(to_string(one)), one);
    }
    EXPECT_EQ(parse_light("green"), std::nullopt);
}

} // namespace
} // namespace luoshi::followup
