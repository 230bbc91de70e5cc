// SPDX-License-Identifier: Apache-2.0
#include "notify/token.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>

namespace luoshi::notify {

std::string random_token() {
    std::array<unsigned char, 24> bytes{};
    ensure(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "there is randomness");
    std::string token;
    for (const auto byte : bytes) {
        token += fmt::format("{:02x}", byte);
    }
    return token;
}

} // namespace luoshi::notify
