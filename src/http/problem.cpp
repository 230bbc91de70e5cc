// SPDX-License-Identifier: Apache-2.0
#include "http/problem.hpp"

#include "base/json_writer.hpp"

#include <array>

namespace luoshi::http {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 7> kNarrower{
    {{"http.method-not-allowed", 405},
     {"http.request-timeout", 408},
     {"http.uri-too-long", 414},
     {"http.bad-expectation", 417},
     {"http.precondition-required", 428},
     {"http.header-too-large", 431},
     {"http.unknown-method", 501}}};

} // namespace

int status_of(ErrorCode code) noexcept {
    switch (code) {
    case ErrorCode::invalid_argument: return 400;
    case ErrorCode::unauthenticated: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::not_found: return 404;
    case ErrorCode::conflict: return 409;
    case ErrorCode::precondition_failed: return 412;
    case ErrorCode::too_large: return 413;
    case ErrorCode::unsupported: return 415;
    case ErrorCode::unprocessable: return 422;
    case ErrorCode::too_many: return 429;
    case ErrorCode::timeout: // the server ran out of time; a slow client gets 408
    case ErrorCode::unavailable: return 503;
    case ErrorCode::storage_full: return 507;
    case ErrorCode::internal: return 500;
    }
    return 500;
}

int status_of(const Error& error) noexcept {
    for (const auto& [reason, status] : kNarrower) {
        if (error.reason() == reason) {
            return status;
        }
    }
    return status_of(error.code());
}

Response problem(const Error& error, std::string_view request_id) {
    const int status = status_of(error);
    const bool internal = error.code() == ErrorCode::internal;
    JsonWriter writer;
    writer.begin_object();
    writer.member("type", "about:blank");
    writer.member("title", reason_phrase(status));
    writer.key("status");
    writer.integer(status);
    writer.member("detail", internal ? "something went wrong on the server" : error.what());
    writer.member("code", internal ? "internal" : error.reason());
    writer.member("request_id", request_id);
    Response response;
    if (!internal && !error.details().empty()) {
        writer.key("details");
        writer.begin_object();
        for (const auto& [name, value] : error.details()) {
            writer.member(name, value);
            if (name == "retry_after_s") {
                response.headers.set("Retry-After", value);
            } else if (name == "allow") {
                response.headers.set("Allow", value);
            }
        }
        writer.end_object();
    }
    writer.end_object();
    response.status = status;
    response.content_type = "application/problem+json";
    response.headers.set("Cache-Control", "no-store");
    response.body = writer.take();
    return response;
}

} // namespace luoshi::http
