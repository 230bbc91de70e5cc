// SPDX-License-Identifier: Apache-2.0
// The container of docx and xlsx, read with bounds: a small file may claim to be terabytes.
//
//   ZipReader(bytes, file)   opens; entries by name
//   read(name)               one entry as a whole
//   stream(name, take)       one entry in pieces
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::office {

struct ZipLimits {
    std::size_t entries = 10'000;
    std::uint64_t whole = 64U << 20;     // bytes of an entry given by read()
    std::uint64_t total = 512U << 20;    // bytes unpacked over the life of the reader, either way
    std::uint64_t ratio = 300;           // unpacked : packed; judged on entries above ratio_from
    std::uint64_t ratio_from = 8U << 20; // bytes unpacked
};

// The directory of an archive lists an entry of this name; false for what is no archive. Nothing is
// unpacked.
bool lists_entry(std::string_view bytes, std::string_view name) noexcept;

// Errors name `file` (as the user knows it). Sizes are counted while unpacking; what the directory
// of the archive says is not believed.
//   unprocessable  office.zip-broken     no archive, cut off, wrong checksum, unknown packing
//   unprocessable  office.zip-bomb       above a limit
//   unprocessable  office.encrypted      an entry needs a password
//   unprocessable  office.zip-missing    no entry of that name
class ZipReader {
public:
    // bytes and file are borrowed for the life of the reader.
    ZipReader(std::string_view bytes, std::string_view file, ZipLimits limits = {});
    ~ZipReader();
    ZipReader(const ZipReader&) = delete;
    ZipReader& operator=(const ZipReader&) = delete;

    std::vector<std::string> names() const; // in the order of the archive; folders end in /
    bool has(std::string_view name) const;  // case does not matter, as in all functions here

    std::string read(std::string_view name);

    // take(piece) gets at most 64 KiB at a time, in order; false ends the reading early.
    void stream(std::string_view name, const std::function<bool(std::string_view)>& take);

private:
    struct Archive;
    void unpack(std::string_view name, std::uint64_t most,
                const std::function<bool(std::string_view)>& take);
    std::string_view file_;
    ZipLimits limits_;
    std::uint64_t unpacked_ = 0; // bytes so far
    std::unique_ptr<Archive> archive_;
};

} // namespace luoshi::office
