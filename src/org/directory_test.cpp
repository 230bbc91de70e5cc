// SPDX-License-Identifier: Apache-2.0
#include "org/directory.hpp"

#include <gmock/gmock.h>

namespace luoshi::org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date day(const char* text) {
    return Date::parse(text).value();
}

Unit unit(std::int64_t id, std::vector<Name> names, UnitKind kind = UnitKind::unit) {
    Unit out;
    out.id = UnitId{id};
    out.code = std::to_string(id);
    out.kind = kind;
    out.ordinal = id;
    out.names = std::move(names);
    return out;
}

// 1 and 2 are departments, 2 succeeds 1 on 2018-10-01; 10 is a group of 3 and of the group 11,
// which holds 4.
Directory sample() {
    auto old = unit(
        1, {{"省经信委", NameKind::short_name, {}}, {"省经济和信息化委", NameKind::alias, {}}});
    old.valid.until = day("2018-10-01");
    auto now = unit(2, {{"省工信厅", NameKind::short_name, {}}, {"省经信委", NameKind::alias, {}}});
    now.valid.from = day("2018-10-01");
    const std::vector<Membership> members{
        {UnitId{10}, UnitId{3}, {}},
        {UnitId{10}, UnitId{11}, {}},
        {UnitId{11}, UnitId{4}, {std::nullopt, day("2013-01-01")}},
        {UnitId{11}, UnitId{3}, {}}};
    return {{},
            {unit(10, {{"各市", NameKind::short_name, {}}}, UnitKind::group),
             unit(11, {{"山区市", NameKind::short_name, {}}}, UnitKind::group), old, now,
             unit(4, {{"韶关市", NameKind::short_name, {}}}),
             unit(3, {{"广州市", NameKind::short_name, {}}})},
            members,
            {{UnitId{1}, UnitId{2}, day("2018-10-01")}},
            1};
}

TEST(directory, finds_a_name_however_it_is_spelt_at_its_date) {
    const auto directory = sample();
    EXPECT_EQ(directory.find_name("省 经信委", day("2011-11-10"))->id, UnitId{1});
    EXPECT_EQ(directory.find_name("省经信委", day("2019-01-01"))->id, UnitId{2});
    EXPECT_EQ(directory.find_name("省经信委", day("2018-09-30"))->id, UnitId{1});
    EXPECT_EQ(directory.find_name("省工信厅", day("2011-11-10")), nullptr);
    EXPECT_EQ(directory.find_name("省财政厅", day("2011-11-10")), nullptr);
}

TEST(directory, expands_groups_of_groups_in_order_each_member_once) {
    const auto directory = sample();
    EXPECT_THAT(directory.expand(UnitId{10}, day("2011-11-10")), ElementsAre(UnitId{3}, UnitId{4}));
    EXPECT_THAT(directory.expand(UnitId{10}, day("2013-01-01")), ElementsAre(UnitId{3}));
    EXPECT_THAT(directory.expand(UnitId{3}, day("2011-11-10")), ElementsAre(UnitId{3}));
    EXPECT_THAT(directory.expand(UnitId{1}, day("2019-01-01")), IsEmpty());
}

TEST(directory, suggests_units_with_like_names_best_first) {
    const auto directory = sample();
    const auto like = directory.suggest("省经信委员会", day("2011-11-10"), 5);
    ASSERT_FALSE(like.empty());
    EXPECT_EQ(like.front()->id, UnitId{1});
    EXPECT_THAT(directory.suggest("完全无关", day("2011-11-10"), 5), IsEmpty());
}

TEST(directory, knows_who_came_before_and_after) {
    const auto directory = sample();
    EXPECT_THAT(directory.successors(UnitId{1}), ElementsAre(UnitId{2}));
    EXPECT_THAT(directory.predecessors(UnitId{2}), ElementsAre(UnitId{1}));
}

} // namespace
} // namespace luoshi::org
