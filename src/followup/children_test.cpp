// SPDX-License-Identifier: Apache-2.0
#include "followup/children.hpp"

#include "followup/testing/test_installation.hpp"
#include "followup/views.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string upper_notice() {
    return "关于印发《园区建设分工方案》的通知\n\n某府办〔2020〕7号\n\n各有关单位：\n\n"
           "某市人民政府办公室\n2020年3月2日\n\n园区建设分工方案\n\n一、总体工作\n\n"
           "1. 修订产业园区名录，核定各园区四至范围。（省财政厅牵头负责）\n"
           "2. 组织职业技能培训，帮助农村劳动力转移就业。（省教育厅负责）\n"
           "3. 建设污水集中处理设施，改善园区环境。（省财政厅负责）\n";
}

// One item in other words, one that names the number above, one of its own.
std::string lower_notice() {
    return "关于印发《某区园区建设分工》的通知\n\n某区府〔2020〕3号\n\n各有关单位：\n\n"
           "某区人民政府\n2020年4月2日\n\n某区园区建设分工\n\n一、主要任务\n\n"
           "1. 今年内建成两座污水集中处理设施，园区环境明显改善。（省科技厅负责）\n"
           "2. 落实《园区建设分工方案》（某府办〔2020〕7号）第2项，办好夜校。（省教育厅负责）\n"
           "3. 举办足球比赛。（省科技厅负责）\n";
}

class ChildrenTest : public testing::TestWithParam<store::EngineKind> {
protected:
    TestInstallation installation_{GetParam()};
    Children children_{installation_.database(), installation_.directories,
                       installation_.store().clock()};
    PlanId upper_ = installation_.plan_of(upper_notice(), "上级");
    PlanId lower_ = installation_.plan_of(lower_notice(), "下级");

    std::vector<TaskId> tasks(PlanId plan) {
        std::vector<TaskId> out;
        const auto matrix = installation_.plans.matrix(org::Scope::all(), plan);
        for (const auto& task : matrix.tasks) {
            out.push_back(task.id);
        }
        return out;
    }
    org::UnitId unit(const char* name) {
        return installation_.directory()->find_name(name, installation_.today())->id;
    }
};

TEST_P(ChildrenTest, a_plan_that_cites_another_finds_it_and_each_item_its_item) {
    EXPECT_EQ(children_.links(lower_).candidates.front().id, upper_);
    children_.set_parent(installation_.actor, lower_, upper_, {});
    const auto above = tasks(upper_);
    const auto links = children_.links(lower_);
    ASSERT_THAT(links.tasks, SizeIs(3));
    EXPECT_EQ(links.tasks[0].proposals.at(0).parent, above[2]); // the same in other words
    EXPECT_TRUE(links.tasks[0].proposals.at(0).sure);
    EXPECT_EQ(links.tasks[1].proposals.at(0).parent, above[1]); // named by its number
    EXPECT_EQ(links.tasks[1].proposals.at(0).reason, LinkReason::named);
    EXPECT_THAT(links.tasks[2].proposals, IsEmpty());
    EXPECT_THAT(links.uncovered, ElementsAre(above[0], above[1], above[2])); // proposals are none
}

TEST_P(ChildrenTest, fifty_items_in_other_words_find_theirs_and_what_is_sure_is_right) {
    const auto upper = installation_.plan_of(seed(), "原件");
    const auto lower = installation_.plan_of(sample(), "另写");
    children_.set_parent(installation_.actor, lower, upper, {});
    const auto above = tasks(upper);
    const auto links = children_.links(lower);
    ASSERT_THAT(links.tasks, SizeIs(50));
    std::size_t first = 0;
    std::size_t sure = 0;
    for (std::size_t i = 0; i < links.tasks.size(); ++i) {
        const auto& proposals = links.tasks[i].proposals;
        first += !proposals.empty() && proposals[0].parent == above[i] ? 1U : 0U;
        for (const auto& proposal : proposals) {
            sure += proposal.sure ? 1U : 0U;
            EXPECT_TRUE(!proposal.sure || proposal.parent == above[i]) << "item " << i + 1;
        }
    }
    EXPECT_GE(first, 48U);
    EXPECT_GE(sure, 40U);
}

TEST_P(ChildrenTest, links_are_made_and_taken_back_and_what_nobody_carries_out_is_listed) {
    children_.set_parent(installation_.actor, lower_, upper_, {});
    const auto above = tasks(upper_);
    const auto below = tasks(lower_);
    children_.edit(installation_.actor, lower_,
                   {{below[0], above[2], true}, {below[1], above[1], true}});
    children_.edit(installation_.actor, lower_, {{below[0], above[2], true}}); // once is enough
    auto links = children_.links(lower_);
    EXPECT_THAT(links.tasks[0].links, ElementsAre(above[2]));
    EXPECT_THAT(links.uncovered, ElementsAre(above[0]));
    const auto relatives = children_.relatives(org::Scope::all(), above[2]);
    ASSERT_THAT(relatives.below, SizeIs(1));
    EXPECT_EQ(relatives.below[0].task, below[0]);
    EXPECT_EQ(children_.relatives(org::Scope::all(), below[0]).above.at(0).plan_name, "上级");
    // Who does not have the lower task does not hear of it.
    EXPECT_THAT(children_.relatives(org::Scope::of(unit("省财政厅")), above[2]).below, IsEmpty());

    children_.edit(installation_.actor, lower_, {{below[0], above[2], false}});
    EXPECT_THAT(children_.links(lower_).uncovered, ElementsAre(above[0], above[2]));
    // Of one unit only what it owes.
    children_.set_parent(installation_.actor, lower_, upper_, unit("省教育厅"));
    EXPECT_THAT(children_.links(lower_).uncovered, IsEmpty());
    children_.set_parent(installation_.actor, lower_, {}, {});
    EXPECT_THAT(children_.relatives(org::Scope::all(), below[1]).above, IsEmpty());
}

