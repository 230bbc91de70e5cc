// SPDX-License-Identifier: Apache-2.0
#include "office/zip.hpp"

#include "base/error.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

namespace luoshi::office {
namespace {

Error broken(std::string_view file) {
    return failure(ErrorCode::unprocessable, "office.zip-broken",
                   "'{}' is damaged: it cannot be unpacked; open it in the program it was written "
                   "with and save it again",
                   file);
}

Error bomb(std::string_view file) {
    return failure(ErrorCode::unprocessable, "office.zip-bomb",
                   "'{}' unpacks to far more than a document of its size may; it was not read",
                   file);
}

Error encrypted(std::string_view file) {
    return failure(ErrorCode::unprocessable, "office.encrypted",
                   "'{}' is protected by a password; remove the password and save it again", file);
}

struct CloseEntry {
    void operator()(zip_file_t* entry) const noexcept { zip_fclose(entry); }
};
using OpenEntry = std::unique_ptr<zip_file_t, CloseEntry>;

} // namespace

bool lists_entry(std::string_view bytes, std::string_view name) noexcept {
    const auto number = [&](std::size_t at, std::size_t size) {
        std::size_t value = 0;
        for (auto i = size; i-- > 0;) {
            value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
        }
        return value;
    };
    constexpr std::size_t kEndSize = 22, kHeadSize = 46;
    const auto end = bytes.rfind("PK\x05\x06");
    if (!bytes.starts_with("PK\x03\x04") || end == std::string_view::npos ||
        bytes.size() - end < kEndSize) {
        return false;
    }
    auto at = number(end + 16, 4);
    while (at < end && end - at >= kHeadSize && bytes.substr(at).starts_with("PK\x01\x02")) {
        const auto length = number(at + 28, 2);
        if (bytes.substr(at + kHeadSize, length) == name) {
            return true;
        }
        at += kHeadSize + length + number(at + 30, 2) + number(at + 32, 2);
    }
    return false;
}

struct ZipReader::Archive {
    explicit Archive(zip_t* opened) : handle(opened) {}
    ~Archive() { zip_discard(handle); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    std::optional<zip_uint64_t> find(std::string_view name) const {
        const auto at = zip_name_locate(handle, std::string{name}.c_str(), ZIP_FL_NOCASE);
        return at < 0 ? std::nullopt : std::optional{static_cast<zip_uint64_t>(at)};
    }

    zip_t* handle;
};

ZipReader::ZipReader(std::string_view bytes, std::string_view file, ZipLimits limits)
    : file_(file), limits_(limits) {
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) {
        zip_error_fini(&error);
        throw std::bad_alloc{};
    }
    auto* const opened = zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (opened == nullptr) {
        zip_source_free(source);
        throw broken(file);
    }
    archive_ = std::make_unique<Archive>(opened);
    if (static_cast<std::uint64_t>(zip_get_num_entries(opened, 0)) > limits.entries) {
        throw bomb(file);
    }
}

ZipReader::~ZipReader() = default;

std::vector<std::string> ZipReader::names() const {
    std::vector<std::string> out;
    const auto count = zip_get_num_entries(archive_->handle, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        if (const char* const name =
                zip_get_name(archive_->handle, static_cast<zip_uint64_t>(i), 0)) {
            out.emplace_back(name);
        }
    }
    return out;
}

bool ZipReader::has(std::string_view name) const {
    return archive_->find(name).has_value();
}

void ZipReader::unpack(std::string_view name, std::uint64_t most,
                       const std::function<bool(std::string_view)>& take) {
    const auto index = archive_->find(name);
    if (!index) {
        throw failure(ErrorCode::unprocessable, "office.zip-missing",
                      "'{}' lacks its part '{}'; open it in the program it was written with and "
                      "save it again",
                      file_, name);
    }
    zip_stat_t about;
    if (zip_stat_index(archive_->handle, *index, 0, &about) != 0) {
        throw broken(file_);
    }
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
        throw encrypted(file_);
    }
    // a packed size larger than the whole archive would make any ratio look harmless; libzip
    // refuses to read beyond the end of the archive, so such an entry fails as broken
    const auto packed = std::max<std::uint64_t>(about.comp_size, 1);
    const OpenEntry entry{zip_fopen_index(archive_->handle, *index, 0)};
    if (!entry) {
        throw broken(file_);
    }
    std::array<char, 64U << 10> piece;
    for (std::uint64_t size = 0;;) {
        const auto got = zip_fread(entry.get(), piece.data(), piece.size());
        if (got < 0) {
            throw broken(file_);
        }
        if (got == 0) {
            return;
        }
        size += static_cast<std::uint64_t>(got);
        unpacked_ += static_cast<std::uint64_t>(got);
        if (size > most || unpacked_ > limits_.total ||
            (size > limits_.ratio_from && size / packed > limits_.ratio)) {
            throw bomb(file_);
        }
        if (!take({piece.data(), static_cast<std::size_t>(got)})) {
            return;
        }
    }
}

std::string ZipReader::read(std::string_view name) {
    std::string out;
    unpack(name, limits_.whole, [&](std::string_view piece) {
        out += piece;
        return true;
    });
    return out;
}

void ZipReader::stream(std::string_view name, const std::function<bool(std::string_view)>& take) {
    unpack(name, limits_.total, take);
}

} // namespace luoshi::office
