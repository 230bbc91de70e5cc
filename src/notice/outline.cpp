// SPDX-License-Identifier: Apache-2.0
#include "notice/outline_builder.hpp"

#include "notice/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

bool begins_attached(const Page& page, Range line) {
    const auto c = page.glyphs[line.first];
    return c == '(' || c == '[' || (c == '-' && speaks_behind_dash(page, line)) ||
           find_key(page.glyphs, line.first, line.last).has_value();
}

// 各地各部门请于…: the closing paragraph of a notice.
bool is_for_everybody(const Page& page, Range paragraph) {
    const auto text = page.glyphs.view(paragraph);
    return starts_with_any(text, words(U"各", U"请各", U"以上", U"上述", U"本方案", U"本通知"));
}

// 工作要求：…, 完成标准：…: a further paragraph of a task.
bool is_keyed_prose(const Page& page, Range paragraph) {
    const auto colon = page.glyphs.view(paragraph).substr(0, 9).find(':');
    return colon != View::npos && colon >= 4 &&
           contains_any(
               page.glyphs.view(paragraph).substr(0, colon),
               words(U"要求", U"目标", U"措施", U"标准", U"内容", U"成果", U"进度", U"任务"));
}

// A bracket opened in `paragraph` is closed behind it.
bool is_open(const Page& page, Range paragraph) {
    const auto from = paragraph.last - std::min(paragraph.size(), 1500U);
    for (auto i = paragraph.last; i > from; --i) {
        if (page.partner[i - 1] >= paragraph.last) {
            return true;
        }
    }
    return false;
}

// The line goes on with the paragraph: a word, a list or a bracket was broken.
bool continues(const Page& page, Range paragraph, const Line& line, bool is_heading) {
    if (is_open(page, paragraph) || begins_attached(page, line.range)) {
        return true;
    }
    const auto last = page.glyphs[paragraph.last - 1];
    if (last == U'、' || last == ',' || (last == ':' && line.flow == Flow::goes_on)) {
        return true;
    }
    const bool begins = line.flow == Flow::begins ||
                        (line.flow == Flow::unknown && is_for_everybody(page, line.range));
    return (!is_heading || line.flow == Flow::goes_on) && !is_terminal(last) && !begins;
}

// A heading that stands in a line of its own, so that what follows is not its sentence.
bool heads(const Page& page, const Line& line) {
    if (!line.label) {
        return false;
    }
    const auto last = page.glyphs[line.range.last - 1];
    if (line.label->kind == LabelKind::arabic &&
        is_unit(page, {line.label->range.last, line.range.last})) {
        return true; // 24.市环保局 above its tasks
    }
    return is_heading_kind(line.label->kind) && (!is_terminal(last) || last == U'”' || last == ')');
}

// The label of a line that names who owes what stands below it: 县教育局：, 责任单位：县教育局.
Label name_label(const Page& page, Range line) {
    const auto key = find_key(page.glyphs, line.first, line.last);
    const auto end = line.last - (page.glyphs[line.last - 1] == ':' ? 1U : 0U);
    const bool bracketed = !key && page.glyphs[line.first] == '[';
    const Range name{line.first + (key         ? key->length
                                   : bracketed ? 1U
                                               : 0U),
                     end - (bracketed ? 1U : 0U)};
    return {LabelKind::name, {line.first, line.first}, page.glyphs.printed(name), {}, 0};
}

// A line of 责任单位：X without a stop is whole all the same.
bool is_field_line(const Page& page, Range line) {
    const auto last = page.glyphs[line.last - 1];
    const bool speaks = find_key(page.glyphs, line.first, line.last).has_value() ||
                        (page.glyphs[line.first] == '-' && speaks_behind_dash(page, line));
    return last != U'、' && last != ',' && speaks;
}

