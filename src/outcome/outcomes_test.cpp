// SPDX-License-Identifier: Apache-2.0
#include "followup/testing/test_installation.hpp"
#include "outcome/compare_texts.hpp"
#include "outcome/document.hpp"
#include "outcome/spec.hpp"

#include <gmock/gmock.h>

#include <set>

namespace luoshi::outcome {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(outcomes_yaml, orders_one_document_of_each_item_that_orders_one) {
    const auto pack = *pack::open(followup::source_folder() + "/packs/gd-2011-193").value;
    const auto read = read_outcomes(pack, {&pack});
    ASSERT_TRUE(read.value) << (read.diagnostics.empty() ? "" : read.diagnostics[0].message);
    std::set<std::string> tasks;
    for (const auto& one : read.value->documents) {
        tasks.insert(one.task);
    }
    EXPECT_EQ(tasks, (std::set<std::string>{"3",  "4",  "5",  "6",  "8",  "9",  "14", "15",
                                            "17", "23", "24", "30", "31", "32", "33", "34",
                                            "35", "37", "41", "47", "48", "49"}));
    EXPECT_THAT(read.value->documents, SizeIs(22));
    for (const auto& one : read.value->documents) { // item 8 is that of seven cities
        EXPECT_EQ(one.lead.size() > 1, one.task == "8" || one.task == "17") << one.code;
    }
    EXPECT_EQ(count_outcomes(pack).front().count, 22U);
}

TEST(texts, are_compared_paragraph_by_paragraph) {
    EXPECT_THAT(compare_texts("甲\n乙\n\n丙", "甲\n丁\n丙\n戊"),
                ElementsAre(Paragraph{Mark::same, "甲"}, Paragraph{Mark::removed, "乙"},
                            Paragraph{Mark::added, "丁"}, Paragraph{Mark::same, "丙"},
                            Paragraph{Mark::added, "戊"}));
    EXPECT_THAT(compare_texts("", "甲"), ElementsAre(Paragraph{Mark::added, "甲"}));
    EXPECT_THAT(compare_texts("", ""), SizeIs(0));
}

TEST(silence, lapses_after_its_day_and_is_never_consent) {
    Ask ask;
    ask.purpose = Purpose::signature;
    ask.until = *Date::parse("2011-12-10");
    ask.lapses = true;
    EXPECT_EQ(standing(ask, {}, *Date::parse("2011-12-10")), Standing::open);
    EXPECT_EQ(standing(ask, {}, *Date::parse("2011-12-11")), Standing::lapsed);
    ask.lapses = false;
    EXPECT_EQ(standing(ask, {}, *Date::parse("2011-12-11")), Standing::late);
    ask.answer = Answer::agree;
    EXPECT_EQ(standing(ask, {}, *Date::parse("2011-12-11")), Standing::agreed);
}

} // namespace
} // namespace luoshi::outcome
