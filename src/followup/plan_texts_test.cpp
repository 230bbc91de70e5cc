// SPDX-License-Identifier: Apache-2.0
#include "followup/plan_texts.hpp"

#include "followup/testing/test_installation.hpp"
#include "store/audit.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// The small notice with another date in item 1, a new item behind it and without the last one.
std::string corrected() {
    auto text = small_notice();
    const auto replace = [&](const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
    };
    replace("2020年6月30日前", "2020年9月30日前");
    replace("2. 适时开展检查",
            "2. 建立园区统计台账，每季度汇总。（省统计局负责）\n3. 适时开展检查");
    text.erase(text.find("3. 建设数据平台"));
    return text;
}

class PlanTextsTest : public testing::TestWithParam<store::EngineKind> {
protected:
    TestInstallation installation_{GetParam()};
    PlanTexts texts_{installation_.database(), installation_.directories,
                     installation_.store().clock(), installation_.imports.specs()};
    PlanId plan_ = installation_.plan_of(small_notice(), "小方案");

    ImportId bring(const std::string& text) {
        return installation_.imports.receive(installation_.actor, "new.txt", text).id;
    }
    std::vector<std::string> rows() {
        return installation_.plans.tasks(org::Scope::all(), plan_, {}, 0, 100).rows;
    }
    std::vector<TaskId> ids() {
        std::vector<TaskId> out;
        const auto matrix = installation_.plans.matrix(org::Scope::all(), plan_);
        for (const auto& task : matrix.tasks) {
            out.push_back(task.id);
        }
        return out;
    }
};

TEST_P(PlanTextsTest, a_corrected_text_shows_what_it_changes_and_changes_nothing) {
    const auto before = rows();
    const auto import = bring(corrected());
    const auto change = texts_.compare(import, plan_);
    EXPECT_EQ(change.plan.id, plan_);
    EXPECT_EQ(change.comparison.count(ChangeKind::changed), 2U); // the date; a number
    EXPECT_EQ(change.comparison.count(ChangeKind::added), 1U);
    EXPECT_EQ(change.comparison.count(ChangeKind::removed), 1U);
    EXPECT_THAT(change.comparison.items[0].fields, ElementsAre("text", "deadlines"));
    EXPECT_EQ(rows(), before);
}

TEST_P(PlanTextsTest, an_attached_text_belongs_to_the_plan_and_changes_no_task) {
    const auto before = rows();
    const auto import = bring(corrected());
    EXPECT_EQ(error_of([&] { texts_.attach(installation_.actor, import, 7, plan_); }).reason(),
              "http.precondition-failed");
    texts_.attach(installation_.actor, import, 1, plan_);
    EXPECT_EQ(rows(), before);
    const auto texts = texts_.list(org::Scope::all(), plan_);
    ASSERT_THAT(texts, SizeIs(2));
    EXPECT_TRUE(texts[0].current);
    EXPECT_EQ(texts[1].relation, Relation::attached);
    EXPECT_EQ(texts_.text(org::Scope::all(), plan_, import).text, corrected());
    EXPECT_EQ(error_of([&] { texts_.attach(installation_.actor, import, 2, plan_); }).reason(),
              "followup.already-planned");
    const auto unit =
        org::Scope::of(installation_.directory()->find_name("省财政厅", installation_.today())->id);
    EXPECT_EQ(error_of([&] { texts_.list(unit, plan_); }).reason(), "followup.no-plan");
}

TEST_P(PlanTextsTest, a_correction_changes_what_it_says_and_keeps_tasks_that_stay) {
    const auto before = ids();
    ASSERT_THAT(before, SizeIs(3));
    const auto import = bring(corrected());
    EXPECT_EQ(error_of([&] { texts_.correct(installation_.actor, import, 1, plan_); }).reason(),
              "followup.questions-open");
    const auto detail = installation_.answer_all(import);
    texts_.correct(installation_.actor, import, detail.import.version, plan_);
    const auto after = ids();
    ASSERT_THAT(after, SizeIs(3));
    EXPECT_EQ(after[0], before[0]);
    EXPECT_EQ(after[2], before[1]); // moved down by one
    EXPECT_NE(after[1], before[2]);
    EXPECT_THAT(rows()[0], testing::HasSubstr("2020-09-30"));
    EXPECT_EQ(error_of([&] { installation_.plans.task(org::Scope::all(), before[2]); }).reason(),
              "followup.no-task");
    EXPECT_THAT(installation_.plans.search(org::Scope::all(), "统计台账", 10).tasks, SizeIs(1));
    EXPECT_THAT(installation_.plans.search(org::Scope::all(), "数据平台", 10).tasks, SizeIs(0));
    const auto texts = texts_.list(org::Scope::all(), plan_);
    ASSERT_THAT(texts, SizeIs(2));
    EXPECT_FALSE(texts[0].current);
    EXPECT_TRUE(texts[1].current);
    EXPECT_EQ(texts[1].relation, Relation::correction);
    // The next comparison is with what the plan says now.
    const auto same = texts_.compare(texts[1].import, plan_);
    EXPECT_EQ(same.comparison.count(ChangeKind::same), 3U);
    store::Sealer sealer{installation_.database(), "test", std::string(32, 'k')};
    while (sealer.run() > 0) {
    }
    EXPECT_THAT(
        store::verify(installation_.database(), installation_.store().blobs(), std::string(32, 'k'))
            .faults,
        testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(engines, PlanTextsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::followup
