// SPDX-License-Identifier: Apache-2.0
// The rows of one table as a file: a line with the names of the columns between tabs, then the
// cells, each a letter (n, i, t, b) and its value: 8 bytes for i, 8 bytes of length and the bytes
// for t and b; integers little-endian. Private to the store.
#pragma once

#include "base/sm3.hpp"
#include "store/connection.hpp"

#include <fstream>
#include <string>
#include <vector>

namespace luoshi::store {

class RowFileWriter {
public:
    // Error storage_full (store.full), also of the calls.
    explicit RowFileWriter(std::string path);
    void line(std::string_view text); // with its end of line
    void cell(const Value& value);
    void finish(); // on the disk when it returns
    std::int64_t bytes() const noexcept { return bytes_; }
    std::string digest() const { return digest_; } // after finish()

private:
    void put(std::string_view bytes);

    std::string path_;
    std::ofstream stream_;
    Sm3 hash_;
    std::string digest_;
    std::int64_t bytes_ = 0;
};

class RowFileReader {
public:
    // Errors of all calls: conflict (backup.damaged), naming the file.
    RowFileReader(std::string path, std::string name);
    const std::vector<std::string>& columns() const noexcept { return columns_; }
    bool at_end();
    Value cell();

private:
    std::string take(std::size_t count);
    std::uint64_t number();
    [[noreturn]] void fail() const;

    std::string name_;
    std::ifstream stream_;
    std::int64_t left_ = 0;
    std::vector<std::string> columns_;
};

// conflict (backup.damaged).
[[noreturn]] void fail_damaged(std::string_view part);

} // namespace luoshi::store
