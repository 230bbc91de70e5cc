// SPDX-License-Identifier: Apache-2.0
// An archive whose entries are stored as they are: quick to make for every input.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::fuzz {

inline void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out += static_cast<char>(value >> (8 * i) & 0xFF);
    }
}

inline std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string out, directory;
    for (const auto& [name, content] : parts) {
        const auto size = static_cast<std::uint32_t>(content.size());
        const auto sum = crc32(0, reinterpret_cast<const Bytef*>(content.data()), size);
        std::string about;
        put(about, 20, 2), put(about, 0, 8), put(about, static_cast<std::uint32_t>(sum), 4);
        put(about, size, 4), put(about, size, 4);
        put(about, static_cast<std::uint32_t>(name.size()), 2), put(about, 0, 2);
        put(directory, 0x02014B50, 4), put(directory, 20, 2);
        directory += about;
        put(directory, 0, 10), put(directory, static_cast<std::uint32_t>(out.size()), 4);
        directory += name;
        put(out, 0x04034B50, 4);
        out += about + name + content;
    }
    const auto at = static_cast<std::uint32_t>(out.size());
    const auto count = static_cast<std::uint32_t>(parts.size());
    out += directory;
    put(out, 0x06054B50, 4), put(out, 0, 4), put(out, count, 2), put(out, count, 2);
    put(out, static_cast<std::uint32_t>(directory.size()), 4), put(out, at, 4), put(out, 0, 2);
    return out;
}

} // namespace luoshi::fuzz
