// SPDX-License-Identifier: Apache-2.0
// Functions of values that are all at hand (Op::call). Total.
#pragma once

#include "expr/environment.hpp"
#include "expr/program.hpp"

#include <span>

namespace luoshi::expr {

// `values` as the checker saw to: how many and of which kinds.
Value call_function(const Code& code, std::span<const Value> values,
                    const Environment& environment);

// Totals one by one: the rows of a register, the parts of a period, the subjects.
class Total {
public:
    Total(const Code& code) : code_(code) {}
    void take(const Value& value);
    bool is_decided() const noexcept { return decided_; } // what follows cannot change it
    Value value() const;

private:
    void take_number(const Value& value);
    const Code& code_;
    Value blocked_ = true; // true: nothing is in the way
    Value best_;           // of min, max
    Int128 sum_ = 0;
    std::int64_t count_ = 0;
    bool decided_ = false;
};

} // namespace luoshi::expr
