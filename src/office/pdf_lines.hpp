// SPDX-License-Identifier: Apache-2.0
// Words side by side are a line.
#pragma once

#include "office/pdf_words.hpp"

#include <string>
#include <vector>

namespace luoshi::office {

struct PdfLine {
    double x0 = 0, x1 = 0, middle = 0; // points from the upper left corner of the page
    double em = 0;                     // width of a Chinese character, points
    std::string text;
    std::vector<PdfWord> words; // left to right; their texts are borrowed
};

// From top to bottom. Words that stand half a line higher or lower are lines of their own, as in
// cells of different height.
std::vector<PdfLine> lines_of(std::vector<PdfWord> words);

// How many Chinese characters wide a text is: others count half.
double width_in_em(std::string_view text) noexcept;

// What a line begins with and cannot be broken: a Chinese character with the stops behind it, a
// word of letters. It went to a new line because the one above had no room for so many em.
double unbroken_em(std::string_view line) noexcept;

} // namespace luoshi::office
