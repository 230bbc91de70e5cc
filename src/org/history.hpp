// SPDX-License-Identifier: Apache-2.0
// What became of one unit, day by day. For pages that show it.
#pragma once

#include "org/changes.hpp"
#include "org/directory.hpp"

#include <string>
#include <vector>

namespace luoshi::org {

enum class Happened : std::uint8_t {
    founded,   // 设立
    renamed,   // 更名
    took_over, // 承接: others ended and it follows them
    joined,    // 加入单位组
    left,      // 退出单位组
    ended      // 撤并
};
std::string_view to_string(Happened what) noexcept; // "took-over"

struct HistoryLine {
    Happened what = Happened::founded;
    Date on;                   // the first day it holds
    std::string before, name;  // of renamed: official names, or where those stayed short ones
    std::vector<UnitId> units; // of took_over those before it, of ended those after it, of joined
                               // and left the group
    std::string basis;         // "": nothing is known
    ChangeId change;           // entered by the office; none: of a pack
};

// Oldest first; what the day is not known of is left out. Groups only as far as the office entered
// it.
std::vector<HistoryLine> history_of(const Directory& directory, UnitId unit,
                                    const std::vector<Change>& changes);

} // namespace luoshi::org
