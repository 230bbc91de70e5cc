// SPDX-License-Identifier: Apache-2.0
#include "followup/life_case.hpp"
#include "followup/plan_texts.hpp"
#include "store/audit.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace luoshi::followup {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LifeListsTest : public LifeCase {};
INSTANTIATE_TEST_SUITE_P(engines, LifeListsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

TEST_P(LifeListsTest, lists_filter_by_light_and_state_as_the_asker_carries_them) {
    const auto found = [&](const org::Scope& scope, Light light) {
        TaskFilter filter;
        filter.light = light;
        return installation_.plans.tasks(scope, plan_, filter, 0, 100).rows.size();
    };
    const auto all = org::Scope::all();
    EXPECT_EQ(found(all, Light::undated), 47U);
    EXPECT_EQ(found(all, Light::overdue), 1U);
    const auto czt = org::Scope::of(unit("省财政厅"));
    const auto mine = installation_.plans.tasks(czt, plan_, {}, 0, 100).rows;
    std::size_t joint = 0;
    for (const auto& one : mine) {
        joint += json::parse(one)["life"]["light"] == "joint" ? 1U : 0U;
    }
    EXPECT_GT(joint, 0U);
    EXPECT_EQ(found(czt, Light::joint), joint);
    TaskFilter filter;
    filter.state = State::in_progress;
    EXPECT_THAT(installation_.plans.tasks(all, plan_, filter, 0, 100).rows, IsEmpty());
    lives_.sign(of("省财政厅"), task(5), seen(task(5)));
    EXPECT_THAT(installation_.plans.tasks(all, plan_, filter, 0, 100).rows, SizeIs(1));
    filter.words = "资金";
    EXPECT_THAT(installation_.plans.tasks(all, plan_, filter, 0, 100).rows, SizeIs(1));
    filter.unit = unit("省环保厅");
    EXPECT_THAT(installation_.plans.tasks(all, plan_, filter, 0, 100).rows, IsEmpty());
}

TEST_P(LifeListsTest, the_overview_counts_what_the_lists_show) {
    const auto overview = lives_.overview(org::Scope::all(), plan_);
    EXPECT_EQ(overview.tasks, 50);
    for (const auto light : {Light::overdue, Light::undated, Light::on, Light::soon}) {
        TaskFilter filter;
        filter.light = light;
        EXPECT_EQ(
            overview.counts[static_cast<std::size_t>(light)],
            static_cast<std::int64_t>(
                installation_.plans.tasks(org::Scope::all(), plan_, filter, 0, 100).rows.size()));
        for (const auto& of_unit : overview.units) {
            filter.unit = of_unit.unit;
            EXPECT_EQ(of_unit.counts[static_cast<std::size_t>(light)],
                      static_cast<std::int64_t>(
                          installation_.plans.tasks(org::Scope::all(), plan_, filter, 0, 100)
                              .rows.size()));
        }
    }
    std::int64_t of_parts = 0;
    for (const auto& part : overview.parts) {
        for (const auto count : part.counts) {
            of_parts += count;
        }
    }
    EXPECT_EQ(of_parts, 50);
    EXPECT_EQ(overview.states[static_cast<std::size_t>(State::to_sign)], 50);
    const auto own = lives_.overview(org::Scope::of(unit("广州市")), plan_);
    EXPECT_EQ(own.tasks, 2);
    EXPECT_THAT(own.units, SizeIs(1));
}

// The small notice with its second item gone, a third that is new, and an earlier date.
std::string corrected_notice() {
    auto text = small_notice();
    text.replace(text.find("2020年6月30日前"), std::string{"2020年6月30日前"}.size(),
                 "2020年5月31日前");
    const auto second = text.find("2. ");
    text.replace(second, text.find("3. ") - second, "2. 编印年度统计手册。（省统计局负责）\n");
    return text;
}

TEST_P(LifeListsTest, a_corrected_plan_keeps_its_lives_its_decisions_and_its_numbers) {
    auto& installation = installation_;
    const auto plan = installation.plan_of(small_notice(), "小方案");
    lives_.start(office_, plan);
    const auto rows = [&] {
        std::vector<json> all;
        for (const auto& one : installation.plans.tasks(org::Scope::all(), plan, {}, 0, 10).rows) {
            all.push_back(json::parse(one));
        }
        return all;
    };
    const auto id_of = [&](const json& one) {
        return TaskId{*parse_id(one["id"].get<std::string>())};
    };
    const auto before = rows();
    const auto first = id_of(before.at(0));
    lives_.object(of("省财政厅"), first, seen(first), "园区名录由经信部门管理", {});
    Verdict verdict;
    verdict.decision = Decision::replace;
    verdict.unit = unit("省经信委");
    verdict.words = "改由省经信委牵头";
    lives_.decide(office_, first, seen(first), life(first).objections.front().id, verdict);

    const auto import =
        installation.imports.receive(office_.actor, "again.txt", corrected_notice());
    const auto answered = installation.answer_all(import.id);
    PlanTexts texts{installation.database(), installation.directories, installation.store().clock(),
                    installation.imports.specs()};
    texts.correct(office_.actor, import.id, answered.import.version, plan);
    const auto after = rows();
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(id_of(after[0]), first);
    EXPECT_EQ(after[0]["life"]["number"], before[0]["life"]["number"]);
    EXPECT_EQ(after[1]["life"]["number"], "督2026-0054"); // 52 went with its task
    EXPECT_EQ(after[2]["life"]["number"], before[2]["life"]["number"]);
    EXPECT_EQ(after[0]["life"]["next"]["due"], "2020-05-31");
    EXPECT_EQ(error_of([&] { lives_.of(of("省财政厅"), first); }).reason(), "followup.no-task");
    EXPECT_EQ(lives_.of(of("省经信委"), first).state, State::to_sign);
    EXPECT_EQ(lives_.overview(org::Scope::all(), plan).tasks, 3);
}

TEST_P(LifeListsTest, numbers_stay_whole_when_two_plans_come_into_force_at_once) {
    const auto first = installation_.plan_of(small_notice(), "一");
    const auto second =
        installation_.plan_of(small_notice() + "\n4. 做好总结。（省教育厅负责）\n", "二");
    Started a;
    Started b;
    std::thread other{[&] { a = lives_.start(office_, first); }};
    b = lives_.start(office_, second);
    other.join();
    const bool a_before = a.first < b.first;
    EXPECT_EQ(a_before ? a.first : b.first, "督2026-0051");
    EXPECT_EQ(a_before ? b.last : a.last, "督2026-0057"); // 3 and 4 tasks
    EXPECT_LT(a_before ? a.last : b.last, a_before ? b.first : a.first);
}

TEST_P(LifeListsTest, the_record_holds_and_names_each_act) {
    const auto five = task(5);
    lives_.sign(of("省财政厅"), five, seen(five));
    const auto history = installation_.plans.task(org::Scope::all(), five).history;
    EXPECT_EQ(history.front().what.action, "followup.task-signed");
    auto& database = installation_.database();
    store::Sealer sealer{database, "test", std::string(32, 'k')};
    while (sealer.run() > 0) {
    }
    EXPECT_THAT(store::verify(database, installation_.store().blobs(), std::string(32, 'k')).faults,
                IsEmpty());
}

} // namespace
} // namespace luoshi::followup
