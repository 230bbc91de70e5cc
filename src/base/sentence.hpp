// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace luoshi {

// Up to the first 。 or end of a line, without it.
inline std::string first_sentence(std::string_view text) {
    return std::string{text.substr(0, std::min(text.find("。"), text.find('\n')))};
}

} // namespace luoshi
