// SPDX-License-Identifier: Apache-2.0
// A large archive from parts, into a file.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace luoshi::office {

// Appends the next bytes of a part; false when they were the last.
using Pieces = std::function<bool(std::string& bytes)>;
Pieces one_piece(std::string bytes);

struct ZipPart {
    std::string name;             // UTF-8, folders before "/"; each once
    std::function<Pieces()> open; // called once, in the order of the parts
};

// In place of what is at `path`; one piece at a time is in memory. The same parts give the
// same bytes. What a part throws comes out here, and nothing is at `path` then. Errors:
// storage_full (office.cannot-write).
void write_zip_file(const std::string& path, const std::vector<ZipPart>& parts);

} // namespace luoshi::office
