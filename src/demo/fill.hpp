// SPDX-License-Identifier: Apache-2.0
// What an invented person types into a form. Pure.
#pragma once

#include "demo/script.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace luoshi::demo {

// One of the words, for a key: the same every time.
using Draw = std::function<const std::string&(const Words&, std::string_view key)>;

// `body`: as form::Filled has it, with the rows the system listed. Answers what to save, which
// begins with those rows. {名称} in words stands for that column of the row it is made of, {number}
// for the place of the row, from 1.
std::string filled_in(std::string_view body, const ReportScript& script, const Draw& draw);

// What the first row of a table has in its key column; "" without rows.
std::string first_row(std::string_view body, const std::string& table, const std::string& key);

} // namespace luoshi::demo
