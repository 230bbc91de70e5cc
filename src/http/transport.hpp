// SPDX-License-Identifier: Apache-2.0
// Private: a TCP or TLS connection without Asio in the face. All calls but post() are made on the
// connection's strand, and so are all callbacks; at most one read and one write at a time. Memory
// given to read() and write() is borrowed until the callback, which comes exactly once and never
// from within the call.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace luoshi::http {

class Transport {
public:
    using Done = std::function<void(bool ok, std::size_t bytes)>;

    virtual ~Transport() = default;
    virtual bool is_tls() const noexcept = 0;
    virtual const std::string& peer() const noexcept = 0;            // numeric address
    virtual void handshake(Done done) = 0;                           // plain: nothing to do, ok
    virtual void read(char* to, std::size_t room, Done done) = 0;    // some bytes
    virtual void discard(char* to, std::size_t room, Done done) = 0; // below TLS, to drain
    virtual void write(std::string_view first, std::string_view second, Done done) = 0; // all
    virtual void finish_sending(Done done) = 0;        // close_notify and FIN; no write after it
    virtual void close() noexcept = 0;                 // pending callbacks come with ok == false
    virtual void post(std::function<void()> work) = 0; // runs it on the strand; any thread
};

} // namespace luoshi::http
