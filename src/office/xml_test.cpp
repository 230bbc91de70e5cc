// SPDX-License-Identifier: Apache-2.0
#include "office/xml.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

namespace luoshi::office {
namespace {

std::string reason(std::string_view text) {
    try {
        parse_xml(text, {"通知.docx", "word/document.xml"});
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("通知.docx"));
        return error.reason();
    }
    return "none";
}

TEST(parse_xml, gives_a_tree_with_local_names) {
    const auto tree = parse_xml(
        R"(<?xml version="1.0"?><w:p xmlns:w="u" w:val="甲"><!-- x --><w:t xml:space="preserve"> 乙&amp;<![CDATA[<丙>]]> </w:t></w:p>)",
        {"f", "p"});
    const auto paragraph = tree.child("p");
    EXPECT_STREQ(paragraph.attribute("val").value(), "甲");
    EXPECT_STREQ(paragraph.child("t").text().get(), " 乙&<丙> ");
    EXPECT_STREQ(paragraph.child("t").attribute("space").value(), "preserve");
}

TEST(parse_xml, reads_utf_16) {
    std::string bytes = "\xFF\xFE";
    for (const char16_t unit : std::u16string_view{u"<a>甲</a>"}) {
        bytes += static_cast<char>(unit & 0xFF);
        bytes += static_cast<char>(unit >> 8);
    }
    EXPECT_STREQ(parse_xml(bytes, {"f", "p"}).child("a").text().get(), "甲");
}

TEST(parse_xml, refuses_a_document_type_with_its_entities) {
    EXPECT_EQ(reason("<!DOCTYPE a><a/>"), "office.xml-forbidden");
    EXPECT_EQ(reason(R"(<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>)"),
              "office.xml-forbidden");
    EXPECT_EQ(reason(R"(<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>)"),
              "office.xml-forbidden");
    EXPECT_EQ(reason("<a>&x;</a>"), "office.xml-broken");
}

TEST(parse_xml, refuses_deep_nesting) {
    const auto nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) {
            text += "<a>";
        }
        for (std::size_t i = 0; i < depth; ++i) {
            text += "</a>";
        }
        return text;
    };
    EXPECT_EQ(reason(nested(kDeepestXml)), "none");
    EXPECT_EQ(reason(nested(kDeepestXml + 1)), "office.too-deep");
    EXPECT_EQ(reason(nested(1'000'000)), "office.too-deep");
}

TEST(parse_xml, refuses_what_is_not_well_formed) {
    EXPECT_EQ(reason(""), "office.xml-broken");
    EXPECT_EQ(reason("<a><b></a>"), "office.xml-broken");
    EXPECT_EQ(reason("<a>"), "office.xml-broken");
    EXPECT_EQ(reason("<a b='" + std::string(6U << 20, 'x')), "office.xml-broken");
}

class Thrower : public XmlHandler {
public:
    void open(std::string_view, const XmlAttributes&) override { throw std::runtime_error("own"); }
    void close(std::string_view) override {}
    void text(std::string_view) override {}
};

TEST(xml_stream, hands_on_what_its_handler_throws) {
    Thrower thrower;
    XmlStream stream{thrower, {"f", "p"}};
    EXPECT_THROW(stream.feed("<a/>"), std::runtime_error);
}

} // namespace
} // namespace luoshi::office
