// SPDX-License-Identifier: Apache-2.0
#include "followup/compare.hpp"

#include "followup/similar.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

DraftItem item(std::string number, std::string text, std::string section = "一") {
    DraftItem out;
    out.key = number;
    out.number = std::move(number);
    out.section_path = std::move(section);
    out.text = std::move(text);
    out.title = out.text;
    out.title_source = TitleSource::pack;
    return out;
}

Draft draft(std::vector<DraftItem> items) {
    Draft out;
    out.items = std::move(items);
    return out;
}

const auto kRoads = "修复农村公路二百公里，改造危桥";
const auto kSchools = "新建三所小学，扩建五所幼儿园";
const auto kWater = "完成城乡供水一体化工程，保障饮水安全";

TEST(compare, the_same_text_in_other_width_is_the_same) {
    const auto result =
        compare(draft({item("1", "建成３所（小学）")}), draft({item("1", "建成3所(小学)")}));
    ASSERT_THAT(result.items, SizeIs(1));
    EXPECT_EQ(result.items[0].kind, ChangeKind::same);
    EXPECT_THAT(result.items[0].fields, IsEmpty());
}

TEST(compare, an_item_put_in_between_leaves_the_others_paired_though_their_numbers_moved) {
    const auto result = compare(draft({item("1", kRoads), item("2", kSchools)}),
                                draft({item("1", kRoads), item("2", kWater), item("3", kSchools)}));
    ASSERT_THAT(result.items, SizeIs(3));
    EXPECT_EQ(result.items[1].kind, ChangeKind::added);
    EXPECT_EQ(result.items[2].before, 1U);
    EXPECT_THAT(result.items[2].fields, ElementsAre("number"));
}

TEST(compare, what_is_gone_stands_where_it_stood) {
    const auto result = compare(draft({item("1", kRoads), item("2", kSchools), item("3", kWater)}),
                                draft({item("1", kRoads), item("2", kWater)}));
    ASSERT_THAT(result.items, SizeIs(3));
    EXPECT_EQ(result.items[1].kind, ChangeKind::removed);
    EXPECT_EQ(result.items[1].before, 1U);
    EXPECT_EQ(result.count(ChangeKind::removed), 1U);
    EXPECT_EQ(result.count(ChangeKind::changed), 1U);
}

TEST(compare, a_new_party_or_date_or_word_is_named) {
    auto before = item("1", "修复农村公路二百公里，改造危桥");
    auto after = item("1", "修复农村公路三百公里，改造危桥");
    before.parties.push_back({.unit = "县交通局", .unit_full = {}, .mapped_to = {}, .read = {}});
    after.parties.push_back({.unit = "县交通局",
                             .unit_full = {},
                             .role = notice::Role::lead,
                             .mapped_to = {},
                             .read = {}});
    after.deadlines.push_back({notice::DeadlineKind::date, "2012-06-30", "6月底前", {}});
    const auto result = compare(draft({before}), draft({after}));
    ASSERT_THAT(result.items, SizeIs(1));
    EXPECT_THAT(result.items[0].fields, ElementsAre("text", "parties", "deadlines"));
}

TEST(text_index, the_likest_text_comes_first_and_strangers_not_at_all) {
    const TextIndex index{{kRoads, kSchools, kWater}};
    const auto near = index.nearest("今年扩建五所幼儿园并新建小学", 3);
    ASSERT_THAT(near, SizeIs(1));
    EXPECT_EQ(near[0].place, 1U);
    EXPECT_GT(near[0].likeness, 0.5);
    EXPECT_NEAR(index.nearest(kWater, 1).at(0).likeness, 1.0, 1e-9);
    EXPECT_THAT(index.nearest("", 3), IsEmpty());
}

} // namespace
} // namespace luoshi::followup