// 一、开展排查（X牵头） in a line of its own: the task is told below.
bool is_headed(const Page& page, const Node& node) {
    if (node.clauses.empty() || !node.label) {
        return false;
    }
    constexpr std::uint32_t kLongestName = 30; // of a task told below its name
    if (!is_heading_kind(node.label->kind) &&
        (node.loose.empty() || node.clauses.front().range.first > node.head.first + kLongestName)) {
        return false;
    }
    const Range before{node.head.first,
                       std::max(node.head.first, node.clauses.front().range.first)};
    return !before.empty() && page.glyphs.view(before).find(U'。') == View::npos &&
           node.clauses.back().range.last == node.head.last &&
           page.glyphs[node.head.last - 1] == ')';
}

} // namespace

bool is_heading_kind(LabelKind kind) {
    return kind == LabelKind::chapter || kind == LabelKind::paren_han || kind == LabelKind::part ||
           kind == LabelKind::annex;
}

bool is_terminal(char32_t c) {
    return c == U'。' || c == '!' || c == '?' || c == ';' || c == ')' || c == ']' || c == ':';
}

void Builder::open_node(const Line& line) {
    const auto kind = line.label->kind;
    const auto parts = [](const Label& label) {
        return std::count_if(label.path.begin(), label.path.end(),
                             [](char c) { return c == '.' || c == '-'; });
    };
    const auto found = std::find_if(stack.begin(), stack.end(), [&](const auto& s) {
        return s.first == kind && // 2.1 is above 2.1.1
               (kind != LabelKind::dotted ||
                parts(*nodes[static_cast<std::size_t>(s.second)].label) >= parts(*line.label));
    });
    stack.erase(kind == LabelKind::annex ? stack.begin() : found, stack.end());
    Node node;
    node.label = line.label;
    node.parent = stack.empty() ? 0 : stack.back().second;
    node.head = node.own = {line.label->range.last, line.range.last};
    if (node.head.empty()) {
        node.head = node.own = {line.range.last, line.range.last};
    }
    stack.emplace_back(kind, static_cast<int>(nodes.size()));
    nodes.push_back(std::move(node));
}

// One node a label; the lines behind it become paragraphs, its own or loose ones.
void Builder::build() {
    nodes.emplace_back();
    const auto start =
        frame.plan < lines.size() ? lines[frame.plan].range.first : page.glyphs.size();
    nodes[0].head = nodes[0].own = {start, start};
    bool heading = false, field = false;
    const auto unit_lines = find_unit_lines(page, lines, frame);
    const auto field_headings = find_field_headings(page, lines, frame);
    for (auto i = frame.plan; i < lines.size(); ++i) {
        if (frame.taken[i]) {
            continue;
        }
        auto line = lines[i];
        line.apart = line.apart || (i > frame.plan && frame.taken[i - 1]);
        if (unit_lines[i] || field_headings[i]) {
            line.label = name_label(page, line.range);
        }
        if (line.label) {
            open_node(line);
            heading = heads(page, line);
            field = false;
        } else {
            add_line(line, heading, field);
        }
    }
}

// A line without a label goes on with the paragraph above or begins one. heading, field: what the
// line before was.
void Builder::add_line(const Line& line, bool& heading, bool& field) {
    auto& node = nodes.back();
    auto& paragraph = node.loose.empty() ? node.head : node.loose.back();
    const bool label_only = node.label && node.loose.empty() && node.head.empty();
    const bool attached = begins_attached(page, line.range);
    if (label_only) { // 附件1 above its title
        node.head = {line.range.first, line.range.last};
        heading = true;
    } else if (!paragraph.empty() && !line.apart &&
               (!field || attached || line.flow == Flow::goes_on || is_open(page, paragraph)) &&
               continues(page, paragraph, line, heading && node.loose.empty())) {
        paragraph.last = line.range.last;
    } else {
        node.loose.push_back(line.range);
    }
    field = is_field_line(page, line.range);
}

int Builder::count_below(std::size_t node) const {
    int count = 0;
    for (const auto paragraph : nodes[node].loose) {
        count += find_clauses(page, paragraph).empty() ? 0 : 1;
    }
    return count;
}

constexpr int kFewestOwned = 3; // paragraphs that begin with their unit; fewer may be prose

