// SPDX-License-Identifier: Apache-2.0
#include "notice/table_cells.hpp"

#include "notice/lines.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::uint32_t kLongestBlockName = 30;

bool is_rule(View cell) {
    return !cell.empty() && cell.find_first_not_of(U"-:") == View::npos;
}

bool ends_sentence(const Glyphs& glyphs, Range line) {
    const auto last = glyphs[line.last - 1];
    return last == U'。' || last == ';' || last == ',' || last == U'、';
}

// The cells of one printed line; `separator` at its edges bounds no cell of its own when it is |.
Cells cells_of_line(const Glyphs& glyphs, std::size_t first, std::size_t last, char separator,
                    bool edged) {
    const auto text = glyphs.text();
    if (separator == '|') {
        const auto begin = text.find_first_not_of(" \t\r", first);
        const auto end = text.find_last_not_of(" \t\r\n", last - 1);
        first = edged && begin < last && text[begin] == '|' ? begin + 1 : first;
        last = end != View::npos && end > first && text[end] == '|' ? end : last;
    }
    Cells cells;
    for (auto at = first; at <= last; ++at) {
        if (at == last || text[at] == separator) {
            cells.push_back({glyphs.at_byte(first), glyphs.at_byte(at)});
            first = at + 1;
        }
    }
    return cells;
}

struct PrintedLine {
    Range range;
    Cells cells;
};

// Most lines with a | begin with one, so it is the edge of the table; else it follows an empty
// cell.
bool has_edges(std::string_view text) {
    std::size_t edges = 0, others = 0;
    for (std::size_t first = 0; first < text.size();) {
        const auto line = text.substr(first, text.find('\n', first) - first);
        const auto begin = line.find_first_not_of(" \t\r");
        const bool edge = begin != std::string_view::npos && line[begin] == '|';
        edges += edge ? 1U : 0U;
        others += !edge && line.find('|') != std::string_view::npos ? 1U : 0U;
        first += line.size() + 1;
    }
    return edges > others;
}

std::vector<PrintedLine> printed_lines(const Glyphs& glyphs, char separator) {
    const bool edged = separator == '|' && has_edges(glyphs.text());
    std::vector<PrintedLine> out;
    const auto text = glyphs.text();
    for (std::size_t first = 0; first < text.size();) {
        const auto last = std::min(text.find('\n', first), text.size());
        if (last > first) {
            const Range range{glyphs.at_byte(first), glyphs.at_byte(last)};
            if (!range.empty()) {
                out.push_back({range, separator == ' '
                                          ? cells_between_gaps(glyphs, range)
                                          : cells_of_line(glyphs, first, last, separator, edged)});
            }
        }
        first = last + 1;
    }
    return out;
}

std::size_t filled(const Cells& cells) {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](Range cell) { return !cell.empty(); }));
}

// A row was broken inside a cell: the two parts make up the width exactly.
bool completes(const Glyphs& glyphs, const Cells& row, const Cells& next, const Columns& columns) {
    const bool numbered = columns.kinds[0] == ColumnKind::number && !next[0].empty() &&
                          is_digit(glyphs[next[0].first]);
    return row.size() < columns.size() && row.size() + next.size() == columns.size() + 1 &&
           !numbered;
}

void add_row(const Glyphs& glyphs, Cells cells, Grid& grid) {
    const bool block = filled(cells) == 1 && !cells[0].empty() &&
                       cells[0].size() <= kLongestBlockName && !is_digit(glyphs[cells[0].first]);
    if (block) {
        cells.resize(1);
    }
    if (filled(cells) > 0 && !is_rule(glyphs.view(cells[0])) &&
        !read_columns(glyphs, cells).useful()) {
        grid.rows.push_back({std::move(cells)});
    }
}

bool is_annex(const Glyphs& glyphs, const PrintedLine& line) {
    return line.cells.size() == 1 && line.range.size() <= 8 &&
           starts_with(glyphs.view(line.range), U"附件");
}

// Behind the last separated line of the table whose headings stand above `from`. Other headings, or
// an annex in between, begin the next table.
std::size_t end_of_lines(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                         std::size_t from, const Columns& columns) {
    constexpr std::size_t kFarthest = 8; // lines between two rows
    auto end = from;
    for (auto i = from; i < lines.size() && i <= end + kFarthest; ++i) {
        if (is_annex(glyphs, lines[i])) {
            break;
        }
        if (lines[i].cells.size() > 1) {
            const auto other = read_columns(glyphs, lines[i].cells);
            if (other.useful() && !other.same_as(columns)) {
                break;
            }
            end = i + 1;
        }
    }
    return end;
}

