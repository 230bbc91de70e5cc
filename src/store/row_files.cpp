// SPDX-License-Identifier: Apache-2.0
#include "store/row_files.hpp"

#include "base/error.hpp"
#include "store/files.hpp"

#include <array>
#include <filesystem>

namespace luoshi::store {
namespace {

std::array<char, 8> as_bytes(std::uint64_t number) {
    std::array<char, 8> bytes{};
    for (auto& byte : bytes) {
        byte = static_cast<char>(number & 0xff);
        number >>= 8;
    }
    return bytes;
}

} // namespace

void fail_damaged(std::string_view part) {
    throw failure(ErrorCode::conflict, "backup.damaged",
                  "'{}' of the backup is damaged or missing; take another copy of it", part)
        .with("part", std::string{part});
}

RowFileWriter::RowFileWriter(std::string path)
    : path_(std::move(path)), stream_(path_, std::ios::binary | std::ios::trunc) {}

void RowFileWriter::put(std::string_view bytes) {
    stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    hash_.update(bytes);
    bytes_ += static_cast<std::int64_t>(bytes.size());
    if (!stream_) {
        throw failure(ErrorCode::storage_full, "store.full", "cannot write '{}'", path_);
    }
}

void RowFileWriter::line(std::string_view text) {
    put(text);
    put("\n");
}

void RowFileWriter::cell(const Value& value) {
    const auto sized = [&](std::string_view kind, std::string_view bytes) {
        const auto size = as_bytes(bytes.size());
        put(kind);
        put({size.data(), size.size()});
        put(bytes);
    };
    if (value.is_null()) {
        put("n");
    } else if (const auto* integer = std::get_if<std::int64_t>(&value.held())) {
        const auto bytes = as_bytes(static_cast<std::uint64_t>(*integer));
        put("i");
        put({bytes.data(), bytes.size()});
    } else if (const auto* data = std::get_if<Bytes>(&value.held())) {
        sized("b", data->data);
    } else {
        sized("t", std::get<std::string>(value.held()));
    }
}

void RowFileWriter::finish() {
    stream_.close();
    if (!stream_) {
        throw failure(ErrorCode::storage_full, "store.full", "cannot write '{}'", path_);
    }
    real_files().sync(path_);
    digest_ = to_hex(hash_.finish());
}

RowFileReader::RowFileReader(std::string path, std::string name)
    : name_(std::move(name)), stream_(path, std::ios::binary) {
    std::error_code error;
    left_ = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    std::string names;
    if (error || !std::getline(stream_, names)) {
        fail();
    }
    left_ -= static_cast<std::int64_t>(names.size()) + 1;
    for (std::size_t start = 0; start <= names.size();) {
        const auto end = std::min(names.find('\t', start), names.size());
        columns_.push_back(names.substr(start, end - start));
        start = end + 1;
    }
}

bool RowFileReader::at_end() {
    return left_ == 0;
}

std::string RowFileReader::take(std::size_t count) {
    if (left_ < 0 || count > static_cast<std::uint64_t>(left_)) {
        fail();
    }
    std::string bytes(count, '\0');
    stream_.read(bytes.data(), static_cast<std::streamsize>(count));
    if (!stream_) {
        fail();
    }
    left_ -= static_cast<std::int64_t>(count);
    return bytes;
}

std::uint64_t RowFileReader::number() {
    const auto bytes = take(8);
    std::uint64_t number = 0;
    for (std::size_t i = 8; i-- > 0;) {
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

Value RowFileReader::cell() {
    switch (take(1)[0]) {
    case 'n': return {};
    case 'i': return static_cast<std::int64_t>(number());
    case 't': return take(number());
    case 'b': return Bytes{take(number())};
    default: fail();
    }
}

void RowFileReader::fail() const {
    fail_damaged(name_);
}

} // namespace luoshi::store
