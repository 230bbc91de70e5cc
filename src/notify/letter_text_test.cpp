// SPDX-License-Identifier: Apache-2.0
#include "base/sm3.hpp"
#include "notify/letter_text.hpp"

#include <gtest/gtest.h>

namespace luoshi::notify {
namespace {

MailParts parts() {
    InboxEntry entry;
    entry.id = MessageId{7};
    entry.title = "请于十日内报送";
    entry.link = "/tasks/5";
    return {LetterId{42},
            "落实",
            "luoshi@example.gov.cn",
            "wang@example.gov.cn",
            "https://luoshi.example",
            from_micros(1'795'564'800'000'000),
            {entry}};
}

TEST(mail_text, has_the_headers_of_a_utf8_letter) {
    const auto text = mail_text(parts());
    for (const char* line :
         {"From: =?UTF-8?B?6JC95a6e?=\r\n <luoshi@example.gov.cn>\r\n",
          "To: <wang@example.gov.cn>\r\n", "Message-ID: <42.luoshi@example.gov.cn>\r\n",
          "Date: Wed, 25 Nov 2026 08:00:00 +0800\r\n",
          "Content-Type: text/plain; charset=utf-8\r\n", "Auto-Submitted: auto-generated\r\n"}) {
        EXPECT_NE(text.find(line), std::string::npos) << line << " in\n" << text;
    }
}

TEST(mail_text, is_the_same_each_time_and_tells_of_all_its_messages) {
    auto two = parts();
    two.entries.push_back(two.entries.front());
    EXPECT_EQ(mail_text(two), mail_text(two));
    EXPECT_NE(mail_text(two), mail_text(parts()));
}

TEST(mail_text, a_title_with_line_ends_makes_no_header) {
    auto evil = parts();
    evil.entries.front().title = "x\r\nBcc: other@example.com";
    EXPECT_EQ(mail_text(evil).find("\r\nBcc"), std::string::npos);
}

TEST(encoded_words, are_short_and_hold_whole_characters) {
    std::string subject;
    for (int i = 0; i < 60; ++i) {
        subject += i % 2 == 0 ? "落" : "x";
    }
    const auto words = encoded_words(subject);
    std::size_t lines = 0;
    for (std::size_t at = 0; at < words.size(); ++lines) {
        const auto end = std::min(words.find("\r\n ", at), words.size());
        EXPECT_LE(end - at, 75U);
        EXPECT_EQ(words.substr(at, 10), "=?UTF-8?B?");
        at = end + 3;
    }
    EXPECT_EQ(lines, 3U);
}

TEST(signature, covers_time_letter_and_body) {
    const auto made = signature("secret", 1795564800, LetterId{42}, "{}");
    EXPECT_EQ(made, "sm3=" + to_hex(hmac_sm3("secret", "1795564800.42.{}")));
    EXPECT_NE(made, signature("secret", 1795564801, LetterId{42}, "{}"));
    EXPECT_NE(made, signature("secret", 1795564800, LetterId{43}, "{}"));
    EXPECT_NE(made, signature("secret", 1795564800, LetterId{42}, "{ }"));
}

} // namespace
} // namespace luoshi::notify
