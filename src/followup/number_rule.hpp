// SPDX-License-Identifier: Apache-2.0
// How tasks in force and closed tasks are numbered: "督{year}-{n:04}" gives 督2011-0001 and so on,
// each year anew. Pure; the numbers given last are rows (rows_life.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace luoshi::followup {

// Whether it holds {n} or {n:0w} (w 1 to 9) exactly once, {year} at most once and no other brace,
// and 1 to 40 bytes.
bool is_number_rule(std::string_view rule);

// Needs is_number_rule. The name of the series a year has: the rule with its year filled in.
std::string series_of(std::string_view rule, int year);
// Needs n >= 1. A number with more digits than the rule asks for is written in full.
std::string number_of(std::string_view rule, int year, std::int64_t n);

} // namespace luoshi::followup
