// SPDX-License-Identifier: Apache-2.0
#include "app/files.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace luoshi::app {
namespace {

struct Closer {
    void operator()(std::FILE* file) const noexcept {
        if (file != stdin) {
            std::fclose(file);
        }
    }
};

} // namespace

std::string display_name(const std::string& path) {
    return path == "-" ? "stdin" : std::filesystem::path(path).filename().string();
}

std::string read_bytes(const std::string& path, std::size_t most) {
    if (path != "-" && std::filesystem::is_directory(path)) {
        throw failure(ErrorCode::invalid_argument, "app.unreadable",
                      "'{}' is a folder; name a file in it", path);
    }
    const std::unique_ptr<std::FILE, Closer> file{path == "-" ? stdin
                                                              : std::fopen(path.c_str(), "rb")};
    if (!file) {
        const bool missing = errno == ENOENT;
        throw failure(missing ? ErrorCode::not_found : ErrorCode::unavailable,
                      missing ? "app.no-file" : "app.unreadable",
                      "cannot open '{}': {}; check the path and your rights", path,
                      std::strerror(errno));
    }
    std::string bytes;
    constexpr std::size_t kStep = 1U << 16;
    while (bytes.size() <= most) {
        const auto before = bytes.size();
        bytes.resize(before + kStep);
        const auto got = std::fread(bytes.data() + before, 1, kStep, file.get());
        bytes.resize(before + got);
        if (got < kStep) {
            break;
        }
    }
    if (std::ferror(file.get()) != 0) {
        throw failure(ErrorCode::unavailable, "app.unreadable", "cannot read '{}': {}", path,
                      std::strerror(errno));
    }
    return bytes;
}

} // namespace luoshi::app
