// SPDX-License-Identifier: Apache-2.0
#include "http/dispatch.hpp"

#include "base/json_writer.hpp"
#include "http/compress.hpp"
#include "http/conditional.hpp"
#include "http/encoding.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <exception>

namespace luoshi::http {
namespace {

constexpr int kGzipLevel = 5; // two thirds of the time of 6 for about one per cent more bytes

void log_internal(const ErrorSink& log, const Request& request, std::string_view what) {
    if (!log) {
        return;
    }
    JsonWriter writer;
    writer.begin_object();
    writer.member("level", "error");
    writer.member("request_id", request.request_id);
    writer.member("method", to_string(request.method));
    writer.member("route", request.route);
    writer.member("error", what);
    writer.end_object();
    log(writer.take());
}

// `work`'s response, or that of the exception it threw.
template <class Work>
Response guarded(const Request& request, const ErrorSink& log, Work&& work) {
    try {
        return work();
    } catch (const Error& error) {
        if (error.code() == ErrorCode::internal) {
            log_internal(log, request, error.what());
        }
        return problem(error, request.request_id);
    } catch (const std::exception& error) {
        log_internal(log, request, error.what());
    } catch (...) {
        log_internal(log, request, "an exception that is no std::exception");
    }
    return problem(Error{ErrorCode::internal, "internal", ""}, request.request_id);
}

Response route_to(const Router& router, const Match& match, Request& request) {
    if (match.route == nullptr && request.method == Method::options && !match.allow.empty()) {
        auto response = no_content();
        response.headers.set("Allow", match.allow);
        return response;
    }
    if (match.route == nullptr && !match.allow.empty()) {
        throw failure(ErrorCode::invalid_argument, "http.method-not-allowed",
                      "'{}' does not take {}", request.path, to_string(request.method))
            .with("allow", match.allow);
    }
    if (match.route == nullptr) {
        throw failure(ErrorCode::not_found, "http.no-route", "there is nothing at '{}'",
                      request.path);
    }
    for (const auto& middleware : router.middleware()) {
        if (auto early = middleware(request)) {
            return *std::move(early);
        }
    }
    auto response = match.route->handler(request);
    response.compress = response.compress && match.route->options.compress;
    return response;
}

void add_vary(Response& response) {
    const std::string before{response.headers.get("Vary")};
    if (before.find("Accept-Encoding") == std::string::npos) {
        response.headers.set("Vary",
                             before.empty() ? "Accept-Encoding" : before + ", Accept-Encoding");
    }
}

void compress(const Request& request, Response& response) {
    const auto bytes = response.bytes();
    if (!response.compress || bytes.size() < kWorthCompressing ||
        !is_compressible(response.content_type) ||
        response.headers.find("Content-Encoding") != nullptr) {
        return;
    }
    add_vary(response);
    if (!accepts_gzip(request.headers.get("Accept-Encoding"))) {
        return;
    }
    response.body = gzip(bytes, kGzipLevel);
    response.headers.set("Content-Encoding", "gzip");
    if (response.etag.ends_with('"')) {
        response.etag.insert(response.etag.size() - 1, "-gzip");
    }
}

void answer_not_modified(const Request& request, Response& response) {
    const bool reading = request.method == Method::get || request.method == Method::head;
    const auto* header = request.headers.find("If-None-Match");
    if (reading && response.status == 200 && header != nullptr &&
        none_match_hit(*header, response.etag)) {
        response.status = 304;
        response.body = std::string{};
        response.content_type.clear();
        response.headers.erase("Content-Encoding");
    }
}

// A header that could end its own line would let its value write the rest of the answer.
void ensure_clean(const Response& response) {
    const auto clean = [](std::string_view text) {
        return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
    };
    for (const auto& [name, value] : response.headers) {
        ensure(is_token(name) && clean(value), "a response header is one line");
    }
    ensure(clean(response.content_type) && clean(response.etag), "a response header is one line");
}

} // namespace

Response answer(const Router& router, Match match, Request& request, const ErrorSink& log) {
    request.path_params = std::move(match.path_params);
    if (match.route != nullptr) {
        request.route = match.route->pattern;
    }
    auto response = guarded(request, log, [&] { return route_to(router, match, request); });
    response = guarded(request, log, [&] {
        for (const auto& hook : router.after_hooks()) {
            hook(request, response);
        }
        compress(request, response);
        answer_not_modified(request, response);
        ensure_clean(response);
        return std::move(response);
    });
    response.headers.set("X-Request-Id", request.request_id);
    return response;
}

Response answer(const Router& router, Request& request, const ErrorSink& log) {
    return answer(router, router.find(request.method, request.path), request, log);
}

} // namespace luoshi::http
