// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace luoshi::http {
namespace {

TEST(target, is_decoded_once_and_segment_by_segment) {
    EXPECT_EQ(parse_target("/").path, "/");
    EXPECT_EQ(parse_target("/a%20b/%E4%BB%BB%E5%8A%A1").path, "/a b/任务");
    EXPECT_EQ(parse_target("/a%2520b").path, "/a%20b");
    EXPECT_EQ(parse_target("/a+b").path, "/a+b");
    EXPECT_EQ(parse_target("/a/").path, "/a");
    EXPECT_EQ(parse_target("/...").path, "/...");
    EXPECT_EQ(parse_target("*").path, "*");
}

TEST(target, may_name_its_server) {
    EXPECT_EQ(parse_target("http://host:80/a?b=c").path, "/a");
    EXPECT_EQ(parse_target("HTTPS://host").path, "/");
    EXPECT_EQ(parse_target("http://host?b=c").query.get("b"), "c");
}

TEST(target, keeps_repeated_query_names_in_their_order) {
    const auto query = parse_target("/a?x=1&y=%E5%B9%BF+%E5%B7%9E&x=2&z&=v").query;
    EXPECT_EQ(query.all("x"), (std::vector<std::string_view>{"1", "2"}));
    EXPECT_EQ(query.get("y"), "广 州");
    EXPECT_NE(query.find("z"), nullptr);
    EXPECT_EQ(query.get(""), "v");
    EXPECT_EQ(query.find("w"), nullptr);
}

TEST(target, with_a_way_out_of_the_tree_is_refused) {
    for (const auto* bad :
         {"",        "a",      "/..",        "/../a",      "/a/..",         "/a/%2e%2E/b",
          "/.%2e",   "/a/./b", "//",         "//a",        "/a//b",         "/a%2fb",
          "/a%2Fb",  "/a%5Cb", "/a\\b",      "/a%00",      "/a%0a",         "/%7f",
          "/%c0%ae", "/%ff",   "/%e0%80%af", "/%ed%a0%80", "/%f5%80%80%80", "/%",
          "/%4",     "/%zz",   "/a#b",       "?a=b"}) {
        EXPECT_THROW(parse_target(bad), Error) << bad;
    }
    EXPECT_THROW(parse_target("/a?b=%zz"), Error);
    EXPECT_THROW(parse_target("/a?b=%ff"), Error);
}

} // namespace
} // namespace luoshi::http
