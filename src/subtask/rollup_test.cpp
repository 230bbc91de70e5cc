// SPDX-License-Identifier: Apache-2.0
// Counting against a model that counts anew, by walking up from every node.
#include "subtask/rollup.hpp"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace luoshi::subtask {
namespace {

using ::testing::ElementsAre;

const Date kToday = *Date::parse("2011-11-10");

class Model {
public:
    explicit Model(const std::vector<Node>& nodes) : nodes_(nodes) {}

    bool is_gone(std::size_t n) const {
        for (; n != kNoParent; n = nodes_[n].parent) {
            if (nodes_[n].state == State::cancelled) {
                return true;
            }
        }
        return false;
    }
    bool is_below(std::size_t n, std::size_t above) const { // kNoParent: of the whole
        do {
            n = nodes_[n].parent;
            if (n == above) {
                return true;
            }
        } while (n != kNoParent);
        return false;
    }
    bool is_leaf(std::size_t n) const {
        for (std::size_t other = 0; other < nodes_.size(); ++other) {
            if (nodes_[other].parent == n && !is_gone(other)) {
                return false;
            }
        }
        return true;
    }
    Rollup of(std::size_t above) const {
        Rollup rollup;
        std::int64_t sum = 0, leaves = 0;
        const auto leaf = [&](std::size_t n) {
            const auto& node = nodes_[n];
            const bool whole = node.state == State::reported || node.state == State::done;
            sum += whole ? 100 : node.percent.value_or(0);
            rollup.said = rollup.said || whole || node.percent;
            ++leaves;
        };
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            if (is_gone(n) || !is_below(n, above)) {
                continue;
            }
            count(nodes_[n], rollup);
            if (nodes_[n].parent == above && is_missing(nodes_[n].state)) {
                rollup.missing.push_back(nodes_[n].unit);
            }
            if (is_leaf(n)) {
                leaf(n);
            }
        }
        if (leaves == 0 && above != kNoParent) {
            leaf(above);
        }
        rollup.percent = leaves == 0 ? 0 : static_cast<int>(sum / leaves);
        return rollup;
    }

private:
    static void count(const Node& node, Rollup& rollup) {
        const bool open = node.state != State::done;
        rollup.open += open ? 1 : 0;
        rollup.done += open ? 0 : 1;
        rollup.late += open && node.due < kToday && !node.in_time ? 1 : 0;
        rollup.declined += node.state == State::declined ? 1 : 0;
        if (open && (!rollup.next_due || node.due < *rollup.next_due)) {
            rollup.next_due = node.due;
        }
    }
    const std::vector<Node>& nodes_;
};

// As units: the order in which the missing are named is not counted.
Rollup comparable(Rollup rollup) {
    std::set<org::UnitId> units{rollup.missing.begin(), rollup.missing.end()};
    rollup.missing.assign(units.begin(), units.end());
    return rollup;
}

std::vector<Node> some_tree() {
    const auto size = *rc::gen::inRange<std::size_t>(0, 40);
    std::vector<std::size_t> places(size);
    for (std::size_t n = 0; n < size; ++n) {
        places[n] = n;
    }
    // Parents need not stand before their children: ids of two servers are not in order.
    for (std::size_t n = size; n > 1; --n) {
        std::swap(places[n - 1], places[*rc::gen::inRange<std::size_t>(0, n)]);
    }
    std::vector<Node> nodes(size);
    for (std::size_t n = 0; n < size; ++n) {
        auto& node = nodes[places[n]];
        const auto parent = *rc::gen::inRange<std::size_t>(0, n + 1);
        node.parent = parent == n ? kNoParent : places[parent];
        node.state = static_cast<State>(*rc::gen::inRange<int>(0, static_cast<int>(kStates)));
        if (*rc::gen::arbitrary<bool>()) {
            node.percent = *rc::gen::inRange(0, 101);
        }
        node.due = kToday.plus_days(*rc::gen::inRange(-5, 6));
        node.in_time = node.state == State::reported && *rc::gen::arbitrary<bool>();
        node.unit = org::UnitId{*rc::gen::inRange<std::int64_t>(1, 6)};
    }
    return nodes;
}

TEST(rollup, counts_what_a_walk_up_from_every_node_counts) {
    int largest = 0;
    EXPECT_TRUE(rc::check("roll_up is the model", [&] {
        const auto nodes = some_tree();
        largest = std::max(largest, static_cast<int>(nodes.size()));
        const auto rolled = roll_up(nodes, kToday);
        const Model model{nodes};
        RC_ASSERT(comparable(rolled.whole) == comparable(model.of(kNoParent)));
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            if (!model.is_gone(n)) {
                RC_ASSERT(comparable(rolled.nodes[n]) == comparable(model.of(n)));
            }
        }
    }));
    EXPECT_GT(largest, 20);
}

TEST(rollup, preorder_has_every_node_once_and_after_its_parent) {
    EXPECT_TRUE(rc::check("preorder", [] {
        const auto nodes = some_tree();
        const auto order = in_preorder(nodes);
        RC_ASSERT(std::set<std::size_t>(order.begin(), order.end()).size() == nodes.size());
        std::vector<bool> seen(nodes.size());
        for (const auto n : order) {
            RC_ASSERT(nodes[n].parent == kNoParent || seen[nodes[n].parent]);
            seen[n] = true;
        }
    }));
}

TEST(rollup, weighs_leaves_equally_and_names_who_is_missing_in_order) {
    const auto due = *Date::parse("2011-11-20");
    const std::vector<Node> nodes{
        {kNoParent, State::accepted, 10, due, org::UnitId{1}}, // has leaves: its own word is not
                                                               // counted
        {0, State::accepted, 40, due, org::UnitId{2}},
        {0, State::done, {}, due, org::UnitId{3}},
        {kNoParent, State::handed_out, {}, due.plus_days(-15), org::UnitId{4}},
        {kNoParent, State::cancelled, 90, due, org::UnitId{5}},
    };
    const auto rolled = roll_up(nodes, kToday);
    EXPECT_EQ(rolled.nodes[0].percent, 70);
    EXPECT_THAT(rolled.nodes[0].missing, ElementsAre(org::UnitId{2}));
    EXPECT_EQ(rolled.whole.percent, 46); // (40 + 100 + 0) / 3
    EXPECT_EQ(rolled.whole.open, 3);
    EXPECT_EQ(rolled.whole.done, 1);
    EXPECT_EQ(rolled.whole.late, 1);
    EXPECT_EQ(rolled.whole.next_due, due.plus_days(-15));
    EXPECT_THAT(rolled.whole.missing, ElementsAre(org::UnitId{1}, org::UnitId{4}));
}

} // namespace
} // namespace luoshi::subtask
