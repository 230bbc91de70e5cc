// SPDX-License-Identifier: Apache-2.0
// Tables of a page: by the rules drawn around their cells, else by columns that stay apart over
// several lines.
#pragma once

#include "office/document_builder.hpp"
#include "office/pdf_rules.hpp"
#include "office/pdf_words.hpp"

#include <vector>

namespace luoshi::office {

struct PdfTable {
    double top = 0, bottom = 0;  // points from the top of the page
    std::vector<double> columns; // left ends and the right end, points, ascending
    TableText content;
};

// Takes the words of tables out of the page.
std::vector<PdfTable> take_ruled_tables(PdfPage& page, const std::vector<PdfRule>& rules);

// At least four lines in at least three columns, headed by words.
std::vector<PdfTable> take_aligned_tables(PdfPage& page);

// The words of a cell: lines its width broke are one paragraph, shorter ones end it.
std::string cell_text(std::vector<PdfWord> words, double right_end);

// `next` begins the page behind the one `table` ends: the same columns, so its rows belong to it.
bool continues(const PdfTable& table, const PdfTable& next);
void append_rows(PdfTable& table, PdfTable next); // repeated headings are left out

} // namespace luoshi::office
