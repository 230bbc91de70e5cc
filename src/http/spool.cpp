// SPDX-License-Identifier: Apache-2.0
#include "http/spool.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace luoshi::http {
namespace {

Error no_room() {
    return failure(ErrorCode::storage_full, "http.no-room",
                   "there is no room on the disk for what is being sent");
}

} // namespace

Spool::Spool(const std::string& folder, std::uint64_t expected) {
    auto path = folder + "/upload-XXXXXX";
    descriptor_ = ::mkostemp(path.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        throw errno == ENOSPC ? no_room()
                              : failure(ErrorCode::unavailable, "http.no-spool",
                                        "cannot make a file in '{}'", folder);
    }
    ::unlink(path.c_str());
    // Before minutes of sending are lost; a file system that cannot tell finds out as it is
    // written.
    if (expected > 0 && ::posix_fallocate(descriptor_, 0, static_cast<off_t>(expected)) == ENOSPC) {
        ::close(descriptor_);
        throw no_room();
    }
}

Spool::~Spool() {
    if (data_ != nullptr) {
        ::munmap(data_, size_);
    }
    ::close(descriptor_);
}

void Spool::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            throw no_room();
        }
        size_ += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Spool::finish() {
    if (size_ == 0) {
        return;
    }
    void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (mapped == MAP_FAILED) {
        throw failure(ErrorCode::unavailable, "http.no-spool", "cannot map what was sent");
    }
    data_ = static_cast<char*>(mapped);
    ::madvise(mapped, size_, MADV_SEQUENTIAL);
}

} // namespace luoshi::http
