// SPDX-License-Identifier: Apache-2.0
#include "office/pdf_tables.hpp"

#include "office/pdf_lines.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace luoshi::office {
namespace {

constexpr double kNear = 2.5;              // points: two ends that meet
constexpr std::size_t kMostUnits = 20'000; // rows × columns of a page

// Pieces of one border become one rule.
std::vector<PdfRule> joined(std::vector<PdfRule> rules, bool horizontal) {
    std::erase_if(rules, [&](const PdfRule& r) { return r.horizontal != horizontal; });
    std::sort(rules.begin(), rules.end(),
              [](const PdfRule& a, const PdfRule& b) { return a.at < b.at; });
    for (std::size_t i = 1; i < rules.size(); ++i) { // one position for what is drawn twice
        if (rules[i].at - rules[i - 1].at < kNear) {
            rules[i].at = rules[i - 1].at;
        }
    }
    std::stable_sort(rules.begin(), rules.end(), [](const PdfRule& a, const PdfRule& b) {
        return std::tie(a.at, a.from) < std::tie(b.at, b.from);
    });
    std::vector<PdfRule> out;
    for (const auto& rule : rules) {
        if (!out.empty() && out.back().at == rule.at && rule.from - out.back().to < kNear) {
            out.back().to = std::max(out.back().to, rule.to);
        } else {
            out.push_back(rule);
        }
    }
    std::erase_if(out, [](const PdfRule& r) { return r.to - r.from < 4; });
    return out;
}

class Sets { // union-find
public:
    explicit Sets(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (parent_[i] != i) {
            i = parent_[i] = parent_[parent_[i]];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

private:
    std::vector<std::size_t> parent_;
};

struct Frame {
    std::vector<PdfRule> across, down;
};

bool meet(const PdfRule& across, const PdfRule& down) {
    return down.at > across.from - kNear && down.at < across.to + kNear &&
           across.at > down.from - kNear && across.at < down.to + kNear;
}

// Rules that meet are the frame of one table.
std::vector<Frame> frames_of(const std::vector<PdfRule>& rules) {
    const auto across = joined(rules, true), down = joined(rules, false);
    constexpr std::size_t kMost = 2000; // of one page; more is a drawing
    if (across.size() > kMost || down.size() > kMost) {
        return {};
    }
    Sets sets{across.size() + down.size()};
    for (std::size_t a = 0; a < across.size(); ++a) {
        for (std::size_t d = 0; d < down.size(); ++d) {
            if (meet(across[a], down[d])) {
                sets.join(a, across.size() + d);
            }
        }
    }
    std::map<std::size_t, Frame> frames;
    for (std::size_t a = 0; a < across.size(); ++a) {
        frames[sets.find(a)].across.push_back(across[a]);
    }
    for (std::size_t d = 0; d < down.size(); ++d) {
        frames[sets.find(across.size() + d)].down.push_back(down[d]);
    }
    std::vector<Frame> out;
    for (auto& [root, frame] : frames) {
        out.push_back(std::move(frame));
    }
    return out;
}

// Where rules stand, and where those across them end: a table may be open at its sides.
std::vector<double> positions(const std::vector<PdfRule>& rules,
                              const std::vector<PdfRule>& crossing) {
    std::vector<double> out;
    double from = 1e9, to = -1e9;
    for (const auto& rule : rules) {
        out.push_back(rule.at);
    }
    for (const auto& rule : crossing) {
        from = std::min(from, rule.from);
        to = std::max(to, rule.to);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    constexpr double kOpen = 12; // points: room for a cell
    if (!out.empty() && out.front() - from > kOpen) {
        out.insert(out.begin(), from);
    }
    if (!out.empty() && to - out.back() > kOpen) {
        out.push_back(to);
    }
    return out;
}

bool covers(const std::vector<PdfRule>& rules, double at, double point) {
    return std::any_of(rules.begin(), rules.end(), [&](const PdfRule& rule) {
        return rule.at == at && rule.from < point && rule.to > point;
    });
}

std::size_t interval(const std::vector<double>& ends, double at) {
    const auto above = std::upper_bound(ends.begin(), ends.end(), at);
    return static_cast<std::size_t>(above - ends.begin()) - 1; // size_t(-1): before the first
}

struct Area {
    std::size_t first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};

class Grid {
public:
    explicit Grid(const Frame& frame)
        : xs(positions(frame.down, frame.across)), ys(positions(frame.across, frame.down)) {
        if (!useful()) {
            return;
        }
        Sets sets{rows() * columns()};
        for (std::size_t r = 0; r < rows(); ++r) {
            for (std::size_t c = 0; c < columns(); ++c) {
                const auto x = (xs[c] + xs[c + 1]) / 2, y = (ys[r] + ys[r + 1]) / 2;
                if (c + 1 < columns() && !covers(frame.down, xs[c + 1], y)) {
                    sets.join(r * columns() + c, r * columns() + c + 1);
                }
                if (r + 1 < rows() && !covers(frame.across, ys[r + 1], x)) {
                    sets.join(r * columns() + c, (r + 1) * columns() + c);
                }
            }
        }
        for (std::size_t unit = 0; unit < rows() * columns(); ++unit) {
            const auto r = unit / columns(), c = unit % columns();
            const auto [at, fresh] = areas.try_emplace(sets.find(unit), Area{r, r, c, c});
            owner.push_back(at->first);
            if (!fresh) {
                auto& area = at->second;
                area.last_row = std::max(area.last_row, r);
                area.first_column = std::min(area.first_column, c);
                area.last_column = std::max(area.last_column, c);
            }
        }
    }

    std::size_t rows() const { return ys.size() - 1; }
    std::size_t columns() const { return xs.size() - 1; }
    bool useful() const {
        return xs.size() >= 3 && ys.size() >= 3 && rows() * columns() <= kMostUnits;
    }

    std::vector<double> xs, ys;
    std::map<std::size_t, Area> areas;
    std::vector<std::size_t> owner; // of each unit: its area
};

PdfTable table_of(const Grid& grid, PdfPage& page) {
    std::map<std::size_t, std::vector<PdfWord>> words;
    std::erase_if(page.words, [&](const PdfWord& word) {
        const auto c = interval(grid.xs, (word.x0 + word.x1) / 2);
        const auto r = interval(grid.ys, word.middle());
        if (c >= grid.columns() || r >= grid.rows()) {
            return false;
        }
        words[grid.owner[r * grid.columns() + c]].push_back(word);
        return true;
    });
    PdfTable table{grid.ys.front(), grid.ys.back(), grid.xs, {}};
    for (const auto& [id, area] : grid.areas) {
        CellText cell{area.first_row,
                      area.first_column,
                      area.last_row - area.first_row + 1,
                      area.last_column - area.first_column + 1,
                      {}};
        cell.text = cell_text(std::move(words[id]), grid.xs[area.last_column + 1]);
        table.content.cells.push_back(std::move(cell));
    }
    std::sort(table.content.cells.begin(), table.content.cells.end(),
              [](const CellText& a, const CellText& b) {
                  return std::tie(a.row, a.column) < std::tie(b.row, b.column);
              });
    return table;
}

std::size_t row_count(const TableText& table) {
    std::size_t rows = 0;
    for (const auto& cell : table.cells) {
        rows = std::max(rows, cell.row + 1);
    }
    return rows;
}

std::string row_text(const TableText& table, std::size_t row) {
    std::string out;
    for (const auto& cell : table.cells) {
        if (cell.row == row) {
            out += cell.text + '\t';
        }
    }
    return out;
}

// A row the end of the page cut in two: the number stands in the upper part only.
bool is_cut_row(const TableText& table, const TableText& next, std::size_t row) {
    const CellText *above = nullptr, *below = nullptr;
    for (const auto& cell : table.cells) {
        above = cell.column == 0 ? &cell : above;
    }
    for (const auto& cell : next.cells) {
        below = cell.row == row && cell.column == 0 ? &cell : below;
    }
    const bool numbered = above != nullptr && !above->text.empty() && above->rows == 1 &&
                          above->text.find_first_not_of("0123456789.") == std::string::npos;
    return numbered && below != nullptr && below->rows == 1 && below->text.empty();
}

} // namespace

std::string cell_text(std::vector<PdfWord> words, double right_end) {
    constexpr double kPadding = 6; // points between words and border; Word's default is 5.4
    std::string out;
    double end = right_end;
    for (const auto& line : lines_of(std::move(words))) {
        const auto room = right_end - end - kPadding;
        if (!out.empty() && room > line.em * (unbroken_em(line.text) + 0.1)) {
            out += '\n';
        }
        out += line.text;
        end = line.x1;
    }
    return out;
}

std::vector<PdfTable> take_ruled_tables(PdfPage& page, const std::vector<PdfRule>& rules) {
    std::vector<PdfTable> tables;
    for (const auto& frame : frames_of(rules)) {
        const Grid grid{frame};
        if (grid.useful()) {
            tables.push_back(table_of(grid, page));
        }
    }
    std::sort(tables.begin(), tables.end(),
              [](const PdfTable& a, const PdfTable& b) { return a.top < b.top; });
    return tables;
}

bool continues(const PdfTable& table, const PdfTable& next) {
    if (table.columns.size() != next.columns.size()) {
        return false;
    }
    constexpr double kSame = 4; // points
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (std::abs(table.columns[i] - next.columns[i]) > kSame) {
            return false;
        }
    }
    return true;
}

void append_rows(PdfTable& table, PdfTable next) {
    auto& cells = table.content.cells;
    const auto rows = row_count(table.content), more = row_count(next.content);
    std::size_t first = 0;
    while (first < more && first < rows &&
           row_text(table.content, first) == row_text(next.content, first)) {
        ++first; // headings again
    }
    if (first > 0) {
        table.content.heading_rows = std::max(table.content.heading_rows, first);
    }
    const bool cut = first < more && is_cut_row(table.content, next.content, first);
    for (auto& cell : next.content.cells) {
        if (cell.row < first) {
            continue;
        }
        if (cut && cell.row == first) {
            const auto above = std::find_if(cells.rbegin(), cells.rend(), [&](const CellText& c) {
                return c.column == cell.column;
            });
            if (above != cells.rend() && above->row + above->rows == rows) {
                above->text += cell.text;
                continue;
            }
        }
        cell.row = rows + cell.row - first - (cut ? 1 : 0);
        cells.push_back(std::move(cell));
    }
    table.bottom = next.bottom;
}

} // namespace luoshi::office
