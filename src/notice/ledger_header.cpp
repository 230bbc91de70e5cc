// SPDX-License-Identifier: Apache-2.0
#include "notice/ledger_header.hpp"

#include "notice/citations.hpp"
#include "notice/deadlines.hpp"
#include "notice/ledger_grid.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <vector>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// Paragraphs and cells above the first headings, in order.
std::vector<Range> lines_above(const Glyphs& glyphs, const office::Document& document,
                               const MappedTable& table) {
    std::vector<Range> out;
    for (std::size_t i = 0; i < table.block; ++i) {
        const auto& block = document.blocks[i];
        if (!block.table && block.kind != office::BlockKind::margin &&
            block.kind != office::BlockKind::note) {
            out.push_back({glyphs.at_byte(block.span.begin), glyphs.at_byte(block.span.end)});
        }
    }
    LedgerRows rows{glyphs, *document.blocks[table.block].table};
    for (; rows.row() < table.first_heading; rows.next()) {
        for (const auto* const cell : rows.begun()) {
            out.push_back(rows.range(cell));
        }
    }
    std::erase_if(out, [](Range r) { return r.empty(); });
    return out;
}

// 文号：粤府〔2011〕100号, or a number alone.
void take_number(const Glyphs& glyphs, Range line, Header& header) {
    for (auto i = line.first; i < line.last && !header.number; ++i) {
        const bool begins = i == line.first || glyphs.gap_before(i) ||
                            View{U":(,;|"}.find(glyphs[i - 1]) != View::npos;
        const auto text = glyphs.view(line);
        const auto end = begins && is_han(glyphs[i]) ? number_end(text, i - line.first) : 0;
        if (end > i - line.first) {
            const Range range{i, line.first + static_cast<std::uint32_t>(end)};
            header.number =
                Field{print_number(glyphs, range), {glyphs.span(range), 0.95, "ledger.number"}};
        }
    }
}

// The day of the document, not that of a count: 印发日期：2011年11月1日.
void take_date(const Glyphs& glyphs, Range line, Header& header) {
    constexpr auto kKeys = words(U"印发日期", U"成文日期", U"发文日期", U"印发时间", U"发文时间");
    const auto text = glyphs.view(line);
    for (const auto key : kKeys) {
        const auto found = text.find(key);
        if (found == View::npos || header.date) {
            continue;
        }
        auto at = found + key.size();
        at += at < text.size() && text[at] == ':' ? 1U : 0U;
        const auto first = line.first + static_cast<std::uint32_t>(at);
        if (const auto date = read_date(text, at)) {
            const Range range{first, line.first + static_cast<std::uint32_t>(at)};
            header.date =
                Field{luoshi::to_string(*date), {glyphs.span(range), 0.95, "ledger.date"}};
        }
    }
}

// The first 20xx年 or [20xx] of a text.
int year_in(View text) {
    for (std::size_t i = 0; i + 4 < text.size(); ++i) {
        const bool digits =
            std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i),
                        text.begin() + static_cast<std::ptrdiff_t>(i + 4), is_digit);
        if (digits && (text[i + 4] == U'年' || text[i + 4] == ']') &&
            (text[i] == '2' || text[i] == '1') && (i == 0 || !is_digit(text[i - 1]))) {
            return static_cast<int>((text[i] - '0') * 1000 + (text[i + 1] - '0') * 100 +
                                    (text[i + 2] - '0') * 10 + (text[i + 3] - '0'));
        }
    }
    return 0;
}

bool is_title(View text) {
    constexpr auto kOther = words(U"文号", U"单位:", U"填报", U"制表", U"附件", U"日期",
                                  U"数据截至", U"业务日期", U"填表");
    return text.size() >= 4 && text.size() <= 80 && !starts_with_any(text, kOther);
}

} // namespace

std::vector<Span> margins_of(const office::Document& document) {
    std::vector<Span> out;
    for (const auto& block : document.blocks) {
        if (block.kind == office::BlockKind::margin || block.kind == office::BlockKind::note) {
            out.push_back(block.span);
        }
    }
    return out;
}

LedgerHeader read_ledger_header(const Glyphs& glyphs, const office::Document& document,
                                const ColumnMapping& mapping) {
    LedgerHeader out;
    if (mapping.tables.empty()) {
        return out;
    }
    const auto& first = mapping.tables.front();
    for (const auto line : lines_above(glyphs, document, first)) {
        if (!out.header.title && is_title(glyphs.view(line))) {
            out.folded_title = glyphs.view(line);
            out.header.title =
                Field{glyphs.printed(line), {glyphs.span(line), 0.9, "ledger.title"}};
        }
        take_number(glyphs, line, out.header);
        take_date(glyphs, line, out.header);
    }
    if (!out.header.title && !first.sheet.empty()) {
        out.header.title = Field{first.sheet, {{}, 0.6, "ledger.sheet"}};
    }
    if (out.header.date) {
        out.year = std::stoi(out.header.date->value.substr(0, 4));
    } else if (out.header.number) {
        const Glyphs number{out.header.number->value};
        out.year = year_in(number.all());
    }
    out.year = out.year == 0 ? year_in(out.folded_title) : out.year;
    return out;
}

} // namespace luoshi::notice
