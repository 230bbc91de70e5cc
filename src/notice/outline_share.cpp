// SPDX-License-Identifier: Apache-2.0
// Statements that count for more than the paragraph they stand in: said once for several points.
#include "notice/outline_builder.hpp"

#include "notice/words.hpp"

#include <algorithm>

namespace luoshi::notice {

using View = std::u32string_view;

// Of the points below a node only the last one has a clause, and so it is throughout: the clause is
// that of the whole, 1.…；2.…；3.…。（X负责）.
void Builder::gather_points() {
    std::vector<std::vector<std::size_t>> children(nodes.size());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (nodes[i].label) {
            children[static_cast<std::size_t>(nodes[i].parent)].push_back(i);
        }
    }
    std::vector<std::size_t> wholes;
    std::size_t others = 0;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& points = children[i];
        const auto speaking = std::count_if(points.begin(), points.end(), [&](std::size_t c) {
            return nodes[c].names_units() || nodes[c].has_below;
        });
        if (points.size() >= 2 && speaking == 1 && nodes[points.back()].names_units() &&
            !nodes[points.back()].has_below) {
            wholes.push_back(i);
        } else {
            others +=
                speaking > 0 && !points.empty() && nodes[points.front()].names_units() ? 1U : 0U;
        }
    }
    if (wholes.size() < 2 || wholes.size() < 3 * others) {
        return;
    }
    for (const auto i : wholes) {
        nodes[i].use = Use::item;
        nodes[i].has_below = false;
        nodes[i].clauses = nodes[children[i].back()].clauses;
    }
}

// 一、加快发展（X牵头） above points that say nothing: the heading's clause is each point's.
void Builder::inherit() {
    std::vector<std::vector<std::size_t>> children(nodes.size());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (nodes[i].label) {
            children[static_cast<std::size_t>(nodes[i].parent)].push_back(i);
        }
    }
    bool inherits = false; // some heading above several points
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        auto& node = nodes[i];
        const bool name = (node.label && node.label->kind == LabelKind::name) || inherits;
        if (!node.names_units() || node.has_below || !node.label ||
            children[i].size() < (name ? 1U : 2U) ||
            !(node.label->kind == LabelKind::name || is_heading_kind(node.label->kind))) {
            continue;
        }
        const Range words_before{node.head.first,
                                 std::max(node.head.first, node.clauses.front().range.first)};
        const auto text = page.glyphs.view(words_before);
        if (text.size() > 30 || text.find(U'。') != View::npos ||
            node.clauses.front().range.last > node.head.last) {
            continue;
        }
        node.has_below = inherits = true;
        for (const auto child : children[i]) {
            nodes[child].use = Use::item;
            nodes[child].inherited = node.clauses;
        }
    }
}

// （牵头单位：X） in a heading above points with units of their own: X leads those without a lead.
void Builder::share_leads() {
    const auto leads = [](const Clause& clause) {
        return std::any_of(clause.parties.begin(), clause.parties.end(),
                           [](const Party& p) { return p.role == Role::lead; });
    };
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& parent = nodes[static_cast<std::size_t>(nodes[i].parent)];
        auto& node = nodes[i];
        if (!parent.label || !is_heading_kind(parent.label->kind) || !parent.has_below ||
            node.has_below || !node.names_units() || !node.inherited.empty() ||
            std::any_of(node.clauses.begin(), node.clauses.end(), leads)) {
            continue;
        }
        for (auto clause : parent.clauses) {
            std::erase_if(clause.parties, [](const Party& p) { return p.role != Role::lead; });
            for (auto& party : clause.parties) {
                party.origin.confidence *= 0.8;
                party.origin.rule = "clause.heading";
            }
            node.inherited.push_back(std::move(clause));
        }
    }
}

} // namespace luoshi::notice
