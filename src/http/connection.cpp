// SPDX-License-Identifier: Apache-2.0
#include "http/connection.hpp"

#include "http/encoding.hpp"
#include "http/forms.hpp"
#include "http/problem.hpp"
#include "http/target.hpp"

#include <algorithm>
#include <cstring>

namespace luoshi::http {
namespace {

constexpr std::size_t kFirstRoom = 4096;                  // of the buffer, while heads come
constexpr std::size_t kBodyRoom = std::size_t{64} * 1024; // while a body comes
constexpr std::size_t kSlice = std::size_t{256} * 1024;   // written per deadline

// A client's own request id is taken over if it cannot do harm in a log.
bool is_sane_id(std::string_view id) noexcept {
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == '_' || c == '.';
    });
}

} // namespace

Connection::Connection(ServerState& server, std::unique_ptr<Transport> transport,
                       Admission admission)
    : server_(server), transport_(std::move(transport)), admission_(admission), buffer_(kFirstRoom),
      parser_(HeadLimits{}) {
    server_.metrics.connections.add(1);
}

Connection::~Connection() {
    server_.budget.give_back(charged_);
    server_.spooled.give_back(charged_spool_);
    server_.metrics.connections.add(-1);
    server_.connections.remove(this);
}

void Connection::start() {
    transport_->post([self = shared_from_this()] {
        self->set_deadline(self->server_.options.timeouts.head);
        self->transport_->handshake([self](bool ok, std::size_t) { self->on_handshake(ok); });
    });
}

void Connection::on_handshake(bool ok) {
    if (!ok || state_ == State::closed) {
        return close();
    }
    next_request();
    if (admission_ == Admission::refused) {
        refuse(busy("http.too-many-connections", "too many connections at once"), false);
    } else if (state_ != State::closed) {
        read();
    }
}

void Connection::next_request() {
    const auto& limits = server_.options.limits;
    parser_ = RequestParser{HeadLimits{limits.target, limits.head, limits.header_fields}};
    request_ = Request{};
    match_ = Match{};
    route_ = nullptr;
    outgoing_ = Outgoing{};
    body_sent_ = 0;
    bytes_sent_ = 0;
    if (filled_ == 0 && buffer_.size() > kFirstRoom) {
        buffer_ = std::vector<char>(kFirstRoom); // many idle connections are cheap
    }
    began_ = std::chrono::steady_clock::now();
    state_ = State::idle;
    set_deadline(server_.options.timeouts.idle);
    if (filled_ == 0 && server_.stopping) {
        close();
    }
}

void Connection::read() {
    const std::size_t room = state_ == State::body ? kBodyRoom : kFirstRoom;
    if (buffer_.size() - filled_ < room / 2) {
        buffer_.resize(filled_ + room);
    }
    reading_ = true;
    transport_->read(buffer_.data() + filled_, buffer_.size() - filled_,
                     [self = shared_from_this()](bool ok, std::size_t n) { self->on_read(ok, n); });
}

void Connection::on_read(bool ok, std::size_t bytes) {
    reading_ = false;
    switch (state_) {
    case State::idle:
    case State::head:
    case State::body:
        if (!ok) {
            return close();
        }
        filled_ += bytes;
        return process();
    case State::draining: drained_ += bytes; return ok ? discard() : close();
    case State::handshake:
    case State::working:
    case State::writing: // refused by a timeout: what still comes is not read any more
    case State::closed: return;
    }
}

void Connection::consume(std::size_t bytes) {
    std::memmove(buffer_.data(), buffer_.data() + bytes, filled_ - bytes);
    filled_ -= bytes;
}

void Connection::process() {
    try {
        if (state_ == State::idle) {
            state_ = State::head;
            set_deadline(server_.options.timeouts.head);
        }
        if (state_ == State::head) {
            read_head();
        }
        if (state_ == State::body && !writing_ && !spooling_) {
            read_body();
        }
    } catch (const Error& error) {
        refuse(error, false);
    }
}

void Connection::read_head() {
    consume(parser_.feed(pending()));
    if (!parser_.head_done()) {
        return read();
    }
    began_ = body_began_ = std::chrono::steady_clock::now();
    on_head();
}

