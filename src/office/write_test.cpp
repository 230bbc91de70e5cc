// SPDX-License-Identifier: Apache-2.0
#include "office/read_document.hpp"
#include "office/write_docx.hpp"
#include "office/write_xlsx.hpp"
#include "office/zip.hpp"
#include "office/zip_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace luoshi::office {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

WriteTable ledger() {
    WriteTable table{.widths = {4, 20, 10, 10}, .rows = 5, .heading_rows = 2, .cells = {}};
    table.cells = {
        {.row = 0, .column = 0, .rows = 2, .text = "序号", .look = WriteLook::heading},
        {.row = 0, .column = 1, .rows = 2, .text = "任务", .look = WriteLook::heading},
        {.row = 0, .column = 2, .columns = 2, .text = "责任", .look = WriteLook::heading},
        {.row = 1, .column = 2, .text = "牵头", .look = WriteLook::heading},
        {.row = 1, .column = 3, .text = "时限", .look = WriteLook::heading},
        {.row = 2, .column = 0, .columns = 4, .text = "一、总体", .look = WriteLook::section},
        {.row = 3, .column = 0, .rows = 2, .text = "1", .look = WriteLook::middle},
        {.row = 3, .column = 1, .text = "=1+1\n_x000D_<&\"\x01"},
        {.row = 3, .column = 2, .text = "甲"},
        {.row = 3, .column = 3, .text = "", .date = Date::from(2026, 11, 30)},
        {.row = 4, .column = 1, .text = "@乙"},
    };
    return table;
}

std::vector<std::string> cells_of(const Document& document) {
    std::vector<std::string> out;
    for (const auto& block : document.blocks) {
        if (!block.table) {
            continue;
        }
        for (const auto& c : block.table->cells) {
            if (c.span.begin < c.span.end) {
                out.push_back(
                    fmt::format("{},{} {}x{} {}", c.row, c.column, c.rows, c.columns,
                                document.text.substr(c.span.begin, c.span.end - c.span.begin)));
            }
        }
    }
    return out;
}

// For opening in other programs: LUOSHI_KEEP_WRITTEN names a folder.
void keep(const std::string& bytes, const char* name) {
    if (const auto* const folder = std::getenv("LUOSHI_KEEP_WRITTEN")) {
        std::ofstream{std::string{folder} + "/" + name, std::ios::binary} << bytes;
    }
}

TEST(write_xlsx, is_read_back_as_it_was_given) {
    const WriteSheet sheet{"台账", "落实台账", {"文号：无"}, ledger(), {"数据截至 2026-11-25"}};
    const auto bytes = write_xlsx({sheet});
    keep(bytes, "台账.xlsx");
    const auto document = read_document(bytes, "台账.xlsx");
    EXPECT_EQ(document.format, Format::xlsx);
    EXPECT_THAT(cells_of(document),
                ElementsAre("0,0 1x4 落实台账", "1,0 1x4 文号：无", "2,0 2x1 序号", "2,1 2x1 任务",
                            "2,2 1x2 责任", "3,2 1x1 牵头", "3,3 1x1 时限", "4,0 1x4 一、总体",
                            "5,0 2x1 1", "5,1 1x1 =1+1\n_x000D_<&\"", "5,2 1x1 甲",
                            "5,3 1x1 2026年11月30日", "6,1 1x1 @乙",
                            "7,0 1x4 数据截至 2026-11-25"));
    EXPECT_EQ(document.blocks.front().table->heading_rows, 4U);
}

TEST(write_xlsx, gives_the_same_bytes_and_takes_texts_for_texts) {
    const WriteSheet sheet{"a/b", "", {}, ledger(), {}};
    const auto bytes = write_xlsx({sheet, sheet});
    EXPECT_EQ(bytes, write_xlsx({sheet, sheet}));
    ZipReader zip{bytes, "x"};
    EXPECT_THAT(zip.read("xl/workbook.xml"), HasSubstr(R"(name="a_b_2")"));
    const auto xml = zip.read("xl/worksheets/sheet1.xml");
    EXPECT_EQ(xml.find("<f>"), std::string::npos);
    EXPECT_THAT(xml, HasSubstr(R"(orientation="landscape")"));
    EXPECT_THAT(xml, HasSubstr(R"(<pane ySplit="2")"));
    EXPECT_THAT(xml, HasSubstr("<v>46356</v>"));
}

