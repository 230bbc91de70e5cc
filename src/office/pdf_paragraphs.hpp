// SPDX-License-Identifier: Apache-2.0
// Lines of pages become paragraphs and margins.
#pragma once

#include "office/pdf_lines.hpp"
#include "office/pdf_tables.hpp"

#include <string>
#include <vector>

namespace luoshi::office {

struct PdfLayout { // a page: what stands on it
    int number = 0;
    double width = 0, height = 0;
    std::vector<PdfLine> lines; // from top to bottom, without words
    std::vector<PdfTable> tables;
    std::vector<std::string> margins; // heads and feet that are new on this page
};

// Takes page numbers and running heads and feet out of the lines.
void take_margins(std::vector<PdfLayout>& pages);

// Where lines begin and end that fill the width of their page.
struct Measure {
    double left = 0, right = 0, em = 0;
    bool indents = false; // paragraphs begin further right than their other lines
};
Measure measure(const std::vector<PdfLayout>& pages);

// `line` goes on with the sentence of `before`, which the width of the page broke.
bool goes_on(const PdfLine& before, const PdfLine& line, const Measure& page);

// Begins with 一、 （一） 1. ① 第一条 附件：
bool begins_with_label(std::string_view text) noexcept;

} // namespace luoshi::office
