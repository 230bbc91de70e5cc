// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pack/pack.hpp"

namespace luoshi::pack {

// A pack as far as it is understood; what is not goes into `findings`.
Pack assemble_whatever(const std::string& folder, Texts texts, std::vector<Diagnostic>& findings);

// How findings name a file of a pack.
std::string file_name(const std::string& folder, const std::string& name);

} // namespace luoshi::pack
