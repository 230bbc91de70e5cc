// SPDX-License-Identifier: Apache-2.0
#include "office/csv.hpp"

#include "base/error.hpp"
#include "office/read_document.hpp"
#include "office/sheet_builder.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace luoshi::office {
namespace {

using testing::ElementsAre;

std::vector<std::string> cells_of(std::string_view bytes) {
    const auto document = read_csv(bytes, "台账.csv");
    std::vector<std::string> out;
    for (const auto& block : document.blocks) {
        for (const auto& c : block.table->cells) {
            out.push_back(
                fmt::format("{}/{} {}", c.row + block.first_row, c.column + 1,
                            document.text.substr(c.span.begin, c.span.end - c.span.begin)));
        }
    }
    return out;
}

TEST(read_csv, finds_the_separator) {
    const auto expected = ElementsAre("1/1 序号", "1/2 任务", "2/1 1", "2/2 甲");
    EXPECT_THAT(cells_of("序号,任务\n1,甲\n"), expected);
    EXPECT_THAT(cells_of("序号;任务\r\n1;甲"), expected);
    EXPECT_THAT(cells_of("序号\t任务\n1\t甲\n"), expected);
}

TEST(read_csv, keeps_what_stands_in_quotes) {
    EXPECT_THAT(cells_of("序号,任务,备注\n1,\"甲,\"\"乙\"\"\n丙\",\" \"\n"),
                ElementsAre("1/1 序号", "1/2 任务", "1/3 备注", "2/1 1", "2/2 甲,\"乙\"\n丙"));
    EXPECT_THAT(cells_of("序号,任务\n1,\"没有结尾\n2,\"乙\n"),
                ElementsAre("1/1 序号", "1/2 任务", "2/1 1", "2/2 没有结尾\n2,乙"));
}

TEST(read_csv, takes_ragged_rows_and_counts_blank_ones) {
    EXPECT_THAT(cells_of("台账\n\n序号,任务,备注\n1,甲\n2,乙,丙,丁\n"),
                ElementsAre("1/1 台账", "3/1 序号", "3/2 任务", "3/3 备注", "4/1 1", "4/2 甲",
                            "5/1 2", "5/2 乙", "5/3 丙", "5/4 丁"));
}

TEST(read_csv, reads_gb18030_and_marks) {
    EXPECT_THAT(cells_of("\xD0\xF2\xBA\xC5,\xC8\xCE\xCE\xF1\n1,\xBC\xD7\n"),
                ElementsAre("1/1 序号", "1/2 任务", "2/1 1", "2/2 甲"));
    EXPECT_THAT(cells_of("\xEF\xBB\xBF序号,任务\n1,甲\n"),
                ElementsAre("1/1 序号", "1/2 任务", "2/1 1", "2/2 甲"));
}

TEST(read_csv, is_linear_in_quotes_that_never_close) {
    std::string text = "a,b\n";
    for (int i = 0; i < 40'000; ++i) {
        text += "\"\"\"x,\"";
    }
    EXPECT_NO_THROW(cells_of(text + "\n1,2\n"));
}

TEST(read_document, takes_even_records_for_csv_and_sentences_for_text) {
    EXPECT_EQ(read_document("序号,任务,单位\n1,甲,乙\n2,丙,丁\n", "x").format, Format::csv);
    EXPECT_EQ(read_document("序号,任务\n1,甲\n", "x.CSV").format, Format::csv);
    EXPECT_EQ(read_document("序号,任务\n1,甲\n", "x.txt").format, Format::text);
    EXPECT_EQ(read_document("序号\t任务\t单位\n1\t甲\t乙\n2\t丙\t丁\n", "x.txt").format,
              Format::text);
    EXPECT_EQ(read_document("一、甲, 乙\n二、丙, 丁, 戊\n三、己\n", "x").format, Format::text);
}

} // namespace
} // namespace luoshi::office
