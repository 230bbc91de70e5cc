// SPDX-License-Identifier: Apache-2.0
// The table of progress and the rows of all reports, as a workbook.
#include "compendium/compendium_files.hpp"

#include "compendium/words.hpp"
#include "office/write_xlsx.hpp"

#include <fmt/format.h>

#include <utility>

namespace luoshi::compendium {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::string day_or_none(const std::optional<Date>& day) {
    return day ? in_chinese(*day) : std::string{};
}

office::WriteSheet sheet(std::string name, std::string title, const std::vector<std::string>& heads,
                         const Lines& lines) {
    office::WriteSheet made;
    made.name = std::move(name);
    made.title = std::move(title);
    made.table = fitted_table(heads, lines);
    return made;
}

office::WriteSheet progress(const Gathered& gathered, Date today) {
    Lines lines;
    for (const auto& line : gathered.lines) {
        const auto& due = line.due;
        const bool waits = duty::is_waiting(due.state);
        lines.push_back({unit_name(gathered, due.unit), state_word(due.state),
                         in_chinese(due.due_on), day_or_none(due.submitted_on),
                         day_or_none(due.accepted_on),
                         line.late ? std::to_string(line.late->working_days) : std::string{},
                         waits ? std::string{duty::to_words(line.step().kind)} : std::string{},
                         waits && due.filled ? day_or_none(due.since) : std::string{}});
    }
    auto made = sheet(
        "报送进度", gathered.duty.definition.title.zh + "报送进度",
        {"单位", "状态", "应报日期", "报送日期", "审核通过", "迟报（工作日）", "当前环节", "自"},
        lines);
    made.above = {fmt::format("应报 {} 个单位，已审核通过 {} 个。数据截至 {}。",
                              gathered.parts.size() + gathered.wanting.size(),
                              gathered.parts.size(), in_chinese(today))};
    return made;
}

// One row after the other, of all units.
void add_tables(const Gathered& gathered, std::vector<office::WriteSheet>& sheets) {
    if (gathered.parts.empty()) {
        return;
    }
    // All reports of a date have the form of that date; where a unit began with another version,
    // its own columns are found by name.
    const auto& form = *gathered.parts.front().form;
    for (const auto& field : form.fields) {
        if (field.kind != form::FieldKind::table) {
            continue;
        }
        std::vector<std::string> heads{"单位"};
        for (const auto& column : field.columns) {
            heads.push_back(column.title.zh);
        }
        Lines lines;
        for (const auto& part : gathered.parts) {
            const auto index = part.form->index_of(field.name);
            if (!index) {
                continue;
            }
            const auto& own = part.form->fields[*index];
            for (const auto& row : part.outcome.filling.answers[*index].rows) {
                auto& line = lines.emplace_back();
                line.push_back(unit_name(gathered, part.line.due.unit));
                for (const auto& column : field.columns) {
                    std::string text;
                    for (std::size_t c = 0; c < own.columns.size(); ++c) {
                        if (own.columns[c].name == column.name) {
                            text = form::shown(row[c], own.columns[c], *part.form);
                        }
                    }
                    line.push_back(std::move(text));
                }
            }
        }
        sheets.push_back(sheet(field.title.zh, field.title.zh, heads, lines));
    }
}

void add_themes(const Gathered& gathered, std::vector<office::WriteSheet>& sheets) {
    if (gathered.themes.empty()) {
        return;
    }
    std::vector<std::string> heads{"主题", "单位"};
    heads.insert(heads.end(), gathered.columns.begin(), gathered.columns.end());
    heads.emplace_back("填报单位所选主题");
    Lines lines;
    for (const auto& theme : gathered.themes) {
        for (const auto& row : theme.rows) {
            auto& line = lines.emplace_back();
            line.push_back(theme.name);
            line.push_back(unit_name(gathered, row.unit));
            line.insert(line.end(), row.cells.begin(), row.cells.end());
            line.push_back(row.corrected_by.empty() ? "" : row.picked);
        }
    }
    sheets.push_back(sheet(kByTheme, kByTheme, heads, lines));
}

} // namespace

std::string to_xlsx(const Gathered& gathered, Date today) {
    std::vector<office::WriteSheet> sheets{progress(gathered, today)};
    add_tables(gathered, sheets);
    add_themes(gathered, sheets);
    return office::write_xlsx(sheets);
}

} // namespace luoshi::compendium
