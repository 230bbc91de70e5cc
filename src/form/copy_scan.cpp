// SPDX-License-Identifier: Apache-2.0
#include "form/copy_scan.hpp"

#include "base/text.hpp"
#include "form/copy_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace luoshi::form::copy {
namespace {

Columns columns_of(const RowCell* cell) {
    return cell == nullptr ? Columns{} : Columns{cell->column, cell->column + cell->columns};
}

class Scanner {
public:
    Scanner(const Form& form, const org::Directory& directory, Date date) : form_(form) {
        know(form.title.zh);
        know("需要说明的情况");
        for (const auto& line : head_lines(form, directory, date)) {
            know(line);
        }
        for (const auto& line : how_to_fill_in(form)) {
            know(line);
        }
        for (const auto word : {kNumber, kLabel, kValue, kUnit, kTotal}) {
            know(word);
        }
        for (const auto& field : form.fields) {
            for (const auto& column : field.columns) {
                know(heading_of(column, form));
            }
        }
        beginnings_ = {fold(kUnitLine), fold(kPeriodLine), fold(kPrintedLine)};
        if (!form.signatures.empty()) {
            beginnings_.push_back(fold(form.signatures.front() + "："));
        }
    }

    Scan run(const std::vector<Row>& rows) {
        for (const auto& row : rows) {
            if (row.is_single() && row.table == 0 && row.cells[0].column == 0 &&
                is_mark(row.cells[0].text)) {
                read_mark(row.cells[0].text, out_.info);
                out_.marked = true;
                mode_ = Mode::none;
            } else if (!row.margin) {
                take(row);
                before_ = &row;
            }
        }
        return std::move(out_);
    }

private:
    enum class Mode { none, fields, table, reasons };

    void know(std::string_view text) {
        known_.insert(fold(text));
        for (std::size_t at = 0; at < text.size();) { // a cell may come as its paragraphs
            const auto end = std::min(text.find('\n', at), text.size());
            known_.insert(fold(text.substr(at, end - at)));
            at = end + 1;
        }
    }

    void take(const Row& row) {
        if (before_ != nullptr && (row.sheet != before_->sheet || row.table != before_->table)) {
            mode_ = Mode::none;
        }
        if (mode_ == Mode::fields && take_passage(row)) {
            return;
        }
        if (take_headings(row) || (row.is_single() && row.cells[0].column == 0 && take_line(row))) {
            return;
        }
        switch (mode_) {
        case Mode::fields: take_field(row); break;
        case Mode::table: out_.tables.back().rows.push_back(&row); break;
        case Mode::reasons:
            out_.reasons.push_back(
                {row.text(number_.begin, number_.end), row.text(value_.begin, value_.end)});
            break;
        case Mode::none: out_.strays.push_back(&row); break;
        }
    }

    // The cell below the label of a long text is its text, whatever stands in it; so are those
    // below that without a number.
    bool take_passage(const Row& row) {
        if (out_.fields.empty() || open_ == nullptr || !row.is_single() ||
            row.cells[0].column < label_.begin || row.cells[0].column == 0) {
            return false;
        }
        auto& line = out_.fields.back();
        // The number stands beside all cells of the text that were there.
        const auto beside =
            open_->cells.front().column < label_.begin ? open_->cells.front().rows : std::size_t{2};
        if (row.number >= open_->number + std::max<std::size_t>(beside, 2) &&
            !candidates(row.cells[0].text).empty()) {
            return false;
        }
        line.passages.push_back(row.cells[0].text);
        line.column = row.cells[0].column;
        line.row = &row;
        return true;
    }

