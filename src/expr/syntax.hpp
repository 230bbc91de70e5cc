// SPDX-License-Identifier: Apache-2.0
// The tree a formula was parsed into. Children stand before their parents in `nodes`.
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "base/number.hpp"
#include "expr/functions.hpp"
#include "expr/period.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace luoshi::expr {

enum class NodeKind : std::uint8_t {
    error, // has a finding already
    number,
    text,
    date,
    period,
    truth,
    name, // of a field, parameter, table, record set, element; 项目.投资额
    unit, // second argument of convert
    negate,
    invert, // not
    binary,
    in_list, // value, choices…
    between, // value, low, high
    call,
    choose, // condition, value, condition, value, …, otherwise
    range,  // body [over] [where]: as `parts` says
    at      // element, period
};

enum class Operator : std::uint8_t {
    or_,
    and_,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    add,
    subtract,
    multiply
};

inline constexpr std::uint8_t kHasOver = 1, kHasWhere = 2;

struct NumberLiteral {
    Number value;
    std::string unit; // "" : bare
    bool operator==(const NumberLiteral& other) const {
        return value.scale() == other.value.scale() && value == other.value && unit == other.unit;
    }
};

using NodeIndex = std::uint32_t;

struct Node {
    NodeKind kind = NodeKind::error;
    Operator op{};
    Function function{};
    std::uint8_t parts = 0; // of a range
    std::uint16_t depth = 1;
    Span span; // with all its children
    Span word; // the operator, the function's name, the unit
    std::variant<std::monostate, NumberLiteral, std::string, Date, Period, bool> literal;
    std::vector<NodeIndex> children;
};

struct Tree {
    std::string file, text;
    std::vector<Node> nodes;
    NodeIndex root = 0;
};

// Equal but for places, names of functions and white space.
bool same(const Tree& a, NodeIndex at_a, const Tree& b, NodeIndex at_b);

std::string_view symbol_of(Operator op, bool chinese);

} // namespace luoshi::expr
