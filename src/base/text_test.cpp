// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace luoshi {
namespace {

TEST(is_utf8, rejects_overlong_forms_surrogates_and_cut_characters) {
    EXPECT_TRUE(is_utf8("省财政厅 𠮷 a"));
    EXPECT_TRUE(is_utf8("\xEF\xBF\xBD")); // U+FFFD itself is a character
    EXPECT_FALSE(is_utf8("\xC0\xAF"));
    EXPECT_FALSE(is_utf8("\xE0\x80\xAF"));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_utf8("\xE7\x9C"));
    EXPECT_FALSE(is_utf8("\xC4\xE3"));
}

TEST(fold, makes_one_spelling_of_many) {
    EXPECT_EQ(fold("粤委办发电〔２０１１〕１９３号"), fold("粤委办发电 [2011] 193 号"));
    EXPECT_EQ(fold("省“双转移”工作领导小组"), fold("省\"双转移\"工作 领导小组"));
    EXPECT_EQ(fold("交通委（运管局）"), "交通委(运管局)");
    EXPECT_NE(fold("省财政厅"), fold("省教育厅"));
}

TEST(utf16_offsets, count_surrogate_pairs_as_two) {
    const std::string text = "a省𠮷b";
    const Utf16Offsets offsets{text};
    EXPECT_EQ(offsets.of(0), 0U);
    EXPECT_EQ(offsets.of(1), 1U);
    EXPECT_EQ(offsets.of(4), 2U);
    EXPECT_EQ(offsets.of(8), 4U);
    EXPECT_EQ(offsets.of(9), 5U);
    std::string longer;
    for (int i = 0; i < 100; ++i) {
        longer += text;
    }
    EXPECT_EQ(Utf16Offsets{longer}.of(900), 500U);
}

TEST(next_character, walks_over_broken_bytes_one_at_a_time) {
    const std::string text = "a\xC4省";
    std::size_t at = 0;
    EXPECT_EQ(next_character(text, at), U'a');
    EXPECT_EQ(next_character(text, at), char32_t{0xFFFD});
    EXPECT_EQ(next_character(text, at), U'省');
    EXPECT_EQ(at, text.size());
}

} // namespace
} // namespace luoshi
