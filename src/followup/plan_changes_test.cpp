// SPDX-License-Identifier: Apache-2.0
// What two versions of a pack, or two packs, say of a plan.
#include "followup/plan_spec.hpp"

#include "pack/pack.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using pack::Act;
using testing::ElementsAre;

pack::Pack pack_of(const std::string& code, const std::string& plan,
                   const std::string& number = "某府办〔2020〕7号") {
    auto checked = pack::assemble(
        code, {{"pack.yaml", "id: " + code + "\nversion: '1'\ntitle: 包\ntitle_en: P\n" +
                                 "notice_number: " + number + "\n"},
               {"plan.yaml", plan},
               {"units.yaml", "units: [{id: x, name: 甲办}, {id: y, name: 乙办}]\n"}});
    EXPECT_TRUE(checked.value);
    return std::move(*checked.value);
}

std::string task(const std::string& number, const std::string& more = "") {
    return "  - {number: '" + number + "', title: 事" + number +
           ", title_en: T, gist: 一句话, assignments: [{lead: [x]}]" + more + "}\n";
}

TEST(plan_changes, tell_each_field_of_a_task_that_differs) {
    const auto before = pack_of("p", "tasks:\n" + task("1") + task("2") + task("3"));
    const auto after = pack_of(
        "p", "tasks:\n" + task("1") +
                 task("2", ", standard: [办成], deadlines: [{kind: year_end, value: '2012-12-31'}],"
                           " milestones: [{title: 起步, title_en: Start, due: 2012-03-01}]") +
                 task("4"));
    ASSERT_TRUE(check_plan(after).empty());
    EXPECT_THAT(plan_changes(before, after),
                ElementsAre(pack::Change{"task",
                                         Act::changed,
                                         "2",
                                         "事2",
                                         {{"deadlines", "", "year_end 2012-12-31"},
                                          {"standard", "", "办成"},
                                          {"milestones", "", "2012-03-01 起步 (Start)"}}},
                            pack::Change{"task", Act::added, "4", "事4", {}},
                            pack::Change{"task", Act::removed, "3", "事3", {}}));
    EXPECT_EQ(count_tasks(after).at(0).count, 3U);
}

TEST(plan_changes, tell_another_notice_and_what_all_are_asked) {
    const auto before = pack_of("p", "tasks: []\n");
    const auto after = pack_of("p",
                               "tasks: []\ngeneral: {title: 总的, title_en: G, gist: 都要做, "
                               "assignments: [{responsible: [y]}]}\n",
                               "某府办〔2020〕8号");
    EXPECT_THAT(
        plan_changes(before, after),
        ElementsAre(pack::Change{"plan",
                                 Act::changed,
                                 "",
                                 "包",
                                 {{"notice_number", "某府办〔2020〕7号", "某府办〔2020〕8号"}}},
                    pack::Change{"general", Act::added, "", "总的", {}}));
}

TEST(plans_together, a_notice_is_run_by_one_pack_however_its_number_is_spelt) {
    const auto one = pack_of("one", "tasks: []\n");
    const auto two = pack_of("two", "tasks: []\n", "某府办[2020]7号");
    const auto other = pack_of("other", "tasks: []\n", "某府办〔2020〕8号");
    const auto findings = check_plans_together({&one, &two, &other});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "followup.same-notice");
    EXPECT_EQ(findings[0].file, "two/pack.yaml");
    EXPECT_THAT(findings[0].message, testing::HasSubstr("'one'"));
}

} // namespace
} // namespace luoshi::followup
