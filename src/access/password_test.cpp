// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace luoshi::access {
namespace {

// The rule that a password breaks; "" when it breaks none.
std::string rule_of(std::string_view password) {
    try {
        check_password(password, {.username = "wangqiang", .name = "王强"});
    } catch (const Error& error) {
        return error.details().at(0).second;
    }
    return "";
}

TEST(password, has_ten_to_128_characters_of_any_alphabet) {
    EXPECT_EQ(rule_of("kz7-ploughs"), "");
    EXPECT_EQ(rule_of("kz7-plough"), "");
    EXPECT_EQ(rule_of("kz7-ploug"), "length");
    EXPECT_EQ(rule_of("一二三四五六七八九十"), "");
    EXPECT_EQ(rule_of("一二三四五六七八九"), "length");
    EXPECT_EQ(rule_of("kz7-" + std::string(124, 'p')), "");
    EXPECT_EQ(rule_of("kz7-" + std::string(125, 'p')), "length");
}

TEST(password, holds_neither_user_name_nor_name_in_any_case) {
    EXPECT_EQ(rule_of("WangQiang-2011"), "username");
    EXPECT_EQ(rule_of("我叫王强，住在这里的楼上"), "name");
}

TEST(password, is_none_of_those_tried_first) {
    for (const auto* password :
         {"Password123", "P@ssword!2011", "123admin456", "1234567890", "9876543210", "13800138000",
          "qwertyuiop", "1qaz2wsx3edc", "!QAZ-2wsx-3edc", "aaaaaaaaaaaa", "ababababab",
          "abcdefghijk", "luoshi-2011", "woaini1314520"}) {
        EXPECT_EQ(rule_of(password), "common") << password;
    }
    for (const auto* password : {"luoshi-demo-2011", "correct horse", "123456 ploughs",
                                 "password of a plough", "1380013800013"}) {
        EXPECT_EQ(rule_of(password), "") << password;
    }
}

} // namespace
} // namespace luoshi::access
