// SPDX-License-Identifier: Apache-2.0
#include "http/proxies.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace luoshi::http {
namespace {

Headers forwarded(std::string value) {
    Headers headers;
    headers.add("X-Forwarded-For", std::move(value));
    return headers;
}

TEST(proxies, trust_addresses_and_networks_of_both_families) {
    const ProxyList list{{"127.0.0.1", "10.1.0.0/16", "fd00::/8"}};
    EXPECT_TRUE(list.trusts("127.0.0.1"));
    EXPECT_TRUE(list.trusts("10.1.255.3"));
    EXPECT_TRUE(list.trusts("fd12::1"));
    EXPECT_TRUE(list.trusts("::ffff:127.0.0.1")); // how a two-family socket sees it
    EXPECT_FALSE(list.trusts("127.0.0.2"));
    EXPECT_FALSE(list.trusts("10.2.0.1"));
    EXPECT_FALSE(list.trusts("fe80::1"));
    EXPECT_FALSE(list.trusts("no address"));
    EXPECT_FALSE(ProxyList{{}}.trusts("127.0.0.1"));
}

TEST(proxies, tell_the_client_only_when_trusted) {
    const ProxyList list{{"10.0.0.0/8"}};
    EXPECT_EQ(list.client_address("192.0.2.1", forwarded("1.1.1.1")), "192.0.2.1");
    EXPECT_EQ(list.client_address("10.0.0.1", forwarded("6.6.6.6, 1.1.1.1, 10.0.0.2")), "1.1.1.1");
    EXPECT_EQ(list.client_address("10.0.0.1", forwarded("10.0.0.9, 10.0.0.2")), "10.0.0.9");
    EXPECT_EQ(list.client_address("10.0.0.1", forwarded("nonsense")), "10.0.0.1");
    EXPECT_EQ(list.client_address("10.0.0.1", {}), "10.0.0.1");
}

TEST(proxies, tell_https_only_when_trusted) {
    const ProxyList list{{"10.0.0.0/8"}};
    Headers headers;
    headers.add("X-Forwarded-Proto", "https");
    EXPECT_TRUE(list.says_https("10.0.0.1", headers));
    EXPECT_FALSE(list.says_https("192.0.2.1", headers));
    EXPECT_FALSE(list.says_https("10.0.0.1", {}));
}

TEST(proxies, refuse_what_is_no_network) {
    for (const auto* bad :
         {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "10.0.0/8", "::/129"}) {
        EXPECT_THROW(ProxyList{{bad}}, Error) << bad;
    }
}

} // namespace
} // namespace luoshi::http
