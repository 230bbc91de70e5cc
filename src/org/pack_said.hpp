// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "org/org.hpp"
#include "pack/section.hpp"

namespace luoshi::org {

// What a pack says, field by field in the order of the file format; docs/packs.md names the fields.
pack::Said said_of(const UnitSpec& unit);
pack::Said said_of(const pack::Category& category);
pack::Said said_of(const DaySpec& day);
std::string name_of(const UnitSpec& unit, NameKind kind); // the first; "": none

} // namespace luoshi::org
