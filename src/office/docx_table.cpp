// SPDX-License-Identifier: Apache-2.0
// Tables of a docx.
#include "office/docx_body.hpp"
#include "office/xml.hpp"

#include <algorithm>
#include <utility>

namespace luoshi::office {
namespace {

// Rows or cells below `node`, also inside content controls and tracked insertions.
void collect(pugi::xml_node node, std::string_view wanted, std::vector<pugi::xml_node>& out) {
    for (const auto child : node.children()) {
        const auto name = local_name(child.name());
        if (name == wanted) {
            out.push_back(child);
        } else if (name == "sdt") {
            collect(child.child("sdtContent"), wanted, out);
        } else if (name == "ins" || name == "moveTo" || name == "customXml") {
            collect(child, wanted, out);
        }
    }
}

struct DocxCell {
    CellText place;
    Pieces pieces;
};

struct DocxTable {
    std::vector<DocxCell> cells;
    std::vector<std::size_t> last_in_column; // index + 1 of the cell that ends there; 0: none
    std::size_t heading_rows = 0;
    std::size_t rows = 0;
};

// Goes on with the cell above; false if there is none of this width.
bool extend(DocxTable& table, const CellText& place) {
    const auto above =
        place.column < table.last_in_column.size() ? table.last_in_column[place.column] : 0;
    if (above == 0) {
        return false;
    }
    auto& cell = table.cells[above - 1].place;
    if (cell.column != place.column || cell.row + cell.rows != place.row) {
        return false;
    }
    ++cell.rows;
    return true;
}

void put(DocxTable& table, DocxCell cell) {
    const auto& place = cell.place;
    const auto end = std::min(place.column + place.columns, kMostColumns);
    table.last_in_column.resize(std::max(table.last_in_column.size(), end), 0);
    for (auto c = place.column; c < end; ++c) {
        table.last_in_column[c] = table.cells.size() + 1;
    }
    table.cells.push_back(std::move(cell));
}

bool has_words(const DocxCell& cell) {
    return std::any_of(cell.pieces.begin(), cell.pieces.end(), [](const Piece& piece) {
        return piece.table || !trimmed(piece.text).empty();
    });
}

// A table of one row or one column lays out a page.
bool is_layout(const DocxTable& table) {
    std::size_t rows = 0, columns = 0;
    for (const auto& cell : table.cells) {
        if (has_words(cell)) {
            rows = std::max(rows, cell.place.row + 1);
            columns = std::max(columns, cell.place.column + 1);
        }
    }
    return rows < 2 || columns < 2;
}

std::size_t columns_of(pugi::xml_node properties, const char* property) {
    return static_cast<std::size_t>(
        std::clamp(int_val(properties, property).value_or(0), 0, static_cast<int>(kMostColumns)));
}

} // namespace

void DocxBody::table(pugi::xml_node node, Pieces& out) {
    DocxTable table;
    ++table_depth_;
    std::vector<pugi::xml_node> rows;
    collect(node, "tr", rows);
    for (const auto row : rows) {
        const auto properties = row.child("trPr");
        if (properties.child("del") || is_on(properties, "hidden")) {
            continue; // deleted under tracking, or not printed
        }
        if (is_on(properties, "tblHeader") && table.heading_rows == table.rows) {
            ++table.heading_rows;
        }
        std::size_t column = columns_of(properties, "gridBefore");
        std::vector<pugi::xml_node> cells;
        collect(row, "tc", cells);
        for (const auto cell : cells) {
            const auto about = cell.child("tcPr");
            DocxCell made;
            made.place.row = table.rows;
            made.place.column = column;
            made.place.columns = std::max<std::size_t>(columns_of(about, "gridSpan"), 1);
            column += made.place.columns;
            const auto merge = about.child("vMerge");
            blocks(cell, made.pieces);
            if (merge && val(about, "vMerge") != "restart" && extend(table, made.place)) {
                continue;
            }
            if (column <= kMostColumns) {
                put(table, std::move(made));
            }
        }
        ++table.rows;
    }
    --table_depth_;
    if (is_layout(table)) {
        for (auto& cell : table.cells) {
            out.splice(out.end(), cell.pieces);
        }
        return;
    }
    Piece piece;
    piece.kind = BlockKind::table;
    piece.table.emplace();
    piece.table->heading_rows = table.heading_rows;
    for (auto& cell : table.cells) {
        cell.place.text = lines_of(cell.pieces);
        piece.table->cells.push_back(std::move(cell.place));
    }
    out.push_back(std::move(piece));
}

} // namespace luoshi::office
