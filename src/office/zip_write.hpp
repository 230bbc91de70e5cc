// SPDX-License-Identifier: Apache-2.0
// An archive from parts, always the same bytes for the same parts.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::office {

using ZipEntries = std::vector<std::pair<std::string, std::string>>; // name, content

std::string write_zip(const ZipEntries& entries);

// Text between tags and in attributes: & < > " escaped, what XML cannot hold left out.
void append_escaped(std::string& out, std::string_view text);

} // namespace luoshi::office
