// SPDX-License-Identifier: Apache-2.0
#include "store/files.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace luoshi::store {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path, int code) {
    const std::string why = std::generic_category().message(code);
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        throw failure(ErrorCode::storage_full, "store.full", "the disk is full: '{}'", path);
    case EACCES:
    case EPERM:
    case EROFS:
        throw failure(ErrorCode::forbidden, "store.forbidden", "cannot {} '{}': {}", what, path,
                      why);
    default:
        throw failure(ErrorCode::unavailable, "store.unavailable", "cannot {} '{}': {}", what, path,
                      why)
            .with("retry_after_s", "5");
    }
}

class Descriptor {
public:
    Descriptor(const std::string& path, int flags, std::string_view what)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) {
            fail(what, path, errno);
        }
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const noexcept { return number_; }

private:
    int number_;
};

class RealFiles final : public Files {
public:
    bool exists(const std::string& path) override { return ::access(path.c_str(), F_OK) == 0; }

    using Files::read;
    std::uint64_t size(const std::string& path) override {
        struct stat facts {};
        if (::stat(path.c_str(), &facts) != 0) {
            fail("read", path, errno);
        }
        return static_cast<std::uint64_t>(facts.st_size);
    }

    std::string read(const std::string& path, std::uint64_t offset, std::size_t length) override {
        const Descriptor file{path, O_RDONLY, "open"};
        std::string bytes(length, '\0');
        std::size_t have = 0;
        while (have < length) {
            const ssize_t count = ::pread(file.number(), bytes.data() + have, length - have,
                                          static_cast<off_t>(offset + have));
            if (count < 0 && errno != EINTR) {
                fail("read", path, errno);
            }
            if (count == 0) {
                break;
            }
            have += count < 0 ? 0 : static_cast<std::size_t>(count);
        }
        bytes.resize(have);
        return bytes;
    }

    std::vector<std::string> names_in(const std::string& folder) override {
        std::vector<std::string> names;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
            names.push_back(entry.path().filename().string());
        }
        if (error) {
            fail("list", folder, error.value());
        }
        std::ranges::sort(names);
        return names;
    }

    void make_folder(const std::string& path) override {
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
            fail("make", path, errno);
        }
    }

    void write(const std::string& path, std::string_view bytes) override {
        put(path, bytes, O_CREAT | O_TRUNC);
    }

    void append(const std::string& path, std::string_view bytes) override {
        put(path, bytes, O_APPEND);
    }

    static void put(const std::string& path, std::string_view bytes, int how) {
        const Descriptor file{path, O_WRONLY | how, "create"};
        while (!bytes.empty()) {
            const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
            if (count < 0 && errno != EINTR) {
                fail("write", path, errno);
            }
            bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
        }
    }

    void rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) {
            fail("rename", to, errno);
        }
    }

    void remove(const std::string& path) override {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
            fail("remove", path, errno);
        }
    }

    void sync(const std::string& path) override {
        const Descriptor file{path, O_RDONLY, "open"};
        if (::fsync(file.number()) != 0) {
            fail("sync", path, errno);
        }
    }
};

} // namespace

Files& real_files() {
    static RealFiles files; // holds nothing
    return files;
}

std::string parent_of(const std::string& path) {
    const auto parent = std::filesystem::path{path}.parent_path().string();
    return parent.empty() ? "." : parent;
}

void make_folders(Files& files, const std::string& path) {
    if (files.exists(path)) {
        return;
    }
    make_folders(files, parent_of(path));
    files.make_folder(path);
    files.sync(parent_of(path));
}

} // namespace luoshi::store
