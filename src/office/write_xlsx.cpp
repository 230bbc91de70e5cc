// SPDX-License-Identifier: Apache-2.0
// Written by hand: the libraries at hand go by way of files, and a server need not have any place
// for them.
#include "office/write_xlsx.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "office/stamp.hpp"
#include "office/xlsx_styles.hpp"
#include "office/zip_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

constexpr auto kHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"sv;
constexpr auto kMain = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"sv;
constexpr auto kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"sv;
constexpr auto kPackage = "http://schemas.openxmlformats.org/package/2006"sv;

std::string column_name(std::size_t column) {
    std::string name;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

constexpr auto kListSheet = "选项"sv;

// At most `most` characters; what Excel would take for an escape is escaped.
std::string cell_text(std::string_view all, std::size_t most) {
    std::string out;
    std::size_t at = 0, count = 0;
    while (at < all.size() && count < most) {
        const auto from = at;
        const auto c = next_character(all, at);
        count += c > 0xFFFF ? 2 : 1; // Excel counts UTF-16 units
        if (all.substr(from).starts_with("_x") && all.substr(from).size() > 6 &&
            all[from + 6] == '_') {
            out += "_x005F_";
        } else {
            append_escaped(out, all.substr(from, at - from));
        }
    }
    return out;
}

// The XML of one sheet.
class SheetWriter {
public:
    // first_list: column of the first of its lists on the sheet of lists.
    SheetWriter(const WriteSheet& sheet, XlsxStyles& styles, std::size_t first_list)
        : sheet_(sheet), styles_(styles), first_list_(first_list) {
        for (const auto& cell : sheet.table.cells) {
            ensure(cell.row + cell.rows <= sheet.table.rows &&
                       cell.column + cell.columns <= sheet.table.widths.size() && cell.rows > 0 &&
                       cell.columns > 0,
                   "cells lie inside their table");
        }
        if (sheet.table.rows + sheet.above.size() + sheet.below.size() + 1 > 1'048'576) {
            throw failure(ErrorCode::too_large, "office.too-many-rows",
                          "a sheet has at most 1,048,576 rows; choose fewer")
                .with("limit", "1048576");
        }
    }

    std::string write() {
        out_ = fmt::format(
            R"({}<worksheet {}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">)",
            kHead, kMain);
        const auto frozen = heading_end();
        if (frozen > 0) {
            out_ += fmt::format(
                R"(<pane ySplit="{0}" topLeftCell="A{1}" activePane="bottomLeft" state="frozen"/>)",
                frozen, frozen + 1);
        }
        out_ += R"(</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>)";
        for (std::size_t c = 0; c < sheet_.table.widths.size(); ++c) {
            out_ += fmt::format(R"(<col min="{0}" max="{0}" width="{1:.2f}" customWidth="1"/>)",
                                c + 1, sheet_.table.widths[c] * 2 + 1);
        }
        out_ += "</cols><sheetData>";
        write_lines();
        write_table();
        for (const auto& each : sheet_.below) {
            write_line(each, WriteLook::line);
        }
        out_ += "</sheetData>";
        if (sheet_.for_filling) {
            out_ +=
                R"(<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0"/>)";
        }
        write_merges();
        write_choices();
        out_ += fmt::format(
            R"(<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.4" footer="0.4"/>)"
            R"(<pageSetup paperSize="9" orientation="{}" fitToWidth="1" fitToHeight="0"/>)"
            R"(<headerFooter><oddFooter>{}&amp;{}— &amp;P —</oddFooter></headerFooter></worksheet>)",
            sheet_.page == WriteSheet::Page::across ? "landscape" : "portrait", foot(),
            sheet_.foot.empty() && Stamp::now().empty()
                ? "C"
                : "R"); // a long line on the left would run into the middle
        return std::move(out_);
    }

    // Rows down to the last heading.
    std::size_t heading_end() const {
        return sheet_.table.heading_rows == 0 ? 0 : lines_above() + sheet_.table.heading_rows;
    }

