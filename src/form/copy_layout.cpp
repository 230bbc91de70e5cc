// SPDX-License-Identifier: Apache-2.0
#include "form/copy_layout.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "form/copy_entry.hpp"
#include "form/copy_problems.hpp"
#include "form/copy_words.hpp"
#include "form/totals.hpp"
#include "office/write_xlsx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace luoshi::form::copy {
namespace {

using office::WriteCell;
using office::WriteLook;
using office::WriteTable;

constexpr std::size_t kFieldColumns = 4;

std::size_t utf16_length(std::string_view text) {
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        length += next_character(text, at) > 0xFFFF ? 2U : 1U;
    }
    return length;
}

double width_of(FieldKind kind) {
    switch (kind) {
    case FieldKind::long_text: return 16;
    case FieldKind::text:
    case FieldKind::record:
    case FieldKind::files: return 10;
    case FieldKind::unit: return 9;
    case FieldKind::date:
    case FieldKind::period: return 8;
    case FieldKind::number: return 7;
    case FieldKind::boolean:
    case FieldKind::choice:
    case FieldKind::table: break;
    }
    return 6;
}

class LayoutMaker {
public:
    LayoutMaker(const Form& form, const Filling& filling, const Outcome& outcome,
                const org::Directory& directory, office::Format format, Date day)
        : form_(form), filling_(filling), outcome_(outcome), format_(format),
          entries_(form, directory, day, layout_) {}

    Layout make(const CopyInfo& info, const org::Directory& directory) {
        line(Line::Kind::title, form_.title.zh);
        for (auto& head : head_lines(form_, directory, info.day)) {
            line(Line::Kind::right, std::move(head));
        }
        line(Line::Kind::note, unit_line(info));
        for (auto& how : how_to_fill_in(form_)) {
            line(Line::Kind::note, std::move(how));
        }
        for (const auto& section : form_.sections) {
            line(Line::Kind::section, section_line(section));
            for (const auto index : section.fields) {
                field(index);
            }
            end_fields();
        }
        reasons();
        line(Line::Kind::note, signature_line(form_));
        if (!info.printed.empty()) {
            line(Line::Kind::note, fmt::format("{}{}", kPrintedLine, info.printed));
        }
        line(Line::Kind::mark, mark_line(info));
        return std::move(layout_);
    }

private:
    void line(Line::Kind kind, std::string text) {
        if (!text.empty()) {
            layout_.parts.emplace_back(Line{kind, std::move(text)});
        }
    }

    static void put(WriteTable& table, std::size_t column, std::string_view text, WriteLook look,
                    std::size_t columns = 1) {
        WriteCell cell;
        cell.row = table.rows;
        cell.column = column;
        cell.columns = columns;
        cell.text = text;
        cell.look = look;
        table.cells.push_back(std::move(cell));
    }

    static void put(WriteTable& table, std::size_t column, WriteCell cell) {
        cell.row = table.rows;
        cell.column = column;
        table.cells.push_back(std::move(cell));
    }

    void field(FieldIndex index) {
        const auto& field = form_.fields[index];
        if (field.kind == FieldKind::table) {
            end_fields();
            line(Line::Kind::caption, caption_of(index, form_));
            layout_.parts.emplace_back(table(index));
            return;
        }
        if (fields_.rows == 0) {
            // Tables that touch each other are one to a word processor.
            if (!layout_.parts.empty() &&
                std::holds_alternative<WriteTable>(layout_.parts.back())) {
                layout_.parts.emplace_back(Line{Line::Kind::note, ""});
            }
            fields_.widths = {4, 15, 18, 6};
            fields_.heading_rows = 1;
            std::size_t column = 0;
            for (const auto heading : {kNumber, kLabel, kValue, kUnit}) {
                put(fields_, column++, heading, WriteLook::heading);
            }
            ++fields_.rows;
        }
        if (field.kind == FieldKind::long_text) {
            passage(index);
        } else {
            put(fields_, 0, fmt::format("{}", index + 1), WriteLook::middle);
            put(fields_, 1, label_of(field, form_), WriteLook::text);
            put(fields_, 2, entries_.cell(answer_of(index), field));
            put(fields_, 3, unit_of(field, form_), WriteLook::middle);
            ++fields_.rows;
        }
    }

    const Answer& answer_of(FieldIndex index) const {
        return form_.fields[index].value ? outcome_.filling.answers[index]
                                         : filling_.answers[index];
    }

    void passage(FieldIndex index) {
        const auto& field = form_.fields[index];
        auto whole = entries_.cell(answer_of(index), field);
        const auto pieces = format_ == office::Format::xlsx ? pieces_of(whole.text)
                                                            : std::vector<std::string>{whole.text};
        put(fields_, 0, fmt::format("{}", index + 1), WriteLook::middle);
        fields_.cells.back().rows = 1 + pieces.size();
        put(fields_, 1, label_of(field, form_), WriteLook::text, kFieldColumns - 1);
        ++fields_.rows;
        for (const auto& piece : pieces) {
            auto cell = whole;
            cell.text = piece;
            cell.columns = kFieldColumns - 1;
            put(fields_, 1, std::move(cell));
            ++fields_.rows;
        }
    }

