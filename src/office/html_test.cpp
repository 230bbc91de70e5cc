// SPDX-License-Identifier: Apache-2.0
#include "office/html.hpp"

#include "base/error.hpp"
#include "office/read_document.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace luoshi::office {
namespace {

std::string text_of(std::string_view page) {
    return read_html(page, "通知.html").text;
}

const Table& table_in(const Document& document) {
    for (const auto& block : document.blocks) {
        if (block.table) {
            return *block.table;
        }
    }
    throw std::runtime_error("no table");
}

std::vector<std::string> cells_of(const Document& document) {
    std::vector<std::string> out;
    for (const auto& c : table_in(document).cells) {
        out.push_back(document.text.substr(c.span.begin, c.span.end - c.span.begin));
    }
    return out;
}

std::string reason(std::string_view page) {
    try {
        read_html(page, "通知.html");
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("通知.html"));
        return error.reason();
    }
    return "none";
}

TEST(read_html, gives_a_line_for_each_block_and_break) {
    EXPECT_EQ(text_of("<div>一、总体<b>要求</b><p>甲<br>乙</div>丙<p>丁</p>"),
              "一、总体要求\n甲\n乙\n丙\n丁\n");
}

TEST(read_html, joins_chinese_lines_of_the_source_without_a_space) {
    EXPECT_EQ(text_of("<p>  市发展\n   改革委\n and  others </p>"), "市发展改革委 and others\n");
}

TEST(read_html, drops_what_a_browser_hides) {
    EXPECT_EQ(text_of("<html><head><title>标题</title><style>p{}</style></head><body>"
                      "<script>var a='<p>no</p>';</script><p style='display : none'>藏</p>"
                      "<div hidden><p>藏</p></div><p style=\"VISIBILITY:hidden\">藏</p>"
                      "<select><option>甲</option></select><!-- 注 --><p>见</p></body></html>"),
              "见\n");
}

TEST(read_html, shows_the_numbers_of_lists) {
    EXPECT_EQ(
        text_of("<ol start=3><li>甲<li value=7>乙</li><li>丙</ol>"
                "<ol type=I><li>甲</ol><ul><li>乙</ul>"
                "<ol style='list-style-type: cjk-ideographic'><li>甲<ol><li>子</ol><li>乙</ol>"),
        "3. 甲\n7. 乙\n8. 丙\nI. 甲\n乙\n一、甲\n1. 子\n二、乙\n");
}

TEST(read_html, keeps_rows_and_columns_that_cells_span) {
    const auto document =
        read_html("<table><thead><tr><th>序号<th>任务<th colspan=2>分工</tr></thead>"
                  "<tr><td rowspan=2>1<td>甲<td>市教育局<td>市财政局"
                  "<tr><td>乙<td><p>市民政局<p>市审计局</td></table>",
                  "x");
    const auto& table = table_in(document);
    EXPECT_EQ(table.rows, 3U);
    EXPECT_EQ(table.columns, 4U);
    EXPECT_EQ(table.heading_rows, 1U);
    EXPECT_THAT(cells_of(document),
                testing::ElementsAre("序号", "任务", "分工", "1", "甲", "市教育局", "市财政局",
                                     "乙", "市民政局\n市审计局"));
    EXPECT_EQ(table.cells[2].columns, 2U);
    EXPECT_EQ(table.cells[3].rows, 2U);
    EXPECT_EQ(table.cells[7].column, 1U);
    EXPECT_EQ(document.text,
              "序号\t任务\t分工\n1\t甲\t市教育局\t市财政局\n\t乙\t市民政局\n市审计局\n");
}

TEST(read_html, resolves_tables_that_only_lay_out_a_page) {
    const auto document = read_html(
        "<table><tr><td>首行<td></tr><tr><td><table><tr><td>任务<td>责任单位<tr><td>甲<td>市教育局"
        "<tr><td>乙<td>市民政局</table><p>尾</table>",
        "x");
    EXPECT_EQ(document.text, "首行\n任务\t责任单位\n甲\t市教育局\n乙\t市民政局\n尾\n");
    ASSERT_EQ(document.blocks.size(), 3U);
    EXPECT_TRUE(document.blocks[1].table.has_value());
}

TEST(read_html, reads_cells_that_were_never_closed_or_stand_nowhere) {
    EXPECT_EQ(
        text_of("<td>甲<td><span>乙<table><tr><td><b>子<td><span>丑<tr><td>寅<td>卯</table>丙"),
        "甲\n乙\n子\t丑\n寅\t卯\n丙\n");
}