private:
    std::size_t lines_above() const { return (sheet_.title.empty() ? 0 : 1) + sheet_.above.size(); }

    void write_lines() {
        if (!sheet_.title.empty()) {
            write_line(sheet_.title, WriteLook::title);
        }
        for (const auto& each : sheet_.above) {
            write_line(each, WriteLook::line);
        }
    }

    // & begins a code there; a text of 255 characters at most is allowed.
    std::string foot() const {
        constexpr std::size_t kLongest = 200;
        auto words = sheet_.foot;
        if (!Stamp::now().empty()) {
            words += (words.empty() ? "" : "　") + Stamp::now();
        }
        if (words.empty()) {
            return {};
        }
        std::string doubled;
        for (const char c : words) {
            doubled += c == '&' ? "&&" : std::string(1, c);
        }
        return R"(&amp;L&amp;8)" + cell_text(doubled, kLongest);
    }

    void write_line(std::string_view words, WriteLook look) {
        out_ += fmt::format(R"(<row r="{}" ht="{}" customHeight="1">)", row_ + 1,
                            look == WriteLook::title ? 36 : 20);
        write_text(row_, 0, styles_.of(look), words);
        out_ += "</row>";
        if (sheet_.table.widths.size() > 1) {
            merges_.push_back(area(row_, 0, 1, sheet_.table.widths.size()));
        }
        ++row_;
    }

    void write_text(std::size_t row, std::size_t column, int style, std::string_view words) {
        out_ += fmt::format(
            R"(<c r="{}{}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)",
            column_name(column), row + 1, style, cell_text(words, kMostCellText));
    }

    void write_cell(const WriteCell& cell, int style) {
        constexpr std::int64_t kMostDigits = 1'000'000'000'000'000;
        const auto row = row_ + cell.row;
        if (cell.list) {
            choices_[*cell.list] += area(row, cell.column, 1, 1) + " ";
        }
        if (cell.date) {
            constexpr std::int32_t kEpoch = 25'569; // days from 1899-12-30 to 1970-01-01
            out_ += fmt::format(R"(<c r="{}{}" s="{}"><v>{}</v></c>)", column_name(cell.column),
                                row + 1, style, cell.date->days_since_epoch() + kEpoch);
        } else if (cell.number && cell.number->scaled() < kMostDigits &&
                   cell.number->scaled() > -kMostDigits) {
            out_ += fmt::format(R"(<c r="{}{}" s="{}"><v>{}</v></c>)", column_name(cell.column),
                                row + 1, style, luoshi::to_string(*cell.number));
        } else if (cell.text.empty()) {
            out_ +=
                fmt::format(R"(<c r="{}{}" s="{}"/>)", column_name(cell.column), row + 1, style);
        } else {
            write_text(row, cell.column, style, cell.text);
        }
    }

    // Places no cell fills get a border too, also those a merged cell covers.
    void write_table() {
        const auto& table = sheet_.table;
        const auto width = table.widths.size();
        std::vector<std::pair<std::size_t, int>> above(width); // busy until this row, in this style
        auto next = table.cells.begin();
        for (std::size_t r = 0; r < table.rows; ++r) {
            const auto height = r < table.heights.size() ? table.heights[r] : 0;
            out_ += height > 0 ? fmt::format(R"(<row r="{}" ht="{:.1f}" customHeight="1">)",
                                             row_ + r + 1, height)
                               : fmt::format(R"(<row r="{}">)", row_ + r + 1);
            for (std::size_t c = 0; c < width; ++c) {
                if (next != table.cells.end() && next->row == r && next->column == c) {
                    const auto style = styles_.of(*next);
                    write_cell(*next, style);
                    for (auto k = c; k < c + next->columns; ++k) {
                        above[k] = {r + next->rows, style};
                    }
                    if (next->rows > 1 || next->columns > 1) {
                        merges_.push_back(area(row_ + r, c, next->rows, next->columns));
                    }
                    ++next;
                } else {
                    // Outside its cells a form has no rules.
                    const auto otherwise = sheet_.for_filling ? WriteLook::line : WriteLook::text;
                    out_ +=
                        fmt::format(R"(<c r="{}{}" s="{}"/>)", column_name(c), row_ + r + 1,
                                    above[c].first > r ? above[c].second : styles_.of(otherwise));
                }
            }
            out_ += "</row>";
        }
        ensure(next == table.cells.end(), "cells stand by row, then column");
        row_ += table.rows;
    }

    static std::string area(std::size_t row, std::size_t column, std::size_t rows,
                            std::size_t columns) {
        return fmt::format("{}{}:{}{}", column_name(column), row + 1,
                           column_name(column + columns - 1), row + rows);
    }

    void write_merges() {
        if (merges_.empty()) {
            return;
        }
        out_ += fmt::format(R"(<mergeCells count="{}">)", merges_.size());
        for (const auto& merge : merges_) {
            out_ += fmt::format(R"(<mergeCell ref="{}"/>)", merge);
        }
        out_ += "</mergeCells>";
    }

    void write_choices() {
        if (choices_.empty()) {
            return;
        }
        out_ += fmt::format(R"(<dataValidations count="{}">)", choices_.size());
        for (auto& [list, cells] : choices_) {
            cells.pop_back();
            // Other words can be typed: whoever reads the sheet says what is wrong with them.
            out_ += fmt::format(
                R"(<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="{}"><formula1>'{}'!${}$1:${}${}</formula1></dataValidation>)",
                cells, kListSheet, column_name(first_list_ + list), column_name(first_list_ + list),
                std::max<std::size_t>(sheet_.lists[list].size(), 1));
        }
        out_ += "</dataValidations>";
    }

    const WriteSheet& sheet_;
    XlsxStyles& styles_;
    std::size_t first_list_;
    std::map<std::size_t, std::string> choices_; // by list: the cells that choose from it
    std::string out_;
    std::size_t row_ = 0;
    std::vector<std::string> merges_;
};

