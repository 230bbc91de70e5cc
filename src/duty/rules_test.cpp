// SPDX-License-Identifier: Apache-2.0
// The pure parts: the table of states, the calendar of dues, the chain within a unit.
#include "base/error.hpp"
#include "duty/chain.hpp"
#include "duty/due_rules.hpp"
#include "duty/schedule.hpp"
#include "followup/testing/test_installation.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace luoshi::duty {
namespace {

using testing::ElementsAre;

Date day(const char* text) {
    return *Date::parse(text);
}

std::vector<std::string> texts(const std::vector<Date>& dates) {
    std::vector<std::string> out;
    for (const auto date : dates) {
        out.push_back(to_string(date));
    }
    return out;
}

// What each act makes of each state; "-": not possible.
constexpr const char* kTable = R"(
state     save     sign   unsign  submit    enter     withdraw return   accept   spare  owe  cancel
open      drafted  -      -       -         -         -        -        -        spared -    cancelled
drafted   drafted  signed -       -         submitted -        -        -        spared -    cancelled
signed    -        -      drafted submitted -         -        -        -        -      -    cancelled
submitted -        -      -       -         -         drafted  returned accepted -      -    -
returned  returned signed -       -         submitted -        -        -        spared -    cancelled
accepted  -        -      -       -         -         -        -        -        -      -    -
spared    -        -      -       -         -         -        -        -        -      open -
cancelled -        -      -       -         -         -        -        -        -      open -
)";

TEST(due_rules, hold_for_every_state_and_every_act) {
    std::istringstream lines{kTable};
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    int states = 0;
    for (std::string word; std::getline(lines, line); ++states) {
        std::istringstream words{line};
        words >> word;
        const auto state = parse_due_state(word);
        ASSERT_TRUE(state) << word;
        for (int act = 0; act < 11; ++act) {
            words >> word;
            const auto next = after(*state, static_cast<DueAct>(act));
            EXPECT_EQ(next ? to_string(*next) : "-", word)
                << line << " " << to_string(static_cast<DueAct>(act));
        }
    }
    EXPECT_EQ(states, 8);
}

TEST(due_rules, say_what_was_tried_on_what) {
    const auto error = followup::error_of([] { must_follow(DueState::accepted, DueAct::save); });
    EXPECT_EQ(error.reason(), "duty.wrong-state");
    EXPECT_THAT(error.details(),
                ElementsAre(testing::Pair("state", "accepted"), testing::Pair("act", "save")));
}

WorkCalendar calendar() {
    const auto pack = pack::open(followup::source_folder() + "/packs/gd-2011-193");
    const auto days = org::read_calendar(*pack.value);
    WorkCalendar out;
    for (const auto& one : *days.value) {
        one.works ? out.add_work_day(one.day) : out.add_rest_day(one.day);
    }
    return out;
}

TEST(a_due_date, on_a_rest_day_stands_and_the_last_reminder_comes_on_the_working_day_before) {
    const auto days = calendar();
    const auto saturday = day("2011-12-10");
    EXPECT_EQ(saturday.weekday(), 6);
    EXPECT_EQ(due_on(saturday, RestDays::stand, days), saturday);
    EXPECT_EQ(to_string(due_on(saturday, RestDays::move, days)), "2011-12-12");
    EXPECT_THAT(texts(reminder_days(saturday, usual_reminders(), days)),
                ElementsAre("2011-11-30", "2011-12-07", "2011-12-09"));
    // In the Spring Festival of 2013 (9 to 15 February): ten days before is a Thursday.
    EXPECT_THAT(texts(reminder_days(day("2013-02-10"), usual_reminders(), days)),
                ElementsAre("2013-01-31", "2013-02-06", "2013-02-08"));
    // A reminder that would fall on a Sunday comes on the Friday before.
    EXPECT_THAT(texts(reminder_days(day("2011-11-15"), {{2, false}, {0, false}}, days)),
                ElementsAre("2011-11-11", "2011-11-15"));
}

TEST(lateness, counts_working_days) {
    const auto days = calendar();
    EXPECT_EQ(working_days_between(day("2011-11-15"), day("2011-11-15"), days), 0);
    EXPECT_EQ(working_days_between(day("2011-11-15"), day("2011-11-21"), days), 4);
    EXPECT_EQ(working_days_between(day("2013-02-10"), day("2013-02-16"), days), 1); // worked
    EXPECT_EQ(working_days_between(day("2011-11-21"), day("2011-11-15"), days), 0);
}

