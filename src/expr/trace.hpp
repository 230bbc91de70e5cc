// SPDX-License-Identifier: Apache-2.0
// How a value came about, step by step, for people: every intermediate value, every parameter with
// the date it holds from, its clause and whether it is only an example (示例参数).
//
//   explain(formula, environment) → Trace
//   to_text(trace, language)      → indented lines
//   to_json(trace, language)      → {"formula","value","steps":[…]}
#pragma once

#include "expr/expr.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::expr {

struct Step {
    std::string text; // of the sub-expression as written; of an item of a total: which it is
    Type type;
    Value value;
    bool converted = false; // the value of the step below it in another unit
    struct Used {
        std::string name;
        Parameter::Entry entry;
    };
    std::optional<Used> parameter;
    std::vector<Step> below;
    std::size_t left_out = 0; // items of a total that are not listed
};

struct Trace {
    const Declarations* declarations = nullptr; // must outlive the trace
    Step root;
};

inline constexpr std::size_t kListedItems = 20; // of one total
inline constexpr std::size_t kMostTraceSteps = 5'000;

// The value is the one evaluate() gives. Throws nothing.
Trace explain(const Formula& formula, const Environment& environment);
std::string to_text(const Trace& trace, Language language);
std::string to_json(const Trace& trace, Language language);

} // namespace luoshi::expr
