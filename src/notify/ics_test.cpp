// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "notify/ics.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace luoshi::notify {
namespace {

const Timestamp kMade = from_micros(1'795'564'800'000'000); // 2026-11-25T00:00:00Z

std::string one(const CalendarEntry& entry) {
    return calendar_text("落实", std::vector{entry}, kMade);
}

std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) {
        text.erase(at, 3);
    }
    return text;
}

TEST(calendar_text, gives_a_whole_day_with_its_words) {
    const auto text = one({"due-7@luoshi", Date::parse("2011-12-31").value(), "报送", "", ""});
    EXPECT_EQ(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//luoshi//calendar//ZH\r\n"
                    "X-WR-CALNAME:落实\r\nBEGIN:VEVENT\r\nUID:due-7@luoshi\r\n"
                    "DTSTAMP:20261125T000000Z\r\nDTSTART;VALUE=DATE:20111231\r\nSUMMARY:报送\r\n"
                    "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(calendar_text, folds_at_75_octets_and_splits_no_character) {
    std::string words;
    for (int i = 0; i < 100; ++i) {
        words += i % 3 == 0 ? "a" : "落实";
    }
    const auto text = one({"x", Date::parse("2011-12-31").value(), "t", words, ""});
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        const auto line = text.substr(at, end - at);
        EXPECT_LE(line.size(), 75U);
        EXPECT_TRUE(is_utf8(line)) << line;
        at = end + 2;
    }
    EXPECT_NE(unfolded(text).find("DESCRIPTION:" + words + "\r\n"), std::string::npos);
}

TEST(calendar_text, lets_no_text_end_its_line_or_begin_another_property) {
    const auto text = one({"x", Date::parse("2011-12-31").value(), "a,b;c\\d\nATTENDEE:x\r", "",
                           "/tasks/1\r\nATTENDEE:y"});
    EXPECT_NE(text.find("SUMMARY:a\\,b\\;c\\\\d\\nATTENDEE:x\r\n"), std::string::npos);
    EXPECT_EQ(text.find("\r\nATTENDEE"), std::string::npos);
}

} // namespace
} // namespace luoshi::notify
