// SPDX-License-Identifier: Apache-2.0
#include "http/forms.hpp"

#include "base/error.hpp"
#include "http/compress.hpp"
#include "http/encoding.hpp"

#include <gtest/gtest.h>

#include <array>

namespace luoshi::http {
namespace {

TEST(cookies, are_read_from_one_header) {
    const auto cookies = parse_cookies("a=1; session=\"x=y\" ;flag; b=;a=2");
    EXPECT_EQ(cookies.get("a"), "1");
    EXPECT_EQ(cookies.get("session"), "x=y");
    EXPECT_EQ(cookies.get("b"), "");
    EXPECT_EQ(cookies.size(), 4U);
    EXPECT_TRUE(parse_cookies("").empty());
}

TEST(cookie, is_written_with_its_attributes) {
    EXPECT_EQ(to_string(Cookie{.name = "s", .value = "v", .max_age = std::chrono::hours{1}}),
              "s=v; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax");
    EXPECT_EQ(to_string(Cookie{.name = "s",
                               .value = "",
                               .path = "/a",
                               .max_age = std::chrono::seconds{0},
                               .http_only = false,
                               .secure = false,
                               .same_site = SameSite::strict}),
              "s=; Path=/a; Max-Age=0; SameSite=Strict");
}

TEST(cookie, cannot_write_a_second_header) {
    EXPECT_THROW(to_string(Cookie{.name = "s", .value = "a\r\nX: y"}), Error);
    EXPECT_THROW(to_string(Cookie{.name = "s", .value = "a; Path=/x"}), Error);
    EXPECT_THROW(to_string(Cookie{.name = "", .value = "a"}), Error);
    EXPECT_THROW(to_string(Cookie{.name = "a=b", .value = "a"}), Error);
}

TEST(form, decodes_plus_and_percent) {
    const auto form = parse_form("name=%E5%BC%A0+%E4%B8%89&name=b&empty");
    EXPECT_EQ(form.get("name"), "张 三");
    EXPECT_EQ(form.all("name").size(), 2U);
    EXPECT_NE(form.find("empty"), nullptr);
    EXPECT_THROW(parse_form("a=%c3%28"), Error);
}

TEST(language, is_picked_by_quality_then_by_order) {
    constexpr std::array<std::string_view, 2> kOffered{"zh-CN", "en"};
    EXPECT_EQ(pick_language("en", kOffered), "en");
    EXPECT_EQ(pick_language("en;q=0.3, zh;q=0.9", kOffered), "zh-CN");
    EXPECT_EQ(pick_language("fr, en-GB;q=0.5", kOffered), "en");
    EXPECT_EQ(pick_language("en;q=0, fr", kOffered), "zh-CN");
    EXPECT_EQ(pick_language("", kOffered), "zh-CN");
}

TEST(quality, is_read_in_thousandths) {
    EXPECT_EQ(quality("gzip"), 1000);
    EXPECT_EQ(quality("gzip; q=0.5"), 500);
    EXPECT_EQ(quality("gzip;q=0.123"), 123);
    EXPECT_EQ(quality("gzip;q=0"), 0);
    EXPECT_EQ(quality("gzip;q=1.000"), 1000);
    EXPECT_EQ(quality("gzip;q=much"), 0);
}

TEST(gzip, is_accepted_by_name_or_by_star_unless_refused) {
    EXPECT_TRUE(accepts_gzip("gzip, deflate, br"));
    EXPECT_TRUE(accepts_gzip("br;q=1.0, GZIP;q=0.2"));
    EXPECT_TRUE(accepts_gzip("*"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0, *"));
    EXPECT_FALSE(accepts_gzip("br"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_FALSE(accepts_gzip("*;q=0"));
}

} // namespace
} // namespace luoshi::http
