// SPDX-License-Identifier: Apache-2.0
#include "office/pdf.hpp"

#include "base/error.hpp"
#include "office/pdf_paragraphs.hpp"
#include "office/pdf_words.hpp"
#include "office/test_pdf.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace luoshi::office {
namespace {

Document read(const TestPdf& pdf) {
    const auto bytes = pdf.bytes();
    return read_pdf(bytes, extract_words(bytes, "通知.pdf"), "通知.pdf");
}

std::string reason(const std::string& bytes) {
    try {
        read_pdf(bytes, extract_words(bytes, "通知.pdf"), "通知.pdf");
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("通知.pdf"));
        return error.reason();
    }
    return "none";
}

// Lines of thirty characters between 80 and 440 points, the last one shorter.
void add_paragraph(TestPdf& pdf, double& y, int lines, char16_t c = u'字') {
    pdf.text(104, y, std::u16string(28, c));
    for (int i = 1; i < lines; ++i) {
        y += 20;
        pdf.text(80, y, std::u16string(i + 1 < lines ? 30U : 10U, c));
    }
    y += 20;
}

TEST(read_pdf, joins_lines_the_page_broke_and_keeps_paragraphs_apart) {
    TestPdf pdf;
    pdf.page();
    double y = 120;
    add_paragraph(pdf, y, 3, u'甲');
    add_paragraph(pdf, y, 2, u'乙');
    const auto text = read(pdf).text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_EQ(text.find("乙") % 3, 1U); // behind 68 甲 and a line end
}

TEST(read_pdf, joins_a_paragraph_over_pages_and_sets_their_numbers_apart) {
    TestPdf pdf;
    for (int page = 1; page <= 3; ++page) {
        pdf.page();
        pdf.text(80, 40, u"内部资料");
        for (int line = 0; line < 30; ++line) {
            pdf.text(80, 120 + line * 20, std::u16string(30, u'字'));
        }
        const char16_t digit = static_cast<char16_t>(u'0' + page);
        pdf.text(280, 800, std::u16string(u"— ") + digit + u" —");
    }
    const auto document = read(pdf);
    EXPECT_EQ(document.pages, 3);
    ASSERT_EQ(document.blocks.size(), 3U);
    EXPECT_EQ(document.blocks[0].kind, BlockKind::margin);
    EXPECT_EQ(document.blocks[1].kind, BlockKind::margin);
    EXPECT_EQ(document.blocks[2].kind, BlockKind::paragraph);
    EXPECT_EQ(document.text.substr(0, 12), "内部资料");
    EXPECT_EQ(document.blocks[2].span.end - document.blocks[2].span.begin, 3U * 30 * 30 * 3);
}

void frame(TestPdf& pdf, const std::vector<double>& xs, const std::vector<double>& ys) {
    for (const auto x : xs) {
        pdf.rule(x, ys.front(), x, ys.back());
    }
    for (const auto y : ys) {
        pdf.rule(xs.front(), y, xs.back(), y);
    }
}

TEST(read_pdf, rebuilds_a_ruled_table_with_cells_of_several_lines) {
    TestPdf pdf;
    pdf.page();
    frame(pdf, {80, 120, 240, 340}, {100, 130, 180, 230});
    pdf.text(90, 120, u"序号"), pdf.text(130, 120, u"任务"), pdf.text(250, 120, u"责任单位");
    pdf.text(95, 160, u"1");
    pdf.text(122, 150, u"推进重点工程建设尽"), pdf.text(122, 170, u"快投产");
    pdf.text(245, 150, u"市教育局"), pdf.text(245, 170, u"市财政局");
    pdf.text(95, 205, u"2"), pdf.text(122, 205, u"乙"), pdf.text(245, 205, u"市民政局");
    const auto document = read(pdf);
    ASSERT_EQ(document.blocks.size(), 1U);
    ASSERT_TRUE(document.blocks[0].table);
    EXPECT_EQ(document.text,
              "序号\t任务\t责任单位\n1\t推进重点工程建设尽快投产\t市教育局\n市财政局\n"
              "2\t乙\t市民政局\n");
}

