// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <fmt/format.h>

namespace luoshi {

std::string_view to_string(ErrorCode code) noexcept {
    switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::unauthenticated: return "unauthenticated";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::precondition_failed: return "precondition_failed";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::unprocessable: return "unprocessable";
    case ErrorCode::too_many: return "too_many";
    case ErrorCode::timeout: return "timeout";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::storage_full: return "storage_full";
    case ErrorCode::internal: return "internal";
    }
    return "internal";
}

void ensure(bool holds, std::string_view why, const char* file, int line) {
    if (!holds) {
        throw Error{ErrorCode::internal, "internal.invariant",
                    fmt::format("{}:{}: {}", file, line, why)};
    }
}

} // namespace luoshi