// Takes the lines behind the headings up to the last separated one; the index behind them.
std::size_t take_lines(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                       std::size_t from, Grid& grid) {
    const auto end = end_of_lines(glyphs, lines, from, grid.columns);
    for (auto i = from; i < end; ++i) {
        auto cells = lines[i].cells;
        grid.region.last = lines[i].range.last;
        if (cells.size() > 1) {
            if (i + 1 < end && completes(glyphs, cells, lines[i + 1].cells, grid.columns)) {
                cells.back().last = lines[i + 1].cells[0].last;
                cells.insert(cells.end(), lines[i + 1].cells.begin() + 1, lines[i + 1].cells.end());
                grid.region.last = lines[++i].range.last;
            }
            add_row(glyphs, std::move(cells), grid);
        } else if (cells[0].size() <= kLongestBlockName && !ends_sentence(glyphs, cells[0])) {
            grid.rows.push_back({std::move(cells)});
        } else if (!grid.rows.empty()) {
            grid.rows.back().cells.back().last = lines[i].range.last;
        }
    }
    return std::max(end, from);
}

// Cells between | in rows. A row ends at an empty cell once it is as long as the first one.
std::vector<Cells> rows_between(const Glyphs& glyphs, const std::vector<std::uint32_t>& pipes) {
    std::vector<Cells> rows;
    Cells row;
    std::size_t width = 0;
    for (std::size_t i = 0; i + 1 < pipes.size(); ++i) {
        const Range cell{pipes[i] + 1, pipes[i + 1]};
        if (!cell.empty()) {
            row.push_back(cell);
            continue;
        }
        const bool broken = glyphs.line_before(pipes[i + 1]);
        const bool block = row.size() == 1 && broken && !is_digit(glyphs[row[0].first]);
        if (row.empty() || width == 0 || row.size() >= width || block) {
            if (!row.empty()) {
                width = width == 0 ? row.size() : width;
                rows.push_back(std::exchange(row, {}));
            }
        } else {
            row.push_back({cell.first, cell.first});
        }
    }
    if (!row.empty()) {
        rows.push_back(std::move(row));
    }
    return rows;
}

// Where headings stand one below the other, and how many.
std::size_t count_headings(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                           std::size_t from) {
    constexpr std::size_t kMost = 10;
    Cells header;
    for (auto i = from; i < lines.size() && header.size() < kMost; ++i) {
        const auto columns = read_columns(glyphs, {lines[i].range});
        if (columns.kinds[0] == ColumnKind::other &&
            !is_plain_heading(glyphs.view(lines[i].range))) {
            break;
        }
        if (lines[i].range.size() > 12) {
            break;
        }
        header.push_back(lines[i].range);
    }
    const auto columns = read_columns(glyphs, header);
    const bool later = header.size() > 1 && columns.kinds[1] == ColumnKind::number; // a title first
    return header.size() >= 3 && columns.useful() && !later ? header.size() : 0;
}

// The number a row begins with, alone in its line.
std::optional<int> row_number(const Glyphs& glyphs, Range line) {
    const auto text = glyphs.view(line);
    std::size_t at = 0;
    const auto value = is_digit(text[0]) ? read_number(text, at) : std::nullopt;
    return value && at == text.size() ? value : std::nullopt;
}

// One row of a grid whose cells stand one below the other.
Cells column_row(const Glyphs& glyphs, const Columns& columns, Range number, const Cells& lines) {
    Cells row(columns.size(), Range{number.last, number.last});
    row[0] = number;
    const auto places = fit_cells(glyphs, columns, 1, lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& cell = row[places[i]];
        cell = cell.empty() ? lines[i] : Range{cell.first, lines[i].last};
    }
    return row;
}

