// SPDX-License-Identifier: Apache-2.0
// Notices turned round: the unit first, then what it owes.
#include "notice/outline_builder.hpp"

#include "notice/units.hpp"

#include <algorithm>
#include <array>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

// The only task of a unit has no number: its paragraphs.
Node take_lone_task(Node& heading, int parent) {
    Node task;
    task.head = heading.loose.front();
    task.own = {heading.loose.front().first, heading.loose.back().last};
    task.parent = parent;
    task.use = Use::item;
    heading.loose.clear();
    return task;
}

} // namespace

Range without_leaders(const Page& page, Range name) {
    while (!name.empty() && is_terminal(page.glyphs[name.last - 1]) &&
           page.glyphs[name.last - 1] != ')') {
        --name.last;
    }
    if (name.size() > 2 && page.glyphs[name.first] == '[' &&
        page.partner[name.first] == name.last - 1) {
        return {name.first + 1, name.last - 1}; // 【交通专班】
    }
    const auto open = name.empty() ? name.last : page.partner[name.last - 1];
    const bool leaders = !name.empty() && page.glyphs[name.last - 1] == ')' && open > name.first &&
                         open < name.last && find_key(page.glyphs, open + 1, name.last - 1);
    return leaders ? Range{name.first, open} : name;
}

bool is_unit(const Page& page, Range name) {
    constexpr std::uint32_t kShortest = 3, kLongest = 20, kLongestList = 60;
    name = without_leaders(page, name);
    if (name.size() < kShortest || name.size() > kLongestList ||
        page.glyphs.view(name).find_first_of(U"。;:!?%《") != View::npos) {
        return false;
    }
    if (name.size() <= kLongest && looks_like_unit(page.glyphs.view(name), page.lexicon) &&
        page.glyphs.view(name).find(U'、') == View::npos) {
        return true;
    }
    std::uint32_t named = 0; // 县教育局、县卫健局
    for (const auto& unit : split_units(page.glyphs, name, page.lexicon)) {
        named += unit.confidence >= 0.9 ? unit.range.size() + 1 : 0;
    }
    return named >= name.size();
}

// 【交通专班】 in a line of its own.
bool is_bracketed_heading(const Page& page, const Line& line) {
    constexpr std::uint32_t kShortest = 4, kLongest = 20;
    const auto range = line.range;
    return !line.label && range.size() >= kShortest && range.size() <= kLongest &&
           page.glyphs[range.first] == '[' && page.partner[range.first] == range.last - 1 &&
           !has_role_word(page.glyphs.view(range)) &&
           !find_key(page.glyphs, range.first, range.last);
}

std::vector<bool> find_unit_lines(const Page& page, const std::vector<Line>& lines,
                                  const Frame& frame) {
    std::vector<bool> out(lines.size());
    std::size_t found = 0, above_numbers = 0;
    for (auto i = frame.plan; i + 1 < lines.size(); ++i) {
        const auto& line = lines[i];
        const bool colon = page.glyphs[line.range.last - 1] == ':';
        const auto& next = lines[i + 1].label;
        const bool numbers = next && next->value == 1;
        if (!frame.taken[i] && next && is_bracketed_heading(page, line)) {
            out[i] = true;
            ++found;
            ++above_numbers;
            continue;
        }
        if (!frame.taken[i] && !line.label && (colon || numbers) && is_unit(page, line.range)) {
            out[i] = true;
            ++found;
            above_numbers += numbers ? 1U : 0U;
        }
    }
    if (found < 2 || above_numbers * 2 < found) {
        out.assign(lines.size(), false);
    }
    return out;
}

std::vector<bool> find_field_headings(const Page& page, const std::vector<Line>& lines,
                                      const Frame& frame) {
    std::vector<bool> out(lines.size());
    std::size_t found = 0;
    bool tasks_first = false; // fields below their tasks
    for (auto i = frame.plan; i + 1 < lines.size(); ++i) {
        const auto& line = lines[i];
        const auto& next = lines[i + 1].label;
        if (line.label) {
            const auto kind = line.label->kind;
            tasks_first = tasks_first || (found == 0 && kind != LabelKind::chapter &&
                                          kind != LabelKind::part && kind != LabelKind::annex);
            continue;
        }
        const auto key = find_key(page.glyphs, line.range.first, line.range.last);
        if (frame.taken[i] || !key || key->kind != KeyKind::role) {
            continue;
        }
        if (tasks_first || !next || frame.taken[i + 1]) {
            return std::vector<bool>(lines.size());
        }
        out[i] = true;
        ++found;
    }
    return found >= 2 ? out : std::vector<bool>(lines.size());
}