// What Excel takes for a name, and no other sheet has.
std::string sheet_name(std::string_view wanted, std::map<std::string, int>& taken) {
    constexpr std::size_t kLongest = 31;
    std::string name;
    std::size_t at = 0, count = 0;
    while (at < wanted.size() && count < kLongest - 4) {
        const auto c = next_character(wanted, at);
        const bool forbidden = c < 0x20 || U"[]:*?/\\'"sv.find(c) != std::u32string_view::npos;
        append_utf8(name, forbidden ? U'_' : c);
        ++count;
    }
    name = name.empty() ? "Sheet" : name;
    const auto again = taken[name]++;
    return again == 0 ? name : fmt::format("{}_{}", name, again + 1);
}

// All lists, a column each.
WriteSheet sheet_of_lists(const std::vector<WriteSheet>& sheets) {
    WriteSheet made{
        .name = std::string{kListSheet}, .title = {}, .above = {}, .table = {}, .below = {}};
    std::vector<const std::vector<std::string>*> lists;
    for (const auto& sheet : sheets) {
        for (const auto& list : sheet.lists) {
            lists.push_back(&list);
            made.table.widths.push_back(10);
            made.table.rows = std::max(made.table.rows, std::max<std::size_t>(list.size(), 1));
        }
    }
    for (std::size_t r = 0; r < made.table.rows; ++r) {
        for (std::size_t c = 0; c < lists.size(); ++c) {
            if (r < lists[c]->size()) {
                made.table.cells.push_back({.row = r, .column = c, .text = (*lists[c])[r]});
            }
        }
    }
    return made;
}

constexpr auto kSheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"sv;

// The parts of a workbook as its sheets are added.
class BookWriter {
public:
    void add(const WriteSheet& sheet) { add(sheet, sheet_name(sheet.name, taken_), {}); }
    void add_hidden(const WriteSheet& sheet) { add(sheet, sheet.name, R"( state="hidden")"); }

    std::string write() && {
        ZipEntries all{
            {"[Content_Types].xml",
             fmt::format(
                 R"({}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{}</Types>)",
                 kHead, kPackage, overrides_)},
            {"_rels/.rels",
             fmt::format(
                 R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/officeDocument" Target="xl/workbook.xml"/></Relationships>)",
                 kHead, kPackage, kTypes)},
            {"xl/workbook.xml",
             fmt::format(
                 R"({}<workbook {} xmlns:r="{}"><bookViews><workbookView/></bookViews><sheets>{}</sheets>{}</workbook>)",
                 kHead, kMain, kTypes, sheets_,
                 names_.empty() ? names_ : fmt::format("<definedNames>{}</definedNames>", names_))},
            {"xl/_rels/workbook.xml.rels",
             fmt::format(
                 R"({}<Relationships xmlns="{}/relationships">{}<Relationship Id="rIdS" Type="{}/styles" Target="styles.xml"/></Relationships>)",
                 kHead, kPackage, relations_, kTypes)}};
        std::move(parts_.begin(), parts_.end(), std::back_inserter(all));
        all.emplace_back("xl/styles.xml", styles_.xml());
        return write_zip(all);
    }

private:
    void add(const WriteSheet& sheet, std::string_view plain_name, std::string_view state) {
        SheetWriter writer{sheet, styles_, lists_};
        lists_ += sheet.lists.size();
        std::string name;
        append_escaped(name, plain_name);
        const auto number = parts_.size() + 1;
        sheets_ += fmt::format(R"(<sheet name="{}" sheetId="{}"{} r:id="rId{}"/>)", name, number,
                               state, number);
        relations_ += fmt::format(
            R"(<Relationship Id="rId{0}" Type="{1}/worksheet" Target="worksheets/sheet{0}.xml"/>)",
            number, kTypes);
        overrides_ +=
            fmt::format(R"(<Override PartName="/xl/worksheets/sheet{}.xml" ContentType="{}"/>)",
                        number, kSheetType);
        if (const auto end = writer.heading_end(); end > 0) {
            names_ += fmt::format(
                R"(<definedName name="_xlnm.Print_Titles" localSheetId="{}">'{}'!${}:${}</definedName>)",
                number - 1, name, end - sheet.table.heading_rows + 1, end);
        }
        parts_.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", number), writer.write());
    }

    XlsxStyles styles_;
    std::map<std::string, int> taken_{{std::string{kListSheet}, 1}};
    std::size_t lists_ = 0;
    std::string sheets_, relations_, overrides_, names_;
    ZipEntries parts_;
};

} // namespace

std::string write_xlsx(const std::vector<WriteSheet>& sheets) {
    ensure(!sheets.empty(), "a workbook has a sheet");
    BookWriter book;
    for (const auto& sheet : sheets) {
        book.add(sheet);
    }
    if (const auto lists = sheet_of_lists(sheets); !lists.table.widths.empty()) {
        book.add_hidden(lists);
    }
    return std::move(book).write();
}

} // namespace luoshi::office
