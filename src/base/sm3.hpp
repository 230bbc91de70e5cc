// SPDX-License-Identifier: Apache-2.0
// SM3 (GB/T 32905-2016), the hash of the audit chain and of blobs. By OpenSSL; not a certified
// module.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi {

using Digest = std::array<std::uint8_t, 32>;

Digest sm3(std::string_view bytes);
Digest hmac_sm3(std::string_view key, std::string_view bytes);
std::string to_hex(const Digest& digest); // 64 lower-case digits
std::optional<Digest> digest_from_hex(std::string_view hex) noexcept;

// The same over bytes that arrive in pieces.
class Sm3 {
public:
    Sm3();
    ~Sm3();
    Sm3(Sm3&&) noexcept;
    Sm3& operator=(Sm3&&) noexcept;
    void update(std::string_view bytes);
    Digest finish(); // once

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

} // namespace luoshi
