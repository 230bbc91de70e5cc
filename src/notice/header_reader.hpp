// SPDX-License-Identifier: Apache-2.0
// One pass over the lines around a notice; header.cpp finds where things stand, header_fields.cpp
// what single fields say.
#pragma once

#include "notice/header.hpp"
#include "notice/lexicon.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace luoshi::notice {

inline constexpr std::size_t kHeaderLines = 60; // a header is looked for in the first so many lines

class HeaderReader {
public:
    HeaderReader(const Glyphs& glyphs, const std::vector<Line>& lines, bool table_follows)
        : glyphs_(glyphs), lines_(lines), table_follows_(table_follows) {
        frame_.taken.assign(lines.size(), false);
    }

    Frame read() {
        find_title();
        drop_furniture();
        find_addressees();
        find_marks();
        find_metadata();
        find_letterhead();
        find_signature();
        find_copies();
        find_byline();
        find_year();
        return std::move(frame_);
    }

private:
    std::u32string_view view(std::size_t line) const { return glyphs_.view(lines_[line].range); }
    std::size_t last_header_line() const { return std::min(lines_.size(), kHeaderLines); }
    std::size_t join_title(std::size_t line, Range& range) const;
    void set_title(std::size_t first, std::size_t last, Range range, double confidence,
                   std::string_view rule);
    bool touches(std::size_t line) const;
    void find_title();
    void find_addressees();
    bool goes_on_as_list(std::size_t line) const;
    void drop_furniture();
    void find_marks();
    void find_number(Range line);
    bool find_spaced_number(Range line);
    Range value_behind(Range line, std::u32string_view key) const;
    void find_metadata();
    void find_letterhead();
    void find_signature();
    std::size_t signature_line();
    bool heads_tasks(std::size_t line) const;
    void find_copies();
    std::size_t last_of_copies(std::size_t line) const;
    bool take_note(std::size_t line);
    void find_byline();
    void find_published();
    bool take_byline(Range line);
    void find_year();
    std::vector<Range> units_of_line(Range line) const;
    bool add_issuers(Range line, double confidence, std::string_view rule);
    bool take_date(Range line, std::string_view rule);
    std::vector<Range> cut_list(Range range) const;
    std::vector<Range> cut(Range range, std::u32string_view marks) const;

    const Glyphs& glyphs_;
    const std::vector<Line>& lines_;
    bool table_follows_;
    Frame frame_;
    std::size_t title_first_ = 0, title_last_ = 0; // its lines; equal: none
    Lexicon nobody_;
};

// A line of the web page around the notice: 字号：大 中 小, 扫一扫….
bool is_furniture(std::u32string_view text);

// Without |, and behind 名称: or 标题: of a web page.
Range without_key(const Glyphs& glyphs, Range range);

// A value as printed with its origin.
Field header_field(const Glyphs& glyphs, Range range, double confidence, std::string_view rule);

} // namespace luoshi::notice
