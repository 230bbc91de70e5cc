// SPDX-License-Identifier: Apache-2.0
// Private: one request out of a stream of bytes, by Beast's parser with our own limits and with the
// ambiguities refused that request smuggling lives on. No I/O.
#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::http {

struct HeadLimits {
    std::size_t target = 8192; // bytes of the request target; more: 414
    std::size_t head = 16384;  // bytes of request line and headers; more: 431
    std::size_t fields = 100;  // headers; more: 431
};

struct Head {
    std::string method; // as sent
    std::string target; // as sent
    int version = 11;   // 10 or 11
    Headers headers;    // without trailers
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool keep_alive = true; // what the client wants
    bool has_body() const noexcept { return chunked || content_length.value_or(0) > 0; }
};

class RequestParser {
public:
    explicit RequestParser(const HeadLimits& limits);
    ~RequestParser();
    RequestParser(RequestParser&&) noexcept;
    RequestParser& operator=(RequestParser&&) noexcept;

    // Returns how many of `bytes` were used; the rest is to be given again, with more behind it
    // when neither head_done() nor done() has become true. Stops at the end of the head and at the
    // end of the request. Errors: invalid_argument "http.bad-request" and its narrower kinds,
    // too_large.
    std::size_t feed(std::string_view bytes);
    bool started() const noexcept;   // a byte of the request was seen
    bool head_done() const noexcept; // head() may be read
    bool done() const noexcept;      // body() is whole
    Head& head() noexcept;
    const Head& head() const noexcept;
    std::string& body() noexcept;          // what came of it and was not taken out
    std::size_t received() const noexcept; // bytes of it so far, taken out or not
    // To be called once, when head_done(). spooled: no room is kept for a whole body.
    void limit_body(std::size_t bytes, bool spooled = false);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace luoshi::http