TEST(write_docx, is_read_back_as_it_was_given) {
    const std::vector<WriteSection> sections{
        {WriteSection::Page::upright,
         {WriteParagraph{WriteStyle::title, "关于印发方案的通知"},
          WriteParagraph{WriteStyle::heading, "一、总体要求"},
          WriteParagraph{WriteStyle::body, "甲<&>乙"}}},
        {WriteSection::Page::across, {WriteParagraph{WriteStyle::note, "附表"}, ledger()}}};
    const auto bytes = write_docx(sections);
    keep(bytes, "通知.docx");
    EXPECT_EQ(bytes, write_docx(sections));
    const auto document = read_document(bytes, "通知.docx");
    EXPECT_EQ(document.format, Format::docx);
    EXPECT_THAT(document.text, HasSubstr("关于印发方案的通知\n一、总体要求\n甲<&>乙\n附表\n"));
    EXPECT_THAT(cells_of(document),
                ElementsAre("0,0 2x1 序号", "0,1 2x1 任务", "0,2 1x2 责任", "1,2 1x1 牵头",
                            "1,3 1x1 时限", "2,0 1x4 一、总体", "3,0 2x1 1",
                            "3,1 1x1 =1+1\n_x000D_<&\"", "3,2 1x1 甲", "3,3 1x1 2026年11月30日",
                            "4,1 1x1 @乙"));
    for (const auto& block : document.blocks) {
        if (block.table) {
            EXPECT_EQ(block.table->heading_rows, 2U);
        }
    }
}

WriteTable form() {
    WriteTable table{
        .widths = {10, 20}, .rows = 4, .heading_rows = 0, .cells = {}, .heights = {30}};
    table.cells = {
        {.row = 0, .column = 0, .columns = 2, .text = "年报", .look = WriteLook::title},
        {.row = 1, .column = 0, .text = "甲", .look = WriteLook::heading},
        {.row = 1,
         .column = 1,
         .text = "12.50",
         .look = WriteLook::entry,
         .holds = WriteHolds::number,
         .places = 2,
         .number = Number{1250, 2}},
        {.row = 2, .column = 0, .text = "乙", .look = WriteLook::heading},
        {.row = 2, .column = 1, .text = "未做", .look = WriteLook::entry, .list = 1},
        {.row = 3,
         .column = 0,
         .text = "\t丙\n\n丁",
         .look = WriteLook::passage,
         .holds = WriteHolds::anything},
        {.row = 3, .column = 1, .text = "3", .look = WriteLook::computed},
    };
    return table;
}

TEST(write_xlsx, makes_a_sheet_to_be_filled_in) {
    WriteSheet sheet{"选项", "", {}, form(), {}};
    sheet.page = WriteSheet::Page::upright;
    sheet.for_filling = true;
    sheet.lists = {{"是", "否"}, {"未做", "在做", "已批复"}};
    sheet.foot = "甲&乙";
    const auto bytes = write_xlsx({sheet});
    keep(bytes, "表.xlsx");
    ZipReader zip{bytes, "x"};
    const auto xml = zip.read("xl/worksheets/sheet1.xml");
    EXPECT_THAT(xml, HasSubstr(R"(orientation="portrait")"));
    EXPECT_THAT(xml, HasSubstr(R"(<sheetProtection sheet="1")"));
    EXPECT_THAT(xml, HasSubstr(R"(sqref="B3:B3"><formula1>'选项'!$B$1:$B$3</formula1>)"));
    EXPECT_THAT(xml, HasSubstr(R"(<v>12.50</v>)"));
    EXPECT_THAT(xml, HasSubstr(R"(<row r="1" ht="30.0" customHeight="1">)"));
    EXPECT_THAT(xml, HasSubstr("甲&amp;&amp;乙"));
    EXPECT_THAT(zip.read("xl/workbook.xml"),
                HasSubstr(R"(name="选项" sheetId="2" state="hidden")"));
    EXPECT_THAT(zip.read("xl/styles.xml"), HasSubstr(R"(<protection locked="0"/>)"));
    const auto document = read_document(bytes, "表.xlsx", {}, Fidelity::typed);
    EXPECT_THAT(cells_of(document),
                ElementsAre("0,0 1x2 年报", "1,0 1x1 甲", "1,1 1x1 12.50", "2,0 1x1 乙",
                            "2,1 1x1 未做", "3,0 1x1 \t丙\n\n丁", "3,1 1x1 3"));
}

