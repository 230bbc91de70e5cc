// SPDX-License-Identifier: Apache-2.0
// What goes over a limit, comes too slowly or could be read in two ways gets an answer: real bytes
// over real sockets.
#include "http/server.hpp"
#include "http/test_client.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

namespace luoshi::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::fetch;
using testing::Fixture;
using testing::get;
using ::testing::HasSubstr;
using testing::post;

std::string code_of(const testing::Reply& reply) {
    constexpr std::string_view kMark = "\"code\":\"";
    const auto at = reply.body.find(kMark);
    if (at == std::string::npos) {
        return "";
    }
    const auto begin = at + kMark.size();
    return reply.body.substr(begin, reply.body.find('"', begin) - begin);
}

// The answer to `request`, after which the connection must be closed.
testing::Reply refusal(const Fixture& fixture, std::string_view request) {
    Client client{fixture.port()};
    auto reply = client.ask(request);
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_EQ(reply.headers.get("Connection"), "close");
    EXPECT_EQ(reply.headers.get("Content-Type"), "application/problem+json");
    return reply;
}

TEST(limits, answer_414_to_an_address_that_is_too_long) {
    Fixture fixture;
    EXPECT_EQ(refusal(fixture, get('/' + std::string(9'000, 'a'))).status, 414);
    EXPECT_EQ(refusal(fixture, "GET /" + std::string(100'000, 'a')).status, 414);
}

TEST(limits, answer_431_to_headers_that_are_too_large_or_too_many) {
    Fixture fixture;
    EXPECT_EQ(refusal(fixture, get("/hello", "X: " + std::string(20'000, 'a') + "\r\n")).status,
              431);
    std::string many;
    for (int i = 0; i < 101; ++i) {
        many += "X: a\r\n";
    }
    EXPECT_EQ(refusal(fixture, get("/hello", many)).status, 431);
    std::string large; // each small, together too large
    for (int i = 0; i < 90; ++i) {
        large += "X: " + std::string(200, 'a') + "\r\n";
    }
    EXPECT_EQ(refusal(fixture, get("/hello", large)).status, 431);
}

TEST(limits, answer_413_from_the_length_before_the_body_comes) {
    Fixture fixture;
    const auto reply =
        refusal(fixture, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n\r\n");
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(code_of(reply), "http.body-too-large");
    EXPECT_EQ(fetch(fixture.port(), post("/echo", std::string(1000, 'a'))).status, 200);
}

TEST(limits, answer_413_to_a_client_that_sends_on_regardless) {
    Fixture fixture;
    EXPECT_EQ(refusal(fixture, post("/echo", std::string(6'000'000, 'a'))).status, 413);
}

TEST(limits, answer_413_to_chunks_that_add_up_to_too_much) {
    Fixture fixture;
    std::string request = "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 11; ++i) {
        request += "64\r\n" + std::string(100, 'a') + "\r\n";
    }
    EXPECT_EQ(refusal(fixture, request).status, 413);
    EXPECT_EQ(refusal(fixture,
                      "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "ffffffff\r\n")
                  .status,
              413);
}

TEST(limits, answer_408_to_a_head_that_does_not_end) {
    Fixture fixture{{.timeouts = {.head = 60ms}}};
    EXPECT_EQ(refusal(fixture, "GET /hello HTTP/1.1\r\nHost: t\r\n").status, 408);
    EXPECT_EQ(refusal(fixture, "G").status, 408);
}

TEST(limits, answer_408_to_a_body_that_does_not_end) {
    Fixture fixture{{.timeouts = {.body = 60ms}}};
    const auto reply =
        refusal(fixture, "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nhalf");
    EXPECT_EQ(reply.status, 408);
    EXPECT_EQ(code_of(reply), "http.request-timeout");
}

TEST(limits, give_a_drip_of_bytes_no_more_time_than_silence) {
    Fixture fixture{
        {.limits = {.body_bytes_per_second = 1'000'000'000}, .timeouts = {.body = 100ms}}};
    Client client{fixture.port()};
    client.send("POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 7000000\r\n\r\n");
    int sent = 0;
    while (sent < 6'999'999 && fixture.access_lines().empty() && client.send("a")) {
        ++sent;
    }
    EXPECT_EQ(client.read().status, 408);
    EXPECT_LT(sent, 6'999'999);
}

TEST(limits, close_a_connection_that_stays_silent) {
    Fixture fixture{{.timeouts = {.idle = 50ms}}};
    Client fresh{fixture.port()};
    EXPECT_TRUE(fresh.closed_by_server());
    Client used{fixture.port()};
    EXPECT_EQ(used.ask(get("/hello")).status, 200);
    EXPECT_TRUE(used.closed_by_server());
}

TEST(limits, answer_503_to_connections_over_their_number) {
    Fixture fixture{{.limits = {.connections = 2}}};
    Client first{fixture.port()};
    Client second{fixture.port()};
    EXPECT_EQ(first.ask(get("/hello")).status, 200);
    EXPECT_EQ(second.ask(get("/hello")).status, 200);
    const auto reply = refusal(fixture, get("/hello"));
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.headers.get("Retry-After"), "1");
    EXPECT_EQ(first.ask(get("/hello")).status, 200);
}

TEST(limits, answer_503_at_once_when_the_work_queue_is_full) {
    Fixture fixture{{.work_threads = 1, .work_queue = 1}};
    Client running{fixture.port()};
    running.send(get("/gate"));
    fixture.gate.wait_for_entry();
    Client waiting{fixture.port()};
    waiting.send(get("/hello"));
    Client refused{fixture.port()};
    const auto reply = refused.ask(get("/hello"));
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.headers.get("Retry-After"), "1");
    EXPECT_EQ(code_of(reply), "http.busy");
    EXPECT_EQ(refused.ask(get("/hello")).status, 503); // the connection is still good
    fixture.gate.open();
    EXPECT_EQ(running.read().body, "through");
    EXPECT_EQ(waiting.read().body, "hello");
    EXPECT_EQ(refused.ask(get("/hello")).status, 200);
}

TEST(limits, answer_503_when_all_bodies_together_are_too_much) {
    testing::Gate gate;
    Fixture fixture{{.limits = {.all_bodies = 1'000'000}}, [&](Router& router) {
                        router.add(Method::post, "/hold", [&](Request& request) {
                            gate.enter();
                            return text(200, std::to_string(request.body.size()));
                        });
                    }};
    EXPECT_EQ(
        refusal(fixture, "POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 1000001\r\n\r\n").status,
        503);
    Client holder{fixture.port()};
    holder.send(post("/hold", std::string(900'000, 'a')));
    gate.wait_for_entry();
    EXPECT_EQ(refusal(fixture, post("/big", std::string(200'000, 'a'))).status,
              503); // by its length
    const auto chunked = refusal(fixture, "POST /big HTTP/1.1\r\nHost: t\r\n"
                                          "Transfer-Encoding: chunked\r\n\r\n30d40\r\n" +
                                              std::string(200'000, 'a'));
    EXPECT_EQ(chunked.status, 503); // while it comes
    EXPECT_EQ(chunked.headers.get("Retry-After"), "1");
    EXPECT_EQ(fetch(fixture.port(), post("/big", std::string(90'000, 'a'))).status, 200);
    gate.open();
    EXPECT_EQ(holder.read().body, "900000");
    EXPECT_EQ(fetch(fixture.port(), post("/big", std::string(200'000, 'a'))).status, 200);
}

struct Probe {
    const char* name;
    std::string request;
    int status;
};

class Smuggling : public ::testing::TestWithParam<Probe> {};

TEST_P(Smuggling, is_refused) {
    Fixture fixture;
    EXPECT_EQ(refusal(fixture, GetParam().request).status, GetParam().status);
}

const std::string kPost = "POST /echo HTTP/1.1\r\nHost: t\r\n";

INSTANTIATE_TEST_SUITE_P(
    a_request, Smuggling,
    ::testing::Values(
        Probe{"length_and_chunked",
              kPost + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Probe{"chunked_and_length",
              kPost + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
        Probe{"two_lengths", kPost + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
        Probe{"two_equal_lengths", kPost + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
              400},
        Probe{"a_list_of_lengths", kPost + "Content-Length: 5, 5\r\n\r\nhello", 400},
        Probe{"a_signed_length", kPost + "Content-Length: +5\r\n\r\nhello", 400},
        Probe{"a_negative_length", kPost + "Content-Length: -5\r\n\r\nhello", 400},
        Probe{"an_endless_length", kPost + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
        Probe{"another_coding", kPost + "Transfer-Encoding: gzip\r\n\r\nhello", 400},
        Probe{"two_codings", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
        Probe{"chunked_not_last", kPost + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
              400},
        Probe{"chunked_with_a_tab",
              kPost + "Transfer-Encoding:\x0b"
                      "chunked\r\n\r\n0\r\n\r\n",
              400},
        Probe{"chunked_in_1_0",
              "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Probe{"bare_lf_in_the_request_line", "GET /hello HTTP/1.1\nHost: t\n\n", 400},
        Probe{"bare_lf_after_a_header", "GET /hello HTTP/1.1\r\nHost: t\n\r\n", 400},
        Probe{"bare_lf_at_the_end", "GET /hello HTTP/1.1\r\nHost: t\r\n\n", 400},
        Probe{"bare_cr", "GET /hello HTTP/1.1\r\nHost: t\rX: y\r\n\r\n", 400},
        Probe{"blank_before_the_colon", "GET /hello HTTP/1.1\r\nHost : t\r\n\r\n", 400},
        Probe{"no_host", "GET /hello HTTP/1.1\r\n\r\n", 400},
        Probe{"two_hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Probe{"a_host_with_a_slash", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        Probe{"a_bad_chunk_size",
              kPost + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n", 400},
        Probe{"a_chunk_longer_than_it_says",
              kPost + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n", 400},
        Probe{"a_chunk_size_that_overflows",
              kPost + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400},
        Probe{"an_endless_chunk_line",
              kPost + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(100'000, 'a'), 400},
        Probe{"no_version", "GET /hello\r\n\r\n", 400},
        Probe{"http_2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        Probe{"an_unknown_method", "BREW /hello HTTP/1.1\r\nHost: t\r\n\r\n", 501},
        Probe{"an_unknown_expectation", kPost + "Content-Length: 2\r\nExpect: a-miracle\r\n\r\nhi",
              417},
        Probe{"a_header_without_a_name", "GET /hello HTTP/1.1\r\nHost: t\r\n: x\r\n\r\n", 400},
        Probe{"nul_in_a_header",
              std::string{"GET /hello HTTP/1.1\r\nHost: t\r\nX: a\0b\r\n\r\n", 40}, 400},
        Probe{"traversal", get("/../x"), 400}, Probe{"encoded_traversal", get("/%2e%2e/x"), 400},
        Probe{"half_encoded_traversal", get("/.%2E/x"), 400},
        Probe{"an_encoded_slash", get("/..%2fx"), 400},
        Probe{"an_encoded_backslash", get("/a%5cb"), 400},
        Probe{"two_slashes", get("//etc/passwd"), 400}, Probe{"encoded_nul", get("/a%00b"), 400},
        Probe{"an_overlong_form", get("/%c0%ae%c0%ae/x"), 400},
        Probe{"half_an_escape", get("/%4"), 400}, Probe{"a_fragment", get("/hello#x"), 400}),
    [](const auto& tested) { return tested.param.name; });

} // namespace
} // namespace luoshi::http
