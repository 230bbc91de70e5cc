// SPDX-License-Identifier: Apache-2.0
// Documents a notice refers to: 《…》 with the number that follows it.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/notice.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace luoshi::notice {

// The place behind the 》 that closes the 《 at `at`; `at` itself if none opens or closes there.
std::size_t title_end(std::u32string_view text, std::size_t at);

// A document number such as 粤府〔2011〕100号 that begins at `at` (folded); its end, or `at`.
std::size_t number_end(std::u32string_view text, std::size_t at);

// The number with its brackets written 〔〕.
std::string print_number(const Glyphs& glyphs, Range range);

// Remembers the titles of one notice, so that later short forms of them are not taken for others.
class Citations {
public:
    // notice_title: folded; what it issues (印发《…》) is the notice's own plan and never cited.
    explicit Citations(std::u32string_view notice_title);

    // Those of `range` in order, without repetition. Call in the order of the text.
    std::vector<Citation> find(const Glyphs& glyphs, Range range);

private:
    bool is_own(std::u32string_view title) const;
    bool is_short_form(std::u32string_view title) const;
    void remember(std::u32string_view title);

    std::u32string own_;                         // what the notice issues
    std::unordered_set<std::u32string> endings_; // of the titles so far
};

} // namespace luoshi::notice
