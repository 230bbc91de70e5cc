// SPDX-License-Identifier: Apache-2.0
#include "office/docx.hpp"

#include "base/error.hpp"
#include "office/read_document.hpp"
#include "office/test_docx.hpp"

#include <gmock/gmock.h>

#include <string>

namespace luoshi::office {
namespace {

Document read(const DocxParts& parts) {
    return read_docx(make_docx(parts), "通知.docx");
}

std::string text_of(const std::string& body) {
    return read({.body = body}).text;
}

std::string reason(const std::string& bytes) {
    try {
        read_document(bytes, "通知.docx");
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("通知.docx"));
        return error.reason();
    }
    return "none";
}

std::string level(int at, const std::string& format, const std::string& text,
                  const std::string& more = {}) {
    return "<w:lvl w:ilvl='" + std::to_string(at) + "'><w:start w:val='1'/><w:numFmt w:val='" +
           format + "'/>" + more + "<w:lvlText w:val='" + text + "'/></w:lvl>";
}

std::string list(const std::string& levels) {
    return "<w:abstractNum w:abstractNumId='5'>" + levels +
           "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>";
}

TEST(read_docx, shows_the_numbers_word_counts) {
    const auto document = read(
        {.body = numbered("甲", 1) + numbered("子", 1, 1) + numbered("丑", 1, 1) +
                 numbered("乙", 1) + numbered("寅", 1, 1) + numbered("点", 1, 2),
         .numbering = list(level(0, "chineseCountingThousand", "%1、") +
                           level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3."))});
    EXPECT_EQ(document.text, "一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n1. 点\n");
}

TEST(read_docx, goes_on_counting_where_a_level_does_not_restart) {
    const auto document =
        read({.body = numbered("甲", 1) + numbered("子", 1, 1) + numbered("乙", 1) +
                      numbered("丑", 1, 1),
              .numbering = list(level(0, "chineseCounting", "%1、") +
                                level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>"))});
    EXPECT_EQ(document.text, "一、甲\n1. 子\n二、乙\n2. 丑\n");
}

TEST(read_docx, joins_the_numbers_of_levels_and_writes_legal_ones_in_figures) {
    const auto document =
        read({.body = numbered("甲", 1) + numbered("子", 1, 1) + numbered("丑", 1, 2),
              .numbering = list(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2") +
                                level(2, "chineseCounting", "第%1.%3条", "<w:isLgl/>"))});
    EXPECT_EQ(document.text, "I. 甲\nI.1 子\n第1.1条丑\n");
}

TEST(read_docx, starts_again_where_a_list_says_so_and_shares_counters_otherwise) {
    const auto numbering =
        list(level(0, "decimal", "%1.")) +
        "<w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>"
        "<w:startOverride w:val='7'/></w:lvlOverride></w:num>";
    EXPECT_EQ(
        read({.body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 3) + numbered("丁", 3),
              .numbering = numbering})
            .text,
        "1. 甲\n2. 乙\n7. 丙\n8. 丁\n");
}

TEST(read_docx, takes_numbers_and_headings_from_styles) {
    const auto document = read(
        {.body = para("甲", "<w:pStyle w:val='b'/>") + para("乙", "<w:pStyle w:val='b'/>") +
                 para("丙", "<w:pStyle w:val='b'/><w:numPr><w:numId w:val='0'/></w:numPr>"),
         .numbering = list(level(0, "chineseCounting", "%1、") +
                           level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='a'/>")),
         .styles = "<w:style w:type='paragraph' w:styleId='a'><w:pPr><w:outlineLvl w:val='1'/>"
                   "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
                   "<w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/></w:style>"});
    EXPECT_EQ(document.text, "（一）甲\n（二）乙\n丙\n");
    EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(document.blocks[0].level, 2);
}

TEST(read_docx, survives_styles_based_on_each_other) {
    EXPECT_EQ(read({.body = para("甲", "<w:pStyle w:val='a'/>"),
                    .styles = "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>"
                              "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>"})
                  .text,
              "甲\n");
}

TEST(read_docx, takes_tracked_changes_as_accepted) {
    EXPECT_EQ(text_of("<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
                      "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
                      "<w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom>"
                      "<w:moveTo><w:r><w:t>戊</w:t></w:r></w:moveTo></w:p>"
                      "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>己</w:t></w:r></w:p>"
                      "<w:p><w:r><w:t>庚</w:t></w:r></w:p>"),
              "甲乙戊\n己庚\n");
}

TEST(read_docx, shows_results_of_fields_and_drops_hidden_text) {
    EXPECT_EQ(
        text_of("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x"
                "</w:instrText><w:t>指令</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/>"
                "</w:r><w:r><w:t>附件1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
                "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r>"
                "<w:fldSimple w:instr='PAGE'><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>"),
        "附件1见3\n");
}

TEST(read_docx, knows_breaks_hyphens_symbols_and_pinyin) {
    EXPECT_EQ(text_of("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t>"
                      "<w:noBreakHyphen/><w:t>丁</w:t><w:tab/><w:sym w:font='Wingdings' "
                      "w:char='F0FE'/><w:sym w:font='宋体' w:char='2460'/></w:r>"
                      "<w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公"
                      "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"),
              "甲\n乙丙-丁\t☑①公\n");
}

TEST(read_docx, reads_a_text_box_once) {
    const std::string box = "<w:txbxContent>" + para("框") + "</w:txbxContent>";
    EXPECT_EQ(
        text_of("<w:p><w:r><w:t>甲</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" +
                box + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
                "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" +
                para("乙")),
        "甲\n框\n乙\n");
}

TEST(read_docx, keeps_rows_and_columns_that_cells_span) {
    const auto cell = [](const std::string& text, const std::string& properties = {}) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + text + "</w:tc>";
    };
    const std::string below = "<w:vMerge/>", top = "<w:vMerge w:val='restart'/>";
    const auto document = read(
        {.body = "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(para("序号")) +
                 cell(para("分工"), "<w:gridSpan w:val='2'/>") + "</w:tr><w:sdt><w:sdtContent>" +
                 "<w:tr>" + cell(numbered("", 1), top) + cell(para("甲")) +
                 cell(para("市教育局") + para("市财政局")) + "</w:tr></w:sdtContent></w:sdt>" +
                 "<w:tr>" + cell("<w:p/>", below) + cell(para("乙")) + cell("<w:p/>") +
                 "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + cell(para("删")) + "</w:tr></w:tbl>",
         .numbering = list(level(0, "decimal", "%1"))});
    ASSERT_EQ(document.blocks.size(), 1U);
    ASSERT_TRUE(document.blocks[0].table);
    const auto& table = *document.blocks[0].table;
    EXPECT_EQ(table.rows, 3U);
    EXPECT_EQ(table.columns, 3U);
    EXPECT_EQ(table.heading_rows, 1U);
    EXPECT_EQ(table.cells[1].columns, 2U);
    EXPECT_EQ(table.cells[2].rows, 2U);
    EXPECT_EQ(document.text, "序号\t分工\n1\t甲\t市教育局\n市财政局\n\t乙\t\n");
}

TEST(read_docx, resolves_tables_of_one_column) {
    EXPECT_EQ(text_of("<w:tbl><w:tr><w:tc>" + para("甲") + "</w:tc></w:tr><w:tr><w:tc>" +
                      para("乙") + "</w:tc></w:tr></w:tbl>"),
              "甲\n乙\n");
}

TEST(read_docx, keeps_blank_lines_and_indents_of_cells_where_that_is_asked_for) {
    const auto cell = [](const std::string& inside) { return "<w:tc>" + inside + "</w:tc>"; };
    const auto bytes =
        make_docx({.body = "<w:tbl><w:tr>" + cell(para("甲")) + cell(para("乙")) + "</w:tr><w:tr>" +
                           cell("<w:p/>") + cell(para("　丙") + "<w:p/>" + para("丁")) +
                           "</w:tr></w:tbl>" + para("　戊")});
    EXPECT_EQ(read_docx(bytes, "x").text, "甲\t乙\n\t丙\n丁\n戊\n");
    EXPECT_EQ(read_docx(bytes, "x", Fidelity::typed).text, "甲\t乙\n\t　丙\n\n丁\n戊\n");
}

TEST(read_docx, puts_heads_into_margins_and_notes_behind_their_paragraph) {
    const auto document =
        read({.body = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id='2'/></w:r></w:p>" +
                      para("乙") + "<w:sectPr><w:headerReference r:id='h1'/></w:sectPr>",
              .more = {{"word/header1.xml", "<w:hdr xmlns:w='w'>" + para("页眉") + "</w:hdr>"},
                       {"word/footnotes.xml",
                        "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'>" +
                            para("线") + "</w:footnote><w:footnote w:id='2'>" + para("注释") +
                            "</w:footnote></w:footnotes>"}},
              .links = "<Relationship Id='h1' Type='x/header' Target='header1.xml'/>"
                       "<Relationship Id='f1' Type='x/footnotes' Target='/word/footnotes.xml'/>"});
    EXPECT_EQ(document.text, "页眉\n甲\n注释\n乙\n");
    EXPECT_EQ(document.blocks[0].kind, BlockKind::margin);
    EXPECT_EQ(document.blocks[2].kind, BlockKind::note);
}

TEST(read_docx, refuses_macros) {
    EXPECT_EQ(reason(make_docx({.body = para("甲"), .more = {{"word/vbaProject.bin", "x"}}})),
              "office.macros");
}

TEST(read_docx, says_that_a_document_is_encrypted) {
    std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    ole.resize(4096, '\0');
    EXPECT_EQ(reason(ole), "office.binary"); // an old .doc
    for (const char c : std::string{"EncryptedPackage"}) {
        ole += c;
        ole += '\0';
    }
    EXPECT_EQ(reason(ole), "office.encrypted");
}

TEST(read_docx, refuses_entities_deep_nesting_and_damage) {
    const auto with_document = [](const std::string& xml) {
        return make_zip({{"word/document.xml", xml}});
    };
    EXPECT_EQ(reason(with_document("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")),
              "office.xml-forbidden");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) {
        deep += "<a>";
    }
    EXPECT_EQ(reason(with_document(deep)), "office.too-deep");
    EXPECT_EQ(reason(with_document("<w:document><w:body>")), "office.xml-broken");
    const auto good = make_docx({.body = para("甲")});
    EXPECT_EQ(reason(good.substr(0, good.size() / 2)), "office.zip-broken");
}

TEST(read_docx, says_when_a_document_is_empty) {
    EXPECT_EQ(reason(make_docx({.body = "<w:p/>"})), "office.empty");
}

} // namespace
} // namespace luoshi::office