void Connection::on_head() {
    describe_request();
    const auto& head = parser_.head();
    match_ = server_.router.find(request_.method, request_.path);
    route_ = match_.route;
    if (route_ == nullptr && head.has_body()) { // not worth reading it
        close_after_ = true;
        return hand_over();
    }
    check_body_fits(route_ != nullptr ? route_->options : RouteOptions{.max_body = 0});
    state_ = State::body;
    set_deadline(server_.options.timeouts.body);
    const auto* expect = request_.headers.find("Expect");
    if (expect == nullptr || head.version == 10) {
        return;
    }
    if (!equal_ignoring_case(*expect, "100-continue")) {
        throw failure(ErrorCode::invalid_argument, "http.bad-expectation",
                      "the only expectation known is '100-continue'");
    }
    if (head.has_body() && filled_ == 0) {
        send_continue();
    }
}

void Connection::describe_request() {
    auto& head = parser_.head();
    request_.headers = std::move(head.headers);
    close_after_ = !head.keep_alive;
    const auto id = request_.headers.get("X-Request-Id");
    request_.request_id = is_sane_id(id) ? std::string{id} : server_.make_request_id();
    const auto method = parse_method(head.method);
    if (!method) {
        throw failure(ErrorCode::invalid_argument, "http.unknown-method",
                      "this server does not know the method of the request");
    }
    request_.method = *method;
    auto target = parse_target(head.target);
    request_.path = std::move(target.path);
    request_.query = std::move(target.query);
    for (const auto line : request_.headers.all("Cookie")) {
        for (const auto& [name, value] : parse_cookies(line)) {
            request_.cookies.add(name, value);
        }
    }
    const auto& peer = transport_->peer();
    request_.remote_address = server_.proxies.client_address(peer, request_.headers);
    request_.secure = transport_->is_tls() || server_.proxies.says_https(peer, request_.headers);
}

void Connection::hand_over() {
    state_ = State::working;
    no_deadline();
    if (!server_.pool.try_post([self = shared_from_this()] { self->work(); })) {
        refuse(busy("http.busy", "the server has more requests waiting than it can hold"), true);
    }
    server_.metrics.queue.set(static_cast<std::int64_t>(server_.pool.waiting()));
}

void Connection::work() noexcept {
    server_.metrics.queue.set(static_cast<std::int64_t>(server_.pool.waiting()));
    outgoing_ = answered();
    transport_->post([self = shared_from_this()] { self->write_answer(); });
}

Outgoing Connection::answered() {
    const auto& log = server_.options.error_log;
    try {
        auto response = answer(server_.router, std::move(match_), request_, log);
        return encode(std::move(response), framing()); // stop() may have come meanwhile
    } catch (const Error& error) { // a file that went away, a cookie that may not be
        if (error.code() == ErrorCode::internal && log) {
            log(error.what());
        }
        return encode(problem(error, request_.request_id), framing());
    } catch (const std::exception& error) { // out of memory
        if (log) {
            log(error.what());
        }
    }
    const Error error{ErrorCode::internal, "internal", ""};
    return encode(problem(error, request_.request_id), framing());
}

Framing Connection::framing() const {
    return {request_.method, parser_.head().version, !close_after_ && !server_.stopping,
            server_.clock.now()};
}

void Connection::refuse(const Error& error, bool keep_alive) {
    server_.metrics.rejected(error.reason());
    if (request_.request_id.empty()) {
        request_.request_id = server_.make_request_id();
    }
    close_after_ = close_after_ || !keep_alive;
    auto response = problem(error, request_.request_id);
    response.headers.set("X-Request-Id", request_.request_id);
    outgoing_ = encode(std::move(response), framing());
    write_answer();
}

void Connection::write_answer() {
    if (state_ == State::closed) {
        return;
    }
    state_ = State::writing;
    write_slice(outgoing_.head);
}

void Connection::write_slice(std::string_view first) {
    const auto slice = outgoing_.bytes().substr(body_sent_, kSlice);
    body_sent_ += slice.size();
    write(first, slice, &Connection::write_rest);
}

void Connection::write_rest() {
    if (std::holds_alternative<Producer>(outgoing_.body)) {
        return next_piece();
    }
    if (body_sent_ < outgoing_.bytes().size()) {
        return write_slice({});
    }
    finish_answer();
}

void Connection::next_piece() {
    no_deadline();
    if (!server_.pool.post_continuation([self = shared_from_this()] { self->produce(); })) {
        close();
    }
}

