// SPDX-License-Identifier: Apache-2.0
// Literals as they stand in a formula.
#pragma once

#include "base/date.hpp"
#include "base/number.hpp"

#include <optional>
#include <string_view>

namespace luoshi::expr {

std::optional<Number> read_number(std::string_view digits); // as many places as are written
std::optional<Date> read_date(std::string_view text);       // 2011-11-15, 2011年11月15日
std::string_view unquoted(std::string_view text);           // "…" or “…” without its quotes

} // namespace luoshi::expr
