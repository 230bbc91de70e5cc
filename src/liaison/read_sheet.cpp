// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "liaison/sheet.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace luoshi::liaison {
namespace {

constexpr std::array<std::string_view, 2> kRanks{"main", "deputy"};
constexpr std::array<std::string_view, 9> kColumns{
    "unit", "name", "post", "office-phone", "mobile", "rank", "username", "from", "to"};

// A heading is of the first line one of whose words it holds: 联络员电话 is a telephone, 单位名称
// no name of a person.
struct Words {
    std::optional<Column> column; // none: it says nothing here
    std::vector<std::string_view> words;
};
const std::vector<Words>& heading_words() {
    static const std::vector<Words> kWords{
        {std::nullopt, {"传真", "邮箱", "邮件", "序号", "备注", "问题", "fax", "mail"}},
        {Column::username, {"用户名", "账号", "帐号", "登录名", "username", "account"}},
        {Column::mobile, {"手机", "移动电话", "mobile", "cell"}},
        {Column::office_phone, {"电话", "座机", "固话", "联系方式", "phone", "tel"}},
        {Column::post, {"职务", "职位", "职级", "post", "position", "title"}},
        {Column::rank, {"角色", "主备", "正副", "主副", "类别", "类型", "ab岗", "role", "rank"}},
        {Column::from, {"生效", "起始", "开始", "任职时间", "有效期自", "from", "start"}},
        {Column::to, {"失效", "截止", "终止", "结束", "有效期至", "until", "end"}},
        {Column::unit, {"单位", "部门", "机构", "unit", "department"}},
        {Column::name, {"姓名", "名字", "联络员", "联系人", "经办人", "name", "liaison"}}};
    return kWords;
}

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::optional<Column> column_of(std::string_view heading) {
    constexpr std::size_t kLongest = 16; // characters: a longer one is a sentence
    const auto folded = in_lower_case(fold(heading));
    if (folded.empty() || character_count(folded) > kLongest) {
        return std::nullopt;
    }
    for (const auto& [column, words] : heading_words()) {
        if (std::ranges::any_of(words, [&](std::string_view word) {
                return folded.find(word) != std::string::npos;
            })) {
            return column;
        }
    }
    return std::nullopt;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kWide = "\u3000";
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    for (bool more = true; more && !text.empty();) {
        more = true;
        if (space(text.front())) {
            text.remove_prefix(1);
        } else if (text.starts_with(kWide)) {
            text.remove_prefix(kWide.size());
        } else if (space(text.back())) {
            text.remove_suffix(1);
        } else if (text.ends_with(kWide)) {
            text.remove_suffix(kWide.size());
        } else {
            more = false;
        }
    }
    std::string out{text};
    std::ranges::replace_if(
        out, [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    return out;
}

// The rows of a table one after the other; a cell stands in each row and column it covers.
class Rows {
public:
    Rows(const office::Document& document, const office::Table& table)
        : document_(document), table_(table), covering_(table.columns, nullptr) {}

    std::vector<std::string> row(std::size_t row) {
        for (; next_ < table_.cells.size() && table_.cells[next_].row <= row; ++next_) {
            const auto& cell = table_.cells[next_];
            for (auto c = cell.column; c < std::min(cell.column + cell.columns, table_.columns);
                 ++c) {
                covering_[c] = &cell;
            }
        }
        std::vector<std::string> texts;
        for (const auto* cell : covering_) {
            const bool here = cell != nullptr && row < cell->row + cell->rows;
            texts.push_back(here ? text_of(*cell) : std::string{});
        }
        return texts;
    }

private:
    std::string text_of(const office::Cell& cell) const {
        return trimmed(std::string_view{document_.text}.substr(cell.span.begin,
                                                               cell.span.end - cell.span.begin));
    }

    const office::Document& document_;
    const office::Table& table_;
    std::vector<const office::Cell*> covering_;
    std::size_t next_ = 0;
};

using Places = std::map<std::size_t, Column>; // of a table, by column

Places places_of(const std::vector<std::string>& headings) {
    Places places;
    for (std::size_t c = 0; c < headings.size(); ++c) {
        const auto column = column_of(headings[c]);
        const bool taken = std::ranges::any_of(
            places, [&](const auto& place) { return column && place.second == *column; });
        if (column && !taken) {
            places.emplace(c, *column);
        }
    }
    return places;
}

bool has(const Places& places, Column column) {
    return std::ranges::any_of(places, [&](const auto& one) { return one.second == column; });
}

void note_headings(Sheet& sheet, const Places& places, const std::vector<std::string>& headings) {
    for (std::size_t c = 0; c < headings.size(); ++c) {
        const auto it = places.find(c);
        if (it != places.end()) {
            if (std::ranges::find(sheet.columns, it->second) == sheet.columns.end()) {
                sheet.columns.push_back(it->second);
            }
        } else if (!headings[c].empty() &&
                   std::ranges::find(sheet.ignored, headings[c]) == sheet.ignored.end()) {
            sheet.ignored.push_back(headings[c]);
        }
    }
}

void read_table(Sheet& sheet, const office::Document& document, const office::Block& block) {
    constexpr std::size_t kAbove = 20; // rows of titles before the headings
    constexpr std::size_t kWidest = 200;
    const auto& table = *block.table;
    if (table.columns > kWidest) {
        return;
    }
    Rows rows{document, table};
    std::optional<Places> places;
    for (std::size_t r = 0; r < table.rows; ++r) {
        const auto texts = rows.row(r);
        const auto found = places_of(texts);
        // Headings repeat on each page of some sheets, in their places: words of a row of people
        // that happen to be like headings are none.
        const bool headings = has(found, Column::unit) && has(found, Column::name);
        if (headings && (!places || found == *places)) {
            places = found;
            note_headings(sheet, found, texts);
            continue;
        }
        if (!places) {
            if (r >= kAbove) {
                return;
            }
            continue;
        }
        SheetRow row{block.sheet, block.first_row > 0 ? block.first_row + r : r + 1, {}};
        bool empty = true;
        for (const auto& [c, column] : *places) {
            empty = empty && texts[c].empty();
            row.cells.emplace(column, texts[c]);
        }
        if (!empty) {
            sheet.rows.push_back(std::move(row));
        }
        if (sheet.rows.size() > kMostRows) {
            throw failure(ErrorCode::too_large, "liaison.too-many-rows",
                          "a sheet of liaisons has at most {} rows", kMostRows);
        }
    }
}

} // namespace

std::string_view to_string(Rank rank) noexcept {
    return kRanks[static_cast<std::size_t>(rank)];
}

std::string_view to_words(Rank rank) noexcept {
    return rank == Rank::main ? "联络员" : "备用联络员";
}

std::optional<Rank> parse_rank(std::string_view text) noexcept {
    const auto* const it = std::ranges::find(kRanks, text);
    return it == kRanks.end() ? std::nullopt
                              : std::optional{static_cast<Rank>(it - kRanks.begin())};
}

std::string_view to_string(Column column) noexcept {
    return kColumns[static_cast<std::size_t>(column)];
}

Sheet read_sheet(const office::Document& document) {
    Sheet sheet;
    for (const auto& block : document.blocks) {
        if (block.table) {
            read_table(sheet, document, block);
        }
    }
    if (sheet.columns.empty()) {
        throw failure(ErrorCode::unprocessable, "liaison.no-headings",
                      "no table with headings for unit and name was found");
    }
    return sheet;
}

std::optional<Date> read_date(std::string_view text) {
    std::vector<int> numbers;
    std::size_t digits = 0; // of the last number
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] >= '0' && text[at] <= '9') {
            int number = 0;
            const auto* const begin = text.data() + at;
            const auto [end, status] = std::from_chars(begin, text.data() + text.size(), number);
            if (status != std::errc{}) {
                return std::nullopt;
            }
            numbers.push_back(number);
            digits = static_cast<std::size_t>(end - begin);
            at += digits;
            continue;
        }
        const auto before = at;
        const auto sign = next_character(text, at);
        constexpr std::u32string_view kBetween = U"-/.年月日 ";
        if (kBetween.find(sign) == std::u32string_view::npos || (before == 0 && sign != U' ')) {
            return std::nullopt;
        }
    }
    if (numbers.size() == 1 && digits == 8) {
        const auto all = numbers.front();
        numbers = {all / 10'000, all / 100 % 100, all % 100};
    }
    return numbers.size() == 3 ? Date::from(numbers[0], numbers[1], numbers[2]) : std::nullopt;
}

} // namespace luoshi::liaison
