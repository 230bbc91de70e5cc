// SPDX-License-Identifier: Apache-2.0
// The words of a pdf with their places. pdftotext finds them, a limited child of the parent; its
// output is what the reader of pdf works on.
//
//   extract_words(pdf, file)   in the parent: starts pdftotext
//   WordPages                  in the reader: its output, page by page
#pragma once

#include "office/limited_child.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

inline constexpr int kMostPages = 2000;

struct PdfWord {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0; // points from the upper left corner of the page
    std::string_view text;                 // borrowed from the words
    double middle() const noexcept { return (y0 + y1) / 2; }
};

struct PdfPage {
    int number = 0; // from 1
    double width = 0, height = 0;
    std::vector<PdfWord> words;
};

bool is_pdf(std::string_view bytes) noexcept; // its mark stands within the first 1,024 bytes

// Errors: unprocessable "office.encrypted", "office.broken-pdf", "office.too-many-pages" above
// kMostPages, "office.too-costly"; too_large "office.too-large"; unavailable "office.no-pdftotext".
std::string extract_words(std::string_view pdf, std::string_view file);

class WordPages {
public:
    explicit WordPages(std::string_view words) : rest_(words) {}
    std::optional<PdfPage> next(); // in order; pages without words too

private:
    std::string_view rest_;
    std::optional<PdfPage> coming_;
};

} // namespace luoshi::office
