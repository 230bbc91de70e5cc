// SPDX-License-Identifier: Apache-2.0
#include "office/zip_file.hpp"

#include "base/error.hpp"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>

namespace luoshi::office {
namespace {

constexpr zip_uint16_t kDate = 1 << 5 | 1; // 1980-01-01, the first day there is

// A part on its way into a file: made when the archive comes to it, let go behind it.
struct LazyPart {
    const ZipPart* part = nullptr;
    std::exception_ptr* failure = nullptr; // of the archive
    Pieces pieces{};
    std::string bytes{}; // of the piece at hand, read up to `read`
    std::size_t read = 0;
    bool more = true;
    zip_error_t error{};
};

template <class Step>
zip_int64_t carried_out(LazyPart& lazy, Step step) noexcept {
    try {
        return step();
    } catch (...) {
        *lazy.failure = std::current_exception();
        zip_error_set(&lazy.error, ZIP_ER_READ, 0);
        return -1;
    }
}

zip_int64_t open_part(LazyPart& lazy) {
    lazy.pieces = lazy.part->open();
    lazy.bytes.clear();
    lazy.read = 0;
    lazy.more = true;
    return 0;
}

zip_int64_t read_part(LazyPart& lazy, void* data, zip_uint64_t length) {
    while (lazy.read == lazy.bytes.size() && lazy.more) {
        lazy.bytes.clear();
        lazy.read = 0;
        lazy.more = lazy.pieces(lazy.bytes);
    }
    const auto size = std::min<std::size_t>(length, lazy.bytes.size() - lazy.read);
    std::memcpy(data, lazy.bytes.data() + lazy.read, size);
    lazy.read += size;
    return static_cast<zip_int64_t>(size);
}

zip_int64_t part_callback(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    auto& lazy = *static_cast<LazyPart*>(user);
    if (command == ZIP_SOURCE_OPEN) {
        return carried_out(lazy, [&] { return open_part(lazy); });
    }
    if (command == ZIP_SOURCE_READ) {
        return carried_out(lazy, [&] { return read_part(lazy, data, length); });
    }
    if (command == ZIP_SOURCE_CLOSE) {
        lazy.pieces = {};
        lazy.bytes = {};
        return 0;
    }
    if (command == ZIP_SOURCE_STAT) {
        zip_stat_init(static_cast<zip_stat_t*>(data));
        return sizeof(zip_stat_t);
    }
    if (command == ZIP_SOURCE_ERROR) {
        return zip_error_to_data(&lazy.error, data, length);
    }
    if (command == ZIP_SOURCE_FREE) {
        return 0;
    }
    if (command == ZIP_SOURCE_SUPPORTS) {
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    }
    zip_error_set(&lazy.error, ZIP_ER_OPNOTSUPP, 0);
    return -1;
}

struct DiscardZip {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};

void add_part(zip_t* archive, LazyPart& lazy) {
    auto* const source = zip_source_function(archive, part_callback, &lazy);
    const auto index = zip_file_add(archive, lazy.part->name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
    }
    ensure(index >= 0, "parts of an archive have names of their own");
    zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, kDate, 0);
}

} // namespace

Pieces one_piece(std::string bytes) {
    return [bytes = std::move(bytes)](std::string& out) {
        out += bytes;
        return false;
    };
}

void write_zip_file(const std::string& path, const std::vector<ZipPart>& parts) {
    std::exception_ptr thrown; // these outlive the archive, which calls them as it is closed
    std::vector<LazyPart> lazy(parts.size());
    int code = 0;
    std::unique_ptr<zip_t, DiscardZip> archive{
        zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code)};
    if (!archive) {
        throw failure(ErrorCode::storage_full, "office.cannot-write", "cannot write '{}'", path);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        lazy[i].part = &parts[i];
        lazy[i].failure = &thrown;
        add_part(archive.get(), lazy[i]);
    }
    if (zip_close(archive.get()) == 0) {
        static_cast<void>(archive.release());
        return;
    }
    if (thrown) {
        std::rethrow_exception(thrown);
    }
    throw failure(ErrorCode::storage_full, "office.cannot-write", "cannot write '{}': {}", path,
                  zip_strerror(archive.get()));
}

} // namespace luoshi::office