    // A row of a sheet is at most 409 points high: some 24 lines.
    static std::vector<std::string> pieces_of(const std::string& text) {
        constexpr std::size_t kMostCharacters = 700;
        std::vector<std::string> pieces{""};
        std::size_t in_piece = 0;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const auto paragraph = std::string_view{text}.substr(at, end - at);
            constexpr std::size_t kLine = 30; // a paragraph takes a line at least
            const auto length = std::max(utf16_length(paragraph), kLine);
            // Blank lines stay with what stands above: a cell of nothing else is read as empty.
            if (in_piece + length > kMostCharacters && in_piece > 0 &&
                !trimmed(paragraph).empty()) {
                pieces.back().pop_back();
                pieces.emplace_back();
                in_piece = 0;
            }
            pieces.back() += paragraph;
            pieces.back() += end < text.size() ? "\n" : "";
            in_piece += length;
            at = end + 1;
        }
        return pieces;
    }

    void end_fields() {
        if (fields_.rows > 0) {
            layout_.parts.emplace_back(std::exchange(fields_, {}));
        }
    }

    std::size_t rows_to_show(const Field& field, std::size_t rows) const {
        constexpr std::size_t kSpare = 3, kLeast = 5;
        if (!field.rows.empty()) {
            return std::max(rows, field.rows.size());
        }
        const auto wanted = std::max({rows + kSpare, kLeast, field.at_least});
        return field.at_most == 0 ? wanted : std::max(rows, std::min(wanted, field.at_most));
    }

    WriteTable table(FieldIndex index) {
        const auto& field = form_.fields[index];
        WriteTable table{.widths = {4}, .rows = 0, .heading_rows = 1, .cells = {}};
        put(table, 0, kNumber, WriteLook::heading);
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            table.widths.push_back(width_of(field.columns[c].kind));
            put(table, c + 1, heading_of(field.columns[c], form_), WriteLook::heading);
        }
        ++table.rows;
        const auto& rows = filling_.answers[index].rows;
        const auto& computed = outcome_.filling.answers[index].rows;
        ensure(rows.size() == computed.size(), "the outcome is that of the filling");
        for (std::size_t r = 0; r < rows_to_show(field, rows.size()); ++r) {
            put(table, 0, fmt::format("{}", r + 1), WriteLook::middle);
            for (std::size_t c = 0; c < field.columns.size(); ++c) {
                static const Answer kNone;
                const auto& column = field.columns[c];
                auto cell = entries_.cell(r >= rows.size() ? kNone
                                          : column.value   ? computed[r][c]
                                                           : rows[r][c],
                                          column);
                const bool fixed = r < field.rows.size() && !field.rows[r][c].empty();
                if (fixed) {
                    cell.look = WriteLook::text;
                    cell.text = r < rows.size() ? cell.text : field.rows[r][c];
                }
                put(table, c + 1, std::move(cell));
            }
            ++table.rows;
        }
        if (field.total) {
            total(table, field, rows.empty() ? Answer{} : outcome_.filling.answers[index]);
        }
        return table;
    }

    void total(WriteTable& table, const Field& field, const Answer& answer) {
        put(table, 0, kTotal, WriteLook::heading);
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            Answer sum;
            if (const auto total = total_of(answer, field, c, form_)) {
                sum.value = *total;
            }
            auto cell = entries_.cell(sum, field.columns[c]);
            cell.look = WriteLook::computed;
            cell.list.reset();
            put(table, c + 1, std::move(cell));
        }
        ++table.rows;
    }

    // Reasons that are written, and those that are wanted.
    void reasons() {
        std::map<std::string, std::string> cases;
        for (const auto& [key, reason] : filling_.reasons) {
            cases[key] = "已写明的情况";
        }
        for (const auto& finding : outcome_.findings) {
            if (finding.wants_reason) {
                cases[finding.key] = finding.message.zh;
            }
        }
        if (cases.empty()) {
            return;
        }
        line(Line::Kind::section, "需要说明的情况");
        WriteTable table{.widths = {5, 18, 20}, .rows = 0, .heading_rows = 1, .cells = {}};
        put(table, 0, kReasonNumber, WriteLook::heading);
        put(table, 1, kReasonCase, WriteLook::heading);
        put(table, 2, kReason, WriteLook::heading);
        ++table.rows;
        for (const auto& [key, message] : cases) {
            put(table, 0, reason_number(key), WriteLook::middle);
            put(table, 1, message, WriteLook::text);
            const auto reason = filling_.reasons.find(key);
            put(table, 2, reason == filling_.reasons.end() ? "" : reason->second,
                WriteLook::passage);
            ++table.rows;
        }
        layout_.parts.emplace_back(std::move(table));
    }

    const Form& form_;
    const Filling& filling_;
    const Outcome& outcome_;
    office::Format format_;
    Layout layout_;
    Entries entries_;
    WriteTable fields_; // of the fields since the last table
};

void expect_fits(const Layout& layout) {
    for (const auto& part : layout.parts) {
        if (const auto* const table = std::get_if<WriteTable>(&part)) {
            for (const auto& cell : table->cells) {
                if (utf16_length(cell.text) > office::kMostCellText) {
                    throw failure(ErrorCode::too_large, "form.copy-too-long",
                                  "a cell of a sheet holds {} characters and the text '{}' has "
                                  "more; take the copy as a Word document",
                                  office::kMostCellText, beginning_of(cell.text))
                        .with("limit", std::to_string(office::kMostCellText));
                }
            }
        }
    }
}

} // namespace

double page_width(const Form& form) {
    return form.landscape ? 64 : 43;
}

Layout lay_out(const Form& form, const Filling& filling, const Outcome& outcome,
               const CopyInfo& info, office::Format format, const org::Directory& directory) {
    ensure(filling.answers.size() == form.fields.size() &&
               outcome.filling.answers.size() == form.fields.size(),
           "filling and outcome are those of the form");
    auto layout =
        LayoutMaker{form, filling, outcome, directory, format, info.day}.make(info, directory);
    if (format == office::Format::xlsx) {
        expect_fits(layout);
    }
    return layout;
}

} // namespace luoshi::form::copy
