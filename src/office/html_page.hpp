// SPDX-License-Identifier: Apache-2.0
// Elements and characters of a page in, pieces of its content out; html.cpp drives it.
#pragma once

#include "office/pieces.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::office {

// Names and values of an element's attributes, names in lower case. Borrowed.
class Attributes {
public:
    explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
    std::string_view get(std::string_view name) const noexcept; // empty: absent, or has no value
    bool has(std::string_view name) const noexcept;

private:
    const char* const* pairs_; // name, value or null, …, null; may be null
};

class HtmlPage {
public:
    // Errors: unprocessable "office.too-deep".
    void open(std::string_view name, const Attributes& attributes);
    void close(std::string_view name);
    void characters(std::string_view text);
    Pieces finish();

private:
    struct Element {
        std::string name;
        bool hidden = false, block = false, link = false, preformatted = false;
        Place place = Place::body;
        int level = 0; // of a heading
        std::size_t table_depth = 0;
    };
    struct ListState {
        std::string_view numbers; // how they look; empty: no numbers
        long next = 1;
        long step = 1;
    };
    struct HtmlCell {
        std::size_t row = 0, column = 0, rows = 1, columns = 1;
        bool heading = false;
        Pieces pieces;
        std::size_t nested = 0; // bytes of text in tables inside
    };
    struct HtmlTable {
        std::vector<HtmlCell> cells;
        std::vector<std::size_t> busy_until; // by column: the first row that is free
        std::size_t row = 0, column = 0;
        std::size_t heading_rows = 0;
        bool row_open = false, cell_open = false, in_head = false, presentation = false;
        bool full = false; // too large: the rest is taken as text
        Pieces captions;
        std::vector<ListState> outer_lists;
    };

    const Element& top() const { return elements_.back(); }
    Pieces& sink();
    void flush();
    void open_table_part(std::string_view name, const Attributes& attributes);
    void close_table_part(std::string_view name);
    void open_row();
    void close_row();
    void open_cell(bool heading, const Attributes& attributes);
    void close_cell();
    void close_table();
    void open_list(std::string_view name, const Attributes& attributes);
    void open_item(const Attributes& attributes);

    std::vector<Element> elements_{Element{}};
    std::vector<HtmlTable> tables_;
    std::vector<ListState> lists_;
    Pieces pieces_;
    std::string line_;
    std::size_t linked_ = 0;
    bool space_ = false;  // white space is due before the next character
    bool broken_ = false; // it holds a line break of the source
};

} // namespace luoshi::office
