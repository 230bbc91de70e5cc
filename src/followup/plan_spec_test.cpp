// SPDX-License-Identifier: Apache-2.0
#include "followup/plan_spec.hpp"

#include "followup/testing/test_installation.hpp"
#include "pack/pack.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

pack::Pack with_milestones(const std::string& milestones) {
    pack::Pack pack;
    pack.code = "test";
    auto document = pack::parse("plan.yaml", "tasks:\n"
                                             "  - number: \"1\"\n"
                                             "    title: 建台账\n"
                                             "    title_en: Registers\n"
                                             "    gist: 建立台账。\n"
                                             "    milestones:\n" +
                                                 milestones);
    pack.files.emplace("plan.yaml", std::move(*document.value));
    return pack;
}

std::vector<std::string> codes(const std::string& milestones) {
    std::vector<std::string> all;
    for (const auto& finding : read_plan(with_milestones(milestones)).diagnostics) {
        all.push_back(finding.code);
    }
    return all;
}

TEST(read_plan, takes_milestones_in_order_of_date) {
    const auto plan =
        read_plan(with_milestones("      - {title: 初稿, title_en: Draft, due: 2012-03-31}\n"
                                  "      - {title: 印发, title_en: Issued, due: 2012-06-30}\n"));
    ASSERT_TRUE(plan.value) << plan.diagnostics.front().message;
    const auto day = [](const char* text) { return Date::parse(text).value(); };
    EXPECT_THAT(plan.value->tasks.at(0).milestones,
                ElementsAre(MilestoneSpec{"初稿", "Draft", day("2012-03-31")},
                            MilestoneSpec{"印发", "Issued", day("2012-06-30")}));
}

TEST(read_plan, reports_milestones_without_a_true_date_or_out_of_order) {
    EXPECT_THAT(codes("      - {title: 初稿, title_en: Draft, due: 2012-02-30}\n"),
                ElementsAre("pack.date"));
    EXPECT_THAT(codes("      - {title: 初稿, title_en: Draft}\n"), ElementsAre("pack.missing"));
    EXPECT_THAT(codes("      - {title: 印发, title_en: Issued, due: 2012-06-30}\n"
                      "      - {title: 初稿, title_en: Draft, due: 2012-03-31}\n"),
                ElementsAre("followup.milestone-order"));
    EXPECT_THAT(codes("      - {title: 初稿, title_en: Draft, due: 2012-03-31, when: soon}\n"),
                ElementsAre("pack.unknown-key"));
}

TEST(pack_gd_2011_193, sets_two_to_four_milestones_for_each_task_without_a_date) {
    TestInstallation installation;
    const auto plan = read_plan(installation.pack());
    ASSERT_TRUE(plan.value);
    ASSERT_THAT(plan.value->tasks, SizeIs(50));
    for (const auto& task : plan.value->tasks) {
        EXPECT_GE(task.standard.size(), 2U) << task.number;
        if (!task.deadlines.empty()) {
            continue;
        }
        EXPECT_GE(task.milestones.size(), 2U) << task.number;
        EXPECT_LE(task.milestones.size(), 4U) << task.number;
    }
}

} // namespace
} // namespace luoshi::followup