TEST(write_docx, makes_pages_to_be_filled_in) {
    const auto bytes = write_docx({{WriteSection::Page::upright, {form()}}}, "标识<1>");
    keep(bytes, "表.docx");
    ZipReader zip{bytes, "x"};
    EXPECT_THAT(zip.read("word/footer1.xml"), HasSubstr("标识&lt;1&gt;"));
    const auto xml = zip.read("word/document.xml");
    EXPECT_THAT(xml, HasSubstr(R"(w:fill="E7E6E6")"));
    EXPECT_THAT(xml, HasSubstr("<w:tr><w:trPr></w:trPr>")); // paragraphs go on over pages
    const auto document = read_document(bytes, "表.docx", {}, Fidelity::typed);
    EXPECT_THAT(cells_of(document), testing::Contains("3,0 1x1 \t丙\n\n丁"));
    EXPECT_EQ(document.blocks.front().kind, BlockKind::margin);
}

TEST(write_docx, keeps_the_measures_of_official_pages) {
    const auto bytes = write_docx({{WriteSection::Page::upright, {}}});
    ZipReader zip{bytes, "x"};
    const auto xml = zip.read("word/document.xml");
    EXPECT_THAT(xml, HasSubstr(R"(<w:pgSz w:w="11906" w:h="16838"/>)"));
    EXPECT_THAT(xml, HasSubstr(R"(w:top="2098" w:right="1474" w:bottom="1984" w:left="1587")"));
    EXPECT_THAT(zip.read("word/styles.xml"), HasSubstr(R"(w:line="560" w:lineRule="exact")"));
    EXPECT_THAT(zip.read("word/footer1.xml"), HasSubstr("— "));
}

TEST(zip_file, holds_its_parts_in_folders_asked_for_one_after_the_other) {
    const auto path = testing::TempDir() + "/zip_file_test.zip";
    std::string order;
    const auto part = [&](const char* name, std::string content) {
        return ZipPart{name, [&order, name, content = std::move(content)] {
                           order += name;
                           return one_piece(content);
                       }};
    };
    write_zip_file(path, {part("目录/甲.txt", std::string(3'000'000, 'x')), part("空", ""),
                          part("乙.txt", "乙")});
    EXPECT_EQ(order, "目录/甲.txt空乙.txt");
    std::ifstream stream{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    ZipReader reader{bytes, "a.zip"};
    EXPECT_EQ(reader.read("目录/甲.txt"), std::string(3'000'000, 'x'));
    EXPECT_EQ(reader.read("空"), "");
    EXPECT_EQ(reader.read("乙.txt"), "乙");
    std::filesystem::remove(path);
}

TEST(zip_file, is_not_left_half_there_when_a_part_cannot_be_had) {
    const auto path = testing::TempDir() + "/zip_file_half.zip";
    const ZipPart good{"a", [] { return one_piece("a"); }};
    const ZipPart bad{"b", [] {
                          return [n = 0](std::string& bytes) mutable {
                              if (++n == 3) {
                                  throw std::runtime_error{"gone"};
                              }
                              bytes += "piece";
                              return true;
                          };
                      }};
    EXPECT_THROW(write_zip_file(path, {good, bad}), std::runtime_error);
    EXPECT_FALSE(std::filesystem::exists(path));
}

} // namespace
} // namespace luoshi::office
