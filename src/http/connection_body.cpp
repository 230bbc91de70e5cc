// SPDX-License-Identifier: Apache-2.0
// How a connection takes in a body: into memory, or into a file.
#include "http/connection.hpp"

namespace luoshi::http {
namespace {

constexpr std::size_t kInMemory = 1'000'000;   // a body beyond it is spooled
constexpr std::size_t kSpoolPiece = 1'000'000; // written to the file at once
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

} // namespace

Error busy(std::string_view reason, std::string_view why) {
    return failure(ErrorCode::unavailable, std::string{reason}, "{}", why)
        .with("retry_after_s", "1");
}

void Connection::check_body_fits(const RouteOptions& options) {
    const auto max_body = options.max_body;
    const auto length = parser_.head().content_length.value_or(0);
    if (length > max_body) {
        throw failure(ErrorCode::too_large, "http.body-too-large", "the body exceeds {} bytes",
                      max_body);
    }
    const bool to_file = options.spool && length > kInMemory;
    if (!(to_file ? server_.spooled : server_.budget).has_room(length)) {
        throw busy("http.busy", "too many uploads at once");
    }
    parser_.limit_body(max_body, options.spool);
}

void Connection::send_continue() {
    write(kContinue, {}, &Connection::process);
}

void Connection::read_body() {
    while (filled_ > 0 && !parser_.done()) {
        const auto used = parser_.feed(pending());
        consume(used);
        if (used == 0) {
            break;
        }
    }
    const auto received = parser_.received();
    const auto held = parser_.body().size();
    if (!server_.budget.try_take(held - charged_)) {
        throw busy("http.busy", "too many uploads at once");
    }
    charged_ = held;
    if (spools(received) && (held >= kSpoolPiece || parser_.done())) {
        return spool();
    }
    if (parser_.done()) {
        request_.body = std::move(parser_.body());
        return hand_over();
    }
    wait_for_body(received);
}

void Connection::wait_for_body(std::size_t received) {
    const auto& options = server_.options;
    // A slow line earns time by what it delivers; one byte now and then earns nothing.
    const auto allowed =
        options.timeouts.body +
        std::chrono::milliseconds{received * 1000 / options.limits.body_bytes_per_second};
    deadline_ = (body_began_ + allowed).time_since_epoch().count();
    if (filled_ > options.limits.head) { // a chunk's size line or the trailers never end
        throw failure(ErrorCode::invalid_argument, "http.bad-request",
                      "not a valid request: a line of the chunked body is too long");
    }
    read();
}

bool Connection::spools(std::size_t received) const {
    return spool_ != nullptr ||
           (route_ != nullptr && route_->options.spool && received > kInMemory);
}

// Nothing is read while a piece is written: a client never outruns the disk.
void Connection::spool() {
    spool_piece_ = std::move(parser_.body());
    parser_.body().clear();
    if (!server_.spooled.try_take(spool_piece_.size())) {
        throw busy("http.busy", "too many uploads at once");
    }
    charged_spool_ += spool_piece_.size();
    spooling_ = true;
    no_deadline();
    if (!server_.pool.post_continuation([self = shared_from_this()] { self->write_spool(); })) {
        close();
    }
}

void Connection::write_spool() noexcept {
    std::optional<Error> error;
    try {
        if (!spool_) {
            spool_ = std::make_shared<Spool>(server_.options.spool_folder,
                                             parser_.head().content_length.value_or(0));
        }
        spool_->write(spool_piece_);
        if (parser_.done()) {
            spool_->finish();
        }
    } catch (const Error& thrown) {
        error = thrown;
    } catch (const std::exception& thrown) {
        error = Error{ErrorCode::internal, "internal", thrown.what()};
    }
    transport_->post([self = shared_from_this(), error] { self->on_spooled(error); });
}

void Connection::on_spooled(const std::optional<Error>& error) {
    spooling_ = false;
    spool_piece_.clear();
    server_.budget.give_back(charged_);
    charged_ = 0;
    if (state_ == State::closed) {
        return;
    }
    if (error) {
        return refuse(*error, false);
    }
    if (parser_.done()) {
        request_.spooled = std::move(spool_);
        return hand_over();
    }
    process();
}

} // namespace luoshi::http
