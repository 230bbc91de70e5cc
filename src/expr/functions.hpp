// SPDX-License-Identifier: Apache-2.0
// The one table of functions: English name, Chinese alias, how many arguments, what it does.
// For help texts and completion; docs/expr.md is held to it by a test.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace luoshi::expr {

enum class Function : std::uint8_t {
    if_,
    or_else,
    on_error,
    is_missing,
    is_error,
    ratio,
    share,
    growth,
    points,
    round,
    min,
    max,
    abs,
    sum,
    count,
    average,
    all,
    any,
    convert,
    days_between,
    working_days_between,
    add_months,
    year_of,
    month_of,
    previous,
    next,
    same_last_year,
    first_day,
    last_day,
    year,
    half_year,
    quarter,
    month,
    quarters,
    months,
    half_years,
    years,
    lookup,
    band,
    param,
    length,
    starts_with,
    ends_with,
    contains,
    // without brackets
    this_period,
    this_year,
    today,
    this_subject,
    subjects,
    missing,
    half_up,
    half_even,
    down,
    up
};

struct FunctionInfo {
    Function function;
    std::string_view name, alias;
    int least, most;         // arguments; most < 0: any number; 0 and 0: written without brackets
    std::string_view usage;  // "ratio(a, b, places, mode)"
    std::string_view zh, en; // one sentence
    bool is_word() const noexcept { return most == 0; }
};

std::span<const FunctionInfo> functions();
const FunctionInfo& info_of(Function function);
const FunctionInfo* find_function(std::string_view name_or_alias); // nullptr: none

} // namespace luoshi::expr
