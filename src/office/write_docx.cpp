// SPDX-License-Identifier: Apache-2.0
#include "office/write_docx.hpp"

#include "base/error.hpp"
#include "office/stamp.hpp"
#include "office/zip_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

namespace luoshi::office {
namespace {

using namespace std::string_view_literals;

constexpr auto kHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"sv;
constexpr auto kWord =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"sv;
constexpr auto kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"sv;
constexpr auto kPackage = "http://schemas.openxmlformats.org/package/2006"sv;

constexpr int twips(double mm) {
    return static_cast<int>(mm * 1440 / 25.4 + 0.5);
}

struct PageSize {
    int width, height, top, right, bottom, left; // twips
    int inside() const { return width - left - right; }
};

// A page across is the upright one turned, so that both are bound at the same edge.
constexpr PageSize kUpright{twips(210), twips(297), twips(37), twips(26), twips(35), twips(28)};
constexpr PageSize kAcross{twips(297), twips(210), twips(28), twips(35), twips(26), twips(37)};

const PageSize& size_of(WriteSection::Page page) {
    return page == WriteSection::Page::upright ? kUpright : kAcross;
}

struct StyleSheet {
    WriteStyle style;
    std::string_view id, name, font;
    int half_points;
    std::string_view paragraph; // more properties of the paragraph
    std::string_view run = {};  // and of its characters
};

constexpr std::array kStyles{
    StyleSheet{WriteStyle::title, "LuoshiTitle", "公文标题", "方正小标宋简体", 44,
               R"(<w:jc w:val="center"/>)"},
    StyleSheet{WriteStyle::heading, "LuoshiHeading1", "公文一级标题", "黑体", 32,
               R"(<w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/>)"},
    StyleSheet{WriteStyle::heading2, "LuoshiHeading2", "公文二级标题", "楷体_GB2312", 32,
               R"(<w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="1"/>)"},
    StyleSheet{WriteStyle::body, "LuoshiBody", "公文正文", "仿宋_GB2312", 32,
               R"(<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>)"},
    StyleSheet{WriteStyle::line, "LuoshiLine", "公文顶格", "仿宋_GB2312", 32, ""},
    StyleSheet{WriteStyle::note, "LuoshiNote", "公文附注", "仿宋_GB2312", 24, ""},
    StyleSheet{WriteStyle::note_right, "LuoshiNoteRight", "公文附注右", "仿宋_GB2312", 24,
               R"(<w:jc w:val="right"/>)"},
    StyleSheet{WriteStyle::letterhead, "LuoshiLetterhead", "公文红头", "方正小标宋简体", 52,
               R"(<w:jc w:val="center"/>)", R"(<w:color w:val="FF0000"/>)"},
    StyleSheet{WriteStyle::right, "LuoshiRight", "公文落款", "仿宋_GB2312", 32,
               R"(<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>)"},
    StyleSheet{WriteStyle::centred, "LuoshiCentred", "公文发文字号", "仿宋_GB2312", 32,
               R"(<w:jc w:val="center"/>)"},
};

constexpr std::string_view kRedLine =
    R"(<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="8" w:color="FF0000"/></w:pBdr>)";

std::string_view id_of(WriteStyle style) {
    const auto* const found = std::find_if(kStyles.begin(), kStyles.end(),
                                           [&](const auto& s) { return s.style == style; });
    return found->id;
}

std::string fonts(std::string_view name) {
    return fmt::format(
        R"(<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{}"/>)", name);
}

std::string styles() {
    std::string out = fmt::format(
        R"({}<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>)"
        R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>)",
        kHead, kWord, fonts("仿宋_GB2312"));
    for (const auto& style : kStyles) {
        out += fmt::format(
            R"(<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{}<w:spacing w:line="560" w:lineRule="exact"/>{}</w:pPr><w:rPr>{}{}<w:sz w:val="{}"/><w:szCs w:val="{}"/></w:rPr></w:style>)",
            style.id, style.name, style.style == WriteStyle::letterhead ? kRedLine : "",
            style.paragraph, fonts(style.font), style.run, style.half_points, style.half_points);
    }
    return out + "</w:styles>";
}

std::string foot_line(std::string_view foot, std::string_view colour = "") {
    if (foot.empty()) {
        return {};
    }
    std::string words;
    append_escaped(words, foot);
    return fmt::format(
        R"(<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr>{}{}<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>)",
        fonts("宋体"), colour, words);
}

// Odd pages have their number at the right, even ones at the left, one character in.
std::string footer(std::string_view side, std::string_view foot) {
    return fmt::format(
        R"({0}<w:ftr {1}>{6}<w:p><w:pPr><w:ind w:{2}Chars="100" w:{2}="280"/><w:jc w:val="{2}"/></w:pPr>{3}<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{4}<w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>{5}</w:p></w:ftr>)",
        kHead, kWord, side,
        fmt::format(
            R"(<w:r><w:rPr>{}<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r>)",
            fonts("宋体")),
        fonts("宋体"),
        fmt::format(
            R"(<w:r><w:rPr>{}<w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r>)",
            fonts("宋体")),
        foot_line(foot) + foot_line(Stamp::now(), R"(<w:color w:val="808080"/>)"));
}

class BodyWriter {
public:
    std::string write(const std::vector<WriteSection>& sections) {
        out_ = fmt::format("{}<w:document {}><w:body>", kHead, kWord);
        for (std::size_t i = 0; i < sections.size(); ++i) {
            for (const auto& each : sections[i].content) {
                if (const auto* const paragraph = std::get_if<WriteParagraph>(&each)) {
                    write_marked(*paragraph);
                } else if (const auto* const contents = std::get_if<WriteContents>(&each)) {
                    write_contents(*contents, size_of(sections[i].page));
                } else {
                    write_table(std::get<WriteTable>(each), size_of(sections[i].page));
                }
            }
            const auto properties = section(sections[i].page);
            if (i + 1 < sections.size()) { // the last paragraph of a section bears its page
                write_paragraph(
                    {}, fmt::format(R"(<w:spacing w:line="20" w:lineRule="exact"/>{})", properties),
                    {});
            } else {
                ends_in_table(sections[i])
                    ? write_paragraph({}, R"(<w:spacing w:line="20" w:lineRule="exact"/>)", {})
                    : void();
                out_ += properties;
            }
        }
        out_ += "</w:body></w:document>";
        return std::move(out_);
    }

private:
    static bool ends_in_table(const WriteSection& section) {
        return section.content.empty() ||
               std::holds_alternative<WriteTable>(section.content.back());
    }

