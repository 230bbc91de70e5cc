// SPDX-License-Identifier: Apache-2.0
// A large archive from parts, into a file.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace luoshi::office {

struct ZipPart {
    std::string name;                     // UTF-8, folders before "/"; each once
    std::function<std::string()> content; // called once, in the order of the parts
};

// In place of what is at `path`; one part at a time is in memory. The same parts give the same
// bytes. What a content throws comes out here, and nothing is at `path` then. Errors: storage_full
// (office.cannot-write).
void write_zip_file(const std::string& path, const std::vector<ZipPart>& parts);

} // namespace luoshi::office
