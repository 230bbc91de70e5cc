// SPDX-License-Identifier: Apache-2.0
// The operations on values, total: what an operand is missing of, or wrong with, is the result's.
#pragma once

#include "expr/program.hpp"

#include <optional>

namespace luoshi::expr {

// The operand that decides, when one does: an error before a missing value, left before right.
const Value* blocking(const Value& a, const Value& b) noexcept;

Value add_values(const Value& a, const Value& b);
Value subtract_values(const Value& a, const Value& b);
// a · b · factor: exactly, or to `places`.
Value multiply_values(const Value& a, const Value& b, const Code& code);
// a / b · factor to code.places.
Value divide_values(const Value& a, const Value& b, const Code& code);
Value growth_of(const Value& now, const Value& before, const Code& code);
Value convert_value(const Value& a, const Code& code);
Value negate_value(const Value& a);
Value shift_date(const Value& date, const Value& days, bool back);
// Three-valued: false decides a conjunction, true a disjunction, whatever the other is.
Value both(const Value& a, const Value& b);
Value either(const Value& a, const Value& b);
Value compare_values(const Value& a, const Value& b, Operator how);
std::partial_ordering order_of(const Value& a, const Value& b); // present, of one kind

} // namespace luoshi::expr
