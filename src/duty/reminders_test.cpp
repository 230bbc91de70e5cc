// SPDX-License-Identifier: Apache-2.0
// Nobody is forgotten, nobody is told twice.
#include "duty/reminders.hpp"

#include "duty/testing/submissions_fixture.hpp"
#include "notify/notices.hpp"
#include "store/testing/counting_database.hpp"

#include <thread>

namespace luoshi::duty {
namespace {

class RemindersTest : public SubmissionsTest {
protected:
    // "2011-12-09 reminder", oldest first, of what this person was told.
    std::vector<std::string> told(const Who& who) {
        std::vector<std::string> lines;
        for (const auto& one : notices_.inbox(who.principal.id, {.limit = 200})) {
            lines.insert(lines.begin(), to_string(civil_date(one.at)) + " " +
                                            std::string{notify::to_string(one.kind)});
        }
        return lines;
    }
    std::string last_title(const Who& who) {
        return notices_.inbox(who.principal.id, {.limit = 1}).at(0).title;
    }
    void live_until(const char* day) {
        for (auto now = t.installation.today(); now <= *Date::parse(day); now = now.plus_days(1)) {
            t.travel(to_string(now));
            t.duties.run_due();
            reminders_.run_due();
        }
    }

    notify::Notices notices_{t.installation.database(), t.installation.store().clock()};
    Reminders reminders_{t.installation.database(), t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, RemindersTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

// 10 December 2011 is a Saturday, 10 February 2012 a Friday; the reminder ten days before lies on
// the eve of the festival.
TEST_P(RemindersTest, come_on_each_step_and_once_after_the_date) {
    t.issue("summary");
    live_until("2012-02-20");
    EXPECT_THAT(told(drafter_),
                ElementsAre("2011-11-30 reminder", "2011-12-07 reminder", "2011-12-09 reminder",
                            "2011-12-12 urge", "2012-01-31 reminder", "2012-02-07 reminder",
                            "2012-02-09 reminder", "2012-02-13 urge"));
    EXPECT_THAT(last_title(drafter_), HasSubstr("2012年2月10日 周五"));
    EXPECT_THAT(told(signer_), IsEmpty()) << "the drafters answer for their unit";
}

TEST_P(RemindersTest, are_made_once_however_often_and_on_however_many_servers_this_runs) {
    t.travel("2012-01-31");
    Reminders other{t.other_server(), t.installation.store().clock()};
    std::int64_t theirs = 0;
    std::thread thread{[&] { theirs = other.run_due(); }};
    const auto ours = reminders_.run_due();
    thread.join();
    EXPECT_EQ(ours + theirs, 1) << "one unit has people";
    EXPECT_EQ(reminders_.run_due(), 0);
    Reminders restarted{t.installation.database(), t.installation.store().clock()};
    EXPECT_EQ(restarted.run_due(), 0) << "it does not remember, the key does";
    EXPECT_THAT(told(drafter_), SizeIs(1));
}

TEST_P(RemindersTest, leave_the_database_to_others_where_nothing_is_new) {
    t.travel("2012-01-31");
    store::CountingDatabase database{t.installation.database()};
    Reminders reminders{database, t.installation.store().clock()};
    EXPECT_EQ(reminders.run_due(), 1);
    EXPECT_EQ(database.writes(), 1);
    EXPECT_EQ(reminders.run_due(), 0);
    EXPECT_EQ(database.writes(), 1);
}

TEST_P(RemindersTest, of_missed_steps_only_the_newest_is_sent) {
    t.travel("2012-02-08");
    EXPECT_EQ(reminders_.run_due(), 1);
    EXPECT_THAT(told(drafter_), ElementsAre("2012-02-08 reminder"));
}

TEST_P(RemindersTest, reach_the_signer_while_the_report_waits_for_him_and_nobody_once_it_is_in) {
    t.submissions.save(drafter_, due_, revision(), year_plan());
    t.submissions.hand_on(drafter_, due_, revision(), {"请签发", {}});
    t.travel("2012-01-31");
    EXPECT_EQ(reminders_.run_due(), 2);
    EXPECT_THAT(told(signer_), ElementsAre("2012-01-31 reminder"));
    t.submissions.sign(signer_, due_, revision());
    t.submissions.submit(drafter_, due_, revision());
    t.travel("2012-02-13");
    EXPECT_EQ(reminders_.run_due(), 0);
}

TEST_P(RemindersTest, begin_anew_with_the_date_of_what_was_returned) {
    hand_in();
    must();
    t.submissions.give_back(office_, due_, *Date::parse("2012-03-01"), "请补正");
    EXPECT_THAT(told(drafter_), ElementsAre("2011-11-10 returned"));
    EXPECT_THAT(last_title(drafter_), HasSubstr("2012年3月1日 周四"));
    live_until("2012-03-05");
    EXPECT_THAT(told(drafter_),
                ElementsAre("2011-11-10 returned", "2012-02-20 reminder", "2012-02-27 reminder",
                            "2012-02-29 reminder", "2012-03-02 urge"));
}

} // namespace
} // namespace luoshi::duty
