// SPDX-License-Identifier: Apache-2.0
#include "burden/burden_files.hpp"

#include "office/plain_table.hpp"
#include "office/write_docx.hpp"
#include "office/write_xlsx.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

namespace luoshi::burden {
namespace {

struct Table {
    std::vector<std::string> heads;
    std::vector<double> widths; // in characters
    std::vector<std::vector<std::string>> rows;
    office::WriteTable written() const { return office::plain_table(heads, widths, rows); }
};

std::string name_of(const org::Directory& directory, org::UnitId id, Date at) {
    const auto* const unit = directory.find(id);
    return unit == nullptr ? "" : directory.name(*unit, org::NameKind::short_name, at);
}

std::string n(std::int64_t number) {
    return std::to_string(number);
}

Table units_table(const MonthView& view) {
    Table table;
    table.heads = {"单位",       "报送要求", "报告",     "填报项", "上月报告",
                   "上月填报项", "超过上限", "没有依据", "逾期",   "登记的要求"};
    table.widths = {11, 5, 4, 5, 5, 6, 5, 5, 4, 6};
    for (const auto& one : view.statements) {
        const auto it = view.before.find(one.unit);
        const auto before = it == view.before.end() ? Before{} : it->second;
        table.rows.push_back({name_of(*view.directory, one.unit, view.month.last()),
                              n(one.duties()), n(one.reports()), n(one.answers()),
                              n(before.reports), n(before.answers),
                              one.reports() > view.cap ? n(one.reports() - view.cap) : "",
                              n(one.groundless()), n(one.late()), n(one.noted)});
    }
    return table;
}

Table lines_table(const MonthView& view) {
    Table table;
    table.heads = {"单位", "报送要求", "时限", "填报项", "谁要求的", "依据", "批准人"};
    table.widths = {9, 11, 7, 4, 5, 18, 7};
    for (const auto& one : view.statements) {
        for (const auto& line : one.lines) {
            table.rows.push_back({name_of(*view.directory, one.unit, view.month.last()), line.title,
                                  in_chinese(line.due_on), n(line.answers), line.asked_by,
                                  line.basis.empty() ? "没有依据" : line.basis, line.approver});
        }
    }
    return table;
}

std::string answer_of(const Request& request, const Sheet& sheet) {
    if (!request.answer) {
        return "未答复";
    }
    std::string text{to_words(request.answer->verdict)};
    if (const auto it = sheet.titles.find(request.answer->merged); it != sheet.titles.end()) {
        text += "《" + it->second + "》";
    }
    if (!request.answer->words.empty()) {
        text += "：" + request.answer->words;
    }
    return fmt::format("{}（{} {}）", text, request.answered_by,
                       in_chinese(request.answered_on.value()));
}

Table requests_table(const Sheet& sheet) {
    Table table;
    table.heads = {"登记单位", "谁要的", "方式", "日期", "要什么", "问题", "已在哪里报过", "答复"};
    table.widths = {8, 7, 5, 7, 12, 6, 11, 12};
    for (const auto& request : sheet.requests) {
        const auto& said = request.said;
        std::string where;
        if (const auto it = sheet.titles.find(said.duty); it != sheet.titles.end()) {
            where = "《" + it->second + "》" + said.field;
            where += said.since ? "，自" + in_chinese(*said.since) : "";
        }
        table.rows.push_back({name_of(*sheet.directory, request.unit, said.asked_on), said.asker,
                              std::string{to_words(said.channel)}, in_chinese(said.asked_on),
                              said.what, std::string{to_words(said.ground)}, where,
                              answer_of(request, sheet)});
    }
    return table;
}

std::string title_of(const MonthView& view) {
    return fmt::format("{}年{}月报送负担月报", view.month.year, view.month.month);
}

std::string said_of(const MonthView& view) {
    std::int64_t reports = 0, answers = 0, over = 0;
    for (const auto& one : view.statements) {
        reports += one.reports();
        answers += one.answers();
        over += one.reports() > view.cap ? 1 : 0;
    }
    return fmt::format("共要求报告 {} 件、填报 {} 项；每单位每月上限 {} 件，超过的单位 {} 个。{}。",
                       reports, answers, view.cap, over,
                       view.frozen_on ? in_chinese(*view.frozen_on) + "定稿"
                                      : std::string{"本月未完，数字会变"});
}

constexpr const char* kNoted = "登记的要求";
constexpr const char* kNotedTitle = "重复和没有依据的要求登记表";

office::WriteSheet sheet_of(const char* name, std::string title, const Table& table) {
    office::WriteSheet sheet;
    sheet.name = name;
    sheet.title = std::move(title);
    sheet.table = table.written();
    return sheet;
}

} // namespace

std::string to_xlsx(const MonthView& view, const Sheet& sheet) {
    std::vector<office::WriteSheet> sheets{
        sheet_of("各单位", title_of(view), units_table(view)),
        sheet_of("每件报告", title_of(view) + "：每件报告", lines_table(view)),
        sheet_of(kNoted, kNotedTitle, requests_table(sheet))};
    sheets.front().above = {said_of(view)};
    return office::write_xlsx(sheets);
}

std::string to_docx(const MonthView& view, const Sheet& sheet, const std::string& made) {
    using office::WriteParagraph;
    using office::WriteStyle;
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    auto& content = section.content;
    content.emplace_back(WriteParagraph{WriteStyle::title, title_of(view)});
    content.emplace_back(WriteParagraph{WriteStyle::note, said_of(view)});
    content.emplace_back(units_table(view).written());
    content.emplace_back(WriteParagraph{WriteStyle::heading, "一、每件报告"});
    content.emplace_back(lines_table(view).written());
    content.emplace_back(WriteParagraph{WriteStyle::heading, "二、重复和没有依据的要求"});
    if (sheet.requests.empty()) {
        content.emplace_back(WriteParagraph{WriteStyle::note, "没有登记。"});
    } else {
        content.emplace_back(requests_table(sheet).written());
    }
    return office::write_docx({section}, made);
}

std::string requests_xlsx(const Sheet& sheet) {
    return office::write_xlsx({sheet_of(kNoted, kNotedTitle, requests_table(sheet))});
}

std::string requests_docx(const Sheet& sheet, const std::string& made) {
    using office::WriteParagraph;
    using office::WriteStyle;
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    section.content.emplace_back(WriteParagraph{WriteStyle::title, kNotedTitle});
    section.content.emplace_back(requests_table(sheet).written());
    return office::write_docx({section}, made);
}

} // namespace luoshi::burden
