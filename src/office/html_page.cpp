// SPDX-License-Identifier: Apache-2.0
#include "office/html_page.hpp"

#include "base/error.hpp"
#include "office/html.hpp"
#include "office/html_words.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace luoshi::office {
namespace {

constexpr std::size_t kDeepestTables = 64;

// The three bytes of a Chinese character or sign: between two of them a line break is no space.
bool is_wide(std::string_view text, bool at_end) {
    if (text.size() < 3) {
        return false;
    }
    const auto lead = static_cast<unsigned char>(at_end ? text[text.size() - 3] : text[0]);
    return lead >= 0xE3 && lead <= 0xEF;
}

} // namespace

std::string_view Attributes::get(std::string_view name) const noexcept {
    for (const char* const* at = pairs_; at != nullptr && *at != nullptr; at += 2) {
        if (name == *at) {
            return at[1] == nullptr ? std::string_view{} : std::string_view{at[1]};
        }
    }
    return {};
}

bool Attributes::has(std::string_view name) const noexcept {
    for (const char* const* at = pairs_; at != nullptr && *at != nullptr; at += 2) {
        if (name == *at) {
            return true;
        }
    }
    return false;
}

Pieces& HtmlPage::sink() {
    if (tables_.empty()) {
        return pieces_;
    }
    auto& table = tables_.back();
    return table.cell_open ? table.cells.back().pieces : table.captions;
}

void HtmlPage::flush() {
    const auto text = trimmed(line_);
    if (!text.empty()) {
        Piece piece;
        piece.level = top().level;
        piece.kind = piece.level > 0 ? BlockKind::heading : BlockKind::paragraph;
        piece.place = top().place;
        piece.text = text;
        piece.linked = std::min(linked_, piece.text.size());
        sink().push_back(std::move(piece));
    }
    line_.clear();
    linked_ = 0;
    space_ = broken_ = false;
}

void HtmlPage::open(std::string_view name, const Attributes& attributes) {
    if (elements_.size() >= kDeepestHtml) {
        throw failure(ErrorCode::unprocessable, "office.too-deep",
                      "elements stand in one another more than {} deep", kDeepestHtml);
    }
    const auto& outer = top();
    Element element;
    element.name = name;
    element.hidden = outer.hidden || is_hidden(name, attributes);
    element.block = is_block(name);
    element.link = outer.link || name == "a";
    element.preformatted = outer.preformatted || name == "pre";
    element.place = outer.place == Place::body ? place_of(name, attributes) : outer.place;
    element.level = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
                        ? name[1] - '0'
                    : element.block ? 0
                                    : outer.level;
    element.table_depth = tables_.size();
    if (!element.hidden) {
        if (element.block || name == "br") {
            flush();
        }
        if (is_table_part(name)) {
            open_table_part(name, attributes);
        } else if (name == "ol" || name == "ul" || name == "dir" || name == "menu") {
            open_list(name, attributes);
        } else if (name == "li") {
            open_item(attributes);
        }
    }
    elements_.push_back(std::move(element));
}

void HtmlPage::close(std::string_view name) {
    const auto found = std::find_if(elements_.rbegin(), std::prev(elements_.rend()),
                                    [&](const Element& e) { return e.name == name; });
    if (found == std::prev(elements_.rend())) {
        return; // was never opened
    }
    const auto at = static_cast<std::size_t>(std::distance(found, elements_.rend())) - 1;
    while (elements_.size() > at) {
        const auto element = top();
        if (!element.hidden && element.block) {
            flush();
        }
        elements_.pop_back();
        if (element.hidden) {
            continue;
        }
        // of a table that is still open: an inner one left open ends with its cell, not before
        const auto depth = element.table_depth + (element.name == "table" ? 1U : 0U);
        if (is_table_part(element.name) && tables_.size() == depth && depth > 0) {
            close_table_part(element.name);
        } else if ((element.name == "ol" || element.name == "ul" || element.name == "dir" ||
                    element.name == "menu") &&
                   !lists_.empty()) {
            lists_.pop_back();
        }
    }
}

void HtmlPage::characters(std::string_view text) {
    if (top().hidden) {
        return;
    }
    if (top().preformatted) {
        for (const char c : text) {
            if (c == '\n') {
                flush();
            } else {
                line_ += c == '\t' ? ' ' : c;
            }
        }
        return;
    }
    const auto before = line_.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        const bool hard = text.substr(i, 2) == "\xC2\xA0";
        if (hard) {
            line_ += ' ';
            space_ = false;
            ++i;
        } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
            space_ = true;
            broken_ = broken_ || c == '\n';
        } else {
            if (std::exchange(space_, false) && !line_.empty() && line_.back() != ' ' &&
                !(broken_ && is_wide(line_, true) && is_wide(text.substr(i), false))) {
                line_ += ' ';
            }
            line_ += c;
            broken_ = false;
        }
    }
    linked_ += top().link ? line_.size() - before : 0;
}

void HtmlPage::open_list(std::string_view name, const Attributes& attributes) {
    ListState list;
    list.numbers = list_numbers(name, attributes);
    list.next = whole_number(attributes.get("start")).value_or(1);
    list.step = attributes.has("reversed") ? -1 : 1;
    lists_.push_back(list);
}

