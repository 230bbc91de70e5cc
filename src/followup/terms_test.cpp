// SPDX-License-Identifier: Apache-2.0
#include "followup/terms.hpp"

#include <gmock/gmock.h>

namespace luoshi::followup {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(searchable, leaves_words_without_width_case_and_punctuation) {
    EXPECT_EQ(searchable("落实“黄牌警告”、ＧＤＰ 年均增长８％。"), "落实黄牌警告gdp年均增长8%");
}

TEST(terms, are_characters_and_pairs_each_once) {
    EXPECT_THAT(terms_of("园区园"), UnorderedElementsAre("园", "区", "园区", "区园"));
    EXPECT_THAT(query_terms("园区"), ElementsAre("园区"));
    EXPECT_THAT(query_terms("园"), ElementsAre("园"));
    EXPECT_THAT(query_terms("产业园"), UnorderedElementsAre("产业", "业园"));
}

TEST(ordinals, come_back_as_they_were_packed) {
    const std::vector<std::int64_t> ordinals{0, 1, 127, 128, 50'000, 9'000'000'000};
    EXPECT_EQ(unpack_ordinals(pack_ordinals(ordinals)), ordinals);
    EXPECT_EQ(pack_ordinals({5, 6, 7}).size(), 3U);
    EXPECT_THAT(intersect({1, 3, 5, 9}, {3, 4, 9}), ElementsAre(3, 9));
}

} // namespace
} // namespace luoshi::followup
