// SPDX-License-Identifier: Apache-2.0
// Written by hand: the libraries at hand go by way of files, and a server need not have any place
// for them.
#include "office/write_xlsx.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
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

// Places in cellXfs of styles().
enum Style : int { plain, title, line, text, middle, heading, section, date };

std::string styles() {
    constexpr auto font = [](std::string_view name, std::string_view size, std::string_view more) {
        return fmt::format(R"(<font>{}<sz val="{}"/><name val="{}"/></font>)", more, size, name);
    };
    constexpr auto format = [](int number, int font_id, int border, std::string_view alignment) {
        return fmt::format(
            R"(<xf numFmtId="{}" fontId="{}" fillId="0" borderId="{}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1" {}/></xf>)",
            number, font_id, border, alignment);
    };
    constexpr auto kLeft = R"(horizontal="left")"sv, kCentre = R"(horizontal="center")"sv;
    std::string sides;
    for (const auto side : {"left", "right", "top", "bottom"}) {
        sides += fmt::format(R"(<{0} style="thin"><color auto="1"/></{0}>)", side);
    }
    constexpr int kText = 49, kDate = 176;
    return fmt::format(
        R"({}<styleSheet {}><numFmts count="1"><numFmt numFmtId="{}" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>)"
        R"(<fonts count="5">{}{}{}{}{}</fonts>)"
        R"(<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>)"
        R"(<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{}<diagonal/></border></borders>)"
        R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
        R"(<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{}{}{}{}{}{}{}</cellXfs>)"
        R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)",
        kHead, kMain, kDate, font("宋体", "11", ""), font("方正小标宋简体", "18", ""),
        font("仿宋_GB2312", "11", ""), font("黑体", "11", ""), font("楷体_GB2312", "11", "<b/>"),
        sides, format(kText, 1, 0, kCentre), format(kText, 2, 0, kLeft), format(kText, 2, 1, kLeft),
        format(kText, 2, 1, kCentre), format(kText, 3, 1, kCentre), format(kText, 4, 1, kLeft),
        format(kDate, 2, 1, kCentre));
}

std::string column_name(std::size_t column) {
    std::string name;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

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

int style_of(const WriteCell& cell) {
    if (cell.date) {
        return Style::date;
    }
    switch (cell.look) {
    case WriteLook::text: return Style::text;
    case WriteLook::middle: return Style::middle;
    case WriteLook::heading: return Style::heading;
    case WriteLook::section: return Style::section;
    }
    return Style::text;
}

// The XML of one sheet.
class SheetWriter {
public:
    explicit SheetWriter(const WriteSheet& sheet) : sheet_(sheet) {
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
            write_line(each, Style::line);
        }
        out_ += "</sheetData>";
        write_merges();
        out_ +=
            R"(<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.4" footer="0.4"/>)"
            R"(<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>)"
            R"(<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>)";
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
            write_line(sheet_.title, Style::title);
        }
        for (const auto& each : sheet_.above) {
            write_line(each, Style::line);
        }
    }

    void write_line(std::string_view words, int style) {
        out_ += fmt::format(R"(<row r="{}" ht="{}" customHeight="1">)", row_ + 1,
                            style == Style::title ? 36 : 20);
        write_text(row_, 0, style, words);
        out_ += "</row>";
        if (sheet_.table.widths.size() > 1) {
            merges_.push_back(area(row_, 0, 1, sheet_.table.widths.size()));
        }
        ++row_;
    }

    void write_text(std::size_t row, std::size_t column, int style, std::string_view words) {
        constexpr std::size_t kLongest = 32'767;
        out_ += fmt::format(
            R"(<c r="{}{}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)",
            column_name(column), row + 1, style, cell_text(words, kLongest));
    }

    void write_cell(const WriteCell& cell) {
        const auto row = row_ + cell.row;
        if (cell.date) {
            constexpr std::int32_t kEpoch = 25'569; // days from 1899-12-30 to 1970-01-01
            out_ += fmt::format(R"(<c r="{}{}" s="{}"><v>{}</v></c>)", column_name(cell.column),
                                row + 1, style_of(cell), cell.date->days_since_epoch() + kEpoch);
        } else {
            write_text(row, cell.column, style_of(cell), cell.text);
        }
    }

    // Places no cell fills get a border too, also those a merged cell covers.
    void write_table() {
        const auto& table = sheet_.table;
        const auto width = table.widths.size();
        std::vector<std::pair<std::size_t, int>> above(width); // busy until this row, in this style
        auto next = table.cells.begin();
        for (std::size_t r = 0; r < table.rows; ++r) {
            out_ += fmt::format(R"(<row r="{}">)", row_ + r + 1);
            for (std::size_t c = 0; c < width; ++c) {
                if (next != table.cells.end() && next->row == r && next->column == c) {
                    write_cell(*next);
                    for (auto k = c; k < c + next->columns; ++k) {
                        above[k] = {r + next->rows, style_of(*next)};
                    }
                    if (next->rows > 1 || next->columns > 1) {
                        merges_.push_back(area(row_ + r, c, next->rows, next->columns));
                    }
                    ++next;
                } else {
                    out_ += fmt::format(R"(<c r="{}{}" s="{}"/>)", column_name(c), row_ + r + 1,
                                        above[c].first > r ? above[c].second : int{Style::text});
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

    const WriteSheet& sheet_;
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

} // namespace

std::string write_xlsx(const std::vector<WriteSheet>& sheets) {
    ensure(!sheets.empty(), "a workbook has a sheet");
    std::string list, relations, overrides, names;
    ZipEntries parts(4);
    std::map<std::string, int> taken;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        SheetWriter writer{sheets[i]};
        std::string name;
        append_escaped(name, sheet_name(sheets[i].name, taken));
        const auto number = i + 1;
        list +=
            fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="rId{}"/>)", name, number, number);
        relations += fmt::format(
            R"(<Relationship Id="rId{0}" Type="{1}/worksheet" Target="worksheets/sheet{0}.xml"/>)",
            number, kTypes);
        overrides += fmt::format(
            R"(<Override PartName="/xl/worksheets/sheet{}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>)",
            number);
        if (const auto end = writer.heading_end(); end > 0) {
            names += fmt::format(
                R"(<definedName name="_xlnm.Print_Titles" localSheetId="{}">'{}'!${}:${}</definedName>)",
                i, name, end - sheets[i].table.heading_rows + 1, end);
        }
        parts.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", number), writer.write());
    }
    parts[0] = {
        "[Content_Types].xml",
        fmt::format(
            R"({}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{}</Types>)",
            kHead, kPackage, overrides)};
    parts[1] = {
        "_rels/.rels",
        fmt::format(
            R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/officeDocument" Target="xl/workbook.xml"/></Relationships>)",
            kHead, kPackage, kTypes)};
    parts[2] = {
        "xl/workbook.xml",
        fmt::format(
            R"({}<workbook {} xmlns:r="{}"><bookViews><workbookView/></bookViews><sheets>{}</sheets>{}</workbook>)",
            kHead, kMain, kTypes, list,
            names.empty() ? names : fmt::format("<definedNames>{}</definedNames>", names))};
    parts[3] = {
        "xl/_rels/workbook.xml.rels",
        fmt::format(
            R"({}<Relationships xmlns="{}/relationships">{}<Relationship Id="rIdS" Type="{}/styles" Target="styles.xml"/></Relationships>)",
            kHead, kPackage, relations, kTypes)};
    parts.emplace_back("xl/styles.xml", styles());
    return write_zip(parts);
}

} // namespace luoshi::office
