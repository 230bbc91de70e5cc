// SPDX-License-Identifier: Apache-2.0
#include "http/server.hpp"

#include "base/error.hpp"
#include "http/test_client.hpp"

#include <gmock/gmock.h>

#include <future>

namespace luoshi::http {
namespace {

using namespace std::chrono_literals;
using testing::Client;
using testing::fetch;
using testing::Fixture;
using testing::get;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::post;
using ::testing::SizeIs;

TEST(server, answers_a_request_on_the_port_it_tells) {
    Fixture fixture;
    const auto reply = fetch(fixture.port(), get("/hello"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.headers.get("Date"), "Thu, 10 Nov 2011 08:00:00 GMT");
    EXPECT_EQ(reply.headers.get("Content-Type"), "text/plain; charset=utf-8");
}

TEST(server, keeps_a_connection_for_many_requests) {
    Fixture fixture;
    Client client{fixture.port()};
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(client.ask(get("/items/" + std::to_string(i))).body, std::to_string(i));
    }
    EXPECT_THAT(fixture.metrics.prometheus_text(), HasSubstr("luoshi_http_connections 1\n"));
}

TEST(server, answers_pipelined_requests_in_their_order) {
    Fixture fixture;
    Client client{fixture.port()};
    std::string all;
    for (int i = 0; i < 40; ++i) {
        all += get("/items/" + std::to_string(i)) + post("/echo", "b" + std::to_string(i));
    }
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(client.read().body, std::to_string(i));
        EXPECT_EQ(client.read().body, "b" + std::to_string(i));
    }
}

TEST(server, understands_a_request_that_comes_byte_by_byte) {
    Fixture fixture;
    Client client{fixture.port()};
    for (const char c : post("/echo", "slow but sure")) {
        ASSERT_TRUE(client.send({&c, 1}));
    }
    EXPECT_EQ(client.read().body, "slow but sure");
}

TEST(server, closes_after_the_answer_when_asked_to) {
    Fixture fixture;
    Client client{fixture.port()};
    const auto reply = client.ask(get("/hello", "Connection: close\r\n"));
    EXPECT_EQ(reply.headers.get("Connection"), "close");
    EXPECT_TRUE(client.closed_by_server());
}

TEST(server, speaks_http_1_0_with_those_who_do) {
    Fixture fixture;
    Client client{fixture.port()};
    const auto reply = client.ask("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.get("Connection"), "close");
    EXPECT_TRUE(client.closed_by_server());
    Client kept{fixture.port()};
    EXPECT_EQ(kept.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").body, "hello");
    EXPECT_EQ(kept.ask("GET /hello HTTP/1.0\r\n\r\n").body, "hello");
}

TEST(server, answers_head_with_the_length_and_no_body) {
    Fixture fixture;
    Client client{fixture.port()};
    const auto reply = client.ask("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.get("Content-Length"), "5");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello"); // nothing was left in between
}

TEST(server, takes_a_chunked_upload) {
    Fixture fixture;
    Client client{fixture.port()};
    const auto reply =
        client.ask("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\nHost: trailer\r\n\r\n");
    EXPECT_EQ(reply.body, "hello world");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
}

TEST(server, asks_for_the_body_of_a_client_that_waits_for_it) {
    Fixture fixture;
    Client client{fixture.port()};
    client.send(
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask("body").body, "body");
}

TEST(server, refuses_the_body_of_a_client_that_waits_when_it_is_too_large) {
    Fixture fixture;
    Client client{fixture.port()};
    EXPECT_EQ(client
                  .ask("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n"
                       "Expect: 100-continue\r\n\r\n")
                  .status,
              413);
    EXPECT_TRUE(client.closed_by_server());
}

TEST(server, sends_a_large_answer_whole) {
    Fixture fixture;
    const auto reply = fetch(fixture.port(), get("/large"));
    EXPECT_TRUE(reply.whole);
    EXPECT_EQ(reply.body, '"' + std::string(300'000, 'a') + '"');
}

TEST(server, takes_over_a_sane_request_id_and_makes_one_otherwise) {
    Fixture fixture;
    Client client{fixture.port()};
    const auto id = [&](std::string_view header) {
        return std::string{client.ask(get("/hello", header)).headers.get("X-Request-Id")};
    };
    EXPECT_EQ(id("X-Request-Id: abc-123\r\n"), "abc-123");
    EXPECT_THAT(id("X-Request-Id: a b\"c\r\n"), MatchesRegex("[0-9a-f]{16}"));
    EXPECT_NE(id(""), id(""));
}

TEST(server, logs_one_line_per_request_without_what_the_path_says) {
    Fixture fixture;
    Client client{fixture.port()};
    client.ask(get("/items/zhang-san?phone=13800138000", "X-Request-Id: r1\r\n"));
    client.ask(get("/nothing-here", "X-Request-Id: r2\r\n"));
    client.ask(get("/hello", "Connection: close\r\n"));
    client.closed_by_server();
    const auto lines = fixture.access_lines();
    ASSERT_THAT(lines, SizeIs(3));
    EXPECT_THAT(
        lines[0],
        MatchesRegex(R"(\{"time":"2011-11-10T08:00:00.000000Z","request_id":"r1",)"
                     R"("method":"GET","route":"/items/\{id\}","status":200,"bytes":[0-9]+,)"
                     R"("ms":[0-9]+\.[0-9]{3}\})"));
    EXPECT_THAT(lines[1], HasSubstr(R"("route":"","status":404)"));
    EXPECT_THAT(lines[0] + lines[1], Not(HasSubstr("13800138000")));
}

TEST(server, counts_what_it_answers_and_what_it_refuses) {
    Fixture fixture;
    Client client{fixture.port()};
    client.ask(get("/items/1"));
    client.ask(get("/items/2"));
    client.ask("GET / HTTP/1.1\r\n\r\n");
    client.closed_by_server();
    const auto text = fixture.metrics.prometheus_text();
    EXPECT_THAT(text, HasSubstr("luoshi_http_requests_total{route=\"/items/{id}\",method=\"GET\","
                                "status=\"200\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("luoshi_http_rejected_total{reason=\"http.bad-request\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("luoshi_http_request_seconds_count{route=\"/items/{id}\"} 2\n"));
}

TEST(server, serves_many_clients_at_once_on_several_threads) {
    Fixture fixture{{.io_threads = 3, .work_queue = 1000}};
    std::vector<std::future<int>> clients;
    for (int i = 0; i < 16; ++i) {
        clients.push_back(std::async(std::launch::async, [&, i] {
            Client client{fixture.port()};
            int right = 0;
            for (int k = 0; k < 50; ++k) {
                const auto text = std::to_string(i * 1000 + k);
                right += client.ask(get("/items/" + text)).body == text ? 1 : 0;
                right += client.ask(post("/echo", text)).body == text ? 1 : 0;
            }
            return right;
        }));
    }
    for (auto& client : clients) {
        EXPECT_EQ(client.get(), 100);
    }
}

TEST(server, survives_a_client_that_goes_away_while_its_handler_runs) {
    Fixture fixture;
    {
        Client client{fixture.port()};
        client.send(get("/gate"));
        fixture.gate.wait_for_entry();
        client.reset();
    }
    fixture.gate.open();
    EXPECT_EQ(fetch(fixture.port(), get("/hello")).status, 200);
}

TEST(server, survives_a_client_that_goes_away_in_mid_body) {
    Fixture fixture;
    for (int i = 0; i < 20; ++i) {
        Client client{fixture.port()};
        client.send("POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 500000\r\n\r\nhalf");
        i % 2 == 0 ? client.reset() : client.finish_sending();
    }
    EXPECT_EQ(fetch(fixture.port(), get("/hello")).status, 200);
}

TEST(server, cannot_start_where_another_listens) {
    Fixture fixture;
    Server second{{.port = fixture.port()}, fixture.router, fixture.clock};
    try {
        second.start();
        FAIL() << "it started";
    } catch (const Error& error) {
        EXPECT_EQ(error.reason(), "http.cannot-listen");
    }
}

TEST(stop, lets_a_request_in_flight_finish_and_refuses_new_ones) {
    Fixture fixture;
    Client busy{fixture.port()};
    Client idle{fixture.port()};
    EXPECT_EQ(idle.ask(get("/hello")).status, 200);
    busy.send(get("/gate"));
    fixture.gate.wait_for_entry();
    auto stopping = std::async(std::launch::async, [&] { fixture.server->stop(10s); });
    EXPECT_TRUE(idle.closed_by_server()); // so it has stopped accepting, too
    EXPECT_FALSE(Client::can_connect(fixture.port()));
    fixture.gate.open();
    const auto reply = busy.read();
    EXPECT_EQ(reply.body, "through");
    EXPECT_EQ(reply.headers.get("Connection"), "close");
    stopping.get();
}

TEST(stop, cuts_what_does_not_finish_in_time) {
    Fixture fixture;
    Client half{fixture.port()};
    half.send(
        "POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_THAT(half.read_until("\r\n\r\n"), HasSubstr("100 Continue")); // the server waits for it
    fixture.server->stop(20ms);
    EXPECT_TRUE(half.closed_by_server());
}

} // namespace
} // namespace luoshi::http
