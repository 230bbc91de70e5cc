// SPDX-License-Identifier: Apache-2.0
// http — server plumbing: it turns bytes into a Request, finds its handler, and turns the Response
// into bytes. It knows nothing of what the program is about.
//
//   Request, Response        this file: what a handler gets and gives; json(), no_content(), file()
//   Router                   router.hpp: method and path pattern → handler; middleware and
//   after-hooks answer(router, request)  dispatch.hpp: the whole way of a request without a socket,
//   for tests Server                   server.hpp: sockets, TLS, limits, the work pool, start() and
//   stop() problem(error)           problem.hpp: luoshi::Error → RFC 9457 StaticFiles,
//   parse_multipart, check_if_match, Registry   one face each
//
// Threads: a Request belongs to the one worker that handles it. docs/errors.md lists the error
// codes.
#pragma once

#include <any>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace luoshi::http {

enum class Method { get, head, post, put, patch, remove, options }; // remove: DELETE
std::string_view to_string(Method method) noexcept;                 // "GET"
std::optional<Method> parse_method(std::string_view token) noexcept;

// True when both are equal but for the case of ASCII letters.
bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

enum class NameCase { exact, ignored };

// Names with values in the order they came; a name may repeat.
template <NameCase kCase>
class NamedValues {
public:
    using Item = std::pair<std::string, std::string>;

    void add(std::string name, std::string value) {
        items_.emplace_back(std::move(name), std::move(value));
    }
    void set(std::string name, std::string value) {
        erase(name);
        add(std::move(name), std::move(value));
    }
    void erase(std::string_view name) {
        std::erase_if(items_, [&](const Item& item) { return same(item.first, name); });
    }
    // The first value of that name, or nullptr; borrowed until the next change.
    const std::string* find(std::string_view name) const noexcept {
        for (const auto& [key, value] : items_) {
            if (same(key, name)) {
                return &value;
            }
        }
        return nullptr;
    }
    // The first value of that name, or "".
    std::string_view get(std::string_view name) const noexcept {
        const auto* found = find(name);
        return found != nullptr ? std::string_view{*found} : std::string_view{};
    }
    std::vector<std::string_view> all(std::string_view name) const {
        std::vector<std::string_view> values;
        for (const auto& [key, value] : items_) {
            if (same(key, name)) {
                values.emplace_back(value);
            }
        }
        return values;
    }
    auto begin() const noexcept { return items_.begin(); }
    auto end() const noexcept { return items_.end(); }
    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    bool operator==(const NamedValues&) const = default;

private:
    static bool same(std::string_view a, std::string_view b) noexcept {
        return kCase == NameCase::exact ? a == b : equal_ignoring_case(a, b);
    }
    std::vector<Item> items_;
};

using Headers = NamedValues<NameCase::ignored>;
using Params = NamedValues<NameCase::exact>;

class Spool;

struct Request {
    Method method = Method::get;
    std::string path = "/"; // decoded and canonical: no "..", no "//", no control characters, UTF-8
    Params query;           // decoded
    Headers headers;
    Params cookies;
    std::string body; // complete, at most RouteOptions::max_body bytes; "" where it was spooled
    std::shared_ptr<const Spool> spooled; // a large body of a route that spools; else null
    Params path_params;                   // by the names in the route's pattern, decoded
    std::string route;                    // the pattern that matched, "" when none did
    std::string request_id;               // always set; answered as X-Request-Id
    std::string remote_address;           // of the client, as far as trusted proxies tell
    bool secure = false;                  // TLS here, or a trusted proxy says https
    std::any who; // who is asking: filled by a middleware, http never looks into it

    // The body, wherever it is. Borrowed.
    std::string_view content() const noexcept;
    // The value of a path parameter; ensures that the pattern has it.
    const std::string& path_param(std::string_view name) const;
};

enum class SameSite { strict, lax, none };

struct Cookie {
    std::string name{}, value{}; // RFC 6265 characters only (ensured when sent)
    std::string path = "/";
    std::optional<std::chrono::seconds> max_age{}; // none: until the browser closes; 0: delete it
    bool http_only = true;
    bool secure = true;
    SameSite same_site = SameSite::lax;
};
std::string to_string(const Cookie& cookie); // the value of Set-Cookie

// Makes the next piece of a streamed body: appends to `chunk` and returns true, or returns false at
// the end (what was appended last is still sent). Called on the work pool, one call at a time, when
// the previous piece has left, so no more than one piece is ever buffered. A piece of about 64 KiB
// is best. Throwing cuts the connection: the client sees that the body is not whole.
using Producer = std::function<bool(std::string& chunk)>;

struct FileBody {
    std::filesystem::path path; // opened by the server; not found: 404
};

// Bytes shared by many answers at once, hence immutable.
using SharedBytes = std::shared_ptr<const std::string>;

struct Response {
    int status = 200;
    Headers headers; // neither Content-Length nor Connection: the server writes these
    std::vector<Cookie> cookies;
    std::string content_type; // "" for none
    std::string etag;         // with quotes; makes If-None-Match answer 304 by itself
    std::variant<std::string, SharedBytes, FileBody, Producer> body;
    bool compress = true;                  // false: never gzip this one
    std::optional<std::uint64_t> length{}; // of a Producer that makes exactly so many bytes

    // The bytes of an in-memory body; "" for a file or a stream. Borrowed.
    std::string_view bytes() const noexcept;
};

Response json(int status, std::string body); // body: a complete JSON text
Response text(int status, std::string body); // text/plain in UTF-8
Response no_content();                       // 204
Response redirect(std::string location);     // 303
// A file as a download under `download_name` (UTF-8; RFC 6266), or shown in place when it is "".
Response file(std::filesystem::path path, std::string content_type, std::string_view download_name);
// The same of bytes in memory.
Response download(std::string bytes, std::string content_type, std::string_view name);
Response stream(std::string content_type, Producer producer);
// As download(), of a stream of `length` bytes.
Response download_stream(Producer producer, std::uint64_t length, std::string content_type,
                         std::string_view name);

std::string_view reason_phrase(int status) noexcept; // "Not Found"; "" for an unknown status

} // namespace luoshi::http