    static std::string section(WriteSection::Page page) {
        const auto& size = size_of(page);
        return fmt::format(
            R"(<w:sectPr><w:footerReference w:type="default" r:id="rIdF"/><w:footerReference w:type="even" r:id="rIdE"/><w:pgSz w:w="{}" w:h="{}"{}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="851" w:footer="{}" w:gutter="0"/></w:sectPr>)",
            size.width, size.height,
            page == WriteSection::Page::across ? R"( w:orient="landscape")" : "", size.top,
            size.right, size.bottom, size.left, size.bottom - twips(10));
    }

    void write_marked(const WriteParagraph& paragraph) {
        const auto id = marks_;
        std::string before;
        if (!paragraph.mark.empty()) {
            before =
                fmt::format(R"(<w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/>)",
                            id, paragraph.mark, id);
            ++marks_;
        }
        write_paragraph(paragraph.text,
                        fmt::format(R"(<w:pStyle w:val="{}"/>{})", id_of(paragraph.style),
                                    paragraph.on_new_page ? "<w:pageBreakBefore/>" : ""),
                        {}, before);
    }

    // A reference to a page is marked as stale, so that it is found when the document is opened.
    void write_contents(const WriteContents& contents, const PageSize& page) {
        for (const auto& line : contents.lines) {
            out_ += fmt::format(
                R"(<w:p><w:pPr><w:pStyle w:val="{}"/><w:tabs><w:tab w:val="right" w:leader="middleDot" w:pos="{}"/></w:tabs></w:pPr><w:hyperlink w:anchor="{}" w:history="1"><w:r>)",
                id_of(WriteStyle::line), page.inside(), line.mark);
            write_words(line.text);
            out_ += fmt::format(
                R"(<w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> </w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>)",
                line.mark);
        }
    }