TEST(a_recurrence, falls_on_its_days_within_its_bounds) {
    Definition yearly;
    yearly.on = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10";
    yearly.period = expr::Period::Kind::year;
    const auto first = day("2011-11-10");
    const auto last = day("2014-12-31");
    EXPECT_THAT(texts(occurrences(yearly, first, last)),
                ElementsAre("2012-02-10", "2013-02-10", "2014-02-10"));
    yearly.from = day("2012-02-11");
    yearly.until = day("2014-02-10");
    EXPECT_THAT(texts(occurrences(yearly, first, last)), ElementsAre("2013-02-10"));
    EXPECT_EQ(period_at(yearly, day("2013-02-10")), "2013年");
    yearly.shift = -1;
    EXPECT_EQ(period_at(yearly, day("2013-02-10")), "2012年");
    yearly.on = "2013-02-10";
    EXPECT_THAT(texts(occurrences(yearly, first, last)), ElementsAre("2013-02-10"));
    yearly.on = "";
    EXPECT_THAT(occurrences(yearly, first, last), testing::IsEmpty());
}

access::Principal person(std::int64_t id, access::Role role) {
    access::Principal who;
    who.id = access::PersonId{id};
    who.role = role;
    return who;
}

TEST(a_chain, has_one_to_seven_steps_in_order_and_somebody_signs) {
    EXPECT_NO_THROW(check_chain(usual_chain()));
    EXPECT_NO_THROW(check_chain({{StepKind::sign, 0, "", access::Role::signer}}));
    EXPECT_THROW(check_chain({}), Error);
    EXPECT_THROW(check_chain({{StepKind::draft, 0, "", access::Role::drafter}}), Error);
    EXPECT_THROW(check_chain({{StepKind::sign, 0, "", access::Role::signer},
                              {StepKind::draft, 0, "", access::Role::drafter}}),
                 Error);
    EXPECT_THROW(check_chain({{StepKind::sign, 0, "", access::Role::signer},
                              {StepKind::sign, 0, "", access::Role::signer}}),
                 Error);
    Chain all;
    for (int i = 0; i < 7; ++i) {
        all.push_back({static_cast<StepKind>(i), 7 + i, "某人", access::Role::signer});
    }
    EXPECT_EQ(read_chain(to_json(all)), all);
    EXPECT_EQ(to_words(all[2].kind), "处室审核");
    EXPECT_THROW(read_chain(R"([{"kind":"dance"}])"), Error);
}

TEST(a_step, belongs_to_its_person_or_role_and_to_a_deputy_in_time) {
    const Step by_role{StepKind::sign, 0, "", access::Role::signer};
    const Step by_person{StepKind::sign, 5, "陈国华", access::Role::signer};
    const auto today = day("2011-11-10");
    EXPECT_TRUE(may_act(by_role, person(9, access::Role::signer), {}, today));
    EXPECT_FALSE(may_act(by_role, person(9, access::Role::drafter), {}, today));
    EXPECT_TRUE(may_act(by_person, person(5, access::Role::drafter), {}, today));
    EXPECT_FALSE(may_act(by_person, person(9, access::Role::signer), {}, today));

    Deputy deputy{
        {}, 5, 9, "陈国华", "李敏", access::Role::signer, "代签", today, today.plus_days(2)};
    const auto other = person(9, access::Role::drafter);
    const auto acting = may_act(by_person, other, {deputy}, today);
    ASSERT_TRUE(acting);
    EXPECT_TRUE(acting->deputy);
    EXPECT_EQ(acting->for_name, "陈国华");
    EXPECT_TRUE(may_act(by_role, other, {deputy}, today));
    EXPECT_FALSE(may_act(by_person, other, {deputy}, today.plus_days(2)));
    EXPECT_FALSE(may_act(by_person, other, {deputy}, today.plus_days(-1)));
    EXPECT_FALSE(may_act(by_person, person(8, access::Role::drafter), {deputy}, today));
}

} // namespace
} // namespace luoshi::duty
