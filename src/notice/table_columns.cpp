// SPDX-License-Identifier: Apache-2.0
#include "notice/table_columns.hpp"

#include "notice/deadlines.hpp"
#include "notice/units.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <limits>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr std::size_t kLongestHeading = 16;

// 牵头单位（第一位）, 责任主体, 完成时间节点: headings are less strict than keys.
std::optional<Key> key_of_column(View text) {
    if (const auto open = text.find(U'('); open != View::npos && open > 0) {
        text = text.substr(0, open);
    }
    if (text.size() > kLongestHeading) {
        return std::nullopt;
    }
    if (auto key = key_of_heading(text)) {
        return key;
    }
    const auto key = [](KeyKind kind, Role role) { return Key{kind, role, 0}; };
    if (contains_any(text, words(U"领导", U"责任人", U"负责人", U"联系人"))) {
        return key(KeyKind::person, Role::responsible);
    }
    if (contains_any(text, words(U"时限", U"时间", U"期限", U"进度", U"节点"))) {
        return key(KeyKind::time, Role::responsible);
    }
    if (contains_any(text, words(U"牵头", U"主办", U"主责"))) {
        return key(KeyKind::role, Role::lead);
    }
    if (contains_any(text, words(U"配合", U"协办", U"协同", U"协助", U"会办"))) {
        return key(KeyKind::role, Role::joint);
    }
    if (contains_any(text, words(U"参与单位", U"参加单位", U"参与部门", U"参加部门"))) {
        return key(KeyKind::role, Role::participate);
    }
    if (contains_any(text, words(U"责任单位", U"责任部门", U"责任主体", U"责任分工", U"承办",
                                 U"实施单位", U"实施主体", U"落实单位", U"落实部门", U"责任科室",
                                 U"责任处室", U"责任股室", U"责任学院"))) {
        return key(KeyKind::role, Role::responsible);
    }
    return is_any(text, words(U"单位", U"部门"))
               ? std::optional{key(KeyKind::role, Role::responsible)}
               : std::nullopt;
}

bool is_time(const Glyphs& glyphs, Range cell) {
    return cell.size() <= 24 && !find_deadlines(glyphs, cell, {TimeContext::field, 2000}).empty();
}

bool is_names(const Glyphs& glyphs, Range cell) {
    constexpr std::uint32_t kLongestList = 300;
    if (cell.size() > kLongestList) {
        return false;
    }
    std::uint32_t named = 0;
    for (const auto& name : split_units(glyphs, cell, {})) {
        named += name.range.size() + 1;
    }
    return named * 10 >= cell.size() * 7;
}

// How well a cell suits a column: above 0, it may stand there.
int fit(const Glyphs& glyphs, ColumnKind kind, const Key& key, Range cell) {
    const bool names = is_names(glyphs, cell), time = is_time(glyphs, cell);
    if (kind == ColumnKind::task) {
        return names || time ? -1 : 1;
    }
    if (kind != ColumnKind::keyed) {
        return 0;
    }
    switch (key.kind) {
    case KeyKind::role: return names ? 3 : -2;
    case KeyKind::time: return time ? 3 : -2;
    case KeyKind::person: return !names && !time && cell.size() <= 4 ? 2 : -1;
    }
    return 0;
}

} // namespace

bool Columns::useful() const {
    const auto has = [&](ColumnKind kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    return has(ColumnKind::task) && has(ColumnKind::keyed);
}

std::size_t Columns::owner() const {
    std::size_t i = 0;
    while (i < kinds.size() && !(kinds[i] == ColumnKind::keyed && keys[i].kind == KeyKind::role)) {
        ++i;
    }
    return i;
}

bool Columns::same_as(const Columns& other) const {
    return kinds == other.kinds && std::equal(keys.begin(), keys.end(), other.keys.begin(),
                                              other.keys.end(), [](const Key& a, const Key& b) {
                                                  return a.kind == b.kind && a.role == b.role;
                                              });
}

bool is_plain_heading(View text) {
    return is_any(text, words(U"备注", U"类别", U"分类", U"板块", U"领域", U"类型", U"完成情况"));
}

Columns read_columns(const Glyphs& glyphs, const Cells& header) {
    constexpr auto kTasks =
        words(U"任务", U"内容", U"事项", U"措施", U"项目", U"目标", U"举措", U"要求", U"工作");
    Columns columns;
    for (const auto cell : header) {
        const auto text = glyphs.view(cell);
        const auto key = key_of_column(text);
        auto kind = ColumnKind::other;
        if (is_any(text, words(U"序号", U"编号", U"序"))) {
            kind = ColumnKind::number;
        } else if (key) {
            kind = ColumnKind::keyed;
        } else if (text.size() <= kLongestHeading && !is_plain_heading(text) &&
                   contains_any(text, kTasks)) {
            kind = ColumnKind::task;
        }
        columns.kinds.push_back(kind);
        columns.keys.push_back(key.value_or(Key{}));
    }
    return columns;
}

bool fits(const Glyphs& glyphs, const Columns& columns, std::size_t column, Range cell) {
    return columns.kinds[column] != ColumnKind::keyed ||
           fit(glyphs, columns.kinds[column], columns.keys[column], cell) > 0;
}

std::vector<std::size_t> fit_cells(const Glyphs& glyphs, const Columns& columns, std::size_t from,
                                   const Cells& cells) {
    const auto width = columns.size() - from;
    std::vector<std::size_t> out(cells.size());
    if (cells.size() == width) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            out[i] = from + i;
        }
        return out;
    }
    // best[c]: of the cells so far, with the last one in column c or before it
    constexpr int kNever = std::numeric_limits<int>::min() / 2;
    std::vector<std::vector<std::size_t>> came(cells.size(), std::vector<std::size_t>(width));
    std::vector<int> best(width, 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::vector<int> next(width, kNever);
        std::size_t source = 0;
        for (std::size_t c = 0; c < width; ++c) {
            // a second cell in the same column costs a little: a new column is likelier
            const auto stay = best[c] - (i > 0 ? 1 : 0);
            const auto move = i == 0 ? 0 : c == 0 ? kNever : best[source];
            came[i][c] = stay >= move || c == 0 ? c : source;
            next[c] = std::max(stay, move) +
                      fit(glyphs, columns.kinds[from + c], columns.keys[from + c], cells[i]);
            source = best[c] > best[source] ? c : source;
        }
        best = std::move(next);
    }
    auto column =
        static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (auto i = cells.size(); i-- > 0;) {
        out[i] = from + column;
        column = came[i][column];
    }
    return out;
}

} // namespace luoshi::notice
