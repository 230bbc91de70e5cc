// SPDX-License-Identifier: Apache-2.0
// Files in memory that know what a disk would hold if the power failed now. For the store's own
// tests.
#pragma once

#include "store/files.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace luoshi::store {

// Which syncs a careless program would leave out.
enum class Care { full, no_file_sync, no_folder_sync };

// Threads: one at a time.
class ModelFiles final : public Files {
public:
    explicit ModelFiles(const std::string& root, Care care = Care::full);

    // Called before each operation that changes something.
    void before_change(std::function<void()> function) { before_change_ = std::move(function); }
    // What is left after a cut: synced content under synced names; a file that was never synced is
    // there, empty, when its name is.
    std::unique_ptr<ModelFiles> survivors() const;

    bool exists(const std::string& path) override { return names_.contains(path); }
    using Files::read;
    std::uint64_t size(const std::string& path) override;
    std::string read(const std::string& path, std::uint64_t offset, std::size_t length) override;
    std::vector<std::string> names_in(const std::string& folder) override;
    void make_folder(const std::string& path) override;
    void write(const std::string& path, std::string_view bytes) override;
    void append(const std::string& path, std::string_view bytes) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove(const std::string& path) override;
    void sync(const std::string& path) override;

private:
    struct Node {
        bool is_folder = false;
        std::string content{};
        std::string synced{};
    };
    using Names = std::map<std::string, std::shared_ptr<Node>>;

    void changing() const;

    std::string root_;
    Care care_;
    std::function<void()> before_change_;
    Names names_;
    Names synced_names_;
};

} // namespace luoshi::store
