// SPDX-License-Identifier: Apache-2.0
#include "office/csv.hpp"

#include "office/decode.hpp"
#include "office/document_builder.hpp"
#include "office/sheet_builder.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace luoshi::office {
namespace {

// The records of a text, one at a time.
class Records {
public:
    Records(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    // false: there are no more. A line end inside quotes belongs to its cell; a quote that is never
    // closed is an ordinary sign.
    bool next(std::vector<std::string>& cells) {
        cells.clear();
        if (rest_.empty()) {
            return false;
        }
        do {
            cells.push_back(take_cell());
        } while (take(separator_));
        take('\n');
        return true;
    }

private:
    bool take(char sign) {
        const bool found = rest_.starts_with(sign);
        rest_.remove_prefix(found ? 1 : 0);
        return found;
    }

    std::string take_plain() {
        const std::array stops{separator_, '\n'};
        const auto end = std::min(rest_.find_first_of(std::string_view{stops.data(), stops.size()}),
                                  rest_.size());
        std::string out{rest_.substr(0, end)};
        rest_.remove_prefix(end);
        return out;
    }

    std::string take_cell() {
        if (!rest_.starts_with('"')) {
            return take_plain();
        }
        std::string out;
        for (std::size_t at = 1;;) {
            const auto quote = unclosed_ ? std::string_view::npos : rest_.find('"', at);
            if (quote == std::string_view::npos) {
                unclosed_ = true; // looked for once, not again for each cell
                return take_plain();
            }
            out += rest_.substr(at, quote - at);
            at = quote + 1;
            if (!rest_.substr(at).starts_with('"')) {
                rest_.remove_prefix(at);
                return out + take_plain();
            }
            out += '"';
            ++at;
        }
    }

    std::string_view rest_;
    char separator_;
    bool unclosed_ = false;
};

struct Shape {
    char separator = ',';
    std::size_t records = 0; // looked at; blank ones do not count
    std::size_t width = 0;   // cells most of them have
    std::size_t even = 0;    // of that width
};

Shape shape_of(std::string_view text, char separator) {
    constexpr std::size_t kLook = 100; // records
    Records records{text, separator};
    std::vector<std::string> cells;
    std::map<std::size_t, std::size_t> widths;
    Shape shape;
    shape.separator = separator;
    while (shape.records < kLook && records.next(cells)) {
        if (cells.size() > 1 || !trimmed(cells.front()).empty()) {
            ++shape.records;
            ++widths[cells.size()];
        }
    }
    for (const auto& [width, count] : widths) {
        if (count >= shape.even) {
            shape.width = width;
            shape.even = count;
        }
    }
    return shape;
}

Shape best_shape(std::string_view text) {
    Shape best;
    for (const char separator : {',', '\t', ';'}) {
        const auto shape = shape_of(text, separator);
        if (shape.width > 1 &&
            (best.width <= 1 || shape.even * shape.width > best.even * best.width)) {
            best = shape;
        }
    }
    return best;
}

bool is_called_csv(std::string_view file) {
    std::string end{file.substr(file.size() - std::min<std::size_t>(file.size(), 4))};
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return end == ".csv" || end == ".tsv";
}

} // namespace

bool looks_like_csv(std::string_view text, std::string_view file) {
    const auto shape = best_shape(text);
    if (is_called_csv(file)) {
        return shape.records >= 2 && shape.width >= 2;
    }
    return shape.separator != '\t' && shape.records >= 3 && shape.width >= 3 &&
           shape.even * 10 >= shape.records * 9;
}

Document read_csv(std::string_view bytes, std::string_view file) {
    const auto decoded = decode(bytes, file);
    Records records{decoded.text, best_shape(decoded.text).separator};
    SheetBuilder out{Format::csv, file};
    out.document().encoding = to_string(decoded.encoding);
    out.begin_sheet({});
    std::vector<std::string> cells;
    for (std::size_t row = 0; records.next(cells); ++row) {
        for (std::size_t column = 0; column < cells.size(); ++column) {
            out.cell(row, column, cells[column]);
        }
    }
    out.end_sheet({});
    return out.finish();
}

} // namespace luoshi::office