// The lines of the cells behind a row's number; `at` moves behind them.
Cells column_cells(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                   const Columns& columns, std::size_t& at) {
    const auto width = columns.size();
    const auto begins_row = [&](std::size_t line) {
        const auto label = find_label(glyphs, lines[line].range);
        return row_number(glyphs, lines[line].range) ||
               (label && label->kind == LabelKind::chapter);
    };
    Cells cells;
    while (at < lines.size() && cells.size() + 1 < width && !begins_row(at)) {
        cells.push_back(lines[at++].range);
    }
    // a cell broken over lines leaves the one of the last column further down
    constexpr std::size_t kFarthest = 6;
    const bool whole = cells.size() + 1 < width || columns.kinds[width - 1] != ColumnKind::keyed ||
                       fits(glyphs, columns, width - 1, cells.back());
    for (auto next = at;
         !whole && next < lines.size() && next < at + kFarthest && !begins_row(next); ++next) {
        if (fits(glyphs, columns, width - 1, lines[next].range)) {
            for (; at <= next; ++at) {
                cells.push_back(lines[at].range);
            }
            break;
        }
    }
    return cells;
}

// Rows that begin with a higher number or with 1, and lines that name a block above them; the index
// of the line behind them.
std::size_t take_column(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                        std::size_t from, Grid& grid) {
    int last = 0;
    for (auto i = from; i < lines.size();) {
        const auto number = row_number(glyphs, lines[i].range);
        if (!number || (*number <= last && *number != 1)) {
            const bool block = i + 1 < lines.size() && row_number(glyphs, lines[i + 1].range) &&
                               lines[i].range.size() <= kLongestBlockName;
            if (!block) {
                return i; // the table ends here
            }
            grid.rows.push_back({{lines[i++].range}});
            continue;
        }
        last = *number;
        const auto at = i++;
        const auto cells = column_cells(glyphs, lines, grid.columns, i);
        grid.rows.push_back({column_row(glyphs, grid.columns, lines[at].range, cells),
                             cells.size() + 1 != grid.columns.size()});
        grid.region.last = lines[i - 1].range.last;
    }
    return lines.size();
}

// Rows without numbers: as many cells each as there are headings, for as long as they fit; the
// index of the line behind them.
std::size_t take_even_rows(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                           std::size_t from, Grid& grid) {
    const auto width = grid.columns.size();
    auto first = from;
    for (; first + width <= lines.size(); first += width) {
        Cells cells;
        for (auto i = first; i < first + width; ++i) {
            cells.push_back(lines[i].range);
            if (!fits(glyphs, grid.columns, i - first, lines[i].range)) {
                return first;
            }
        }
        grid.region.last = cells.back().last;
        grid.rows.push_back({std::move(cells)});
    }
    return first;
}

// 责任分工 above 牵头 and 配合: the second line of headings says what the columns are.
bool is_second_heading(const Glyphs& glyphs, const Cells& cells, std::size_t width) {
    const auto columns = read_columns(glyphs, cells);
    const auto keyed = std::count(columns.kinds.begin(), columns.kinds.end(), ColumnKind::keyed);
    return cells.size() <= width && cells[0].empty() && keyed >= 2 &&
           static_cast<std::size_t>(keyed) == filled(cells);
}

// The headings in line `at`, and in the next one if it says more; `at` moves behind them.
Columns read_headings(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                      std::size_t& at) {
    auto header = lines[at++].cells;
    if (at < lines.size() && lines[at].cells.size() > 1 &&
        is_second_heading(glyphs, lines[at].cells, header.size())) {
        const auto& second = lines[at++].cells;
        for (std::size_t c = 0; c < second.size(); ++c) {
            header[c] = second[c].empty() ? header[c] : second[c];
        }
    }
    return read_columns(glyphs, header);
}

// Headings between gaps, nothing else in the line.
bool is_gapped_heading(const Glyphs& glyphs, const Cells& cells) {
    constexpr std::uint32_t kLongest = 10;
    constexpr std::size_t kMost = 12;
    return cells.size() >= 3 && cells.size() <= kMost &&
           std::all_of(cells.begin(), cells.end(), [&](Range cell) {
               return cell.size() >= 2 && cell.size() <= kLongest &&
                      glyphs.view(cell).find_first_of(U":,。、|") == View::npos;
           });
}

