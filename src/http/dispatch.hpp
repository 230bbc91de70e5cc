// SPDX-License-Identifier: Apache-2.0
// The way of a request once it is whole: middleware, handler, errors as problems, after-hooks, 304,
// gzip. The server calls this on its work pool; a test may call it without any socket.
#pragma once

#include "http/message.hpp"
#include "http/router.hpp"

#include <functional>
#include <string_view>

namespace luoshi::http {

// Gets one line for each internal error, with its request id. May be empty; must not throw.
using ErrorSink = std::function<void(std::string_view line)>;

// Never throws for what a handler does: an Error becomes its problem, any other exception a 500.
Response answer(const Router& router, Request& request, const ErrorSink& log);
// The same with a match found earlier by router.find().
Response answer(const Router& router, Match match, Request& request, const ErrorSink& log);

} // namespace luoshi::http