TEST(read_html, keeps_the_menu_of_a_page_apart) {
    const auto document =
        read_html("<div><a href=1>首页</a></div><div><a href=2>政务公开</a></div><div><a "
                  "href=3>服务</a></div>"
                  "<p>正文。</p><p><a href=4>附件：分工表.doc</a></p><nav><p>返回</nav>",
                  "x");
    std::vector<BlockKind> kinds;
    for (const auto& block : document.blocks) {
        kinds.push_back(block.kind);
    }
    using enum BlockKind;
    EXPECT_THAT(kinds, testing::ElementsAre(margin, margin, margin, paragraph, paragraph, margin));
}

TEST(read_html, keeps_apart_what_stands_behind_the_box_of_the_text) {
    std::string body;
    for (int i = 0; i < 10; ++i) {
        body += "<p>各部门要按照职责分工抓好各项任务的落实，并及时报告进展情况。</p>";
    }
    const auto document =
        read_html("<p>标题</p><div class='view TRS_Editor'>" + body + "</div><p>扫一扫</p>", "x");
    EXPECT_EQ(document.blocks.front().kind, BlockKind::paragraph);
    EXPECT_EQ(document.blocks[5].kind, BlockKind::paragraph);
    EXPECT_EQ(document.blocks.back().kind, BlockKind::margin);
}

TEST(read_html, takes_the_encoding_the_page_names_when_it_is_not_utf8) {
    const std::string gbk = "<meta charset=gbk><p>\xCA\xD0\xD5\xFE\xB8\xAE</p>"; // 市政府
    EXPECT_EQ(text_of(gbk), "市政府\n");
    EXPECT_EQ(read_html(gbk, "x").encoding, "GB18030");
    EXPECT_EQ(text_of("<meta http-equiv=Content-Type content='text/html; charset=big5'>"
                      "<p>\xA5\xAB\xAC\x46\xA9\xB2</p>"),
              "市政府\n");
    EXPECT_EQ(text_of("<meta charset=gb2312><p>市政府</p>"), "市政府\n"); // it lies
    const std::string utf16{"\xFF\xFE<\0p\0>\0\x02\x5E", 10};
    EXPECT_EQ(text_of(utf16), "市\n");
}

TEST(read_html, reads_a_gb_page_with_a_broken_byte_as_browsers_do) {
    EXPECT_EQ(text_of("<meta charset=gb2312><p>\xCA\xD0\xFF\xD5\xFE\xB8\xAE</p>"),
              "市\xEF\xBF\xBD政府\n");
}

TEST(read_html, understands_references_to_characters) {
    EXPECT_EQ(text_of("<p>&#24066;&nbsp;&lt;&#x653f;&gt;&amp;&ldquo;府&rdquo;</p>"),
              "市 <政>&“府”\n");
}

TEST(read_html, refuses_elements_too_deep_in_one_another) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) {
        deep += "<div>";
    }
    EXPECT_EQ(reason(deep + "甲"), "office.too-deep");
    deep.clear();
    for (int i = 0; i < 900; ++i) {
        deep += "<div>";
    }
    EXPECT_EQ(text_of(deep + "甲"), "甲\n");
    deep.clear();
    for (int i = 0; i < 100; ++i) {
        deep += "<table><tr><td>";
    }
    EXPECT_EQ(reason(deep), "office.too-deep");
}

TEST(read_html, bounds_what_a_cell_can_span) {
    const auto document = read_html("<table><tr><td colspan=99999999 rowspan=99999999>甲<td>乙"
                                    "<tr><td>丙<td>丁<tr><td>戊<td>己</table>",
                                    "x");
    EXPECT_LE(table_in(document).columns, 256U);
    EXPECT_LE(table_in(document).rows, 3U);
}

TEST(read_html, says_when_a_page_shows_nothing) {
    EXPECT_EQ(reason("<html><script>x</script></html>"), "office.empty");
}

TEST(looks_like_html, goes_by_content_in_any_encoding) {
    EXPECT_TRUE(looks_like_html("\xEF\xBB\xBF\n <!DOCTYPE html><p>"));
    EXPECT_TRUE(looks_like_html({"\xFF\xFE<\0h\0t\0m\0l\0", 12}));
    EXPECT_TRUE(looks_like_html("<?xml version='1.0'?><html xmlns='x'>"));
    EXPECT_FALSE(looks_like_html("<关于印发>的通知"));
    EXPECT_FALSE(looks_like_html("关于<p>的通知"));
}

} // namespace
} // namespace luoshi::office
