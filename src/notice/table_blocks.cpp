// SPDX-License-Identifier: Apache-2.0
#include "notice/table_blocks.hpp"

#include "notice/words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace luoshi::notice {
namespace {

constexpr std::size_t kDeepestHeadings = 4; // rows down to the one that names the columns

// The cell of each place of a table, also where one spans several.
class Places {
public:
    Places(const Glyphs& glyphs, const office::Table& table)
        : glyphs_(glyphs), table_(table), cells_(table.rows * table.columns, nullptr) {
        for (const auto& cell : table.cells) {
            for (std::size_t r = cell.row; r < std::min(cell.row + cell.rows, table.rows); ++r) {
                for (std::size_t c = cell.column;
                     c < std::min(cell.column + cell.columns, table.columns); ++c) {
                    cells_[r * table.columns + c] = &cell;
                }
            }
        }
    }

    std::size_t rows() const { return table_.rows; }
    std::size_t columns() const { return table_.columns; }
    const office::Cell* at(std::size_t row, std::size_t column) const {
        return cells_[row * table_.columns + column];
    }
    Range range(const office::Cell* cell) const {
        return cell == nullptr
                   ? Range{}
                   : Range{glyphs_.at_byte(cell->span.begin), glyphs_.at_byte(cell->span.end)};
    }
    // What is printed in a place, also by a cell that begins above or to the left.
    Range shown(std::size_t row, std::size_t column) const { return range(at(row, column)); }
    // Only by a cell that begins in this row and column.
    Range begun(std::size_t row, std::size_t column) const {
        const auto* const cell = at(row, column);
        return cell != nullptr && cell->row == row && cell->column == column ? range(cell)
                                                                             : Range{};
    }
    bool hangs(std::size_t row, std::size_t column) const { // from above
        const auto* const cell = at(row, column);
        return cell != nullptr && cell->row < row;
    }
    // The only cell of a row that says anything, if it begins the row.
    std::optional<Range> alone(std::size_t row) const {
        std::optional<Range> found;
        for (std::size_t c = 0; c < columns(); ++c) {
            const auto cell = begun(row, c);
            if (hangs(row, c) || (!cell.empty() && (found || c > 0))) {
                return std::nullopt;
            }
            found = cell.empty() ? found : std::optional{cell};
        }
        return found;
    }

private:
    const Glyphs& glyphs_;
    const office::Table& table_;
    std::vector<const office::Cell*> cells_;
};

struct Headings {
    Columns columns;
    std::size_t first = 0, last = 0; // rows, half-open
};

// 责任分工 over 牵头 and 配合: how many rows headings take that begin in `row`.
std::size_t heading_depth(const Places& places, std::size_t row) {
    std::size_t depth = 1;
    bool parted = false;
    for (std::size_t c = 0; c < places.columns(); ++c) {
        const auto* const cell = places.at(row, c);
        if (cell != nullptr && cell->row == row) {
            depth = std::max(depth, std::min(cell->rows, places.rows() - row));
            parted = parted || (cell->columns > 1 && !places.range(cell).empty());
        }
    }
    return depth > 1 && !parted ? 1 : std::min<std::size_t>(depth, 3);
}

Columns columns_at(const Glyphs& glyphs, const Places& places, std::size_t row, std::size_t depth) {
    Cells lowest, highest;
    for (std::size_t c = 0; c < places.columns(); ++c) {
        auto low = places.shown(row + depth - 1, c);
        for (auto r = row + depth - 1; low.empty() && r > row; --r) {
            low = places.shown(r - 1, c);
        }
        lowest.push_back(low);
        highest.push_back(places.shown(row, c));
    }
    auto columns = read_columns(glyphs, lowest);
    const auto above = read_columns(glyphs, highest);
    for (std::size_t c = 0; c < columns.size(); ++c) { // 责任单位 over 市 and 县
        if (columns.kinds[c] == ColumnKind::other && above.kinds[c] == ColumnKind::keyed) {
            columns.kinds[c] = above.kinds[c];
            columns.keys[c] = above.keys[c];
        }
    }
    return columns;
}

std::optional<Headings> find_headings(const Glyphs& glyphs, const Places& places) {
    for (std::size_t row = 0; row < std::min(kDeepestHeadings, places.rows()); ++row) {
        const auto depth = heading_depth(places, row);
        auto columns = columns_at(glyphs, places, row, depth);
        if (columns.useful()) {
            return Headings{std::move(columns), row, row + depth};
        }
    }
    return std::nullopt;
}

bool goes_on_with(const Glyphs& glyphs, const Columns& columns, const Places& places) {
    if (columns.size() != places.columns()) {
        return false;
    }
    const auto first = places.alone(0) && places.rows() > 1 ? 1U : 0U;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!fits(glyphs, columns, c, places.begun(first, c))) {
            return false;
        }
    }
    return true;
}

GridRow row_of(const Places& places, std::size_t row) {
    GridRow out;
    out.exact = true;
    if (const auto name = places.alone(row)) {
        out.cells = {*name};
        return out;
    }
    for (std::size_t c = 0; c < places.columns(); ++c) {
        const auto cell = places.begun(row, c);
        out.cells.push_back(cell);
        out.spanned.push_back(places.hangs(row, c) ? places.shown(row, c) : Range{});
    }
    return out;
}

bool is_blank(const GridRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](Range r) { return r.empty(); });
}

Grid grid_of(const Glyphs& glyphs, const office::Block& block, const Places& places,
             Headings headings) {
    Grid grid{{glyphs.at_byte(block.span.begin), glyphs.at_byte(block.span.end)}, {}, {}};
    for (std::size_t c = 0; c < places.columns() && headings.first > 0; ++c) {
        if (const auto begin = places.begun(headings.first, c); !begin.empty()) {
            grid.region.first = begin.first; // what stands above the headings is a line
            break;
        }
    }
    grid.columns = std::move(headings.columns);
    for (auto r = headings.last; r < places.rows(); ++r) {
        if (columns_at(glyphs, places, r, 1).useful()) {
            continue; // the headings again
        }
        auto row = row_of(places, r);
        if (!is_blank(row)) {
            grid.rows.push_back(std::move(row));
        }
    }
    return grid;
}

} // namespace

std::vector<Grid> grids_of_blocks(const Glyphs& glyphs, const std::vector<office::Block>& blocks) {
    constexpr std::size_t kMostPlaces = 2'000'000;
    std::vector<Grid> grids;
    for (const auto& block : blocks) {
        if (!block.table || block.table->rows * block.table->columns > kMostPlaces) {
            continue;
        }
        const Places places{glyphs, *block.table};
        auto headings = find_headings(glyphs, places);
        if (!headings && !grids.empty() && goes_on_with(glyphs, grids.back().columns, places)) {
            headings = Headings{grids.back().columns, 0, 0};
        }
        if (headings) {
            auto grid = grid_of(glyphs, block, places, std::move(*headings));
            if (!grid.rows.empty()) {
                grids.push_back(std::move(grid));
            }
        }
    }
    return grids;
}

} // namespace luoshi::notice
