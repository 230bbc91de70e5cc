// SPDX-License-Identifier: Apache-2.0
// Puts text and blocks of a Document together in reading order; what the readers of formats share.
//
//   paragraph(kind, text)   a paragraph; one with \n inside becomes several
//   table(content)          a table by its cells
//   finish()                the document
#pragma once

#include "office/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

struct CellText {
    std::size_t row = 0, column = 0;   // upper left corner, from 0
    std::size_t rows = 1, columns = 1; // how many it spans; cut off where the table ends
    std::string text;                  // \n between its paragraphs
};

struct TableText {
    std::size_t heading_rows = 0;
    std::vector<CellText> cells; // in any order; where two overlap the later one is cut
};

inline constexpr std::size_t kMostColumns = 256;
inline constexpr std::size_t kMostRows = 100'000;

// White space at both ends is dropped, also the wide one of an indent.
std::string_view trimmed(std::string_view text) noexcept;

class DocumentBuilder {
public:
    // file: the name a user knows it by, for errors; borrowed.
    DocumentBuilder(Format format, std::string_view file, Fidelity fidelity = Fidelity::shown)
        : file_(file), fidelity_(fidelity) {
        document_.format = format;
        document_.encoding = "UTF-8";
    }

    void set_page(int page) noexcept { page_ = page; } // of the blocks that follow
    // Blank ones are left out. level: of a heading, 1..9.
    // Errors: too_large "office.too-large" when the text passes kLargestText.
    void paragraph(BlockKind kind, std::string_view text, int level = 0);
    // A table without words is left out; of one too wide or too long the rest is.
    void table(TableText content);
    void warn(std::string code, std::string message); // once for each code

    // Errors: unprocessable "office.empty" when there is no text.
    Document finish();

    Document& document() noexcept { return document_; }

private:
    void check_size() const;
    std::string_view file_;
    Fidelity fidelity_;
    Document document_;
    int page_ = 0;
};

} // namespace luoshi::office
