// SPDX-License-Identifier: Apache-2.0
// The server: for the composition root, which makes one, starts it and stops it.
//
// I/O is asynchronous on a few threads; handlers run only on a bounded pool of their own. What goes
// over a limit gets an answer, not a closed connection. HTTP/1.1 (and 1.0, which proxies still
// speak), plain or TLS 1.2 and later.
#pragma once

#include "base/clock.hpp"
#include "http/dispatch.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::http {

struct TlsFiles {
    std::string certificate_chain; // PEM, the server's own certificate first
    std::string private_key;       // PEM
};

struct Limits {
    std::size_t target = 8192;                  // bytes of the address; more: 414
    std::size_t head = 16384;                   // bytes of request line and headers; more: 431
    std::size_t header_fields = 100;            // more: 431
    std::size_t connections = 1024;             // open at once; more: 503 (far more: closed)
    std::size_t all_bodies = 256'000'000;       // bytes of request bodies held at once; more: 503
    std::size_t all_spooled = 4'000'000'000;    // bytes of bodies in files at once; more: 503
    std::size_t drain = 16'000'000;             // bytes read over after a refusal, then closed
    std::size_t body_bytes_per_second = 16'000; // slower on average than this: 408
};

struct Timeouts {
    std::chrono::milliseconds head{
        10'000}; // first byte to end of the head (and TLS handshake): 408
    std::chrono::milliseconds body{10'000}; // a body's time beside what its rate allows: 408
    std::chrono::milliseconds idle{60'000}; // between requests; then closed
    std::chrono::milliseconds write{
        30'000};                            // for the client to take a piece (256 KiB); then closed
    std::chrono::milliseconds drain{2'000}; // for the client to close after the last answer
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one, see Server::port()
    std::optional<TlsFiles> tls{};
    int io_threads = 1;
    int work_threads = 4;
    std::size_t work_queue = 256; // requests waiting for a worker; more: 503
    Limits limits{};
    std::string spool_folder = "/tmp"; // where large bodies of routes that spool wait
    Timeouts timeouts{};
    std::vector<std::string>
        trusted_proxies{}; // addresses or networks; see Request::remote_address
    // One JSON line per answered request: time, request id, method, route pattern, status, bytes,
    // milliseconds; neither addresses nor queries. Called on an I/O thread: quick, must not throw.
    std::function<void(std::string_view line)> access_log{};
    ErrorSink error_log{};       // may be called from any thread
    Registry* metrics = nullptr; // borrowed; null: the server counts for itself
};

class Server {
public:
    // Router and clock are borrowed and must outlive the server; the router does not change any
    // more. Errors: invalid_argument "http.bad-proxy".
    Server(ServerOptions options, const Router& router, const Clock& clock);
    ~Server(); // stops without waiting for requests in flight, but for their handlers
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Listens; returns at once. To be called once.
    // Errors: unavailable "http.cannot-listen", invalid_argument "http.bad-certificate".
    void start();
    std::uint16_t port() const noexcept; // 0 before start()

    // Accepts nobody any more, closes idle connections, lets requests in flight finish for up to
    // `patience`, then cuts the rest; a handler that runs is always waited for. A second call does
    // nothing.
    void stop(std::chrono::milliseconds patience);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace luoshi::http