void Connection::produce() noexcept {
    piece_.clear();
    bool more = false;
    bool whole = true;
    try {
        more = std::get<Producer>(outgoing_.body)(piece_);
    } catch (const std::exception& error) {
        whole = false;
        if (server_.options.error_log) {
            server_.options.error_log(error.what());
        }
    } catch (...) {
        whole = false;
    }
    transport_->post([self = shared_from_this(), more, whole] {
        whole ? self->write_piece(more) : self->close();
    });
}

void Connection::write_piece(bool more) {
    if (state_ == State::closed) {
        return;
    }
    piece_head_.clear();
    if (outgoing_.chunked) {
        if (!piece_.empty()) { // an empty chunk would be the last
            piece_head_ = chunk_head(piece_.size());
            piece_ += "\r\n";
        }
        if (!more) {
            piece_ += kLastChunk;
        }
    }
    write(piece_head_, piece_, more ? &Connection::next_piece : &Connection::finish_answer);
}

void Connection::write(std::string_view first, std::string_view second,
                       void (Connection::*then)()) {
    if (state_ == State::writing) {
        set_deadline(server_.options.timeouts.write);
    }
    writing_ = true;
    transport_->write(first, second, [self = shared_from_this(), then](bool ok, std::size_t bytes) {
        self->writing_ = false;
        self->bytes_sent_ += bytes;
        if (!ok) {
            self->close();
        } else if (self->state_ != State::closed) {
            (*self.*then)();
        }
    });
}

void Connection::finish_answer() {
    account();
    server_.budget.give_back(charged_);
    charged_ = 0;
    request_.spooled.reset();
    server_.spooled.give_back(charged_spool_);
    charged_spool_ = 0;
    if (outgoing_.close) {
        return drain();
    }
    next_request();
    if (state_ == State::closed) {
        return;
    }
    filled_ > 0 ? process() : read();
}

void Connection::account() {
    const auto took = std::chrono::steady_clock::now() - began_;
    server_.metrics.answered(route_, request_.method, outgoing_.status,
                             std::chrono::duration<double>(took).count());
    if (server_.options.access_log) {
        server_.options.access_log(
            access_line({server_.clock.now(), request_.request_id, to_string(request_.method),
                         route_ != nullptr ? std::string_view{route_->pattern} : std::string_view{},
                         outgoing_.status, bytes_sent_,
                         std::chrono::duration_cast<std::chrono::microseconds>(took)}));
    }
}

// Closing while the client still sends would reset the connection and could take the answer with
// it.
void Connection::drain() {
    state_ = State::draining;
    set_deadline(server_.options.timeouts.drain);
    if (reading_ && transport_->is_tls()) { // TLS cannot shut down beside a read: that goes on
        return;
    }
    transport_->finish_sending([self = shared_from_this()](bool, std::size_t) {
        if (self->state_ == State::draining && !self->reading_) {
            self->discard();
        }
    });
}

void Connection::discard() {
    if (drained_ > server_.options.limits.drain || server_.stopping) {
        return close();
    }
    buffer_.resize(kBodyRoom);
    filled_ = 0;
    reading_ = true;
    transport_->discard(
        buffer_.data(), buffer_.size(),
        [self = shared_from_this()](bool ok, std::size_t n) { self->on_read(ok, n); });
}

void Connection::set_deadline(std::chrono::milliseconds from_now) {
    deadline_ = (std::chrono::steady_clock::now() + from_now).time_since_epoch().count();
}

void Connection::check_deadline(Time now) {
    if (now.time_since_epoch().count() > deadline_) {
        transport_->post([self = shared_from_this()] { self->on_timeout(); });
    }
}

void Connection::on_timeout() {
    if (std::chrono::steady_clock::now().time_since_epoch().count() <= deadline_) {
        return; // something happened between the look and this call
    }
    if ((state_ == State::head || state_ == State::body) && !writing_) {
        refuse(failure(ErrorCode::timeout, "http.request-timeout",
                       "the request did not arrive in time"),
               false);
    } else {
        close();
    }
}

void Connection::begin_stop() {
    transport_->post([self = shared_from_this()] {
        if (self->state_ == State::idle || self->state_ == State::handshake ||
            self->state_ == State::draining) {
            self->close();
        }
    });
}

void Connection::abort() {
    transport_->post([self = shared_from_this()] { self->close(); });
}

void Connection::close() {
    if (state_ == State::closed) {
        return;
    }
    state_ = State::closed;
    no_deadline();
    transport_->close();
    server_.connections.remove(this);
}

} // namespace luoshi::http
