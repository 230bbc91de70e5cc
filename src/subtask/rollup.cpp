// SPDX-License-Identifier: Apache-2.0
#include "subtask/rollup.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace luoshi::subtask {
namespace {

struct Leaves {
    std::int64_t sum = 0, count = 0;
    bool said = false;
    void add(const Leaves& more) {
        sum += more.sum;
        count += more.count;
        said = said || more.said;
    }
};

Leaves leaf_of(const Node& node) {
    if (node.state == State::reported || node.state == State::done) {
        return {100, 1, true};
    }
    return {node.percent.value_or(0), 1, node.percent.has_value()};
}

// What a child is and has below it.
void add_child(Rollup& to, const Node& child, const Rollup& below, Date today) {
    const bool open = is_open(child.state);
    to.open += below.open + (open ? 1 : 0);
    to.late += below.late + (open && child.due < today && !child.in_time ? 1 : 0);
    to.done += below.done + (open ? 0 : 1);
    to.declined += below.declined + (child.state == State::declined ? 1 : 0);
    for (const auto& due : {below.next_due, open ? std::optional{child.due} : std::nullopt}) {
        if (due && (!to.next_due || *due < *to.next_due)) {
            to.next_due = due;
        }
    }
    if (is_missing(child.state) &&
        std::find(to.missing.begin(), to.missing.end(), child.unit) == to.missing.end()) {
        to.missing.push_back(child.unit);
    }
}

void settle(Rollup& rollup, const Leaves& leaves) {
    rollup.percent = leaves.count == 0 ? 0 : static_cast<int>(leaves.sum / leaves.count);
    rollup.said = leaves.said;
}

} // namespace

std::vector<std::size_t> in_preorder(std::span<const Node> nodes) {
    std::vector<std::vector<std::size_t>> children(nodes.size() + 1); // the last: without a parent
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const auto parent = nodes[n].parent;
        ensure(parent == kNoParent || parent < nodes.size(), "a parent is in the list");
        children[parent == kNoParent ? nodes.size() : parent].push_back(n);
    }
    std::vector<std::size_t> order, waiting;
    const auto push = [&](const std::vector<std::size_t>& list) {
        waiting.insert(waiting.end(), list.rbegin(), list.rend());
    };
    push(children.back());
    while (!waiting.empty()) {
        const auto n = waiting.back();
        waiting.pop_back();
        order.push_back(n);
        push(children[n]);
    }
    return order;
}

RolledUp roll_up(std::span<const Node> nodes, Date today) {
    const auto order = in_preorder(nodes);
    ensure(order.size() == nodes.size(), "parents form no circle");
    std::vector<bool> gone(nodes.size());
    for (const auto n : order) {
        const auto parent = nodes[n].parent;
        gone[n] = nodes[n].state == State::cancelled || (parent != kNoParent && gone[parent]);
    }
    RolledUp all{std::vector<Rollup>(nodes.size()), {}};
    std::vector<Leaves> leaves(nodes.size());
    Leaves whole;
    for (auto it = order.rbegin(); it != order.rend(); ++it) { // what is below comes first
        const auto n = *it;
        if (leaves[n].count == 0) {
            leaves[n] = leaf_of(nodes[n]);
        }
        settle(all.nodes[n], leaves[n]);
        std::ranges::reverse(all.nodes[n].missing); // met from the last on
        if (!gone[n]) {
            const auto parent = nodes[n].parent;
            const bool top = parent == kNoParent;
            add_child(top ? all.whole : all.nodes[parent], nodes[n], all.nodes[n], today);
            (top ? whole : leaves[parent]).add(leaves[n]);
        }
    }
    settle(all.whole, whole);
    std::ranges::reverse(all.whole.missing);
    return all;
}

} // namespace luoshi::subtask