    bool take_headings(const Row& row) {
        const auto* const label = row.find(kLabel);
        const auto* const value = row.find(kValue);
        if (expected_ && take_table(row, Match::whole)) {
            return true;
        }
        if (label != nullptr && value != nullptr) {
            begin_fields(row, columns_of(label), columns_of(value));
            return true;
        }
        if (row.find(kReasonNumber) != nullptr && row.find(kReason) != nullptr) {
            mode_ = Mode::reasons;
            number_ = columns_of(row.find(kReasonNumber));
            value_ = columns_of(row.find(kReason));
            return true;
        }
        if (take_table(row, Match::some)) {
            return true;
        }
        if (label != nullptr && row.find(kNumber) != nullptr && mode_ != Mode::table) {
            // The heading of the values was retyped: they stand behind the label.
            const auto at = std::ranges::find_if(row.cells, [&](const RowCell& cell) {
                return cell.column > label->column && fold(cell.text) != kUnit;
            });
            if (at != row.cells.end()) {
                begin_fields(row, columns_of(label), columns_of(&*at));
                return true;
            }
        }
        return false;
    }

    void begin_fields(const Row& row, Columns label, Columns value) {
        mode_ = Mode::fields;
        expected_.reset();
        open_ = nullptr;
        label_ = label;
        value_ = value;
        number_ = columns_of(row.find(kNumber));
        unit_ = columns_of(row.find(kUnit));
    }

    enum class Match { whole, some };

    bool take_table(const Row& row, Match match) {
        if (row.cells.size() < 2) {
            return false;
        }
        const auto* const number = row.find(kNumber);
        std::optional<TablePart> best;
        std::size_t best_found = 0;
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto index = static_cast<FieldIndex>(i);
            const auto& field = form_.fields[i];
            const bool expected = expected_ == index;
            if (field.kind != FieldKind::table || (match == Match::whole && !expected) ||
                (number == nullptr && !expected)) {
                continue;
            }
            auto part = headings(row, index);
            const auto found = static_cast<std::size_t>(std::ranges::count_if(
                part.headings, [](const HeadingCell& cell) { return cell.column.has_value(); }));
            const auto enough = match == Match::whole ? field.columns.size()
                                : expected            ? std::size_t{1}
                                                      : (field.columns.size() + 1) / 2;
            if (found >= enough && found + (expected ? 1 : 0) > best_found) {
                best_found = found + (expected ? 1 : 0);
                best = std::move(part);
            }
        }
        if (!best) {
            return false;
        }
        mode_ = Mode::table;
        expected_.reset();
        out_.tables.push_back(std::move(*best));
        return true;
    }

