// SPDX-License-Identifier: Apache-2.0
// Which modules read files of packs: one entry each. A module that comes to read files of packs
// adds its own here, and nothing else in this folder changes.
#pragma once

#include "pack/section.hpp"

#include <span>

namespace luoshi::app {

std::span<const pack::Section> pack_sections();

} // namespace luoshi::app
