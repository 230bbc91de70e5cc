// SPDX-License-Identifier: Apache-2.0
// Tables without rules: columns are told by the white space that stays free below a line of
// headings.
#include "office/pdf_lines.hpp"
#include "office/pdf_tables.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace luoshi::office {
namespace {

constexpr std::size_t kFewestColumns = 3, kFewestLines = 4;
constexpr double kGap = 0.8; // em: white space between columns

struct Column {
    double from = 0, to = 0; // points: all words of it
};

std::vector<Column> columns_of(const PdfLine& line) {
    std::vector<Column> out;
    for (const auto& word : line.words) {
        if (out.empty() || word.x0 - out.back().to > line.em * kGap) {
            out.push_back({word.x0, word.x1});
        } else {
            out.back().to = std::max(out.back().to, word.x1);
        }
    }
    return out;
}

// Columns widened by the words of a further line; nothing if that leaves no space between two.
std::optional<std::vector<Column>> widened(std::vector<Column> columns, const PdfLine& line) {
    for (const auto& word : line.words) {
        const auto middle = (word.x0 + word.x1) / 2;
        std::size_t nearest = 0;
        double least = 1e9;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto& column = columns[c];
            const auto away = std::max({column.from - middle, middle - column.to, 0.0});
            if (away < least) {
                least = away;
                nearest = c;
            }
        }
        columns[nearest].from = std::min(columns[nearest].from, word.x0);
        columns[nearest].to = std::max(columns[nearest].to, word.x1);
    }
    for (std::size_t c = 0; c + 1 < columns.size(); ++c) {
        if (columns[c + 1].from - columns[c].to < line.em * kGap / 2) {
            return std::nullopt;
        }
    }
    return columns;
}

bool is_heading(const PdfLine& line, const std::vector<Column>& columns) {
    constexpr double kWidest = 10; // em
    return columns.size() >= kFewestColumns &&
           std::all_of(columns.begin(), columns.end(),
                       [&](const Column& c) { return c.to - c.from < line.em * kWidest; });
}

struct Run {
    std::size_t first = 0, last = 0; // lines, half-open; the first holds the headings
    std::vector<Column> columns;
};

std::optional<Run> run_from(const std::vector<PdfLine>& lines, std::size_t first) {
    Run run{first, first + 1, columns_of(lines[first])};
    if (!is_heading(lines[first], run.columns)) {
        return std::nullopt;
    }
    constexpr double kFarthest = 3.5; // em between two lines of a table
    for (; run.last < lines.size(); ++run.last) {
        const auto& line = lines[run.last];
        auto columns = widened(run.columns, line);
        if (!columns || line.middle - lines[run.last - 1].middle > line.em * kFarthest) {
            break;
        }
        run.columns = std::move(*columns);
    }
    return run.last - run.first >= kFewestLines ? std::optional{std::move(run)} : std::nullopt;
}

bool holds_words(const PdfLine& line, const Column& column) {
    return std::any_of(line.words.begin(), line.words.end(), [&](const PdfWord& w) {
        return w.x0 >= column.from - 1 && w.x1 <= column.to + 1;
    });
}

// The lines a row begins at: where the space above is wider than inside a cell; else where the
// first column has words, which stand at the top of its cells or in their middle.
std::vector<double> row_tops(const std::vector<PdfLine>& lines, const Run& run) {
    std::vector<double> pitches, firsts, tops;
    for (auto i = run.first + 1; i < run.last; ++i) {
        pitches.push_back(lines[i].middle - lines[i - 1].middle);
        if (holds_words(lines[i], run.columns[0])) {
            firsts.push_back(lines[i].middle);
        }
    }
    auto sorted = pitches;
    std::sort(sorted.begin(), sorted.end());
    const auto usual = sorted[sorted.size() / 4];
    tops.push_back(lines[run.first + 1].middle - 1);
    for (std::size_t i = 1; i < pitches.size(); ++i) {
        if (pitches[i] > usual * 1.25) {
            tops.push_back(lines[run.first + 1 + i].middle - 1);
        }
    }
    if (tops.size() >= firsts.size() || firsts.empty()) {
        return tops;
    }
    const bool at_top = firsts.front() < lines[run.first + 1].middle + 1;
    tops.resize(1);
    for (std::size_t i = 1; i < firsts.size(); ++i) {
        tops.push_back(at_top ? firsts[i] - 1 : (firsts[i - 1] + firsts[i]) / 2);
    }
    return tops;
}

PdfTable table_of(const std::vector<PdfLine>& lines, const Run& run) {
    const auto tops = row_tops(lines, run);
    PdfTable table{lines[run.first].middle - 1, lines[run.last - 1].middle + 1, {}, {}};
    table.content.heading_rows = 1;
    std::vector<std::vector<PdfWord>> cells((tops.size() + 1) * run.columns.size());
    for (auto i = run.first; i < run.last; ++i) {
        const auto above = i == run.first
                               ? tops.begin()
                               : std::upper_bound(tops.begin(), tops.end(), lines[i].middle);
        const auto row = static_cast<std::size_t>(above - tops.begin());
        for (const auto& word : lines[i].words) {
            const auto middle = (word.x0 + word.x1) / 2;
            std::size_t column = 0;
            while (column + 1 < run.columns.size() && middle > run.columns[column].to) {
                ++column;
            }
            cells[row * run.columns.size() + column].push_back(word);
        }
    }
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const auto column = at % run.columns.size();
        CellText cell{at / run.columns.size(), column, 1, 1, {}};
        cell.text = cell_text(std::move(cells[at]), run.columns[column].to);
        table.content.cells.push_back(std::move(cell));
    }
    for (const auto& column : run.columns) {
        table.columns.push_back(column.from);
    }
    table.columns.push_back(run.columns.back().to);
    return table;
}

} // namespace

std::vector<PdfTable> take_aligned_tables(PdfPage& page) {
    const auto lines = lines_of(page.words);
    std::vector<PdfTable> tables;
    std::vector<PdfWord> left;
    for (std::size_t i = 0; i < lines.size();) {
        if (const auto run = run_from(lines, i)) {
            tables.push_back(table_of(lines, *run));
            i = run->last;
            continue;
        }
        left.insert(left.end(), lines[i].words.begin(), lines[i].words.end());
        ++i;
    }
    page.words = std::move(left);
    return tables;
}

} // namespace luoshi::office
