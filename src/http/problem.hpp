// SPDX-License-Identifier: Apache-2.0
// luoshi::Error as an HTTP answer (RFC 9457): the one table from error codes to statuses.
#pragma once

#include "base/error.hpp"
#include "http/message.hpp"

#include <string_view>

namespace luoshi::http {

// 400 … 507. A few reasons of http itself have a narrower status than their code:
// "http.uri-too-long" 414, "http.header-too-large" 431, "http.request-timeout" 408 and so on
// (docs/errors.md).
int status_of(const Error& error) noexcept;
int status_of(ErrorCode code) noexcept;

// application/problem+json: type, title, status, detail, code (the reason), request_id, details.
// "retry_after_s" among the details also becomes Retry-After, "allow" becomes Allow. The text and
// the details of an internal error are left out: they belong in the log, under the request id.
Response problem(const Error& error, std::string_view request_id);

} // namespace luoshi::http
