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

bool has(const Places& places, Column column) {
    return std::ranges::any_of(places, [&](const auto& one) { return one.second == column; });
}

// What a row says of one person.
struct Person {
    Places places;    // its own columns
    std::string rank; // by its heading, where several stand across; "": nothing
    bool operator==(const Person&) const = default;
};

// The people across a row: another unit or another name begins the next. Days stand for all where
// only one of them has any.
struct Headings {
    std::vector<Person> people;
    Places shared; // the unit, and such days
    bool operator==(const Headings&) const = default;
    bool full() const {
        return !people.empty() && has(people.front().places, Column::name) &&
               (has(shared, Column::unit) || has(people.front().places, Column::unit));
    }
};

std::string rank_by(std::string_view heading, std::size_t place) {
    const auto holds = [&](std::string_view word) {
        return heading.find(word) != std::string_view::npos;
    };
    if (holds("备") || holds("副")) {
        return std::string{to_words(Rank::deputy)};
    }
    const bool main = place == 0 || holds("主") || holds("正");
    return std::string{to_words(main ? Rank::main : Rank::deputy)};
}

// A column that only one of them has is everybody's.
void share(Headings& headings, Column column) {
    const auto having = std::ranges::count_if(
        headings.people, [&](const Person& one) { return has(one.places, column); });
    if (having != 1) {
        return;
    }
    for (auto& person : headings.people) {
        for (auto it = person.places.begin(); it != person.places.end();) {
            const bool moves = it->second == column;
            if (moves) {
                headings.shared.insert(*it);
            }
            it = moves ? person.places.erase(it) : std::next(it);
        }
    }
}

Headings headings_of(const std::vector<std::string>& texts) {
    Headings headings;
    headings.people.emplace_back();
    for (std::size_t c = 0; c < texts.size(); ++c) {
        const auto column = column_of(texts[c]);
        if (!column) {
            continue;
        }
        const bool begins = *column == Column::name || *column == Column::unit;
        const bool named = has(headings.people.back().places, Column::name);
        if (begins && named && has(headings.people.back().places, *column)) {
            headings.people.emplace_back();
        }
        auto& places = headings.people.back().places;
        if (!has(places, *column)) {
            places.emplace(c, *column);
        }
    }
    std::erase_if(headings.people,
                  [](const Person& one) { return !has(one.places, Column::name); });
    for (const auto column : {Column::unit, Column::from, Column::to}) {
        share(headings, column);
    }
    for (std::size_t n = 0; headings.people.size() > 1 && n < headings.people.size(); ++n) {
        auto& person = headings.people[n];
        if (has(person.places, Column::unit) || has(person.places, Column::rank)) {
            continue;
        }
        for (const auto& [c, column] : person.places) {
            person.rank = column == Column::name ? rank_by(texts[c], n) : person.rank;
        }
    }
    return headings;
}

void note_headings(Sheet& sheet, const Headings& found, const std::vector<std::string>& headings) {
    auto places = found.shared;
    const auto add = [&](Column column) {
        if (std::ranges::find(sheet.columns, column) == sheet.columns.end()) {
            sheet.columns.push_back(column);
        }
    };
    for (const auto& person : found.people) {
        places.insert(person.places.begin(), person.places.end());
    }
    for (std::size_t c = 0; c < headings.size(); ++c) {
        const auto it = places.find(c);
        if (it != places.end()) {
            add(it->second);
        } else if (!headings[c].empty() &&
                   std::ranges::find(sheet.ignored, headings[c]) == sheet.ignored.end()) {
            sheet.ignored.push_back(headings[c]);
        }
    }
    for (const auto& person : found.people) {
        if (!person.rank.empty()) {
            add(Column::rank);
        }
    }
}

// A row of the table is one for each person it names; whoever is not named is passed over.
void read_people(Sheet& sheet, const Headings& headings, const std::vector<std::string>& texts,
                 const SheetRow& place) {
    const auto before = sheet.rows.size();
    for (const auto& person : headings.people) {
        auto row = place;
        bool empty = true;
        for (const auto& [c, column] : person.places) {
            empty = empty && texts[c].empty();
            row.cells.emplace(column, texts[c]);
        }
        for (const auto& [c, column] : headings.shared) {
            row.cells.emplace(column, texts[c]);
        }
        if (!person.rank.empty()) {
            row.cells.emplace(Column::rank, person.rank);
        }
        if (!empty) {
            sheet.rows.push_back(std::move(row));
        }
    }
    const bool shared = std::ranges::any_of(
        headings.shared, [&](const auto& one) { return !texts[one.first].empty(); });
    if (sheet.rows.size() == before && shared) { // a unit without anybody: to be told
        auto row = place;
        for (const auto& [c, column] : headings.shared) {
            row.cells.emplace(column, texts[c]);
        }
        for (const auto& [c, column] : headings.people.front().places) {
            row.cells.emplace(column, "");
        }
        sheet.rows.push_back(std::move(row));
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
    std::optional<Headings> headings;
    for (std::size_t r = 0; r < table.rows; ++r) {
        const auto texts = rows.row(r);
        const auto found = headings_of(texts);
        // Headings repeat on each page of some sheets, in their places: words of a row of people
        // that happen to be like headings are none.
        if (found.full() && (!headings || found == *headings)) {
            headings = found;
            note_headings(sheet, found, texts);
            continue;
        }
        if (!headings) {
            if (r >= kAbove) {
                return;
            }
            continue;
        }
        read_people(sheet, *headings, texts,
                    {block.sheet, block.first_row > 0 ? block.first_row + r : r + 1, {}});
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
