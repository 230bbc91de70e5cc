// SPDX-License-Identifier: Apache-2.0
// Private: the life of one connection: read a head, read a body, hand over to the pool, write,
// again.
#pragma once

#include "base/error.hpp"
#include "http/outgoing.hpp"
#include "http/parser.hpp"
#include "http/router.hpp"
#include "http/server_state.hpp"
#include "http/spool.hpp"
#include "http/transport.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace luoshi::http {

enum class Admission { served, refused }; // refused: too many connections, answered 503

// Error unavailable (`reason`), to be tried again in a second.
Error busy(std::string_view reason, std::string_view why);

// Threads: everything runs on the transport's strand, but for work() and produce(), which run on
// the pool while state_ is working or writing and the strand leaves request_ and outgoing_ alone,
// and write_spool(), which runs there while spooling_.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Time = std::chrono::steady_clock::time_point;

    Connection(ServerState& server, std::unique_ptr<Transport> transport, Admission admission);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // From any thread:
    void start();
    void check_deadline(Time now);
    void begin_stop(); // close when idle, else after the answer in hand
    void abort();

private:
    enum class State { handshake, idle, head, body, working, writing, draining, closed };

    void on_handshake(bool ok);
    void next_request();
    void read();
    void on_read(bool ok, std::size_t bytes);
    void process();
    void read_head();
    void read_body();
    void wait_for_body(std::size_t received);
    bool spools(std::size_t received) const;
    void spool();
    void write_spool() noexcept;
    void on_spooled(const std::optional<Error>& error);
    void on_head();
    void describe_request();
    void check_body_fits(const RouteOptions& options);
    void send_continue();
    void hand_over();
    void work() noexcept;
    Outgoing answered();
    void refuse(const Error& error, bool keep_alive);
    void write_answer();
    void write_slice(std::string_view first);
    void write_rest();
    void next_piece();
    void produce() noexcept;
    void write_piece(bool more);
    void write(std::string_view first, std::string_view second, void (Connection::*then)());
    void finish_answer();
    void drain();
    void discard();
    void on_timeout();
    void close();
    void account();
    void set_deadline(std::chrono::milliseconds from_now);
    void no_deadline() { deadline_ = Time::max().time_since_epoch().count(); }
    Framing framing() const;
    std::string_view pending() const { return {buffer_.data(), filled_}; }
    void consume(std::size_t bytes);

    ServerState& server_;
    const std::unique_ptr<Transport> transport_;
    const Admission admission_;
    State state_ = State::handshake;
    std::atomic<Time::rep> deadline_{Time::max().time_since_epoch().count()};
    bool reading_ = false; // a read is under way
    bool writing_ = false; // a write is under way

    std::vector<char> buffer_; // received, not used yet: [0, filled_)
    std::size_t filled_ = 0;
    std::size_t drained_ = 0;
    RequestParser parser_;
    Time body_began_;

    Request request_;
    Match match_;
    const Route* route_ = nullptr; // of match_, kept for the log
    bool close_after_ = false;
    std::size_t charged_ = 0;       // bytes of the body taken from the budget
    std::size_t charged_spool_ = 0; // the same of what goes to a file
    bool spooling_ = false; // a piece is being written: the pool has spool_ and spool_piece_
    std::shared_ptr<Spool> spool_;
    std::string spool_piece_;
    Time began_; // end of the head
    Outgoing outgoing_;
    std::size_t body_sent_ = 0;
    std::uint64_t bytes_sent_ = 0;
    std::string piece_head_, piece_; // of a streamed body
};

} // namespace luoshi::http
