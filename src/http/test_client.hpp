// SPDX-License-Identifier: Apache-2.0
// For tests: raw TCP to a server on loopback, so that every byte sent is the test's own, and a
// server with a few routes. All waiting is on sockets and latches; a wait that never ends fails
// after 20 s.
#pragma once

#include "http/server.hpp"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http::testing {

struct Reply {
    int status = 0; // 0: the connection closed without an answer
    Headers headers;
    std::string body; // dechunked
    bool whole = false;
};

class Client {
public:
    explicit Client(std::uint16_t port); // connects to 127.0.0.1
    ~Client();
    Client(Client&& other) noexcept;
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool send(std::string_view bytes); // false: the server has closed
    Reply read(Method asked = Method::get);
    Reply ask(std::string_view request); // send and read
    std::string read_until(std::string_view mark);
    bool closed_by_server(); // waits for the end of the stream
    void finish_sending();   // FIN
    void reset();            // RST
    static bool can_connect(std::uint16_t port);

private:
    bool fill();
    std::string line();
    std::string take(std::size_t bytes);
    std::string dechunk(bool& whole);
    int socket_ = -1;
    std::string in_;
};

std::string get(std::string_view target, std::string_view more_headers = "");
std::string post(std::string_view target, std::string_view body, std::string_view more = "");
Reply fetch(std::uint16_t port, std::string_view request); // one exchange on a new connection

// A gate in a handler: it says that it was entered, then waits to be opened.
class Gate {
public:
    void enter(); // in the handler
    void wait_for_entry();
    void open();

private:
    std::promise<void> entered_, opened_;
    std::shared_future<void> open_ = opened_.get_future().share();
};

// A running server on a free port with
//   GET /hello (text), GET /items/{id} (echo), POST /echo (body back, at most 1000 bytes),
//   POST /big (length of a body of up to 8 MB), GET /gate (waits), GET /large (300,000 bytes of
//   JSON)
class Fixture {
    mutable std::mutex mutex_; // first, so that they outlive the server
    std::vector<std::string> lines_;

public:
    explicit Fixture(ServerOptions options = {}, std::function<void(Router&)> more = {});
    std::uint16_t port() const { return server->port(); }
    std::vector<std::string> access_lines() const;

    Gate gate;
    ManualClock clock{from_micros(1'320'912'000'000'000)}; // 2011-11-10T08:00:00Z
    Registry metrics;
    Router router;
    std::unique_ptr<Server> server;
};

} // namespace luoshi::http::testing
