// SPDX-License-Identifier: Apache-2.0
// Documents and sheets as downloads.
#pragma once

#include "http/message.hpp"
#include "office/document.hpp"

#include <string>

namespace luoshi::api {

// The parameter 'format', docx or xlsx. Error invalid_argument (http.bad-parameter).
office::Format wanted_format(const http::Request& request);
// name: without its ending.
http::Response office_file(std::string bytes, office::Format format, const std::string& name);

} // namespace luoshi::api