// The kind of label whose headings are units, if most of them are.
std::optional<std::size_t> Builder::kind_of_units() const {
    std::array<int, kKinds> all{}, units{};
    for (const auto& node : nodes) {
        if (node.label) {
            const auto kind = static_cast<std::size_t>(node.label->kind);
            ++all[kind];
            units[kind] += is_unit(page, node.head) ? 1 : 0;
        }
    }
    const auto best =
        static_cast<std::size_t>(std::max_element(units.begin(), units.end()) - units.begin());
    const auto fewest = best == static_cast<std::size_t>(LabelKind::name) ? 2 : 3;
    if (units[best] < fewest || units[best] * 10 < all[best] * 6) {
        return std::nullopt;
    }
    return best;
}

// Tasks listed under the unit that owes them: 24.市环保局。(1)… (2)…
void Builder::choose_inverted() {
    const auto units = kind_of_units();
    if (!units) {
        return;
    }
    std::vector<bool> has_child(nodes.size());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        has_child[static_cast<std::size_t>(nodes[i].parent)] = true;
    }
    std::vector<Node> out;
    std::vector<int> moved(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        auto node = std::move(nodes[i]);
        node.parent = node.parent < 0 ? -1 : moved[static_cast<std::size_t>(node.parent)];
        moved[i] = static_cast<int>(out.size());
        if (node.label && static_cast<std::size_t>(node.label->kind) == *units &&
            is_unit(page, node.head)) {
            node.use = Use::heading;
            node.unit_heading = true;
        } else if (i > 0 && out[static_cast<std::size_t>(node.parent)].unit_heading) {
            node.use = Use::item;
            std::erase_if(node.clauses, [](const Clause& c) { return c.sentence; });
        }
        std::optional<Node> task;
        if (node.unit_heading && !has_child[i] && !node.loose.empty()) {
            task = take_lone_task(node, moved[i]);
        }
        out.push_back(std::move(node));
        if (task) {
            out.push_back(std::move(*task));
        }
    }
    nodes = std::move(out);
}

// 整治行动 责任单位：X: a key stands before the colon, not an owner.
bool ends_with_key(const Glyphs& glyphs, Range name) {
    for (auto at = name.first + 1; at < name.last; ++at) {
        if (key_of_heading(glyphs.view({at, name.last}))) {
            return true;
        }
    }
    return false;
}

Range owner_of(const Page& page, Range paragraph) {
    constexpr std::size_t kLongestName = 22, kShortestTask = 5;
    const auto colon = page.glyphs.view(paragraph).substr(0, kLongestName).find(':');
    if (colon == View::npos || colon + kShortestTask >= paragraph.size() ||
        find_key(page.glyphs, paragraph.first, paragraph.last)) {
        return {};
    }
    const Range name{paragraph.first, paragraph.first + static_cast<std::uint32_t>(colon)};
    return is_unit(page, name) && !ends_with_key(page.glyphs, name) ? name : Range{};
}

int Builder::count_owned(const Node& node) const {
    return static_cast<int>(std::count_if(node.loose.begin(), node.loose.end(),
                                          [&](Range p) { return !owner_of(page, p).empty(); }));
}

// 1.市教育局：负责校园安全: each point begins with the unit that owes it.
void Builder::choose_owned() {
    std::array<int, kKinds> all{}, owned{};
    std::vector<Range> owners(nodes.size());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& node = nodes[i];
        const auto colon = page.glyphs.view(node.head).substr(0, 22).find(':');
        if (!node.label || find_key(page.glyphs, node.head.first, node.head.last)) {
            continue;
        }
        const auto kind = static_cast<std::size_t>(node.label->kind);
        ++all[kind];
        if (colon == View::npos || colon + 3 >= node.head.size()) {
            continue;
        }
        const Range name{node.head.first, node.head.first + static_cast<std::uint32_t>(colon)};
        const bool bracket =
            !node.clauses.empty() && page.glyphs[node.clauses.front().range.first] == '(';
        if (is_unit(page, name) && !bracket && !ends_with_key(page.glyphs, name)) {
            owners[i] = name;
            ++owned[kind];
        }
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto kind = owners[i].empty() ? 0 : static_cast<std::size_t>(nodes[i].label->kind);
        if (!owners[i].empty() && owned[kind] >= 3 && owned[kind] * 10 >= all[kind] * 6) {
            nodes[i].use = Use::item;
            nodes[i].owner = owners[i];
            nodes[i].clauses.clear();
        }
    }
}

} // namespace luoshi::notice
