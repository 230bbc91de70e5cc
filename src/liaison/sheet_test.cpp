// SPDX-License-Identifier: Apache-2.0
#include "liaison/sheet.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "liaison/liaison.hpp"
#include "office/plain_table.hpp"
#include "office/read_document.hpp"
#include "office/write_docx.hpp"
#include "office/write_xlsx.hpp"

#include <gmock/gmock.h>

namespace luoshi::liaison {
namespace {

using testing::ElementsAre;

Sheet read(const std::string& bytes) {
    return read_sheet(office::read_document(bytes, "名册.csv", {}, office::Fidelity::typed));
}

std::string cell(const Sheet& sheet, std::size_t row, Column column) {
    const auto& cells = sheet.rows.at(row).cells;
    const auto it = cells.find(column);
    return it == cells.end() ? "(no column)" : it->second;
}

TEST(read_sheet, finds_headings_in_usual_wordings) {
    const auto sheet =
        read("序号,责任单位名称,联络员姓名,职务,联络员办公电话,手机（选填）,主备,系统用户名,生效"
             "日期,有效期至,邮箱\n1,省财政厅,李敏,处长,020-83131234,13800138000,主,limin,"
             "2011/11/5,2012年12月31日,a@b\n");
    EXPECT_THAT(sheet.columns, ElementsAre(Column::unit, Column::name, Column::post,
                                           Column::office_phone, Column::mobile, Column::rank,
                                           Column::username, Column::from, Column::to));
    EXPECT_THAT(sheet.ignored, ElementsAre("序号", "邮箱"));
    ASSERT_EQ(sheet.rows.size(), 1U);
    EXPECT_EQ(cell(sheet, 0, Column::unit), "省财政厅");
    EXPECT_EQ(cell(sheet, 0, Column::office_phone), "020-83131234");
    EXPECT_EQ(cell(sheet, 0, Column::mobile), "13800138000");
    EXPECT_EQ(cell(sheet, 0, Column::username), "limin");
    EXPECT_EQ(sheet.rows[0].line, 2U);
}

TEST(read_sheet, reads_other_words_and_english_ones) {
    const auto sheet = read("部门,联系人,职位,座机,移动电话,AB岗,账号\n省科技厅,张三,,8765,,A,\n");
    EXPECT_THAT(sheet.columns,
                ElementsAre(Column::unit, Column::name, Column::post, Column::office_phone,
                            Column::mobile, Column::rank, Column::username));
    const auto english = read("Unit,Name,Post,Office phone,Mobile,Role,User name,From,Until\n"
                              "A,B,,,,main,,,\n");
    EXPECT_EQ(english.columns.size(), 9U);
}

TEST(read_sheet, takes_no_row_of_people_for_headings) {
    const auto sheet =
        read("单位,姓名,职务,角色\n省编办,李敏,事业单位管理处处长,联络员\n"
             "省财政厅,赵一,部门负责人,联络员\n单位,姓名,职务,角色\n省科技厅,钱二,,备用\n");
    ASSERT_EQ(sheet.rows.size(), 3U) << "headings may repeat, where they stand";
    EXPECT_EQ(cell(sheet, 0, Column::name), "李敏");
    EXPECT_EQ(cell(sheet, 0, Column::post), "事业单位管理处处长");
    EXPECT_EQ(cell(sheet, 1, Column::unit), "省财政厅");
    EXPECT_EQ(cell(sheet, 2, Column::name), "钱二");
}

TEST(read_sheet, passes_titles_and_empty_rows_and_counts_a_merged_unit_for_each_row) {
    office::WriteTable table;
    table.widths = {10, 10, 10};
    table.rows = 5;
    table.cells = {{.row = 0, .column = 0, .columns = 3, .text = "联络员名册"},
                   {.row = 1, .column = 0, .text = "单位"},
                   {.row = 1, .column = 1, .text = "姓名"},
                   {.row = 1, .column = 2, .text = "电话"},
                   {.row = 2, .column = 0, .rows = 2, .text = "省财政厅"},
                   {.row = 2, .column = 1, .text = "李　敏"},
                   {.row = 2, .column = 2, .text = "1"},
                   {.row = 3, .column = 1, .text = "王强"},
                   {.row = 3, .column = 2, .text = "2"}};
    office::WriteSheet book;
    book.name = "名册";
    book.table = table;
    const auto sheet = read(office::write_xlsx({book}));
    ASSERT_EQ(sheet.rows.size(), 2U);
    EXPECT_EQ(cell(sheet, 0, Column::unit), "省财政厅");
    EXPECT_EQ(cell(sheet, 1, Column::unit), "省财政厅");
    EXPECT_EQ(cell(sheet, 1, Column::name), "王强");
    EXPECT_EQ(sheet.rows[0].sheet, "名册");
}

TEST(read_sheet, reads_several_people_across_one_row) {
    const auto sheet =
        read("单位,主要联络员,电话,备用联络员,电话,生效日期\n"
             "省财政厅,李敏,1,王强,2,2011-11-05\n省科技厅,张三,3,,,\n省教育厅,,,,,\n");
    ASSERT_EQ(sheet.rows.size(), 4U);
    EXPECT_EQ(cell(sheet, 0, Column::name), "李敏");
    EXPECT_EQ(cell(sheet, 0, Column::office_phone), "1");
    EXPECT_EQ(cell(sheet, 0, Column::rank), "联络员");
    EXPECT_EQ(cell(sheet, 1, Column::unit), "省财政厅");
    EXPECT_EQ(cell(sheet, 1, Column::name), "王强");
    EXPECT_EQ(cell(sheet, 1, Column::office_phone), "2");
    EXPECT_EQ(cell(sheet, 1, Column::rank), "备用联络员");
    EXPECT_EQ(cell(sheet, 1, Column::from), "2011-11-05") << "one day for all";
    EXPECT_EQ(sheet.rows[1].line, 2U);
    EXPECT_EQ(cell(sheet, 2, Column::name), "张三") << "no deputy is nobody";
    EXPECT_EQ(cell(sheet, 3, Column::unit), "省教育厅");
    EXPECT_EQ(cell(sheet, 3, Column::name), "") << "a unit without anybody is told";
    EXPECT_THAT(sheet.columns, testing::Contains(Column::rank));
    EXPECT_THAT(sheet.ignored, testing::IsEmpty());
}

TEST(read_sheet, reads_units_side_by_side) {
    const auto sheet = read("单位,姓名,电话,单位,姓名,电话\n省财政厅,李敏,1,省科技厅,张三,2\n");
    ASSERT_EQ(sheet.rows.size(), 2U);
    EXPECT_EQ(cell(sheet, 1, Column::unit), "省科技厅");
    EXPECT_EQ(cell(sheet, 1, Column::office_phone), "2");
    EXPECT_EQ(cell(sheet, 1, Column::rank), "(no column)");
}

TEST(read_sheet, refuses_what_has_no_such_table) {
    for (const auto* bytes : {"甲,乙\n1,2\n", "只有文字，没有表。"}) {
        try {
            read(bytes);
            ADD_FAILURE() << bytes;
        } catch (const Error& error) {
            EXPECT_EQ(error.reason(), "liaison.no-headings");
        }
    }
}

TEST(read_sheet, stops_above_the_most_rows) {
    std::string bytes = "单位,姓名\n";
    for (std::size_t n = 0; n <= kMostRows; ++n) {
        bytes += "省财政厅,某" + std::to_string(n) + "\n";
    }
    try {
        read(bytes);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "liaison.too-many-rows");
    }
}

TEST(read_date, takes_the_ways_sheets_write_a_day) {
    const auto day = Date::from(2011, 11, 5);
    for (const auto* text :
         {"2011-11-05", "2011/11/5", "2011年11月5日", "2011.11.5", "20111105", " 2011-11-5"}) {
        EXPECT_EQ(read_date(text), day) << text;
    }
    for (const auto* text : {"", "2011", "2011-13-01", "明年", "11-5", "-2011-11-05", "201111051",
                             "99999999999-1-1", "2011-11-05x"}) {
        EXPECT_EQ(read_date(text), std::nullopt) << text;
    }
}

TEST(complaint_words, name_the_place_and_the_remedy) {
    EXPECT_EQ(complaint_words({"unknown-unit", {{"name", "省财厅"}, {"near", "省财政厅"}}}),
              "单位“省财厅”查不到，名称相近的有：省财政厅。");
    EXPECT_EQ(complaint_words({"bad-date", {{"column", "to"}, {"text", "明年"}}}),
              "“有效期至”不是日期：明年，请写成 2011-11-05。");
}

} // namespace
} // namespace luoshi::liaison
