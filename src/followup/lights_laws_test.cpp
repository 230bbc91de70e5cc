// SPDX-License-Identifier: Apache-2.0
// The light in SQL is the light of the function, on lives made at random; and lists, counts and
// function agree.
#include "followup/life.hpp"
#include "followup/rows_life.hpp"
#include "followup/rows_lights.hpp"
#include "followup/testing/large_plan.hpp"
#include "followup/testing/test_installation.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <random>

namespace luoshi::followup {
namespace {

class LightLaws : public testing::TestWithParam<store::EngineKind> {
protected:
    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
    }
    std::optional<int> percent() {
        return below(3) == 0 ? std::nullopt : std::optional{static_cast<int>(below(101))};
    }

    LightFacts facts(Date today) {
        LightFacts facts;
        facts.state = static_cast<State>(below(static_cast<std::int64_t>(kStates)));
        if (below(3) > 0) {
            facts.state = State::in_progress;
        }
        facts.basis = static_cast<Basis>(below(3));
        if (below(4) > 0) {
            facts.start = today.plus_days(static_cast<int>(below(80)) - 60);
            facts.due = facts.start->plus_days(static_cast<int>(below(90)) - 5);
        }
        facts.reported = percent();
        facts.verified = percent();
        facts.stopped = below(10) == 0;
        return facts;
    }

    std::mt19937_64 random_{2011};
};

INSTANTIATE_TEST_SUITE_P(engines, LightLaws,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(LightLaws, hold_for_two_thousand_lives_on_several_days) {
    TestInstallation installation{GetParam()};
    const auto start = installation.today();
    const auto plan =
        make_large_plan(installation.database(), *installation.directory(), start, 2000, 7);
    Lives lives{installation.database(), installation.directories, installation.store().clock(),
                installation.imports.specs()};
    const Asker office{installation.actor, org::Scope::all(), {}};
    lives.start(office, plan);
    std::map<std::int64_t, LightFacts> told;
    installation.database().write([&](store::Transaction& transaction) {
        transaction.record({.actor = installation.actor,
                            .action = "test.lives",
                            .object_kind = "plan",
                            .object_id = plan.value,
                            .plan_id = plan.value,
                            .detail = {}});
        for (auto& life : lives_of(transaction, plan)) {
            life.facts = facts(start.plus_days(30));
            life.stopped_on = life.facts.stopped ? std::optional{start} : std::nullopt;
            told[life.ordinal] = life.facts;
            save_life(transaction, life);
        }
    });
    std::map<Light, int> met;
    for (const int days : {0, 7, 23, 30, 31, 32, 44, 60, 200}) {
        const auto today = start.plus_days(days);
        const auto moment = installation.database().read(
            [&](store::Reader& reader) { return light_moment(reader, plan, today).value(); });
        const auto calendar = installation.database().read(
            [](store::Reader& reader) { return org::work_calendar(reader); });
        const auto lights = installation.database().read(
            [&](store::Reader& reader) { return plan_lights(reader, plan, moment); });
        ASSERT_EQ(lights.size(), told.size());
        for (const auto& task : lights) {
            const auto expected = light_of(told[task.ordinal], today, calendar, {});
            ASSERT_EQ(task.light, expected)
                << task.ordinal << " on " << to_string(today) << ": " << to_string(task.light)
                << " is not " << to_string(expected);
            ++met[expected];
        }
    }
    EXPECT_EQ(met.size(), 9U); // every light but the one only a unit sees
}

TEST_P(LightLaws, let_lists_find_what_the_overview_counts) {
    TestInstallation installation{GetParam()};
    const auto plan = make_large_plan(installation.database(), *installation.directory(),
                                      installation.today(), 600, 11);
    Lives lives{installation.database(), installation.directories, installation.store().clock(),
                installation.imports.specs()};
    lives.start({installation.actor, org::Scope::all(), {}}, plan);
    installation.database().write([&](store::Transaction& transaction) {
        transaction.record({.actor = installation.actor,
                            .action = "test.lives",
                            .object_kind = "plan",
                            .object_id = plan.value,
                            .plan_id = plan.value,
                            .detail = {}});
        for (auto& life : lives_of(transaction, plan)) {
            life.facts = facts(installation.today());
            life.stopped_on =
                life.facts.stopped ? std::optional{installation.today()} : std::nullopt;
            save_life(transaction, life);
        }
    });
    const auto count = [&](const org::Scope& scope, const TaskFilter& filter) {
        std::int64_t found = 0;
        std::optional<std::int64_t> after = 0;
        while (after) {
            const auto page = installation.plans.tasks(scope, plan, filter, *after, 500);
            found += static_cast<std::int64_t>(page.rows.size());
            after = page.next;
        }
        return found;
    };
    const auto overview = lives.overview(org::Scope::all(), plan);
    EXPECT_EQ(overview.tasks, 600);
    for (std::size_t i = 0; i + 1 < kLights; ++i) { // without joint
        TaskFilter filter;
        filter.light = static_cast<Light>(i);
        EXPECT_EQ(count(org::Scope::all(), filter), overview.counts[i]) << to_string(*filter.light);
        filter.section = overview.parts.at(3).path;
        EXPECT_EQ(count(org::Scope::all(), filter), overview.parts[3].counts[i]);
    }
    const auto& some = overview.units.at(overview.units.size() / 2);
    for (std::size_t i = 0; i < kLights; ++i) {
        TaskFilter filter;
        filter.light = static_cast<Light>(i);
        EXPECT_EQ(count(org::Scope::of(some.unit), filter), some.counts[i]) << i;
        filter.unit = some.unit;
        EXPECT_EQ(count(org::Scope::all(), filter), some.counts[i]) << i;
    }
}

} // namespace
} // namespace luoshi::followup