// Those of a node's loose paragraphs that become items without a number below it, or its own text.
std::vector<Node> Builder::take_loose(Node& node, bool counted, bool unnumbered, int place) const {
    const bool owned = count_owned(node) >= kFewestOwned;
    const auto loose = std::exchange(node.loose, {});
    std::vector<Node> children;
    for (std::size_t p = 0; p < loose.size(); ++p) {
        if (const auto owner = owned ? owner_of(page, loose[p]) : Range{}; !owner.empty()) {
            Node child; // 应急办：排查隐患，6月底前完成
            child.head = child.own = loose[p];
            child.parent = place;
            child.use = Use::item;
            child.owner = owner;
            children.push_back(std::move(child));
            continue;
        }
        auto clauses = counted ? find_clauses(page, loose[p]) : std::vector<Clause>{};
        if (clauses.empty() || (!unnumbered && !node.label)) {
            node.loose.push_back(loose[p]);
            continue;
        }
        if (unnumbered) {
            Node child;
            child.head = child.own = loose[p];
            child.parent = place;
            child.clauses = std::move(clauses);
            children.push_back(std::move(child));
            continue;
        }
        node.own.last = loose[p].last;
        node.clauses = find_clauses(page, node.own);
        node.loose.assign(loose.begin() + static_cast<std::ptrdiff_t>(p) + 1, loose.end());
        break;
    }
    return children;
}

// Paragraphs with a clause of their own under a heading are items without a number when some
// heading has two of them or more; else the only one belongs to the heading's own text.
void Builder::settle() {
    std::vector<int> counts(nodes.size());
    bool unnumbered = false;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        nodes[i].clauses = find_clauses(page, nodes[i].head);
        counts[i] = nodes[i].names_units() || is_demands(nodes[i]) ? 0 : count_below(i);
        unnumbered = unnumbered || counts[i] >= 2;
    }
    std::vector<Node> out;
    std::vector<int> moved(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        auto node = std::move(nodes[i]);
        node.parent = node.parent < 0 ? -1 : moved[static_cast<std::size_t>(node.parent)];
        moved[i] = static_cast<int>(out.size());
        node.own = node.head;
        auto children = take_loose(node, counts[i] > 0, unnumbered, moved[i]);
        out.push_back(std::move(node));
        std::move(children.begin(), children.end(), std::back_inserter(out));
    }
    nodes = std::move(out);
}

void Builder::mark_below() {
    for (auto i = nodes.size(); i-- > 1;) {
        auto& parent = nodes[static_cast<std::size_t>(nodes[i].parent)];
        parent.has_below = parent.has_below || nodes[i].has_below || nodes[i].names_units();
    }
}

// 三、工作要求, 四、保障措施: what stands below is asked of everybody.
bool Builder::is_demands(const Node& node) const {
    constexpr auto kDemands =
        words(U"工作要求", U"有关要求", U"相关要求", U"保障措施", U"组织实施", U"组织保障",
              U"组织领导", U"加强组织领导", U"保障机制", U"具体要求", U"推进机制", U"督查考核",
              U"总体要求", U"指导思想", U"基本原则");
    constexpr std::uint32_t kLongest = 10;
    return node.label && node.head.size() <= kLongest &&
           ends_with_any(page.glyphs.view(node.head), kDemands);
}

bool Builder::is_under_demands(std::size_t i) const {
    for (auto at = nodes[i].parent; at > 0; at = nodes[static_cast<std::size_t>(at)].parent) {
        if (is_demands(nodes[static_cast<std::size_t>(at)])) {
            return true;
        }
    }
    return false;
}