TEST_P(ChildrenTest, a_plan_does_not_stand_below_itself_nor_link_strangers) {
    const auto reason = [&](auto&& action) { return error_of(action).reason(); };
    const auto& actor = installation_.actor;
    EXPECT_EQ(reason([&] { children_.set_parent(actor, upper_, upper_, {}); }),
              "followup.bad-parent");
    children_.set_parent(actor, lower_, upper_, {});
    EXPECT_EQ(reason([&] { children_.set_parent(actor, upper_, lower_, {}); }),
              "followup.bad-parent");
    EXPECT_EQ(reason([&] { children_.set_parent(actor, lower_, PlanId{77}, {}); }),
              "followup.no-plan");
    EXPECT_EQ(reason([&] { children_.set_parent(actor, lower_, upper_, org::UnitId{77}); }),
              "followup.bad-parent");
    EXPECT_EQ(reason([&] {
                  children_.edit(actor, lower_, {{tasks(lower_)[0], tasks(lower_)[1], true}});
              }),
              "followup.bad-link");
}

TEST_P(ChildrenTest, the_calendar_holds_what_falls_into_its_days_and_the_filter) {
    const auto plan = installation_.plan_of(
        "关于印发《小历》的通知\n\n某府办〔2011〕9号\n\n各有关单位：\n\n某市人民政府办公室\n"
        "2011年11月2日\n\n小历\n\n一、总体工作\n\n"
        "1. 每月10日前报送进度。（省财政厅负责）\n"
        "2. 编制规划，2011年12月20日前完成。（省教育厅负责）\n",
        "小历");
    const auto day = [](const char* text) { return *Date::parse(text); };
    const auto all = installation_.plans.calendar(org::Scope::all(), plan, {}, day("2011-11-01"),
                                                  day("2011-12-31"));
    std::vector<std::string> dates;
    for (const auto& entry : all.entries) {
        dates.push_back(to_string(entry.date) + "<" + to_string(entry.remind_on));
    }
    // 10 December 2011 is a Saturday.
    EXPECT_THAT(dates, ElementsAre("2011-11-10<2011-11-10", "2011-12-10<2011-12-09",
                                   "2011-12-20<2011-12-20"));
    EXPECT_THAT(all.tasks, SizeIs(2));
    TaskFilter filter;
    filter.unit = unit("省教育厅");
    EXPECT_THAT(installation_.plans
                    .calendar(org::Scope::all(), plan, filter, day("2011-11-01"), day("2011-12-31"))
                    .entries,
                SizeIs(1));
    EXPECT_THAT(installation_.plans
                    .calendar(org::Scope::of(unit("省财政厅")), plan, {}, day("2011-11-01"),
                              day("2011-12-31"))
                    .entries,
                SizeIs(2));
    EXPECT_EQ(error_of([&] {
                  installation_.plans.calendar(org::Scope::all(), plan, {}, day("2011-12-01"),
                                               day("2011-11-01"));
              }).reason(),
              "followup.calendar-range");
}

TEST_P(ChildrenTest, a_view_is_kept_for_its_person_alone) {
    Views views{installation_.database()};
    const auto made = views.save(7, {{}, upper_, "本月", "/plans/1?due_to=2011-11-30", {}});
    views.save(7, {{}, upper_, "本月", "/plans/1?due_to=2011-12-31", {}}); // the same name
    ASSERT_THAT(views.list(7), SizeIs(1));
    EXPECT_EQ(views.list(7)[0].address, "/plans/1?due_to=2011-12-31");
    EXPECT_THAT(views.list(8), IsEmpty());
    EXPECT_EQ(error_of([&] { views.erase(8, made.id); }).reason(), "followup.no-view");
    for (const auto* address : {"https://x", "//x", "", "/\\x"}) {
        EXPECT_EQ(error_of([&] {
                      views.save(7, {{}, upper_, "x", address, {}});
                  }).reason(),
                  "followup.bad-view");
    }
    views.erase(7, made.id);
    EXPECT_THAT(views.list(7), IsEmpty());
}

TEST_P(ChildrenTest, a_hit_outside_title_and_gist_says_where_it_stands) {
    TaskFilter filter;
    filter.words = "四至范围";
    const auto plan = installation_.plan_of(seed(), "长文");
    filter.words = "适时";
    const auto rows = installation_.plans.tasks(org::Scope::all(), plan, filter, 0, 100).rows;
    ASSERT_THAT(rows, testing::Not(IsEmpty()));
    EXPECT_THAT(rows, Contains(testing::HasSubstr("\"around\":\"")));
}

INSTANTIATE_TEST_SUITE_P(engines, ChildrenTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::followup
