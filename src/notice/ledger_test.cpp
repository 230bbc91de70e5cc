// SPDX-License-Identifier: Apache-2.0
#include "notice/ledger.hpp"

#include "base/error.hpp"
#include "notice/json.hpp"
#include "notice/lexicon.hpp"
#include "notice/read_file.hpp"

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notice {
namespace {

using testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

// A table of these rows: "" is no cell, "<" goes on to the left, "^" goes on above.
void add_table(office::Document& document, const Rows& rows, const std::string& sheet = {}) {
    office::Block block;
    block.kind = office::BlockKind::table;
    block.sheet = sheet;
    block.table.emplace();
    auto& table = *block.table;
    const auto here = [&] { return static_cast<std::uint32_t>(document.text.size()); };
    block.span.begin = here();
    const auto goes_on = [&](std::size_t r, std::size_t c, const char* mark) {
        return r < rows.size() && c < rows[r].size() && rows[r][c] == mark;
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        table.columns = std::max(table.columns, rows[r].size());
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            document.text += c > 0 ? "\t" : "";
            const auto& words = rows[r][c];
            if (words.empty() || words == "<" || words == "^") {
                continue;
            }
            office::Cell cell{{here(), 0}, r, c, 1, 1};
            document.text += words;
            cell.span.end = here();
            while (goes_on(r, c + cell.columns, "<")) {
                ++cell.columns;
            }
            while (goes_on(r + cell.rows, c, "^")) {
                ++cell.rows;
            }
            table.cells.push_back(cell);
        }
        document.text += "\n";
    }
    block.span.end = here() - 1;
    table.rows = rows.size();
    document.blocks.push_back(std::move(block));
}

office::Document sheet_of(const Rows& rows) {
    office::Document document;
    document.format = office::Format::xlsx;
    add_table(document, rows, "台账");
    return document;
}

std::vector<ColumnUse> uses(const MappedTable& table) {
    std::vector<ColumnUse> out;
    for (const auto& column : table.columns) {
        out.push_back(column.use);
    }
    return out;
}

Reading read_rows(const Rows& rows) {
    const auto document = sheet_of(rows);
    return read_ledger(document, propose_mapping(document, {}), {});
}

std::vector<std::string> parties(const Item& item) {
    std::vector<std::string> out;
    for (const auto& party : item.parties) {
        out.push_back(std::string{to_string(party.role)} + " " + party.unit);
    }
    return out;
}

std::vector<std::string> times(const Item& item) {
    std::vector<std::string> out;
    for (const auto& deadline : item.deadlines) {
        out.push_back(deadline.value);
    }
    return out;
}

std::vector<std::string> codes(const Reading& reading) {
    std::vector<std::string> out;
    for (const auto& warning : reading.warnings) {
        if (warning.code.starts_with("notice.ledger")) {
            out.push_back(warning.code);
        }
    }
    return out;
}

const Rows kLedger{
    {"2024年重点工作台账", "<", "<", "<", "<", "<", "<"},
    {"文号：某政办发〔2024〕7号　印发日期：2024年3月5日", "<", "<", "<", "<", "<", "<"},
    {"序号", "工作任务", "责任分工", "<", "完成时限", "进展情况", "备注"},
    {"^", "^", "牵头单位", "配合单位", "^", "^", "^"},
    {"一、交通建设", "<", "<", "<", "<", "<", "<"},
    {"1", "修通东环路。", "市交通局", "市财政局、市住建局", "6月底前", "已开工", ""},
    {"2", "新建停车场3处。", "市城管局", "", "2024/9/30", "", "难点多"},
    {"二、民生实事", "<", "<", "<", "<", "<", "<"},
    {"3", "改造旧学校。", "市教育局", "市财政局", "年底前", "", ""},
    {"合计", "", "3项", "", "", "", ""},
    {"填表人：某某", "<", "<", "<", "<", "<", "<"}};

TEST(propose_mapping, reads_headings_of_several_rows_below_a_title) {
    const auto mapping = propose_mapping(sheet_of(kLedger), {});
    using enum ColumnUse;
    ASSERT_EQ(mapping.tables.size(), 1U);
    const auto& table = mapping.tables[0];
    EXPECT_EQ(table.first_heading, 2U);
    EXPECT_EQ(table.last_heading, 4U);
    EXPECT_THAT(uses(table), ElementsAre(number, task, lead, joint, deadline, progress, remark));
    EXPECT_EQ(table.columns[2].heading, "责任分工/牵头单位");
    EXPECT_THAT(table.columns[5].samples, ElementsAre("已开工"));
}

TEST(propose_mapping, tells_columns_without_a_known_heading_by_what_they_hold) {
    const auto mapping =
        propose_mapping(sheet_of({{"编号", "事项", "谁来办", "牵头单位", "最晚哪天"},
                                  {"1", "修路", "市交通局", "市政府", "2024年底前"},
                                  {"2", "植树", "市林业局、市水务局", "市政府", "9月底前"}}),
                        {});
    using enum ColumnUse;
    EXPECT_THAT(uses(mapping.tables.at(0)), ElementsAre(number, task, responsible, lead, deadline));
}

TEST(propose_mapping, takes_no_other_date_beside_a_heading_of_deadlines) {
    const auto mapping =
        propose_mapping(sheet_of({{"编号", "事项", "牵头单位", "更新", "完成时限"},
                                  {"1", "修路", "市交通局", "6月底前", "2024年底前"},
                                  {"2", "植树", "市林业局", "9月底前", "2024年底前"}}),
                        {});
    using enum ColumnUse;
    EXPECT_THAT(uses(mapping.tables.at(0)), ElementsAre(number, task, lead, ignored, deadline));
}

TEST(propose_mapping, leaves_out_what_is_no_ledger) {
    EXPECT_TRUE(propose_mapping(sheet_of({{"姓名", "电话"}, {"某某", "123"}}), {}).tables.empty());
}

TEST(propose_mapping, gives_equal_headings_one_signature) {
    const Rows a{{"序号", "任务", "牵头单位"}, {"1", "修路", "市交通局"}};
    const Rows spaced{{"序 号", "任务", "牵头单位"}, {"1", "植树", "市林业局"}};
    const Rows other{{"序号", "事项", "牵头单位"}, {"1", "修路", "市交通局"}};
    const auto signature = [](const Rows& rows) {
        return propose_mapping(sheet_of(rows), {}).tables.at(0).signature;
    };
    EXPECT_EQ(signature(a), signature(spaced));
    EXPECT_NE(signature(a), signature(other));
}

TEST(apply_known, takes_what_a_person_said_of_the_same_headings) {
    auto mapping =
        propose_mapping(sheet_of({{"序号", "任务", "单位"}, {"1", "修路", "市交通局"}}), {});
    using enum ColumnUse;
    const auto signature = mapping.tables.at(0).signature;
    apply_known(mapping, {{signature, {number, task, lead}}, {"other", {task}}});
    EXPECT_THAT(uses(mapping.tables[0]), ElementsAre(number, task, lead));
    EXPECT_TRUE(mapping.tables[0].remembered);
    apply_known(mapping, {{signature, {task}}});
    EXPECT_THAT(uses(mapping.tables[0]), ElementsAre(number, task, lead)) << "another width";
}

TEST(read_ledger, gives_items_with_units_roles_times_sections_and_header) {
    const auto reading = read_rows(kLedger);
    EXPECT_EQ(reading.header.title->value, "2024年重点工作台账");
    EXPECT_EQ(reading.header.number->value, "某政办发〔2024〕7号");
    EXPECT_EQ(reading.header.date->value, "2024-03-05");
    ASSERT_EQ(reading.items.size(), 3U);
    EXPECT_EQ(reading.items[0].number, "1");
    EXPECT_EQ(reading.items[0].section_path, "一");
    EXPECT_THAT(parties(reading.items[0]),
                ElementsAre("lead 市交通局", "joint 市财政局", "joint 市住建局"));
    EXPECT_THAT(times(reading.items[0]), ElementsAre("2024-06-30"));
    EXPECT_THAT(times(reading.items[1]), ElementsAre("2024-09-30"));
    EXPECT_EQ(reading.items[2].section_path, "二");
    EXPECT_EQ(reading.sections.at(1).title, "民生实事");
}

TEST(read_ledger, keeps_progress_and_remarks_with_the_task) {
    const auto reading = read_rows(kLedger);
    ASSERT_EQ(reading.items.at(0).notes.size(), 1U);
    EXPECT_EQ(reading.items[0].notes[0].kind, "progress");
    EXPECT_EQ(reading.items[0].notes[0].text, "已开工");
    EXPECT_EQ(reading.items.at(1).notes.at(0).heading, "备注");
    EXPECT_EQ(from_json(to_json(reading)), reading);
}

TEST(read_ledger, names_totals_and_lines_below_in_warnings) {
    EXPECT_THAT(codes(read_rows(kLedger)),
                ElementsAre("notice.ledger-total", "notice.ledger-note"));
}

TEST(read_ledger, gives_spans_of_the_documents_text) {
    const auto document = sheet_of(kLedger);
    const auto reading = read_ledger(document, propose_mapping(document, {}), {});
    const auto at = [&](Span span) {
        return std::string_view{document.text}.substr(span.begin, span.end - span.begin);
    };
    EXPECT_EQ(at(reading.items.at(0).text_span), "修通东环路。");
    EXPECT_EQ(at(reading.items[0].span),
              "1\t修通东环路。\t市交通局\t市财政局、市住建局\t6月底前\t已开工");
    EXPECT_EQ(at(reading.items[0].parties.at(2).origin.span), "市住建局");
    EXPECT_EQ(at(reading.items[0].deadlines.at(0).origin.span), "6月底前");
}

TEST(read_ledger, carries_cells_over_rows_to_each_row) {
    const auto reading = read_rows({{"板块", "序号", "任务", "牵头单位", "完成时限"},
                                    {"城建", "1", "修路", "市交通局", "2024年6月底前"},
                                    {"^", "2", "植树", "^", "^"},
                                    {"民生", "3", "建学校", "市教育局", "2024年底前"}});
    ASSERT_EQ(reading.items.size(), 3U);
    EXPECT_THAT(parties(reading.items[1]), ElementsAre("lead 市交通局"));
    EXPECT_THAT(times(reading.items[1]), ElementsAre("2024-06-30"));
    EXPECT_EQ(reading.items[1].section_path, "城建");
    EXPECT_EQ(reading.items[2].section_path, "民生");
}

TEST(read_ledger, adds_the_rows_of_one_task_together) {
    const auto reading = read_rows({{"序号", "任务", "牵头单位", "完成时限"},
                                    {"1", "修路", "市交通局", "2024年6月底前"},
                                    {"^", "^", "市住建局", "2024年底前"},
                                    {"2", "植树", "市林业局", ""}});
    ASSERT_EQ(reading.items.size(), 2U);
    EXPECT_THAT(parties(reading.items[0]), ElementsAre("lead 市交通局", "lead 市住建局"));
    EXPECT_EQ(reading.items[0].deadlines.size(), 2U);
}

TEST(read_ledger, takes_an_empty_section_for_the_one_above) {
    const auto reading = read_rows(
        {{"类别", "任务", "牵头单位"}, {"城建", "修路", "市交通局"}, {"", "植树", "市林业局"}});
    ASSERT_EQ(reading.items.size(), 2U);
    EXPECT_EQ(reading.items[1].section_path, "城建");
    EXPECT_TRUE(reading.items[1].unnumbered);
}

TEST(read_ledger, puts_each_sheet_under_its_name) {
    office::Document document;
    const Rows rows{{"序号", "任务", "牵头单位"}, {"1", "修路", "市交通局"}};
    add_table(document, rows, "一季度");
    add_table(document, rows, "二季度");
    const auto reading = read_ledger(document, propose_mapping(document, {}), {});
    ASSERT_EQ(reading.items.size(), 2U);
    EXPECT_EQ(reading.items[0].section_path, "一季度");
    EXPECT_EQ(reading.items[1].section_path, "二季度");
}

TEST(read_ledger, keeps_words_that_name_no_time_as_a_doubt) {
    const auto reading = read_rows(
        {{"序号", "任务", "牵头单位", "完成时限"}, {"1", "修路", "市交通局", "视情况而定"}});
    ASSERT_EQ(reading.items.at(0).flags.size(), 1U);
    EXPECT_EQ(reading.items[0].flags[0].kind, "vague_time");
    EXPECT_EQ(reading.items[0].flags[0].text, "视情况而定");
}

TEST(read_ledger, passes_over_headings_that_come_again) {
    const auto reading = read_rows({{"序号", "任务", "牵头单位"},
                                    {"1", "修路", "市交通局"},
                                    {"序号", "任务", "牵头单位"},
                                    {"2", "植树", "市林业局"}});
    EXPECT_EQ(reading.items.size(), 2U);
}

TEST(read_ledger, refuses_a_mapping_of_another_document) {
    const auto document = sheet_of(kLedger);
    auto mapping = propose_mapping(document, {});
    const auto reason = [&] {
        try {
            static_cast<void>(read_ledger(document, mapping, {}));
        } catch (const Error& error) {
            return error.reason();
        }
        return std::string{};
    };
    mapping.tables[0].columns[5].use = ColumnUse::task;
    EXPECT_EQ(reason(), "notice.bad-mapping") << "two columns of tasks";
    mapping.tables[0].columns.pop_back();
    EXPECT_EQ(reason(), "notice.bad-mapping");
    mapping.tables[0].block = 7;
    EXPECT_EQ(reason(), "notice.bad-mapping");
    mapping.tables.clear();
    EXPECT_EQ(reason(), "notice.no-structure");
}

TEST(propose_mapping, takes_the_longest_column_for_tasks_where_no_heading_is_known) {
    const auto mapping = propose_mapping(sheet_of({{"甲", "乙", "丙"},
                                                   {"1", "把东环路修通，年内通车", "市交通局"},
                                                   {"2", "在河边植树一万株", "市林业局"}}),
                                         {});
    using enum ColumnUse;
    EXPECT_THAT(uses(mapping.tables.at(0)), ElementsAre(ignored, task, responsible));
}

TEST(read_file, reads_a_sheet_headed_like_a_ledger_as_one) {
    const std::string bytes = "序号,任务,牵头单位,完成时限\n1,修路,市交通局,2024年底前\n";
    const auto read = read_file(bytes, "a.csv", {});
    ASSERT_TRUE(read.ledger);
    EXPECT_EQ(read.reading.items.size(), 1U);
    EXPECT_EQ(read.reading.items.at(0).rule, "ledger.row");
    const auto signature = read.ledger->tables.at(0).signature;
    using enum ColumnUse;
    const auto again =
        read_file(bytes, "a.csv", {}, {{}, {{signature, {number, task, joint, deadline}}}});
    EXPECT_THAT(parties(again.reading.items.at(0)), ElementsAre("joint 市交通局"));
    EXPECT_TRUE(again.ledger->tables.at(0).remembered);
}

TEST(read_file, leaves_a_notice_a_notice) {
    const auto read = read_file(
        "关于做好工作的通知\n某府〔2020〕1号\n各单位：\n1. 修路。（市交通局负责）\n", "a.txt", {});
    EXPECT_FALSE(read.ledger);
}

TEST(a_mapping, survives_its_json) {
    const auto mapping = propose_mapping(sheet_of(kLedger), {});
    EXPECT_EQ(mapping_from_json(to_json(mapping)), mapping);
    EXPECT_THROW(mapping_from_json("[{}]"), Error);
}

TEST(known_columns, survive_their_text) {
    using enum ColumnUse;
    const KnownColumns known{{"aa", {number, task, report_to}}, {"bb", {task}}};
    EXPECT_EQ(parse_known_columns(to_text(known)), known);
    EXPECT_TRUE(parse_known_columns("aa no-such-use\n\n").empty());
}

TEST(a_column_use, is_known_by_its_name) {
    for (int i = 0; i <= static_cast<int>(ColumnUse::remark); ++i) {
        const auto use = static_cast<ColumnUse>(i);
        EXPECT_EQ(parse_column_use(to_string(use)), use);
    }
    EXPECT_FALSE(parse_column_use("owner"));
}

} // namespace
} // namespace luoshi::notice
