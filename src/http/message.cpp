// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include "base/error.hpp"
#include "http/encoding.hpp"
#include "http/spool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods{
    {{Method::get, "GET"},
     {Method::head, "HEAD"},
     {Method::post, "POST"},
     {Method::put, "PUT"},
     {Method::patch, "PATCH"},
     {Method::remove, "DELETE"},
     {Method::options, "OPTIONS"}}};

constexpr std::array<std::pair<int, std::string_view>, 38> kPhrases{
    {{100, "Continue"},
     {200, "OK"},
     {201, "Created"},
     {202, "Accepted"},
     {204, "No Content"},
     {206, "Partial Content"},
     {207, "Multi-Status"},
     {301, "Moved Permanently"},
     {302, "Found"},
     {303, "See Other"},
     {304, "Not Modified"},
     {307, "Temporary Redirect"},
     {308, "Permanent Redirect"},
     {400, "Bad Request"},
     {401, "Unauthorized"},
     {403, "Forbidden"},
     {404, "Not Found"},
     {405, "Method Not Allowed"},
     {406, "Not Acceptable"},
     {408, "Request Timeout"},
     {409, "Conflict"},
     {410, "Gone"},
     {411, "Length Required"},
     {412, "Precondition Failed"},
     {413, "Content Too Large"},
     {414, "URI Too Long"},
     {415, "Unsupported Media Type"},
     {417, "Expectation Failed"},
     {422, "Unprocessable Content"},
     {428, "Precondition Required"},
     {429, "Too Many Requests"},
     {431, "Request Header Fields Too Large"},
     {500, "Internal Server Error"},
     {501, "Not Implemented"},
     {503, "Service Unavailable"},
     {504, "Gateway Timeout"},
     {505, "HTTP Version Not Supported"},
     {507, "Insufficient Storage"}}};

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view to_string(SameSite same_site) noexcept {
    switch (same_site) {
    case SameSite::strict: return "Strict";
    case SameSite::lax: return "Lax";
    case SameSite::none: return "None";
    }
    return "Lax";
}

// cookie-octet of RFC 6265 §4.1.1; names are narrower still, which the same test serves.
bool is_cookie_text(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) {
        return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    });
}

} // namespace

std::string_view to_string(Method method) noexcept {
    for (const auto& [value, name] : kMethods) {
        if (value == method) {
            return name;
        }
    }
    return "";
}

std::optional<Method> parse_method(std::string_view token) noexcept {
    for (const auto& [value, name] : kMethods) {
        if (name == token) {
            return value;
        }
    }
    return std::nullopt;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::content() const noexcept {
    return spooled ? spooled->bytes() : std::string_view{body};
}

const std::string& Request::path_param(std::string_view name) const {
    const auto* found = path_params.find(name);
    ensure(found != nullptr, "the route's pattern has the parameter");
    return *found;
}

std::string to_string(const Cookie& cookie) {
    ensure(!cookie.name.empty() && is_cookie_text(cookie.name) &&
               cookie.name.find('=') == std::string::npos && is_cookie_text(cookie.value) &&
               is_cookie_text(cookie.path),
           "a cookie holds only the characters of RFC 6265");
    auto out = fmt::format("{}={}; Path={}", cookie.name, cookie.value, cookie.path);
    if (cookie.max_age) {
        out += fmt::format("; Max-Age={}", cookie.max_age->count());
    }
    if (cookie.http_only) {
        out += "; HttpOnly";
    }
    if (cookie.secure) {
        out += "; Secure";
    }
    out += "; SameSite=";
    out += to_string(cookie.same_site);
    return out;
}

std::string_view Response::bytes() const noexcept {
    if (const auto* own = std::get_if<std::string>(&body)) {
        return *own;
    }
    if (const auto* shared = std::get_if<SharedBytes>(&body); shared != nullptr && *shared) {
        return **shared;
    }
    return {};
}

Response json(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

Response text(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response redirect(std::string location) {
    Response response;
    response.status = 303;
    response.headers.set("Location", std::move(location));
    return response;
}

namespace {

std::string attachment(std::string_view name) {
    std::string plain; // for clients that do not know filename*
    for (const char c : name) {
        const bool safe = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%' && c != '/';
        plain += safe ? c : '_';
    }
    return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain,
                       percent_encode(name));
}

} // namespace

Response download(std::string bytes, std::string content_type, std::string_view name) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(bytes);
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Content-Disposition", attachment(name));
    return response;
}

Response file(std::filesystem::path path, std::string content_type,
              std::string_view download_name) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = FileBody{std::move(path)};
    response.headers.set("X-Content-Type-Options", "nosniff");
    if (download_name.empty()) {
        response.headers.set("Content-Disposition", "inline");
        return response;
    }
    response.headers.set("Content-Disposition", attachment(download_name));
    return response;
}

Response stream(std::string content_type, Producer producer) {
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(producer);
    response.compress = false;
    return response;
}

Response download_stream(Producer producer, std::uint64_t length, std::string content_type,
                         std::string_view name) {
    auto response = download({}, std::move(content_type), name);
    response.body = std::move(producer);
    response.length = length;
    response.compress = false;
    return response;
}

std::string_view reason_phrase(int status) noexcept {
    for (const auto& [value, phrase] : kPhrases) {
        if (value == status) {
            return phrase;
        }
    }
    return "";
}

} // namespace luoshi::http
