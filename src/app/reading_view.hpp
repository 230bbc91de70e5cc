// SPDX-License-Identifier: Apache-2.0
// A reading for people at a terminal, and one fact a line for comparing.
#pragma once

#include "notice/notice.hpp"

#include <string>

namespace luoshi::app {

// Header, a table of the items, what is asked of everybody, warnings; aligned, lines end in \n.
std::string table_of(const notice::Reading& reading);

// "item 3 二 建立健全…", then indented "lead 省经信委", "due year_end 2012-12-31 2012年底前" and so
// on.
std::string outline_of(const notice::Reading& reading);

} // namespace luoshi::app
