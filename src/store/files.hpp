// SPDX-License-Identifier: Apache-2.0
// The few file operations the store makes itself, so that tests can cut the power between any two.
// Private to the store.
//
// Errors of all calls: storage_full (store.full), forbidden (store.forbidden), unavailable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

class Files {
public:
    virtual ~Files() = default;
    virtual bool exists(const std::string& path) = 0;
    // The whole file.
    std::string read(const std::string& path) { return read(path, 0, size(path)); }
    virtual std::uint64_t size(const std::string& path) = 0;
    // At most `length` bytes from `offset` on; fewer only at the end.
    virtual std::string read(const std::string& path, std::uint64_t offset, std::size_t length) = 0;
    virtual std::vector<std::string> names_in(const std::string& folder) = 0;
    // A name is durable after sync() of its folder, content after sync() of the file.
    virtual void make_folder(const std::string& path) = 0; // no error when it is there
    virtual void write(const std::string& path, std::string_view bytes) = 0;
    virtual void append(const std::string& path, std::string_view bytes) = 0;
    virtual void rename(const std::string& from, const std::string& to) = 0; // replaces `to`
    virtual void remove(const std::string& path) = 0; // no error when it is not there
    virtual void sync(const std::string& path) = 0;   // a file or a folder
};

Files& real_files();

std::string parent_of(const std::string& path); // "a" for "a/b", "." for "b"
// Makes the folder, and those above it, durably.
void make_folders(Files& files, const std::string& path);

} // namespace luoshi::store