// Headings, items and prose, by where the clauses stand.
void Builder::choose() {
    std::array<int, kKinds> all{}, with{};
    for (const auto& node : nodes) {
        if (node.label) {
            const auto kind = static_cast<std::size_t>(node.label->kind);
            ++all[kind];
            with[kind] += node.names_units() ? 1 : 0;
        }
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        auto& node = nodes[i];
        if (node.use == Use::item) {
            continue; // by its last point, or by the heading above
        }
        if (node.has_below) {
            node.use = Use::heading;
            continue;
        }
        if (node.names_units()) {
            node.use = Use::item;
            continue;
        }
        const auto kind =
            static_cast<std::size_t>(node.label ? node.label->kind : LabelKind::annex);
        const bool item_kind = node.label && with[kind] > 0 && with[kind] * 4 >= all[kind];
        if (item_kind && !is_under_demands(i) && !is_demands(node)) {
            node.use = Use::item;
        } else if (node.label && !node.head.empty() && node.head.size() <= 60) {
            const auto last = page.glyphs[node.head.last - 1];
            const bool sentence = last == U'。' || last == ';' || last == ':' ||
                                  page.glyphs.view(node.head).find(';') != View::npos;
            node.use = sentence || is_for_everybody(page, node.head) ? Use::prose : Use::heading;
        }
    }
}

// What stands below an item is part of its text; paragraphs between them too.
void Builder::absorb() {
    int owner = -1;
    std::vector<bool> inside(nodes.size());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto parent = nodes[i].parent;
        if (parent > 0 && (inside[static_cast<std::size_t>(parent)] ||
                           nodes[static_cast<std::size_t>(parent)].use == Use::item)) {
            inside[i] = true;
            auto& item = nodes[static_cast<std::size_t>(owner)];
            item.own.last = nodes[i].own.last;
            for (const auto paragraph : nodes[i].loose) {
                item.own.last = std::max(item.own.last, paragraph.last);
            }
            item.loose.clear();
            nodes[i].use = Use::prose;
            nodes[i].loose.clear();
            nodes[i].own.last = nodes[i].own.first;
            nodes[i].head.last = nodes[i].head.first;
        } else if (nodes[i].use == Use::item) {
            owner = static_cast<int>(i);
            auto& item = nodes[i];
            item.headed = is_headed(page, item);
            // no clause ends it: its paragraphs, but not the closing
            const bool told_below = !item.loose.empty() && is_keyed_prose(page, item.loose.front());
            if (item.clauses.empty() || item.headed || told_below) {
                auto& loose = item.loose;
                while (!loose.empty() && (!told_below || is_keyed_prose(page, loose.front())) &&
                       !(i + 1 == nodes.size() && is_for_everybody(page, loose.front()))) {
                    item.own.last = loose.front().last;
                    loose.erase(loose.begin());
                }
            }
        }
    }
}

void Builder::name_paths() {
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        auto& node = nodes[i];
        const auto& parent = nodes[static_cast<std::size_t>(node.parent)];
        const bool annex_above = parent.label && parent.label->kind == LabelKind::annex;
        node.level = parent.level;
        if (node.use != Use::heading) {
            node.path = parent.path;
            continue;
        }
        const auto& label = node.label->path;
        node.path = parent.path.empty() || annex_above ? label : parent.path + "/" + label;
        node.level = annex_above ? 1 : parent.level + 1;
    }
}

std::vector<Node> read_outline(const Page& page, const std::vector<Line>& lines,
                               const Frame& frame) {
    Builder builder{page, lines, frame, {}, {}};
    builder.build();
    builder.settle();
    builder.mark_below();
    builder.gather_points();
    builder.inherit();
    builder.share_leads();
    builder.choose();
    builder.choose_inverted();
    builder.choose_owned();
    builder.absorb();
    builder.name_paths();
    return std::move(builder.nodes);
}

std::vector<Range> paragraphs_of(const Page& page, const std::vector<Line>& lines,
                                 const std::vector<bool>& taken, std::size_t first,
                                 std::size_t last) {
    std::vector<Range> out;
    for (auto i = first; i < last; ++i) {
        if (taken[i]) {
            continue;
        }
        const auto range = lines[i].range;
        const bool joins = !out.empty() && !lines[i].label && !lines[i].apart && i > first &&
                           !taken[i - 1] && continues(page, out.back(), lines[i], false);
        if (joins) {
            out.back().last = range.last;
        } else {
            out.push_back(range);
        }
    }
    return out;
}

} // namespace luoshi::notice
