// SPDX-License-Identifier: Apache-2.0
// ETags and preconditions (RFC 9110 §13): for handlers of things that are read and edited.
#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>

namespace luoshi::http {

// A strong tag of the bytes, with its quotes: the first 128 bits of their SM3.
std::string make_etag(std::string_view bytes);
// A strong tag of a version number, with its quotes: "v7". Cheaper, where rows carry a version.
std::string version_etag(std::int64_t version);

// Whether an If-None-Match header holds the tag (weak comparison): the answer is then 304.
bool none_match_hit(std::string_view if_none_match, std::string_view etag) noexcept;

enum class IfMatch { optional, required };

// Guards an edit: returns when the request's If-Match names `etag` or is "*".
// Errors: precondition_failed "http.precondition-failed" (412) when it names another; precondition_
// failed "http.precondition-required" (428) when it is absent but required. The tag of a gzipped
// answer ("…-gzip") counts as the tag itself.
void check_if_match(const Request& request, std::string_view etag, IfMatch need);

} // namespace luoshi::http