    TablePart headings(const Row& row, FieldIndex table) const {
        TablePart part;
        part.table = table;
        part.heading = &row;
        const auto& columns = form_.fields[table].columns;
        std::set<FieldIndex> taken;
        for (const auto& cell : row.cells) {
            if (fold(cell.text) == kNumber && !part.number) {
                part.number = columns_of(&cell);
                continue;
            }
            HeadingCell heading;
            heading.text = cell.text;
            heading.at = columns_of(&cell);
            std::size_t length = 0;
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const auto column = static_cast<FieldIndex>(c);
                const auto found = named(cell.text, columns[c]);
                if (found && found->length > length && !taken.contains(column)) {
                    heading.column = column;
                    heading.rest = found->rest;
                    length = found->length;
                }
            }
            if (heading.column) {
                taken.insert(*heading.column);
            }
            part.headings.push_back(std::move(heading));
        }
        return part;
    }

    // A line around tables: captions, sections, what is printed on every copy.
    bool take_line(const Row& row) {
        const auto& text = row.cells[0].text;
        const auto folded = fold(text);
        if (const auto table = caption(folded)) {
            out_.captions.insert(*table);
            expected_ = *table;
            mode_ = Mode::none;
            return true;
        }
        for (std::size_t s = 0; s < form_.sections.size(); ++s) {
            const auto& section = form_.sections[s];
            if (!section.title.zh.empty() &&
                (folded == fold(section_line(section)) || folded == fold(section.title.zh))) {
                section_ = s;
                mode_ = Mode::none;
                return true;
            }
        }
        const bool printed = std::ranges::any_of(
            beginnings_, [&](const std::string& words) { return folded.starts_with(words); });
        if (printed) {
            read_unit_line(text, out_.info);
            mode_ = Mode::none;
        } else if (known_.contains(folded) && mode_ == Mode::none) {
            return true; // printed on every copy
        } else if (mode_ == Mode::table) {
            const auto& number = out_.tables.back().number;
            std::string_view rest = folded;
            if (!number || number->begin != 0 || (take_number(rest) && rest.empty()) ||
                folded == kTotal) {
                return false;
            }
            if (known_.contains(folded)) {
                mode_ = Mode::none;
            } else {
                out_.strays.push_back(&row); // a note below the table
            }
        } else if (mode_ == Mode::fields && known_.contains(folded)) {
            mode_ = Mode::none;
        } else {
            return false;
        }
        return true;
    }

    std::optional<FieldIndex> caption(std::string_view folded) const {
        constexpr std::string_view kTable = "表";
        std::optional<std::size_t> number;
        auto rest = folded;
        if (rest.starts_with(kTable)) {
            rest.remove_prefix(kTable.size());
            number = take_number(rest);
        }
        if (!number) {
            rest = folded;
        }
        std::optional<FieldIndex> best;
        std::size_t length = 0;
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto& field = form_.fields[i];
            // In a table a cell may hold the title of one: there the number is wanted too.
            if (field.kind != FieldKind::table || (mode_ == Mode::table && !number)) {
                continue;
            }
            const auto found = named(rest, field);
            const bool same = number && *number == i + 1;
            if (found && (found->length > length || (found->length == length && same))) {
                best = static_cast<FieldIndex>(i);
                length = found->length;
            }
        }
        return best;
    }

    // Fields the words may name: the longest titles, those of this section before others.
    std::vector<FieldIndex> candidates(std::string_view label) const {
        std::vector<FieldIndex> best;
        std::size_t length = 0;
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto& field = form_.fields[i];
            const auto found = field.kind == FieldKind::table ? std::nullopt : named(label, field);
            if (!found || found->length < length) {
                continue;
            }
            if (found->length > length) {
                best.clear();
                length = found->length;
            }
            best.push_back(static_cast<FieldIndex>(i));
        }
        if (section_ < form_.sections.size()) {
            const auto& here = form_.sections[section_].fields;
            std::stable_partition(best.begin(), best.end(), [&](FieldIndex index) {
                return std::ranges::find(here, index) != here.end();
            });
        }
        return best;
    }

    bool is_exact(std::string_view label, FieldIndex index) const {
        const auto& field = form_.fields[index];
        const auto behind = named(label, field)->rest;
        return behind.empty() || behind == named(label_of(field, form_), field)->rest;
    }

    void take_field(const Row& row) {
        FieldLine line;
        line.row = &row;
        line.column = value_.begin;
        line.section = section_;
        const auto number = fold(row.text(number_.begin, number_.end));
        std::string_view rest = number;
        line.number = take_number(rest);
        line.label = row.text(label_.begin, label_.end);
        line.value = row.text(value_.begin, value_.end);
        line.unit = row.text(unit_.begin, unit_.end);
        line.fields = candidates(line.label);
        line.exact = std::ranges::any_of(
            line.fields, [&](FieldIndex index) { return is_exact(line.label, index); });
        if (line.number) { // of two with the same title the number tells
            std::stable_partition(line.fields.begin(), line.fields.end(),
                                  [&](FieldIndex index) { return index + 1U == *line.number; });
        }
        const bool is_long = std::ranges::any_of(line.fields, [&](FieldIndex index) {
            return form_.fields[index].kind == FieldKind::long_text;
        });
        open_ = is_long || line.fields.empty() ? &row : nullptr;
        out_.fields.push_back(std::move(line));
    }

    const Form& form_;
    std::set<std::string> known_; // lines every copy of the form has, folded
    std::vector<std::string> beginnings_;
    Scan out_;
    Mode mode_ = Mode::none;
    std::size_t section_ = 0;
    std::optional<FieldIndex> expected_; // the table a caption announced
    Columns number_, label_, value_, unit_;
    const Row* open_ = nullptr; // the label of a long text, of the last field
    const Row* before_ = nullptr;
};

} // namespace

Scan scan(const std::vector<Row>& rows, const Form& form, const org::Directory& directory,
          Date date) {
    return Scanner{form, directory, date}.run(rows);
}

} // namespace luoshi::form::copy
