// SPDX-License-Identifier: Apache-2.0
// Words and tables both files share.
#pragma once

#include "compendium/compendium.hpp"
#include "office/write_table.hpp"

#include <string>
#include <vector>

namespace luoshi::compendium {

inline constexpr const char* kByTheme = "按主题归集";
inline constexpr const char* kWanting = "尚未收录的单位";

std::string title_of(const Gathered& gathered); // of the book
std::string unit_name(const Gathered& gathered, org::UnitId unit);
std::string state_word(duty::DueState state); // 待填

// Columns as wide as what stands in them, within reason. Each row is as long as `heads`.
office::WriteTable fitted_table(const std::vector<std::string>& heads,
                                const std::vector<std::vector<std::string>>& rows);

} // namespace luoshi::compendium
