// SPDX-License-Identifier: Apache-2.0
// Private: a Response made ready for the wire, and the line the access log gets about it.
#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace luoshi::http {

struct Framing {
    Method method = Method::get;
    int version = 11; // of the request: 10 or 11
    bool keep_alive = true;
    Timestamp now;
};

struct Outgoing {
    int status = 0;
    std::string head; // status line and headers with the empty line
    // What follows: the bytes, or what makes them; nothing for HEAD, 204 and 304.
    std::variant<std::string, SharedBytes, Producer> body;
    bool chunked = false; // the producer's pieces are framed as chunks
    bool close = false;   // the connection ends with this answer

    std::string_view bytes() const noexcept; // "" for a producer
};

// Errors: not_found "http.no-file" when a FileBody cannot be opened, internal for a bad cookie.
Outgoing encode(Response response, const Framing& framing);

// One chunk of a chunked body is chunk_head(n), n bytes, CR LF.
std::string chunk_head(std::size_t bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

struct AccessEntry {
    Timestamp at;
    std::string_view request_id, method, route;
    int status = 0;
    std::uint64_t bytes = 0; // sent, head and body
    std::chrono::microseconds took{};
};
std::string access_line(const AccessEntry& entry); // JSON without a line end

} // namespace luoshi::http
