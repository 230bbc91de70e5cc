// SPDX-License-Identifier: Apache-2.0
// The layout of a copy as a sheet or as pages.
#include "form/copy_layout.hpp"
#include "form/copy_words.hpp"
#include "form/offline.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "office/write_docx.hpp"
#include "office/write_xlsx.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace luoshi::form {
namespace {

using copy::Layout;
using copy::Line;
using office::WriteCell;
using office::WriteLook;
using office::WriteTable;

office::WriteStyle style_of(Line::Kind kind) {
    switch (kind) {
    case Line::Kind::title: return office::WriteStyle::title;
    case Line::Kind::right: return office::WriteStyle::note_right;
    case Line::Kind::section: return office::WriteStyle::heading;
    case Line::Kind::note:
    case Line::Kind::caption:
    case Line::Kind::mark: break;
    }
    return office::WriteStyle::note;
}

WriteLook look_of(Line::Kind kind) {
    switch (kind) {
    case Line::Kind::title: return WriteLook::title;
    case Line::Kind::right: return WriteLook::line_right;
    case Line::Kind::section:
    case Line::Kind::caption: return WriteLook::caption;
    case Line::Kind::note:
    case Line::Kind::mark: break;
    }
    return WriteLook::line;
}

std::string pages(const Layout& layout, const Form& form) {
    office::WriteSection section;
    section.page =
        form.landscape ? office::WriteSection::Page::across : office::WriteSection::Page::upright;
    std::string mark;
    for (const auto& part : layout.parts) {
        if (const auto* const table = std::get_if<WriteTable>(&part)) {
            section.content.emplace_back(*table);
        } else if (const auto& line = std::get<Line>(part); line.kind == Line::Kind::mark) {
            mark = line.text; // on every page
        } else {
            section.content.emplace_back(office::WriteParagraph{style_of(line.kind), line.text});
        }
    }
    return office::write_docx({section}, mark);
}

// All tables of a sheet share its columns: those of the widest one; the others take several.
class SheetMaker {
public:
    SheetMaker(const Layout& layout, const Form& form) : layout_(layout), form_(form) {}

    office::WriteSheet make() {
        choose_columns();
        for (const auto& part : layout_.parts) {
            if (const auto* const table = std::get_if<WriteTable>(&part)) {
                add(*table);
            } else {
                add(std::get<Line>(part));
            }
        }
        sheet_.name = form_.title.zh;
        sheet_.page =
            form_.landscape ? office::WriteSheet::Page::across : office::WriteSheet::Page::upright;
        sheet_.for_filling = true;
        sheet_.lists = layout_.lists;
        return std::move(sheet_);
    }

private:
    void choose_columns() {
        auto& widths = sheet_.table.widths;
        for (const auto& part : layout_.parts) {
            const auto* const table = std::get_if<WriteTable>(&part);
            if (table != nullptr && table->widths.size() > widths.size()) {
                widths = table->widths;
            }
        }
        if (widths.empty()) {
            widths = {10, 10, 10, 10};
        }
        const auto sum = std::accumulate(widths.begin(), widths.end(), 0.0);
        const auto scale = std::max(1.0, copy::page_width(form_) / sum);
        for (auto& width : widths) {
            width *= scale;
        }
    }

    // Where the columns of a table begin on the sheet, and the end: each takes one at least.
    std::vector<std::size_t> places_of(const std::vector<double>& widths) const {
        const auto& all = sheet_.table.widths;
        const auto scale = std::accumulate(all.begin(), all.end(), 0.0) /
                           std::accumulate(widths.begin(), widths.end(), 0.0);
        std::vector<std::size_t> places{0};
        double wanted = 0, reached = 0;
        for (std::size_t c = 0; c + 1 < widths.size(); ++c) {
            wanted += widths[c] * scale;
            auto at = places.back();
            const auto last = all.size() - (widths.size() - 1 - c); // the rest needs one each
            do {
                reached += all[at++];
            } while (at < last && reached + all[at] / 2 < wanted);
            places.push_back(at);
        }
        places.push_back(all.size());
        return places;
    }

    double width(std::size_t begin, std::size_t end) const {
        const auto& all = sheet_.table.widths;
        return std::accumulate(all.begin() + static_cast<std::ptrdiff_t>(begin),
                               all.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    }

    static double points(std::string_view text, double width) {
        constexpr double kLine = 15, kAround = 5, kMost = 409;
        double lines = 1, filled = 0;
        for (std::size_t at = 0; at < text.size();) {
            const auto c = next_character(text, at);
            filled += c < 0x80 ? 0.5 : 1;
            if (c == U'\n' || filled > width) {
                lines += 1;
                filled = c == U'\n' ? 0 : 1;
            }
        }
        return std::min(lines * kLine + kAround, kMost);
    }

    void add(const Line& line) {
        constexpr double kTitle = 36, kSection = 26;
        WriteCell cell;
        cell.row = sheet_.table.rows++;
        cell.columns = sheet_.table.widths.size();
        cell.text = line.text;
        cell.look = look_of(line.kind);
        sheet_.table.heights.push_back(
            line.kind == Line::Kind::title
                ? kTitle
                : std::max(points(line.text, width(0, cell.columns)),
                           look_of(line.kind) == WriteLook::caption ? kSection : 0));
        if (line.kind == Line::Kind::mark) {
            sheet_.foot = line.text;
        }
        sheet_.table.cells.push_back(std::move(cell));
    }

    void add(const WriteTable& table) {
        const auto places = places_of(table.widths);
        const auto first = sheet_.table.rows;
        std::vector<double> heights(table.rows, 20);
        for (auto cell : table.cells) {
            const auto begin = places[cell.column], end = places[cell.column + cell.columns];
            // Room to write in: a passage is three lines high at least.
            const double least = cell.look == WriteLook::passage && cell.columns > 1 ? 50 : 0;
            if (cell.rows == 1) {
                heights[cell.row] =
                    std::max({heights[cell.row], points(cell.text, width(begin, end) - 1), least});
            }
            cell.row += first;
            cell.column = begin;
            cell.columns = end - begin;
            sheet_.table.cells.push_back(std::move(cell));
        }
        sheet_.table.rows += table.rows;
        sheet_.table.heights.insert(sheet_.table.heights.end(), heights.begin(), heights.end());
    }

    const Layout& layout_;
    const Form& form_;
    office::WriteSheet sheet_;
};

} // namespace

std::string write_copy(const Form& form, const Filling& filling, const Outcome& outcome,
                       const CopyInfo& info, office::Format format,
                       const org::Directory& directory) {
    ensure(format == office::Format::docx || format == office::Format::xlsx,
           "a copy is a document or a sheet");
    auto printed = info;
    printed.pack = form.pack;
    printed.form = form.code;
    printed.digest = form.digest;
    const auto layout = copy::lay_out(form, filling, outcome, printed, format, directory);
    return format == office::Format::docx ? pages(layout, form)
                                          : office::write_xlsx({SheetMaker{layout, form}.make()});
}

} // namespace luoshi::form