// Rows of cells between gaps, as long as a line begins with a number; white space inside a task
// tells no column, so the cells go where they fit.
std::size_t take_gapped(const Glyphs& glyphs, const std::vector<PrintedLine>& lines,
                        std::size_t from, Grid& grid) {
    constexpr std::size_t kMostCells = 60;
    auto i = from;
    for (; i < lines.size(); ++i) {
        const auto& cells = lines[i].cells;
        if (cells.size() < 2 || cells.size() > kMostCells || !row_number(glyphs, cells[0])) {
            break;
        }
        const auto row =
            column_row(glyphs, grid.columns, cells[0], {cells.begin() + 1, cells.end()});
        grid.rows.push_back({row, cells.size() != grid.columns.size()});
        grid.region.last = lines[i].range.last;
    }
    return std::max(i, from);
}

void add_grid(Grid grid, std::vector<Grid>& grids) {
    if (!grid.rows.empty()) {
        grids.push_back(std::move(grid));
    }
}

} // namespace

Cells cells_between_gaps(const Glyphs& glyphs, Range line) {
    Cells cells;
    auto first = line.first;
    for (auto at = line.first + 1; at <= line.last; ++at) {
        if (at == line.last || glyphs.gap_before(at)) {
            cells.push_back({first, at});
            first = at;
        }
    }
    return cells;
}

std::vector<Grid> grids_of_lines(const Glyphs& glyphs, char separator) {
    std::vector<Grid> grids;
    if (std::count(glyphs.text().begin(), glyphs.text().end(), separator) < 3) {
        return grids;
    }
    const auto lines = printed_lines(glyphs, separator);
    for (std::size_t i = 0; i < lines.size();) {
        auto next = i;
        Grid grid{lines[i].range, {}, {}};
        if (lines[i].cells.size() > 1) {
            grid.columns = read_headings(glyphs, lines, next);
        }
        if (!grid.columns.useful()) {
            ++i;
            continue;
        }
        i = take_lines(glyphs, lines, next, grid);
        add_grid(std::move(grid), grids);
    }
    return grids;
}

std::vector<Grid> grids_of_gaps(const Glyphs& glyphs) {
    std::vector<Grid> grids;
    const auto lines = printed_lines(glyphs, ' ');
    for (std::size_t i = 0; i < lines.size();) {
        Grid grid{lines[i].range, {}, {}};
        if (is_gapped_heading(glyphs, lines[i].cells)) {
            grid.columns = read_columns(glyphs, lines[i].cells);
        }
        ++i;
        if (grid.columns.useful() && grid.columns.kinds[0] == ColumnKind::number) {
            i = take_gapped(glyphs, lines, i, grid);
            add_grid(std::move(grid), grids);
        }
    }
    return grids;
}

std::vector<Grid> grids_of_bars(const Glyphs& glyphs) {
    constexpr std::size_t kFewestPipes = 8;
    std::vector<std::uint32_t> pipes;
    for (std::uint32_t i = 0; i < glyphs.size(); ++i) {
        if (glyphs[i] == '|') {
            pipes.push_back(i);
        }
    }
    std::vector<Grid> grids;
    if (pipes.size() < kFewestPipes) {
        return grids;
    }
    Grid grid;
    for (auto& cells : rows_between(glyphs, pipes)) {
        auto columns = read_columns(glyphs, cells);
        const auto first = cells.front().first;
        if (columns.useful()) {
            if (!columns.same_as(grid.columns)) {
                add_grid(std::move(grid), grids);
                grid = {{first - 1, first}, std::move(columns), {}};
            }
        } else if (grid.columns.useful() && !is_rule(glyphs.view(cells.front()))) {
            grid.region.last = cells.back().last + 1;
            grid.rows.push_back({std::move(cells)});
        }
    }
    if (grid.columns.useful()) {
        grid.region.last = pipes.back() + 1;
    }
    add_grid(std::move(grid), grids);
    return grids;
}

std::vector<Grid> grids_of_column(const Glyphs& glyphs) {
    std::vector<Grid> grids;
    const auto lines = printed_lines(glyphs, '\n');
    for (std::size_t i = 0; i < lines.size();) {
        const auto width = count_headings(glyphs, lines, i);
        if (width == 0) {
            ++i;
            continue;
        }
        Cells header;
        for (auto h = i; h < i + width; ++h) {
            header.push_back(lines[h].range);
        }
        Grid grid{lines[i].range, read_columns(glyphs, header), {}};
        i += width;
        i = grid.columns.kinds[0] == ColumnKind::number ? take_column(glyphs, lines, i, grid)
                                                        : take_even_rows(glyphs, lines, i, grid);
        add_grid(std::move(grid), grids);
    }
    return grids;
}

} // namespace luoshi::notice
