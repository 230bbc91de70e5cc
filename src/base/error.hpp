// SPDX-License-Identifier: Apache-2.0
// One exception type for "this operation cannot go on". Thrown anywhere, caught only at an edge: an
// HTTP handler, a job runner, main(). The edge maps code() to a status and shows reason(), which is
// stable and documented (docs/errors.md); the text of what() is for people and may change.
#pragma once

#include <fmt/core.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi {

enum class ErrorCode {
    invalid_argument, // the request is malformed
    unauthenticated,  // nobody is logged in
    forbidden,        // this person may not
    not_found,
    conflict,            // it already is, or is no longer, so
    precondition_failed, // somebody changed it meanwhile
    too_large,
    unsupported,   // a kind of file or content we do not read
    unprocessable, // well-formed, but its content cannot be used
    too_many,      // slow down; details may hold "retry_after_s"
    timeout,
    unavailable, // try again later; details may hold "retry_after_s"
    storage_full,
    internal // our bug
};

// Stable spelling used in JSON and logs, e.g. "not_found".
std::string_view to_string(ErrorCode code) noexcept;

// Named values a page needs to say the error in its own words: {"attempts_left", "3"}.
using ErrorDetails = std::vector<std::pair<std::string, std::string>>;

class Error : public std::runtime_error {
public:
    Error(ErrorCode code, std::string reason, const std::string& message, ErrorDetails details = {})
        : std::runtime_error(message), code_(code), reason_(std::move(reason)),
          details_(std::move(details)) {}
    ErrorCode code() const noexcept { return code_; }
    const std::string& reason() const noexcept {
        return reason_;
    } // "area.what", e.g. "notice.secret"
    const ErrorDetails& details() const noexcept { return details_; }
    Error with(std::string name, std::string value) && {
        details_.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }

private:
    ErrorCode code_;
    std::string reason_;
    ErrorDetails details_;
};

// Usage: throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist", id);
template <class... Args>
Error failure(ErrorCode code, std::string reason, fmt::format_string<Args...> text,
              Args&&... args) {
    return {code, std::move(reason), fmt::format(text, std::forward<Args>(args)...)};
}

// A broken invariant is our bug, in every build type: throws ErrorCode::internal naming the
// caller's file and line. (std::source_location is invisible to clang-tidy 14.)
void ensure(bool holds, std::string_view why, const char* file = __builtin_FILE(),
            int line = __builtin_LINE());

} // namespace luoshi
