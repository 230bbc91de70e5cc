// SPDX-License-Identifier: Apache-2.0
// The state of a week is taken once, by whichever server comes first; on both engines.
#include "followup/life_case.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace luoshi::followup {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class WeeksTest : public LifeCase {
protected:
    void travel(int days) { installation_.store().clock().advance(std::chrono::hours{24 * days}); }
    std::vector<Overview::Week> weeks(const org::Scope& scope = org::Scope::all()) {
        return lives_.overview(scope, plan_).weeks;
    }
};
INSTANTIATE_TEST_SUITE_P(engines, WeeksTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST(a_week, begins_on_monday) {
    EXPECT_EQ(to_string(monday_of(*Date::parse("2011-11-14"))), "2011-11-14");
    EXPECT_EQ(to_string(monday_of(*Date::parse("2011-11-20"))), "2011-11-14");
    EXPECT_EQ(to_string(monday_of(*Date::parse("2012-01-01"))), "2011-12-26");
}

TEST_P(WeeksTest, are_taken_once_each_and_told_as_they_were) {
    const auto before = lives_.overview(org::Scope::all(), plan_);
    EXPECT_THAT(before.weeks, IsEmpty());
    EXPECT_EQ(lives_.take_weeks(), 1U);
    EXPECT_EQ(lives_.take_weeks(), 0U);
    travel(7);
    ASSERT_THAT(weeks(), SizeIs(1)); // this one is not taken yet
    const auto first = weeks().front();
    EXPECT_EQ(first.overdue, before.counts[static_cast<std::size_t>(Light::overdue)]);
    EXPECT_EQ(first.soon, before.counts[static_cast<std::size_t>(Light::soon)]);
    EXPECT_EQ(first.week, monday_of(first.taken_on));
    EXPECT_EQ(lives_.take_weeks(), 1U);
    travel(14); // a week no server ran has no entry
    EXPECT_EQ(lives_.take_weeks(), 1U);
    travel(7);
    EXPECT_THAT(weeks(), SizeIs(3));
    travel(7 * 11);
    EXPECT_THAT(weeks(), SizeIs(0)); // twelve weeks, the present one among them
}

TEST_P(WeeksTest, tell_a_unit_what_it_carried) {
    lives_.take_weeks();
    const auto now = lives_.overview(org::Scope::all(), plan_);
    travel(7);
    std::int64_t overdue = 0;
    for (const auto& unit : now.units) {
        const auto own = weeks(org::Scope::of(unit.unit));
        ASSERT_THAT(own, SizeIs(1));
        EXPECT_EQ(own[0].overdue, unit.counts[static_cast<std::size_t>(Light::overdue)]);
        EXPECT_EQ(own[0].soon, unit.counts[static_cast<std::size_t>(Light::soon)]);
        overdue += own[0].overdue;
    }
    EXPECT_GT(overdue, 0);
}

TEST_P(WeeksTest, are_taken_once_by_several_at_a_time) {
    std::vector<std::size_t> taken(4, 0);
    std::vector<std::thread> threads;
    for (auto& one : taken) {
        threads.emplace_back([&] { one = lives_.take_weeks(); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(taken[0] + taken[1] + taken[2] + taken[3], 1U);
}

} // namespace
} // namespace luoshi::followup
