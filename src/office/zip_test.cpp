// SPDX-License-Identifier: Apache-2.0
#include "office/zip.hpp"

#include "base/error.hpp"
#include "office/test_zip.hpp"

#include <gmock/gmock.h>

namespace luoshi::office {
namespace {

template <class Action>
std::string reason(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("台账.xlsx"));
        return error.reason();
    }
    return "none";
}

std::string reason_to_read(const std::string& bytes, std::string_view name, ZipLimits limits = {}) {
    return reason([&] { ZipReader{bytes, "台账.xlsx", limits}.read(name); });
}

TEST(zip_reader, gives_entries_by_name_whatever_the_case) {
    const auto bytes = make_zip({{"xl/workbook.xml", "甲"}, {"空", ""}});
    ZipReader zip{bytes, "台账.xlsx"};
    EXPECT_THAT(zip.names(), testing::ElementsAre("xl/workbook.xml", "空"));
    EXPECT_EQ(zip.read("XL/Workbook.xml"), "甲");
    EXPECT_EQ(zip.read("空"), "");
    EXPECT_FALSE(zip.has("xl/styles.xml"));
}

TEST(zip_reader, says_what_is_missing) {
    EXPECT_EQ(reason_to_read(make_zip({{"a", "b"}}), "xl/workbook.xml"), "office.zip-missing");
}

TEST(zip_reader, refuses_what_is_cut_off_or_altered) {
    auto bytes = make_zip({{"a", std::string(5000, 'x') + "y"}});
    EXPECT_EQ(reason_to_read(bytes.substr(0, bytes.size() / 2), "a"), "office.zip-broken");
    EXPECT_EQ(reason_to_read("PK\x03\x04", "a"), "office.zip-broken");
    const auto stored = bytes.find('a') + 1;
    bytes[stored + 4] = static_cast<char>(bytes[stored + 4] ^ 0x55);
    EXPECT_EQ(reason_to_read(bytes, "a"), "office.zip-broken");
}

TEST(zip_reader, refuses_entries_with_a_password) {
    EXPECT_EQ(reason_to_read(make_zip({{"a", "secret"}}, "123"), "a"), "office.encrypted");
}

TEST(zip_reader, stops_a_bomb_by_its_ratio) {
    const auto bytes = make_zip({{"a", std::string(40U << 20, '\0')}});
    EXPECT_LT(bytes.size(), 100U << 10);
    EXPECT_EQ(reason_to_read(bytes, "a"), "office.zip-bomb");
}

TEST(zip_reader, stops_at_the_size_of_an_entry_and_at_the_sum) {
    const auto bytes = make_zip({{"a", std::string(1000, 'a')}, {"b", std::string(1000, 'b')}});
    EXPECT_EQ(reason_to_read(bytes, "a", {.whole = 999}), "office.zip-bomb");
    EXPECT_EQ(reason_to_read(bytes, "a", {.whole = 1000}), "none");
    EXPECT_EQ(reason([&] {
                  ZipReader zip{bytes, "台账.xlsx", {.total = 1999}};
                  zip.read("a");
                  zip.read("b");
              }),
              "office.zip-bomb");
    EXPECT_EQ(reason_to_read(bytes, "a", {.entries = 1}), "office.zip-bomb");
}

TEST(lists_entry, tells_archives_by_their_directory) {
    const auto bytes = make_zip({{"a", "xl/workbook.xml"}, {"word/document.xml", ""}});
    EXPECT_TRUE(lists_entry(bytes, "word/document.xml"));
    EXPECT_FALSE(lists_entry(bytes, "xl/workbook.xml"));
    EXPECT_FALSE(lists_entry(bytes.substr(0, bytes.size() - 10), "a"));
    EXPECT_FALSE(lists_entry("", "a"));
}

TEST(zip_reader, streams_until_it_is_told_to_stop) {
    const auto bytes = make_zip({{"a", std::string(300'000, 'a')}});
    ZipReader zip{bytes, "台账.xlsx"};
    std::size_t pieces = 0, size = 0;
    zip.stream("a", [&](std::string_view piece) {
        size += piece.size();
        return ++pieces < 2;
    });
    EXPECT_EQ(pieces, 2U);
    EXPECT_EQ(size, 128U << 10);
}

} // namespace
} // namespace luoshi::office