TEST(read_pdf, sees_which_rows_and_columns_a_cell_spans) {
    TestPdf pdf;
    pdf.page();
    pdf.rule(80, 100, 340, 100), pdf.rule(80, 130, 340, 130), pdf.rule(120, 160, 340, 160);
    pdf.rule(80, 190, 340, 190);
    pdf.rule(80, 100, 80, 190), pdf.rule(120, 100, 120, 190), pdf.rule(340, 100, 340, 190);
    pdf.rule(240, 130, 240, 190);
    pdf.text(85, 120, u"序号"), pdf.text(130, 120, u"分工");
    pdf.text(90, 165, u"1");
    pdf.text(130, 150, u"甲"), pdf.text(250, 150, u"乙");
    pdf.text(130, 180, u"丙"), pdf.text(250, 180, u"丁");
    const auto document = read(pdf);
    ASSERT_TRUE(document.blocks[0].table);
    const auto& cells = document.blocks[0].table->cells;
    ASSERT_EQ(cells.size(), 7U);
    EXPECT_EQ(cells[1].columns, 2U);
    EXPECT_EQ(cells[2].rows, 2U);
    EXPECT_EQ(document.text, "序号\t分工\n1\t甲\t乙\n\t丙\t丁\n");
}

TEST(read_pdf, goes_on_with_a_table_on_the_next_page_without_its_headings) {
    TestPdf pdf;
    for (int page = 0; page < 2; ++page) {
        pdf.page();
        frame(pdf, {80, 120, 240, 340}, {100, 130, 160});
        pdf.text(90, 120, u"序号"), pdf.text(130, 120, u"任务"), pdf.text(250, 120, u"责任单位");
        pdf.text(95, 150, page == 0 ? u"1" : u"2");
        pdf.text(130, 150, u"甲"), pdf.text(250, 150, u"市教育局");
    }
    const auto document = read(pdf);
    ASSERT_EQ(document.blocks.size(), 1U);
    EXPECT_EQ(document.blocks[0].table->rows, 3U);
    EXPECT_EQ(document.blocks[0].table->heading_rows, 1U);
}

TEST(read_pdf, tells_the_columns_of_a_table_without_rules) {
    TestPdf pdf;
    pdf.page();
    pdf.text(80, 100, u"序号"), pdf.text(130, 100, u"任务"), pdf.text(280, 100, u"责任单位");
    for (int row = 0; row < 3; ++row) {
        const double y = 130 + row * 50;
        pdf.text(85, y, std::u16string(1, static_cast<char16_t>(u'1' + row)));
        pdf.text(130, y, u"推进重点工程建设"), pdf.text(130, y + 16, u"见效");
        pdf.text(280, y, u"市教育局");
    }
    const auto document = read(pdf);
    ASSERT_EQ(document.blocks.size(), 1U);
    ASSERT_TRUE(document.blocks[0].table);
    EXPECT_EQ(document.blocks[0].table->rows, 4U);
    EXPECT_THAT(document.text, testing::HasSubstr("2\t推进重点工程建设见效\t市教育局\n"));
}

TEST(read_pdf, says_that_a_scan_has_no_text) {
    TestPdf pdf;
    pdf.page();
    pdf.rule(10, 10, 100, 100);
    EXPECT_EQ(reason(pdf.bytes()), "office.no-text");
}

TEST(read_pdf, refuses_more_pages_than_a_notice_has) {
    TestPdf pdf;
    for (int i = 0; i < 10'000; ++i) {
        pdf.page();
    }
    EXPECT_EQ(reason(pdf.bytes()), "office.too-many-pages");
}

TEST(read_pdf, says_that_a_pdf_is_damaged_or_protected) {
    EXPECT_EQ(reason("%PDF-1.7\nnothing"), "office.broken-pdf");
    TestPdf pdf;
    pdf.page();
    auto bytes = pdf.bytes();
    const auto at = bytes.find("trailer\n<< ") + 11;
    bytes.insert(at, "/ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 "
                     "/O <0000000000000000000000000000000000000000000000000000000000000000> "
                     "/U <0000000000000000000000000000000000000000000000000000000000000000> >> ");
    EXPECT_EQ(reason(bytes), "office.encrypted");
}

TEST(begins_with_label, knows_the_labels_of_notices) {
    for (const auto* text :
         {"一、甲", "（二）甲", "(3)甲", "4.甲", "十五、", "①甲", "第三条", "附件：甲"}) {
        EXPECT_TRUE(begins_with_label(text)) << text;
    }
    for (const auto* text : {"2011年", "3.5%", "一批", "（以下简称", "第三产业", ""}) {
        EXPECT_FALSE(begins_with_label(text)) << text;
    }
}

} // namespace
} // namespace luoshi::office
