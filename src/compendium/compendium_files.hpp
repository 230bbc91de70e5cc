// SPDX-License-Identifier: Apache-2.0
// What was gathered, as files an office prints and goes on working with.
#pragma once

#include "compendium/compendium.hpp"

#include <string>

namespace luoshi::compendium {

// Title, contents, one part per unit in the order of the directory, the rows by theme, who is
// wanting. `made`: the line of its foot. The same gathering gives the same bytes.
std::string to_docx(const Gathered& gathered, const std::string& made);
// A sheet of progress (unit, state, dates, working days late, with whom it lies), then one for each
// table of the form with the rows of all units, then the rows by theme.
std::string to_xlsx(const Gathered& gathered, Date today);

} // namespace luoshi::compendium
