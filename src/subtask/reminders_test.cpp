// SPDX-License-Identifier: Apache-2.0
#include "subtask/reminders.hpp"

#include "store/testing/counting_database.hpp"
#include "subtask/testing/subtasks_fixture.hpp"

namespace luoshi::subtask {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RemindersTest : public SubtasksTest {
protected:
    std::vector<std::string> reminded(const duty::Who& who) { // "2011-12-09 reminder", oldest first
        std::vector<std::string> lines;
        for (const auto& one : notices.inbox(who.principal.id, {.limit = 100})) {
            if (one.object_kind == "subtask" && one.kind != notify::Kind::note &&
                one.kind != notify::Kind::returned) {
                lines.insert(lines.begin(), to_string(civil_date(one.at)) + " " +
                                                std::string{notify::to_string(one.kind)});
            }
        }
        return lines;
    }
    void live_until(const char* last) {
        for (auto now = t.installation.today(); now <= day(last); now = now.plus_days(1)) {
            t.travel(to_string(now));
            reminders.run_due();
        }
    }
    Reminders reminders{t.installation.database(), t.installation.store().clock()};
};

INSTANTIATE_TEST_SUITE_P(engines, RemindersTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

// 20 December 2011 is a Tuesday, the 10th a Saturday.
TEST_P(RemindersTest, come_by_the_steps_of_dues_and_once_after_the_date_to_both_sides) {
    accepted();
    live_until("2011-12-28");
    EXPECT_THAT(reminded(bureau()), ElementsAre("2011-12-09 reminder", "2011-12-15 reminder",
                                                "2011-12-19 reminder", "2011-12-21 urge"));
    EXPECT_THAT(reminded(lead()), ElementsAre("2011-12-21 reminder"));
}

TEST_P(RemindersTest, read_first_and_write_only_what_is_new) {
    accepted();
    store::CountingDatabase database{t.installation.database()};
    Reminders counted{database, t.installation.store().clock()};
    EXPECT_EQ(counted.run_due(), 0);
    EXPECT_EQ(database.writes(), 0);
    t.travel("2011-12-15");
    EXPECT_EQ(counted.run_due(), 1);
    EXPECT_EQ(counted.run_due(), 0);
    EXPECT_EQ(database.writes(), 1);
    Reminders restarted{t.installation.database(), t.installation.store().clock()};
    EXPECT_EQ(restarted.run_due(), 0) << "it does not remember, the key does";
}

TEST_P(RemindersTest, do_not_reach_who_reported_or_declined) {
    const auto id = accepted();
    all.report(bureau(), id, 2, "已完成", "");
    const auto contested = one("gd.rst.jyc");
    all.decline(other_bureau(), contested, 1, "不属我处");
    live_until("2011-12-19");
    EXPECT_THAT(reminded(bureau()), IsEmpty());
    EXPECT_THAT(reminded(other_bureau()), IsEmpty());
    live_until("2011-12-22");
    EXPECT_THAT(reminded(lead()), ElementsAre("2011-12-21 reminder")) << "of the contested one";
}

TEST_P(RemindersTest, no_step_before_it_was_handed_out_is_told) {
    t.travel("2011-12-17");
    accepted();
    EXPECT_EQ(reminders.run_due(), 0);
    t.travel("2011-12-19");
    EXPECT_EQ(reminders.run_due(), 1);
}

} // namespace
} // namespace luoshi::subtask
