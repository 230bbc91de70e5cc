// SPDX-License-Identifier: Apache-2.0
// A checked formula as instructions: typed, units resolved to factors, names to indices.
#pragma once

#include "expr/functions.hpp"
#include "expr/scope.hpp"
#include "expr/syntax.hpp"
#include "expr/value.hpp"

#include <cstdint>
#include <vector>

namespace luoshi::expr {

enum class Op : std::uint8_t {
    constant,  // constants[a]
    field,     // a: index
    row_field, // a: record set, b: column
    element,   // a: index; at the period and subject in force
    parameter, // a: index; child 0, if any: the date
    convert,   // exactly, by factor
    negate,
    invert,
    logical_or,
    logical_and,
    compare, // operation: how; children of one unit
    add,     // also date + days
    subtract,
    date_add, // date, days; factor: 1 or, for subtraction, kMinus in `a`
    date_subtract,
    multiply,       // factor, exact
    multiply_round, // the product to `places`, rounded once
    in_list,
    between,
    choose,    // condition, value, …, otherwise; if() too
    at_period, // element or expression, period
    aggregate, // function; range; children: body, [over], [where]
    divide,    // ratio, share: factor · a / b to `places`
    call       // function
};

enum class RangeKind : std::uint8_t { none, rows, parts, years, subjects };

using CodeIndex = std::uint32_t;
inline constexpr CodeIndex kNoCode = 0xFFFFFFFF;

struct Code {
    Op op = Op::constant;
    Function function{};
    Operator operation{};
    RangeKind range = RangeKind::none;
    Period::Kind part{}; // of RangeKind::parts, and of year(), quarter(), …
    Rounding rounding = Rounding::half_up;
    std::uint8_t places = 0;
    std::uint16_t a = 0, b = 0;
    std::uint32_t first = 0, count = 0; // its children: Program::children[first, first + count)
    CodeIndex over = kNoCode, over_to = kNoCode, where = kNoCode; // of an aggregate
    NodeIndex node = 0;                                           // where it stands in the tree
    Factor factor{};
    Type type{};
};

struct Program {
    const Declarations* declarations = nullptr; // outlives the program
    std::vector<Code> codes;                    // children stand before their parents
    std::vector<CodeIndex> children;
    std::vector<Value> constants;
    CodeIndex root = 0;
    Type type; // of the result
};

} // namespace luoshi::expr
