// SPDX-License-Identifier: Apache-2.0
#include "office/numerals.hpp"

#include <gtest/gtest.h>

namespace luoshi::office {
namespace {

TEST(numeral, counts_in_chinese_as_lists_do) {
    EXPECT_EQ(numeral("chineseCounting", 1), "一");
    EXPECT_EQ(numeral("chineseCountingThousand", 10), "十");
    EXPECT_EQ(numeral("chineseCountingThousand", 19), "十九");
    EXPECT_EQ(numeral("chineseCountingThousand", 20), "二十");
    EXPECT_EQ(numeral("chineseCountingThousand", 101), "一百零一");
    EXPECT_EQ(numeral("japaneseCounting", 110), "一百一十");
    EXPECT_EQ(numeral("chineseCountingThousand", 1010), "一千零一十");
    EXPECT_EQ(numeral("chineseCountingThousand", 10203), "一万零二百零三");
}

TEST(numeral, writes_the_legal_figures_that_cannot_be_altered) {
    EXPECT_EQ(numeral("chineseLegalSimplified", 12), "壹拾贰");
    EXPECT_EQ(numeral("ideographLegalTraditional", 26), "貳拾陸");
}

TEST(numeral, knows_the_other_kinds_of_chinese_documents) {
    EXPECT_EQ(numeral("ideographTraditional", 3), "丙");
    EXPECT_EQ(numeral("ideographTraditional", 11), "11");
    EXPECT_EQ(numeral("ideographZodiac", 12), "亥");
    EXPECT_EQ(numeral("ideographZodiacTraditional", 13), "丙子");
    EXPECT_EQ(numeral("ideographDigital", 10), "一〇");
    EXPECT_EQ(numeral("decimalEnclosedCircleChinese", 20), "⑳");
    EXPECT_EQ(numeral("decimalEnclosedCircle", 21), "㉑");
    EXPECT_EQ(numeral("decimalEnclosedCircle", 50), "㊿");
    EXPECT_EQ(numeral("decimalEnclosedParen", 2), "⑵");
    EXPECT_EQ(numeral("decimalEnclosedFullstop", 2), "⒉");
    EXPECT_EQ(numeral("ideographEnclosedCircle", 2), "㊁");
    EXPECT_EQ(numeral("decimalFullWidth", 12), "１２");
}

TEST(numeral, counts_in_letters_and_roman) {
    EXPECT_EQ(numeral("upperRoman", 1994), "MCMXCIV");
    EXPECT_EQ(numeral("lowerRoman", 4), "iv");
    EXPECT_EQ(numeral("lowerLetter", 27), "aa");
    EXPECT_EQ(numeral("decimalZero", 7), "07");
}

TEST(numeral, falls_back_to_figures) {
    EXPECT_EQ(numeral("hebrew1", 7), "7");
    EXPECT_EQ(numeral("decimalEnclosedCircle", 51), "51");
    EXPECT_EQ(numeral("upperLetter", 0), "0");
    EXPECT_EQ(numeral("upperRoman", -1), "-1");
    EXPECT_EQ(numeral("lowerLetter", 1'000'000), "1000000");
}

} // namespace
} // namespace luoshi::office
