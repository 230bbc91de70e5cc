// SPDX-License-Identifier: Apache-2.0
// One-time passwords by time (RFC 6238 over RFC 4226): SHA-1, 30 s, six digits, as authenticator
// programs take them when told nothing else.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::access {

inline constexpr std::int64_t kStepSeconds = 30;

std::int64_t step_of(Timestamp at) noexcept;
// digits: 6 to 8.
std::string code_of(std::string_view secret, std::int64_t step, int digits = 6);
// The step whose code this is: that of `at`, the one before or the one after, and later than
// `used`. Takes the same time whichever it is.
std::optional<std::int64_t> step_with_code(std::string_view secret, std::string_view code,
                                           Timestamp at, std::int64_t used);
std::string base32(std::string_view bytes); // RFC 4648 without padding
// The address an authenticator program reads from a picture.
std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

} // namespace luoshi::access
