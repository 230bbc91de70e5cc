// SPDX-License-Identifier: Apache-2.0
// Names of units: where a list of them is cut, what looks like one, which are classes of units.
#pragma once

#include "notice/glyphs.hpp"
#include "notice/lexicon.hpp"

#include <string>
#include <vector>

namespace luoshi::notice {

struct UnitName {
    Range range;
    std::string full; // with the prefix the enumeration left out: 省科技厅、财政厅 → 省财政厅
    bool group = false;
    bool known = false;
    bool open = false;     // 等 stood behind it or behind its list
    bool leads = false;    // （牵头） stood behind it
    bool helps = false;    // （配合） stood behind it, or behind a later name of its list
    double confidence = 0; // that this is a name, and whole
};

// The end of the longest name of a unit that `range` begins with; range.first if none.
std::uint32_t unit_prefix(const Glyphs& glyphs, Range range, const Lexicon& lexicon);

// The names `range` begins with, 、 between them; the last one ends where a name can end. Empty if
// none does.
Range leading_names(const Glyphs& glyphs, Range range, const Lexicon& lexicon);

// `name` ends like a unit or is known.
bool looks_like_unit(std::u32string_view name, const Lexicon& lexicon);

// A class of units rather than one: 各地级以上市, 有关部门, …成员单位, 10个重点园区.
bool is_group_name(std::u32string_view name);

// Cuts an enumeration at 、 and at 和 及 与 between whole names; keeps 各县（市）、区人民政府 in
// one piece; drops 等, 等部门 and remarks in brackets. What does not look like a unit is left out
// unless `lenient`.
std::vector<UnitName> split_units(const Glyphs& glyphs, Range range, const Lexicon& lexicon,
                                  bool lenient = false);

// A name begins with the level it belongs to: 省, 市, 国家, 各 …
bool begins_with_level(std::u32string_view name);

} // namespace luoshi::notice