void HtmlPage::open_item(const Attributes& attributes) {
    if (lists_.empty()) {
        return;
    }
    auto& list = lists_.back();
    list.next = whole_number(attributes.get("value")).value_or(list.next);
    const auto own = list_numbers({}, attributes);
    line_ = list_label(own.empty() ? list.numbers : own, list.next);
    list.next += list.step;
}

void HtmlPage::open_table_part(std::string_view name, const Attributes& attributes) {
    if (name == "table") {
        if (tables_.size() >= kDeepestTables) {
            throw failure(ErrorCode::unprocessable, "office.too-deep",
                          "tables stand in one another more than {} deep", kDeepestTables);
        }
        tables_.emplace_back();
        tables_.back().presentation = attributes.get("role") == "presentation";
        tables_.back().outer_lists = std::exchange(lists_, {});
    } else if (tables_.empty()) {
        return; // a cell outside any table is a paragraph
    } else if (name == "tr") {
        close_row();
        open_row();
    } else if (name == "td" || name == "th") {
        open_cell(name == "th", attributes);
    } else if (name == "thead") {
        close_row();
        tables_.back().in_head = true;
    } else if (name == "tbody" || name == "tfoot") {
        close_row();
        tables_.back().in_head = false;
    }
}

void HtmlPage::close_table_part(std::string_view name) {
    if (name == "table") {
        close_table();
    } else if (name == "td" || name == "th") {
        close_cell();
    } else if (name == "tr") {
        close_row();
    } else if (name == "thead") {
        close_row();
        tables_.back().in_head = false;
    }
}

void HtmlPage::open_row() {
    auto& table = tables_.back();
    table.row_open = true;
    table.column = 0;
    if (table.in_head) {
        table.heading_rows = table.row + 1;
    }
}

void HtmlPage::close_row() {
    close_cell();
    auto& table = tables_.back();
    if (std::exchange(table.row_open, false)) {
        ++table.row;
    }
}

void HtmlPage::close_cell() {
    flush();
    tables_.back().cell_open = false;
}

void HtmlPage::open_cell(bool heading, const Attributes& attributes) {
    close_cell();
    auto& table = tables_.back();
    if (!table.row_open) {
        open_row();
    }
    const auto span = [&](std::string_view name) {
        return static_cast<std::size_t>(
            std::clamp<long>(whole_number(attributes.get(name)).value_or(1), 1, 1000));
    };
    auto& busy = table.busy_until;
    while (table.column < busy.size() && busy[table.column] > table.row) {
        ++table.column;
    }
    HtmlCell cell;
    cell.row = table.row;
    cell.column = table.column;
    cell.columns = std::min(span("colspan"), kMostColumns);
    cell.rows = span("rowspan");
    cell.heading = heading;
    table.column += cell.columns;
    if (table.column <= kMostColumns) {
        busy.resize(std::max(busy.size(), table.column), 0);
        std::fill_n(busy.begin() + static_cast<std::ptrdiff_t>(cell.column), cell.columns,
                    cell.row + cell.rows);
    }
    table.cells.push_back(std::move(cell));
    table.cell_open = true;
}

void HtmlPage::close_table() {
    close_row();
    auto table = std::move(tables_.back());
    tables_.pop_back();
    lists_ = std::move(table.outer_lists);
    auto& out = sink();
    out.splice(out.end(), table.captions);
    std::size_t all = 0, nested = 0, rows = 0, columns = 0, filled = 0;
    for (const auto& cell : table.cells) {
        std::size_t own = 0;
        for (const auto& piece : cell.pieces) {
            own += piece.size();
            nested += piece.table ? piece.size() : 0;
        }
        all += own;
        if (own > 0) {
            ++filled;
            rows = std::max(rows, cell.row + 1);
            columns = std::max(columns, cell.column + 1);
        }
    }
    // one row or column, half of it in tables of its own, or a cell that is most of the page
    const bool layout =
        table.presentation || rows < 2 || columns < 2 || filled < 4 || nested * 2 > all;
    if (layout) {
        for (auto& cell : table.cells) {
            out.splice(out.end(), cell.pieces);
        }
        return;
    }
    Piece piece;
    piece.kind = BlockKind::table;
    piece.place = top().place;
    piece.table.emplace();
    std::size_t th_rows = 0;
    for (const auto& cell : table.cells) {
        if (cell.row == th_rows && cell.column == 0 && cell.heading) {
            ++th_rows;
        }
    }
    for (const auto& cell : table.cells) {
        if (!cell.heading && cell.row < th_rows) {
            th_rows = cell.row;
        }
        piece.table->cells.push_back(
            {cell.row, cell.column, cell.rows, cell.columns, lines_of(cell.pieces)});
    }
    piece.table->heading_rows = std::max(table.heading_rows, th_rows);
    out.push_back(std::move(piece));
}

Pieces HtmlPage::finish() {
    while (elements_.size() > 1) {
        close(std::string{top().name});
    }
    flush();
    while (!tables_.empty()) {
        close_table();
    }
    return std::move(pieces_);
}

} // namespace luoshi::office
