// SPDX-License-Identifier: Apache-2.0
#include "archive/subtasks_paper.hpp"

#include "archive/paper_parts.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

namespace luoshi::archive {
namespace {

const char* words_of(subtask::State state) {
    switch (state) {
    case subtask::State::handed_out: return "待接收";
    case subtask::State::declined: return "退回异议";
    case subtask::State::accepted: return "办理中";
    case subtask::State::reported: return "已报完成";
    case subtask::State::done: return "已确认";
    case subtask::State::cancelled: return "已收回";
    }
    return "";
}

std::string came_of_it(const subtask::Subtask& one) {
    auto words = one.report + (one.report.empty() || one.why.empty() ? "" : "\n") + one.why;
    if (one.entry) {
        words += fmt::format("\n代录：{}，{} {}{}", one.entry->by, one.entry->manner,
                             to_string(one.entry->received_on),
                             one.entry->affirmed_on ? "，单位已确认" : "，待单位确认");
    }
    if (!one.despite.empty()) {
        words += "\n下级未完成，说明：" + one.despite;
    }
    return words;
}

} // namespace

std::string subtasks_paper(const subtask::Tree& tree) {
    PaperTable table{"分解与汇总",
                     {14, 8, 8, 6, 5, 4, 12},
                     {"事项", "承担单位", "交办", "时限", "状态", "进度", "办理情况"},
                     {}};
    for (const auto& line : tree.lines) {
        const auto& one = line.subtask;
        const auto* const unit = tree.directory->find(one.unit);
        std::string indent;
        for (std::size_t n = 0; n < line.depth; ++n) {
            indent += "　";
        }
        table.rows.push_back(
            {indent + one.title,
             unit == nullptr ? ""
                             : tree.directory->name(*unit, org::NameKind::short_name, one.given_on),
             one.giver.name + " " + to_string(one.given_on), to_string(one.due_on),
             words_of(one.state), one.percent ? fmt::format("{}%", *one.percent) : "",
             came_of_it(one)});
    }
    office::WriteSection section;
    section.page = office::WriteSection::Page::across;
    section.content.emplace_back(office::WriteParagraph{
        office::WriteStyle::title, fmt::format("{}：分解与汇总", tree.task.title)});
    add_table(section, table);
    return office::write_docx({section});
}

} // namespace luoshi::archive
