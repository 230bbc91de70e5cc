// SPDX-License-Identifier: Apache-2.0
// What every fuzz target does: any bytes end in a result or in an Error that is not our bug.
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace luoshi::fuzz {

template <class Action>
int run(const std::uint8_t* data, std::size_t size, const Action& action) {
    try {
        action(std::string_view{reinterpret_cast<const char*>(data), size});
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            throw;
        }
    }
    return 0;
}

} // namespace luoshi::fuzz
