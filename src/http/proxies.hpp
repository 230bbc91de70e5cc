// SPDX-License-Identifier: Apache-2.0
// Private: whose X-Forwarded-* headers are believed.
#pragma once

#include "http/message.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

class ProxyList {
public:
    // Addresses or networks: "127.0.0.1", "10.0.0.0/8", "::1". Errors: invalid_argument
    // "http.bad-proxy" naming the entry.
    explicit ProxyList(const std::vector<std::string>& entries);
    bool trusts(std::string_view address) const;
    // The client's address when `peer` sent the headers: the last of X-Forwarded-For that is not
    // itself a trusted proxy; `peer` when it is not trusted or the header is no list of addresses.
    std::string client_address(std::string_view peer, const Headers& headers) const;
    bool says_https(std::string_view peer, const Headers& headers) const;

private:
    using Bytes = std::array<std::uint8_t, 16>; // IPv4 as ::ffff:a.b.c.d
    struct Network {
        Bytes address{};
        int bits = 128;
    };
    static std::optional<Bytes> parse_address(std::string_view text);
    static bool is_ipv4(std::string_view text) noexcept { return text.find(':') == text.npos; }
    std::vector<Network> networks_;
};

} // namespace luoshi::http
