// SPDX-License-Identifier: Apache-2.0
#include "office/decode.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <string>

namespace luoshi::office {
namespace {

using namespace std::string_literals;

const std::string kSample =
    "关于印发《分工方案》的通知\r\n各市人民政府：\r\n请认真贯彻执行，按时报送。\r\n";

std::string encode(const std::string& utf8, const char* encoding) {
    const auto text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(utf8.size() * 4, '\0');
    const auto size = text.extract(0, text.length(), out.data(),
                                   static_cast<std::uint32_t>(out.size()), encoding);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string reason_of(const std::string& bytes) {
    try {
        decode(bytes, "file.txt");
    } catch (const Error& error) {
        EXPECT_NE(std::string{error.what()}.find("'file.txt'"), std::string::npos) << error.what();
        return error.reason();
    }
    return "decoded";
}

struct Marked {
    const char* name;
    std::string mark, encoding;
    Encoding expected;
};

TEST(decode, finds_every_usual_encoding_with_and_without_its_mark) {
    const Marked cases[] = {
        {"UTF-8", "", "UTF-8", Encoding::utf8},
        {"UTF-8 with mark", "\xEF\xBB\xBF", "UTF-8", Encoding::utf8},
        {"UTF-16LE", "", "UTF-16LE", Encoding::utf16_le},
        {"UTF-16LE with mark", "\xFF\xFE", "UTF-16LE", Encoding::utf16_le},
        {"UTF-16BE", "", "UTF-16BE", Encoding::utf16_be},
        {"UTF-16BE with mark", "\xFE\xFF", "UTF-16BE", Encoding::utf16_be},
        {"GB18030", "", "gb18030", Encoding::gb18030},
        {"GB18030 with mark", "\x84\x31\x95\x33", "gb18030", Encoding::gb18030}};
    for (const auto& c : cases) {
        const auto decoded = decode(c.mark + encode(kSample, c.encoding.c_str()), "file.txt");
        EXPECT_EQ(decoded.encoding, c.expected) << c.name;
        EXPECT_EQ(decoded.text,
                  "关于印发《分工方案》的通知\n各市人民政府：\n请认真贯彻执行，按时报送。\n")
            << c.name;
    }
}

TEST(decode, makes_every_line_end_a_newline) {
    EXPECT_EQ(decode("一\r\n二\r三\n四", "file.txt").text, "一\n二\n三\n四");
}

TEST(decode, refuses_what_holds_no_text) {
    EXPECT_EQ(reason_of(""), "office.empty");
    EXPECT_EQ(reason_of(" \r\n\t　\xC2\xA0 \n"), "office.empty");
    EXPECT_EQ(reason_of("\xEF\xBB\xBF"), "office.empty");
}

TEST(decode, says_what_a_binary_file_looks_like) {
    const std::pair<std::string, const char*> cases[] = {
        {"PK\x03\x04....word/document.xml", "docx"},
        {"PK\x03\x04....xl/workbook.xml", "xlsx"},
        {"PK\x03\x04....OFD.xml", "ofd"},
        {"PK\x03\x04....other", "zip"},
        {"%PDF-1.7\n", "pdf"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "doc"},
        {"\x89PNG\r\n", "image"},
        {"\xFF\xD8\xFF\xE0", "image"},
        {"{\\rtf1", "rtf"},
        {"\x7F"
         "ELF",
         "program"}};
    for (const auto& [bytes, kind] : cases) {
        try {
            decode(bytes, "file.txt");
            ADD_FAILURE() << kind;
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "office.binary") << kind;
            EXPECT_EQ(error.details().front().second, kind);
        }
    }
}

TEST(decode, refuses_zero_bytes_and_control_characters_as_binary) {
    EXPECT_EQ(reason_of("关于"s + '\0' + "通知的一二三四五六七八九十"), "office.binary");
    EXPECT_EQ(reason_of("关于\x01通知"), "office.binary");
}

TEST(decode, names_the_byte_where_utf8_breaks) {
    try {
        decode("关于"
               "\xE5\x41"
               "通知",
               "file.txt");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "office.encoding");
        EXPECT_EQ(error.details().front(), (std::pair<std::string, std::string>{"position", "6"}));
    }
}

TEST(decode, does_not_take_broken_utf8_for_gb18030) {
    // decodes as GB18030 without a fault, but to rare characters no notice is made of
    std::string broken = kSample + kSample;
    broken.erase(10, 1);
    EXPECT_EQ(reason_of(broken), "office.encoding");
    EXPECT_EQ(reason_of("abc\xE5"
                        "def"),
              "office.encoding");
}

TEST(decode, tells_a_cut_file_from_a_broken_one) {
    const auto utf8 = kSample.substr(0, kSample.find("执行") + 4);
    EXPECT_EQ(reason_of(utf8), "office.truncated");
    const auto gb = encode(kSample, "gb18030");
    EXPECT_EQ(reason_of(gb.substr(0, 13)), "office.truncated");
    EXPECT_EQ(reason_of("\xFF\xFE" + encode(kSample, "UTF-16LE").substr(0, 21)),
              "office.truncated");
}

TEST(decode, refuses_overlong_forms_and_surrogates) {
    EXPECT_EQ(reason_of("a\xC0\xAF"), "office.encoding");
    EXPECT_EQ(reason_of("a\xED\xA0\x80z"), "office.encoding");
    EXPECT_EQ(reason_of("a\xF5\x80\x80\x80"), "office.encoding");
}

TEST(decode, refuses_more_than_ten_megabytes) {
    EXPECT_EQ(reason_of(std::string(kLargestText + 1, 'a')), "office.too-large");
}

} // namespace
} // namespace luoshi::office
