// SPDX-License-Identifier: Apache-2.0
#include "http/proxies.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace luoshi::http {

std::optional<ProxyList::Bytes> ProxyList::parse_address(std::string_view text) {
    const std::string name{text};
    Bytes bytes{};
    if (!is_ipv4(text)) {
        return inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1 ? std::optional{bytes}
                                                                    : std::nullopt;
    }
    bytes[10] = bytes[11] = 0xff;
    return inet_pton(AF_INET, name.c_str(), bytes.data() + 12) == 1 ? std::optional{bytes}
                                                                    : std::nullopt;
}

ProxyList::ProxyList(const std::vector<std::string>& entries) {
    for (const std::string_view entry : entries) {
        const auto slash = entry.find('/');
        const auto address = parse_address(entry.substr(0, slash));
        const int widest = is_ipv4(entry) ? 32 : 128;
        int bits = widest;
        bool good = address.has_value();
        if (slash != std::string_view::npos) {
            const auto digits = entry.substr(slash + 1);
            const auto* last = digits.data() + digits.size();
            const auto [end, status] = std::from_chars(digits.data(), last, bits);
            good = good && status == std::errc{} && end == last && bits >= 0 && bits <= widest;
        }
        if (!good) {
            throw failure(ErrorCode::invalid_argument, "http.bad-proxy",
                          "expected an address or a network such as 10.0.0.0/8, not '{}'", entry);
        }
        networks_.push_back({*address, bits + 128 - widest});
    }
}

bool ProxyList::trusts(std::string_view address) const {
    const auto bytes = parse_address(address);
    if (!bytes) {
        return false;
    }
    return std::ranges::any_of(networks_, [&](const Network& network) {
        for (int i = 0; i < network.bits; ++i) {
            const auto byte = static_cast<std::size_t>(i / 8);
            const auto mask = 0x80U >> (i % 8);
            if ((network.address[byte] & mask) != ((*bytes)[byte] & mask)) {
                return false;
            }
        }
        return true;
    });
}

std::string ProxyList::client_address(std::string_view peer, const Headers& headers) const {
    std::string client{peer};
    if (!trusts(peer)) {
        return client;
    }
    std::vector<std::string_view> hops;
    const auto lines = headers.all("X-Forwarded-For");
    for (const auto line : lines) {
        for (const auto hop : split(line, ',')) {
            hops.push_back(trim(hop));
        }
    }
    for (auto hop = hops.rbegin(); hop != hops.rend() && parse_address(*hop); ++hop) {
        client = *hop;
        if (!trusts(*hop)) {
            break;
        }
    }
    return client;
}

bool ProxyList::says_https(std::string_view peer, const Headers& headers) const {
    return equal_ignoring_case(headers.get("X-Forwarded-Proto"), "https") && trusts(peer);
}

} // namespace luoshi::http
