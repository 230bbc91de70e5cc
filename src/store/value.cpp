// SPDX-License-Identifier: Apache-2.0
#include "store/value.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <iterator>

namespace luoshi::store {

std::string placeholders(std::size_t first, std::size_t count) {
    ensure(first >= 1 && count >= 1, "placeholders are numbered from 1 and there is one at least");
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
        fmt::format_to(std::back_inserter(list), "{}${}", i == 0 ? "" : ", ", first + i);
    }
    return list;
}

} // namespace luoshi::store
