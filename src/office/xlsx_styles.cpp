// SPDX-License-Identifier: Apache-2.0
#include "office/xlsx_styles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

constexpr auto kDateFormat = R"(yyyy"年"m"月"d"日")"sv;
constexpr int kFirstOwnFormat = 176;

struct Face {
    WriteLook look;
    int font;                         // in kFonts
    bool ruled, grey;                 // rules around it
    bool free;                        // can be typed into though the sheet is protected
    std::string_view across, upright; // alignment
};

struct Font {
    std::string_view name, size, more;
};

constexpr std::array kFonts{Font{"宋体", "11", ""}, Font{"方正小标宋简体", "18", ""},
                            Font{"仿宋_GB2312", "11", ""}, Font{"黑体", "11", ""},
                            Font{"楷体_GB2312", "11", "<b/>"}};

constexpr std::array kFaces{
    Face{WriteLook::text, 2, true, false, false, "left", "center"},
    Face{WriteLook::middle, 2, true, false, false, "center", "center"},
    Face{WriteLook::heading, 3, true, false, false, "center", "center"},
    Face{WriteLook::section, 4, true, false, false, "left", "center"},
    Face{WriteLook::entry, 2, true, false, true, "left", "center"},
    Face{WriteLook::passage, 2, true, false, true, "left", "top"},
    Face{WriteLook::computed, 2, true, true, false, "left", "center"},
    Face{WriteLook::title, 1, false, false, false, "center", "center"},
    Face{WriteLook::caption, 3, false, false, false, "left", "center"},
    Face{WriteLook::line, 2, false, false, false, "left", "center"},
    Face{WriteLook::line_right, 2, false, false, false, "right", "center"},
};

const Face& face_of(WriteLook look) {
    return *std::find_if(kFaces.begin(), kFaces.end(),
                         [&](const Face& face) { return face.look == look; });
}

std::string number_format(int places) {
    return places == 0
               ? "#,##0"
               : fmt::format("#,##0.{}", std::string(static_cast<std::size_t>(places), '0'));
}

// Built-in ones have numbers of their own.
int built_in(std::string_view format) {
    constexpr std::array<std::pair<std::string_view, int>, 4> kBuiltIn{
        {{"General", 0}, {"#,##0", 3}, {"#,##0.00", 4}, {"@", 49}}};
    const auto* const found = std::find_if(kBuiltIn.begin(), kBuiltIn.end(),
                                           [&](const auto& one) { return one.first == format; });
    return found == kBuiltIn.end() ? -1 : found->second;
}

std::string escaped(std::string_view format) { // only quotes stand in formats
    std::string out;
    for (const char c : format) {
        out += c == '"' ? "&quot;" : std::string(1, c);
    }
    return out;
}

std::string fonts() {
    auto out = fmt::format(R"(<fonts count="{}">)", kFonts.size());
    for (const auto& font : kFonts) {
        out += fmt::format(R"(<font>{}<sz val="{}"/><name val="{}"/></font>)", font.more, font.size,
                           font.name);
    }
    return out + "</fonts>";
}

std::string borders() {
    std::string sides;
    for (const auto side : {"left", "right", "top", "bottom"}) {
        sides += fmt::format(R"(<{0} style="thin"><color auto="1"/></{0}>)", side);
    }
    return fmt::format(
        R"(<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>{}<diagonal/></border></borders>)",
        sides);
}

constexpr auto kFills =
    R"(<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>)"sv;

} // namespace

int XlsxStyles::of(const WriteCell& cell) {
    if (cell.date) {
        // A ledger has its dates in the middle.
        return of(cell.look == WriteLook::text ? WriteLook::middle : cell.look, kDateFormat);
    }
    if (cell.number) {
        return of(cell.look, number_format(cell.number->scale()));
    }
    switch (cell.holds) {
    case WriteHolds::text: return of(cell.look, "@");
    case WriteHolds::anything: return of(cell.look, "General");
    case WriteHolds::number: return of(cell.look, number_format(cell.places));
    case WriteHolds::date: return of(cell.look, kDateFormat);
    }
    return of(cell.look, "@");
}

int XlsxStyles::of(WriteLook look, std::string_view format) {
    const std::pair key{look, std::string{format}};
    const auto found = std::find(used_.begin(), used_.end(), key);
    const auto at = found - used_.begin();
    if (found == used_.end()) {
        used_.push_back(key);
    }
    return static_cast<int>(at) + 1; // behind the default
}

std::string XlsxStyles::xml() const {
    std::vector<std::string_view> own;
    std::string cells, formats;
    for (const auto& [look, format] : used_) {
        auto number = built_in(format);
        if (number < 0) {
            const auto found = std::find(own.begin(), own.end(), format);
            number = kFirstOwnFormat + static_cast<int>(found - own.begin());
            if (found == own.end()) {
                own.push_back(format);
                formats += fmt::format(R"(<numFmt numFmtId="{}" formatCode="{}"/>)", number,
                                       escaped(format));
            }
        }
        const auto& face = face_of(look);
        cells += fmt::format(
            R"(<xf numFmtId="{}" fontId="{}" fillId="{}" borderId="{}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="{}" wrapText="1" horizontal="{}"/>{}</xf>)",
            number, face.font, face.grey ? 2 : 0, face.ruled ? 1 : 0, face.upright,
            format.starts_with('#') ? "right" : face.across,
            face.free ? R"(<protection locked="0"/>)" : "");
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}{}{}{})"
        R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
        R"(<cellXfs count="{}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{}</cellXfs>)"
        R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)",
        formats.empty() ? formats
                        : fmt::format(R"(<numFmts count="{}">{}</numFmts>)", own.size(), formats),
        fonts(), kFills, borders(), used_.size() + 1, cells);
}

} // namespace luoshi::office
