// SPDX-License-Identifier: Apache-2.0
#include "office/zip_write.hpp"

#include "base/error.hpp"

#include <zip.h>

#include <cstddef>
#include <memory>
#include <new>

namespace luoshi::office {
namespace {

struct FreeSource {
    void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};

} // namespace

std::string write_zip(const ZipEntries& entries) {
    constexpr zip_uint16_t kDate = 1 << 5 | 1; // 1980-01-01, the first day there is
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, FreeSource> memory{
        zip_source_buffer_create(nullptr, 0, 0, &error)};
    if (!memory) {
        throw std::bad_alloc{};
    }
    zip_source_keep(memory.get());
    auto* const archive = zip_open_from_source(memory.get(), ZIP_TRUNCATE, &error);
    ensure(archive != nullptr, "an archive in memory can be begun");
    for (const auto& [name, content] : entries) {
        auto* const part = zip_source_buffer(archive, content.data(), content.size(), 0);
        const auto index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
        ensure(index >= 0, "parts of an archive have names of their own");
        zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kDate, 0);
    }
    ensure(zip_close(archive) == 0, "an archive in memory can be ended");
    zip_stat_t about;
    ensure(zip_source_open(memory.get()) == 0 && zip_source_stat(memory.get(), &about) == 0,
           "an archive in memory can be read");
    std::string bytes(static_cast<std::size_t>(about.size), '\0');
    zip_source_read(memory.get(), bytes.data(), bytes.size());
    zip_source_close(memory.get());
    return bytes;
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
                out += c;
            }
        }
    }
}

} // namespace luoshi::office
