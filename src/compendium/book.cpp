// SPDX-License-Identifier: Apache-2.0
// The book of all accepted reports, in the look of official documents.
#include "compendium/compendium_files.hpp"

#include "compendium/words.hpp"
#include "office/write_docx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace luoshi::compendium {
namespace {

using office::WriteCell;
using office::WriteLook;
using office::WriteParagraph;
using office::WriteStyle;
using office::WriteTable;

class Book {
public:
    explicit Book(const Gathered& gathered) : gathered_(gathered) {}

    office::WriteSection write() {
        add(WriteStyle::title, title_of(gathered_));
        if (!gathered_.period.empty()) {
            add(WriteStyle::note, fmt::format("填报期：{}", gathered_.period));
        }
        add(WriteStyle::note,
            fmt::format("应报{}个单位，已收录{}个。", asked(), gathered_.parts.size()));
        write_contents();
        for (std::size_t n = 0; n < gathered_.parts.size(); ++n) {
            write_part(gathered_.parts[n], mark_of(n));
        }
        write_themes();
        write_wanting();
        return std::move(section_);
    }

private:
    static std::string mark_of(std::size_t n) { return fmt::format("part{}", n + 1); }

    std::size_t asked() const { return gathered_.parts.size() + gathered_.wanting.size(); }

    void add(WriteStyle style, std::string text, std::string mark = {}, bool on_new_page = false) {
        section_.content.emplace_back(
            WriteParagraph{style, std::move(text), std::move(mark), on_new_page});
    }

    void write_contents() {
        add(WriteStyle::heading, "目录");
        office::WriteContents contents;
        for (std::size_t n = 0; n < gathered_.parts.size(); ++n) {
            contents.lines.push_back(
                {unit_name(gathered_, gathered_.parts[n].line.due.unit), mark_of(n)});
        }
        if (!gathered_.themes.empty()) {
            contents.lines.push_back({kByTheme, "themes"});
        }
        if (!gathered_.wanting.empty()) {
            contents.lines.push_back({kWanting, "wanting"});
        }
        section_.content.emplace_back(std::move(contents));
    }

    void write_part(const Part& part, std::string mark) {
        const auto& due = part.line.due;
        add(WriteStyle::heading, unit_name(gathered_, due.unit), std::move(mark), true);
        std::string from = due.submitted_on
                               ? fmt::format("报送日期：{}", in_chinese(*due.submitted_on))
                               : std::string{};
        if (!due.signed_by.empty()) {
            from += fmt::format("{}签发人：{}", from.empty() ? "" : "　", due.signed_by);
        }
        add(WriteStyle::note, std::move(from));
        for (const auto& section : part.form->sections) {
            write_section(part, section);
        }
    }

    void write_section(const Part& part, const form::Section& section) {
        const bool any = std::ranges::any_of(section.fields, [&](form::FieldIndex field) {
            return part.outcome.shown[field] && has_answer(part, field);
        });
        if (!any) {
            return;
        }
        if (!section.title.zh.empty()) {
            add(WriteStyle::heading2, section.title.zh);
        }
        for (const auto index : section.fields) {
            if (part.outcome.shown[index] && has_answer(part, index)) {
                write_field(part, index, section.fields.size() == 1);
            }
        }
    }

    static bool has_answer(const Part& part, form::FieldIndex index) {
        const auto& answer = part.outcome.filling.answers[index];
        return part.form->fields[index].kind == form::FieldKind::table
                   ? !answer.rows.empty()
                   : !form::shown(answer, part.form->fields[index], *part.form).empty();
    }

    void write_field(const Part& part, form::FieldIndex index, bool alone) {
        const auto& field = part.form->fields[index];
        const auto& answer = part.outcome.filling.answers[index];
        if (field.kind == form::FieldKind::table) {
            section_.content.emplace_back(table_of(field, answer.rows, *part.form));
            return;
        }
        auto text = form::shown(answer, field, *part.form);
        if (!alone) {
            text = field.title.zh + "：" + text;
        }
        office::add_paragraphs(section_, WriteStyle::body, text);
    }

    static WriteTable table_of(const form::Field& field,
                               const std::vector<std::vector<form::Answer>>& rows,
                               const form::Form& form) {
        std::vector<std::string> heads;
        std::vector<std::vector<std::string>> texts;
        for (const auto& column : field.columns) {
            heads.push_back(column.title.zh);
        }
        for (const auto& row : rows) {
            auto& line = texts.emplace_back();
            for (std::size_t c = 0; c < row.size(); ++c) {
                line.push_back(form::shown(row[c], field.columns[c], form));
            }
        }
        return fitted_table(heads, texts);
    }

    void write_themes() {
        if (gathered_.themes.empty()) {
            return;
        }
        add(WriteStyle::heading, std::string{kByTheme}, "themes", true);
        std::vector<std::string> heads{"单位"};
        heads.insert(heads.end(), gathered_.columns.begin(), gathered_.columns.end());
        for (const auto& theme : gathered_.themes) {
            std::set<org::UnitId> units;
            std::vector<std::vector<std::string>> texts;
            for (const auto& row : theme.rows) {
                units.insert(row.unit);
                auto& line = texts.emplace_back();
                line.push_back(unit_name(gathered_, row.unit));
                line.insert(line.end(), row.cells.begin(), row.cells.end());
                if (!row.corrected_by.empty()) {
                    line.back() += fmt::format("（原归入“{}”，本办改归本类）", row.picked);
                }
            }
            add(WriteStyle::heading2,
                fmt::format("{}（{}个单位，{}条）", theme.name, units.size(), theme.rows.size()));
            section_.content.emplace_back(fitted_table(heads, texts));
        }
    }

    void write_wanting() {
        if (gathered_.wanting.empty()) {
            return;
        }
        add(WriteStyle::heading, std::string{kWanting}, "wanting", true);
        std::vector<std::vector<std::string>> texts;
        for (const auto& line : gathered_.wanting) {
            texts.push_back({unit_name(gathered_, line.due.unit), state_word(line.due.state),
                             in_chinese(line.due.due_on)});
        }
        section_.content.emplace_back(fitted_table({"单位", "状态", "应报日期"}, texts));
    }

    const Gathered& gathered_;
    office::WriteSection section_;
};

} // namespace

std::string to_docx(const Gathered& gathered, const std::string& made) {
    return office::write_docx({Book{gathered}.write()}, made);
}

} // namespace luoshi::compendium
