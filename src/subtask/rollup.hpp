// SPDX-License-Identifier: Apache-2.0
// What lies below a task or a subtask, counted. Pure.
//
//   roll_up(nodes, today)   one Rollup for each node, and one for the whole
//
// Cancelled nodes and all below them count nowhere.
#pragma once

#include "base/date.hpp"
#include "org/ids.hpp"
#include "subtask/rules.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace luoshi::subtask {

inline constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

struct Node {
    std::size_t parent = kNoParent; // place in the list, in any order
    State state = State::handed_out;
    std::optional<int> percent; // said last by its unit
    Date due;
    org::UnitId unit;
    bool in_time = false; // reported by its date
};

struct Rollup {
    std::int64_t open = 0;        // neither confirmed nor cancelled
    std::int64_t late = 0;        // of those open, with a date before today and not reported by it
    std::int64_t done = 0;        // confirmed
    std::int64_t declined = 0;    // of those open
    std::optional<Date> next_due; // the earliest of those open
    // Mean of the leaves, each the same weight, rounded down: what was reported or confirmed counts
    // 100, who said nothing 0. Of a node with nothing below: its own.
    int percent = 0;
    bool said = false;                // some leaf said something
    std::vector<org::UnitId> missing; // of those directly below who reported nothing, each once
    bool operator==(const Rollup&) const = default;
};

struct RolledUp {
    std::vector<Rollup> nodes; // as given
    Rollup whole;              // of those without a parent
};
// O(nodes). The parents form no circle.
RolledUp roll_up(std::span<const Node> nodes, Date today);

// Places in preorder: a node before what is below it, siblings as given.
std::vector<std::size_t> in_preorder(std::span<const Node> nodes);

} // namespace luoshi::subtask