    void write_paragraph(std::string_view text, std::string_view properties,
                         std::string_view run_properties, std::string_view before = {}) {
        out_ += fmt::format("<w:p><w:pPr>{}</w:pPr>{}", properties, before);
        for (bool first = true; !text.empty() || first; first = false) {
            const auto end = std::min(text.find('\n'), text.size());
            if (end > 0 || !first) {
                out_ += "<w:r>";
                out_ += run_properties;
                out_ += first ? "" : "<w:br/>";
                write_words(text.substr(0, end));
                out_ += "</w:r>";
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        out_ += "</w:p>";
    }

    void write_words(std::string_view words) {
        for (std::size_t tab = 0; tab != std::string_view::npos;) {
            tab = words.find('\t');
            out_ += R"(<w:t xml:space="preserve">)";
            append_escaped(out_, words.substr(0, tab));
            out_ += "</w:t>";
            if (tab != std::string_view::npos) {
                out_ += "<w:tab/>";
                words.remove_prefix(tab + 1);
            }
        }
    }

    void write_cell(const WriteCell& cell, int width, std::string_view merge) {
        const bool left = cell.look != WriteLook::middle && cell.look != WriteLook::heading;
        const auto font = cell.look == WriteLook::heading   ? "黑体"sv
                          : cell.look == WriteLook::section ? "楷体_GB2312"sv
                                                            : "仿宋_GB2312"sv;
        out_ += fmt::format(
            R"(<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}{}{}<w:vAlign w:val="{}"/></w:tcPr>)",
            width,
            cell.columns > 1 ? fmt::format(R"(<w:gridSpan w:val="{}"/>)", cell.columns)
                             : std::string{},
            merge,
            cell.look == WriteLook::computed
                ? R"(<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>)"
                : "",
            cell.look == WriteLook::passage ? "top" : "center");
        auto text = cell.text;
        if (cell.date) {
            text = in_chinese(*cell.date);
        }
        // a paragraph each: lines of a cell are lists of their own
        std::string_view rest = text;
        do {
            const auto end = std::min(rest.find('\n'), rest.size());
            write_paragraph(
                rest.substr(0, end),
                fmt::format(R"(<w:spacing w:line="300" w:lineRule="exact"/><w:jc w:val="{}"/>)",
                            cell.number ? "right"
                            : left      ? "left"
                                        : "center"),
                fmt::format(R"(<w:rPr>{}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>)",
                            fonts(font)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        } while (!rest.empty());
        out_ += "</w:tc>";
    }

    void write_table(const WriteTable& table, const PageSize& page) {
        std::string borders;
        for (const auto side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
            borders +=
                fmt::format(R"(<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>)", side);
        }
        out_ += fmt::format(
            R"(<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>)",
            page.inside(), borders);
        const auto sum = std::accumulate(table.widths.begin(), table.widths.end(), 0.0);
        ensure(sum > 0, "the columns of a table have a width");
        std::vector<int> widths;
        for (const auto width : table.widths) {
            widths.push_back(static_cast<int>(std::lround(width / sum * page.inside())));
            out_ += fmt::format(R"(<w:gridCol w:w="{}"/>)", widths.back());
        }
        out_ += "</w:tblGrid>";
        write_rows(table, widths);
        out_ += "</w:tbl>";
    }

    // A row of paragraphs may end on another page.
    static bool may_break(const WriteTable& table, std::vector<WriteCell>::const_iterator next,
                          std::size_t row) {
        for (; next != table.cells.end() && next->row == row; ++next) {
            if (next->look == WriteLook::passage) {
                return true;
            }
        }
        return false;
    }

    void write_rows(const WriteTable& table, const std::vector<int>& widths) {
        std::vector<const WriteCell*> from_above(widths.size(), nullptr);
        auto next = table.cells.begin();
        for (std::size_t r = 0; r < table.rows; ++r) {
            const bool goes_on = next != table.cells.end() && may_break(table, next, r);
            out_ += fmt::format("<w:tr><w:trPr>{}{}</w:trPr>", goes_on ? "" : "<w:cantSplit/>",
                                r < table.heading_rows ? "<w:tblHeader/>" : "");
            for (std::size_t c = 0; c < widths.size();) {
                const WriteCell* cell = from_above[c];
                const bool begins =
                    next != table.cells.end() && next->row == r && next->column == c;
                if (begins) {
                    cell = &*next++;
                    ensure(c + cell->columns <= widths.size() && cell->columns > 0,
                           "cells lie inside their table");
                }
                const bool hangs = !begins && cell != nullptr && cell->row + cell->rows > r;
                const auto span = begins || hangs ? cell->columns : 1;
                const auto width =
                    std::accumulate(widths.begin() + static_cast<std::ptrdiff_t>(c),
                                    widths.begin() + static_cast<std::ptrdiff_t>(c + span), 0);
                if (begins) {
                    write_cell(*cell, width,
                               cell->rows > 1 ? R"(<w:vMerge w:val="restart"/>)" : "");
                } else {
                    WriteCell empty;
                    empty.columns = span;
                    write_cell(empty, width, hangs ? "<w:vMerge/>" : "");
                }
                std::fill_n(from_above.begin() + static_cast<std::ptrdiff_t>(c), span,
                            begins || hangs ? cell : nullptr);
                c += span;
            }
            out_ += "</w:tr>";
        }
        ensure(next == table.cells.end(), "cells stand by row, then column");
    }

    std::string out_;
    int marks_ = 0;
};

} // namespace

void add_paragraphs(WriteSection& section, WriteStyle style, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end > 0) {
            section.content.emplace_back(WriteParagraph{style, std::string{text.substr(0, end)}});
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string write_docx(const std::vector<WriteSection>& sections, std::string_view foot) {
    ensure(!sections.empty(), "a document has a section");
    constexpr auto kWordType = "application/vnd.openxmlformats-officedocument.wordprocessingml"sv;
    std::string overrides;
    for (const auto& [part, kind] :
         {std::pair{"document", "document.main"}, std::pair{"styles", "styles"},
          std::pair{"settings", "settings"}, std::pair{"footer1", "footer"},
          std::pair{"footer2", "footer"}}) {
        overrides += fmt::format(R"(<Override PartName="/word/{}.xml" ContentType="{}.{}+xml"/>)",
                                 part, kWordType, kind);
    }
    std::string relations;
    for (const auto& [id, kind, target] :
         {std::array{"rIdS", "styles", "styles"}, std::array{"rIdT", "settings", "settings"},
          std::array{"rIdF", "footer", "footer1"}, std::array{"rIdE", "footer", "footer2"}}) {
        relations += fmt::format(R"(<Relationship Id="{}" Type="{}/{}" Target="{}.xml"/>)", id,
                                 kTypes, kind, target);
    }
    return write_zip(
        {{"[Content_Types].xml",
          fmt::format(
              R"({}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{}</Types>)",
              kHead, kPackage, overrides)},
         {"_rels/.rels",
          fmt::format(
              R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/officeDocument" Target="word/document.xml"/></Relationships>)",
              kHead, kPackage, kTypes)},
         {"word/document.xml", BodyWriter{}.write(sections)},
         {"word/_rels/document.xml.rels",
          fmt::format(R"({}<Relationships xmlns="{}/relationships">{}</Relationships>)", kHead,
                      kPackage, relations)},
         {"word/styles.xml", styles()},
         {"word/settings.xml",
          fmt::format(R"({}<w:settings {}><w:evenAndOddHeaders/></w:settings>)", kHead, kWord)},
         {"word/footer1.xml", footer("right", foot)},
         {"word/footer2.xml", footer("left", foot)}});
}

} // namespace luoshi::office
