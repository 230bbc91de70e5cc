// SPDX-License-Identifier: Apache-2.0
#include "office/xlsx.hpp"

#include "base/error.hpp"
#include "office/read_document.hpp"
#include "office/sheet_builder.hpp"
#include "office/test_xlsx.hpp"

#include <gmock/gmock.h>

#include <ctime>
#include <string>
#include <vector>

namespace luoshi::office {
namespace {

using testing::ElementsAre;

std::vector<std::string> cells_of(const Document& document) {
    std::vector<std::string> out;
    for (const auto& block : document.blocks) {
        for (const auto& c : block.table->cells) {
            auto line = fmt::format("{}/{}", c.row + block.first_row, c.column + 1);
            if (c.rows > 1 || c.columns > 1) {
                line += fmt::format(" {}x{}", c.rows, c.columns);
            }
            out.push_back(line + " " +
                          document.text.substr(c.span.begin, c.span.end - c.span.begin));
        }
    }
    return out;
}

std::vector<std::string> cells_of(const TestBook& book) {
    return cells_of(read_xlsx(make_xlsx(book), "台账.xlsx"));
}

std::string reason(std::string_view bytes) {
    try {
        read_document(bytes, "台账.xlsx");
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("台账.xlsx"));
        return error.reason();
    }
    return "none";
}

TEST(read_xlsx, joins_runs_and_drops_how_they_are_pronounced) {
    EXPECT_THAT(
        cells_of(
            {.sheets = {{.rows = R"(<row r="1"><c r="A1" t="s"><v>1</v></c>
            <c r="B1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c>
            <c r="C1" t="s"><v>9</v></c></row>)"}},
             .strings =
                 R"(<si><t>甲</t></si><si><r><t>重点</t></r><r><t xml:space="preserve"> 任务_x000A_二</t></r>
            <rPh sb="0" eb="1"><t>zhong</t></rPh></si>)"}),
        ElementsAre("1/1 重点 任务\n二", "1/2 内联"));
}

TEST(read_xlsx, shows_values_as_their_formats_say) {
    EXPECT_THAT(
        cells_of(
            {.sheets = {{.rows = R"(<row r="1"><c r="A1" s="1"><v>46356</v></c>
            <c r="B1" s="2"><v>0.062</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>
            <c r="E1" t="str"><f>A1&amp;"x"</f><v>公式</v></c><c r="F1"><f>1+1</f><v>2</v></c>
            <c r="G1" t="d"><v>2026-11-30T00:00:00</v></c><c r="H1" s="3"><v>20261130</v></c></row>)"}},
             .formats =
                 R"(<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>)",
             .styles =
                 R"(<xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="10"/><xf numFmtId="49"/>)"}),
        ElementsAre("1/1 2026年11月30日", "1/2 6.20%", "1/3 TRUE", "1/4 #N/A", "1/5 公式", "1/6 2",
                    "1/7 2026-11-30", "1/8 20261130"));
}

TEST(read_xlsx, counts_days_from_1904_where_the_book_does) {
    EXPECT_THAT(
        cells_of({.sheets = {{.rows = R"(<row r="1"><c r="A1" s="0"><v>44894</v></c></row>)"}},
                  .styles = R"(<xf numFmtId="31"/>)",
                  .properties = R"(date1904="1")"}),
        ElementsAre("1/1 2026年11月30日"));
}

TEST(read_xlsx, places_sparse_and_merged_cells) {
    const TestBook book{
        .sheets = {
            {.rows = R"(<row r="1"><c r="A1" t="str"><v>台账</v></c></row>
            <row r="3"><c r="B3" t="str"><v>任务</v></c><c r="D3" t="str"><v>单位</v></c></row>
            <row><c t="str"><v>1</v></c><c t="str"><v>甲</v></c></row>
            <row r="5"><c r="B5" t="str"><v>盖住</v></c><c r="C5" t="str"><v>乙</v></c></row>)",
             .behind = R"(<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="B4:B5"/>
            <mergeCell ref="A9:B9"/></mergeCells>)",
             .before =
                 R"(<sheetViews><sheetView><pane ySplit="3" state="frozen"/></sheetView></sheetViews>)"}}};
    const auto document = read_xlsx(make_xlsx(book), "台账.xlsx");
    EXPECT_THAT(cells_of(document), ElementsAre("1/1 1x4 台账", "3/2 任务", "3/4 单位", "4/1 1",
                                                "4/2 2x1 甲", "5/3 乙"));
    const auto& block = document.blocks.at(0);
    EXPECT_EQ(block.sheet, "台账");
    EXPECT_EQ(block.table->heading_rows, 3U);
    EXPECT_EQ(block.table->rows, 5U);
    EXPECT_EQ(block.table->columns, 4U);
}

TEST(read_xlsx, takes_print_titles_for_headings) {
    const auto document = read_xlsx(
        make_xlsx(
            {.sheets = {{.rows = R"(<row r="1"><c r="A1"><v>1</v></c></row>
                                          <row r="2"><c r="A2"><v>2</v></c></row>)"}},
             .names =
                 R"(<definedName name="_xlnm.Print_Titles" localSheetId="0">'台账'!$A:$B,'台账'!$1:$2</definedName>)"}),
        "台账.xlsx");
    EXPECT_EQ(document.blocks.at(0).table->heading_rows, 2U);
}

TEST(read_xlsx, leaves_hidden_sheets_out_and_says_so) {
    const auto document = read_xlsx(
        make_xlsx({.sheets = {{.name = "甲表", .rows = R"(<row hidden="1"><c><v>1</v></c></row>)"},
                              {.name = "藏表",
                               .rows = "<row><c><v>2</v></c></row>",
                               .state = "veryHidden"},
                              {.name = "乙表", .rows = "<row><c><v>3</v></c></row>"}},
                   .more = {{"xl/vbaProject.bin", "x"}}}),
        "台账.xlsm");
    EXPECT_EQ(document.text, "1\n3\n");
    ASSERT_EQ(document.blocks.size(), 2U);
    EXPECT_EQ(document.blocks[1].sheet, "乙表");
    ASSERT_EQ(document.warnings.size(), 2U);
    EXPECT_EQ(document.warnings[0].code, "office.hidden-sheet");
    EXPECT_THAT(document.warnings[0].message, testing::HasSubstr("藏表"));
    EXPECT_EQ(document.warnings[1].code, "office.macros-ignored");
}

TEST(read_xlsx, parts_tables_at_many_blank_rows) {
    const auto document =
        read_xlsx(make_xlsx({.sheets = {{.rows = R"(<row r="1"><c r="A1"><v>1</v></c></row>
        <row r="22"><c r="A22"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c></row>)"}}}),
                  "台账.xlsx");
    EXPECT_THAT(cells_of(document), ElementsAre("1/1 1", "22/1 2", "1048576/1 3"));
    EXPECT_EQ(document.blocks.size(), 2U);
    EXPECT_LT(document.text.size(), 100U);
}

TEST(read_xlsx, warns_of_formulas_without_values_and_of_what_it_leaves_out) {
    const auto document =
        read_xlsx(make_xlsx({.sheets = {{.rows = R"(<row r="1"><c r="A1"><f>1+1</f></c>
        <c r="B1"><v>1</v></c><c r="XFD1"><v>1</v></c></row><row r="1"><c r="A1"><v>9</v></c></row>)"}}}),
                  "台账.xlsx");
    std::vector<std::string> codes;
    for (const auto& warning : document.warnings) {
        codes.push_back(warning.code);
    }
    EXPECT_THAT(codes, ElementsAre("office.formula-without-value", "office.columns-left-out",
                                   "office.cells-out-of-order"));
    EXPECT_EQ(document.text, "\t1\n");
}

TEST(read_xlsx, is_found_by_what_the_file_is) {
    const auto bytes = make_xlsx({.sheets = {{.rows = "<row><c><v>1</v></c></row>"}}});
    EXPECT_EQ(read_document(bytes, "通知.docx").format, Format::xlsx);
    EXPECT_EQ(find_format(bytes), Format::xlsx);
    EXPECT_EQ(reason(make_zip({{"xl/workbook.bin", "x"}})), "office.binary");
    EXPECT_EQ(reason(make_zip({{"a.txt", "x"}})), "office.binary");
    EXPECT_EQ(reason(bytes.substr(0, bytes.size() - 30)), "office.binary");
    EXPECT_EQ(reason(make_xlsx({.sheets = {{.rows = ""}}})), "office.empty");
}

// An OLE file as far as it is told by the names of its streams.
std::string ole(std::string_view stream) {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    bytes.append(512, '\0');
    for (const char c : stream) {
        bytes += c;
        bytes += '\0';
    }
    return bytes + std::string(512, '\0');
}

TEST(read_document, says_what_to_do_with_old_and_locked_workbooks) {
    EXPECT_EQ(reason(ole("EncryptedPackage")), "office.encrypted");
    for (const auto* stream : {"Workbook", "Book", "EtSheet"}) {
        try {
            read_document(ole(stream), "台账.et");
            ADD_FAILURE() << stream;
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "office.binary");
            EXPECT_THAT(error.what(), testing::HasSubstr("另存为 xlsx"));
        }
    }
    EXPECT_EQ(reason(ole("WordDocument")), "office.binary");
}

TEST(read_xlsx, refuses_entities_and_deep_nesting_in_any_part) {
    for (const auto* part : {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml",
                             "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"}) {
        auto bytes = make_xlsx({.sheets = {{.rows = "<row><c><v>1</v></c></row>"}}});
        EXPECT_EQ(reason(replace_in_zip(
                      bytes, part,
                      R"(<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>)")),
                  "office.xml-forbidden")
            << part;
        std::string deep;
        for (int i = 0; i < 300; ++i) {
            deep += "<x>";
        }
        EXPECT_EQ(reason(replace_in_zip(bytes, part, deep)), "office.too-deep") << part;
        EXPECT_EQ(reason(replace_in_zip(bytes, part, "<x>")), "office.xml-broken") << part;
    }
}

TEST(read_xlsx, stops_bombs) {
    EXPECT_EQ(reason(make_xlsx({.sheets = {{.rows = std::string(40U << 20, ' ')}}})),
              "office.zip-bomb");
}

TEST(read_xlsx, says_when_a_sheet_has_too_many_rows) {
    std::string rows;
    for (int i = 1; i <= 1'048'576; ++i) {
        rows += fmt::format("<row r=\"{0}\"><c r=\"A{0}\"><v>{0}</v></c></row>", i);
    }
    const auto bytes = make_xlsx({.sheets = {{.rows = rows}}});
    // In processor time, which does not count what others run: refused on the way, not after all
    // of it was built.
    const auto start = std::clock();
    EXPECT_EQ(reason(bytes), "office.too-many-rows");
    EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
}

TEST(read_xlsx, gives_what_was_typed_where_that_is_asked_for) {
    const TestBook book{
        .sheets = {{.rows = R"(<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">　甲

	乙</t></is></c>
            <c r="B1" s="1"><v>1234.567</v></c><c r="C1" s="2"><v>0.33557</v></c>
            <c r="D1" s="1"><v>1234.5</v></c><c r="E1"><v>1.25E-5</v></c></row>)"}},
        .styles = R"(<xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="9"/>)"};
    EXPECT_THAT(cells_of(book), ElementsAre("1/1 甲\n乙", "1/2 1,234.57", "1/3 34%", "1/4 1,234.50",
                                            "1/5 1.25e-05"));
    EXPECT_THAT(cells_of(read_xlsx(make_xlsx(book), "台账.xlsx", Fidelity::typed)),
                ElementsAre("1/1 　甲\n\n\t乙", "1/2 1,234.567", "1/3 33.557%", "1/4 1,234.50",
                            "1/5 0.0000125"));
}

} // namespace
} // namespace luoshi::office
