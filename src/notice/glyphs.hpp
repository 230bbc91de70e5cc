// SPDX-License-Identifier: Apache-2.0
// The text as the grammar sees it: one folded character after another, each knowing its byte.
//
// Folding unifies width, brackets, quotes, dashes and the traditional characters our key words are
// made of; white space, ** and ruby pinyin (公(gōng)安) are dropped. So a name broken over a line
// or a page is one run of characters, and what is printed is taken from the text itself.
#pragma once

#include "base/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::notice {

// Half-open range of characters of a Glyphs.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool empty() const noexcept { return first >= last; }
    std::uint32_t size() const noexcept { return empty() ? 0 : last - first; }
    bool operator==(const Range&) const = default;
};

class Glyphs {
public:
    // `text` is UTF-8 and borrowed for the life of this object; broken bytes are dropped.
    // Bytes of `hidden` (in order, apart) are passed over as if they were a line of white space.
    explicit Glyphs(std::string_view text, const std::vector<Span>& hidden = {});

    std::u32string_view all() const noexcept { return folded_; }
    std::u32string_view view(Range range) const {
        return range.empty() ? std::u32string_view{} : all().substr(range.first, range.size());
    }
    // U+0000 behind the last one.
    char32_t operator[](std::size_t at) const { return at < folded_.size() ? folded_[at] : U'\0'; }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(folded_.size()); }
    Range whole() const noexcept { return {0, size()}; }

    Span span(Range range) const;           // bytes of the text
    std::string printed(Range range) const; // as printed, without what was dropped
    // The first character whose byte is not before `byte`; size() if none.
    std::uint32_t at_byte(std::size_t byte) const;
    // White space stood before this character; a line break did.
    bool gap_before(std::uint32_t at) const { return (marks_[at] & kGap) != 0; }
    bool line_before(std::uint32_t at) const { return (marks_[at] & kLine) != 0; }
    std::string_view text() const noexcept { return text_; }

private:
    static constexpr std::uint8_t kGap = 1, kLine = 2;
    void drop_pinyin();
    std::string_view text_;
    std::u32string folded_;
    std::vector<std::uint32_t> begin_; // first byte of each character
    std::vector<std::uint8_t> marks_;
};

char32_t fold(char32_t c) noexcept;
bool is_han(char32_t c) noexcept;
bool is_digit(char32_t c) noexcept; // 0-9 after folding

// The text with traditional and simplified, wide and narrow alike, for comparing.
inline bool starts_with(std::u32string_view text, std::u32string_view head) {
    return text.substr(0, head.size()) == head;
}
inline bool ends_with(std::u32string_view text, std::u32string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}
inline bool contains(std::u32string_view text, std::u32string_view part) {
    return text.find(part) != std::u32string_view::npos;
}

} // namespace luoshi::notice
