// SPDX-License-Identifier: Apache-2.0
// For tests: archives made in memory.
#pragma once

#include "office/zip.hpp"

#include <zip.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::office {

using ZipParts = std::vector<std::pair<std::string, std::string>>; // name, content

// password: empty for none.
inline std::string make_zip(const ZipParts& parts, const char* password = "") {
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    auto* const archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    if (archive == nullptr) {
        throw std::runtime_error("no archive");
    }
    for (const auto& [name, content] : parts) {
        auto* const part = zip_source_buffer(archive, content.data(), content.size(), 0);
        const auto index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
        if (*password != '\0') {
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                    password);
        }
    }
    if (zip_close(archive) != 0 || zip_source_open(source) != 0) {
        throw std::runtime_error("archive not written");
    }
    zip_stat_t about;
    zip_source_stat(source, &about);
    std::string bytes(static_cast<std::size_t>(about.size), '\0');
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

// The archive with another content in one of its parts.
inline std::string replace_in_zip(std::string_view bytes, std::string_view name,
                                  std::string content) {
    ZipReader zip{bytes, "test"};
    ZipParts parts;
    for (const auto& each : zip.names()) {
        parts.emplace_back(each, each == name ? content : zip.read(each));
    }
    return make_zip(parts);
}

} // namespace luoshi::office
