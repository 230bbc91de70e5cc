// SPDX-License-Identifier: Apache-2.0
// For tests.
#pragma once

#include "base/error.hpp"

#include <string>

namespace luoshi {

// The reason of the Error that `action` throws, or "none".
template <class Action>
std::string reason_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.reason();
    }
    return "none";
}

} // namespace luoshi
