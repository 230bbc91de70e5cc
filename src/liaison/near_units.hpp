// SPDX-License-Identifier: Apache-2.0
// Which unit a name that is none may have meant.
#pragma once

#include "org/directory.hpp"

#include <string>
#include <vector>

namespace luoshi::liaison {

// Units at the day, at most 5, first those one character away: what was mistyped.
std::vector<org::UnitId> near_units(const org::Directory& directory, const std::string& text,
                                    Date today);
// One that bore the name and is not there any more, or not yet; nullptr: none.
const org::Unit* ended_unit(const org::Directory& directory, const std::string& text, Date today);

} // namespace luoshi::liaison
