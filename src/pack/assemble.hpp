// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pack/pack.hpp"

namespace luoshi::pack {

// A pack as far as it is understood; what is not goes into `findings`.
Pack assemble_whatever(const std::string& folder, Texts texts, std::vector<Diagnostic>& findings);

} // namespace luoshi::pack
