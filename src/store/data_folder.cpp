// SPDX-License-Identifier: Apache-2.0
#include "store/data_folder.hpp"

#include "base/error.hpp"
#include "store/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>

namespace luoshi::store {
namespace {

std::string holder_of(const std::string& lock_file) {
    const std::string pid = real_files().read(lock_file);
    return pid.substr(0, pid.find('\n'));
}

} // namespace

DataFolder::DataFolder(const std::string& path) : path_(path) {
    make_folders(real_files(), path_);
    const std::string file = path_ + "/lock"; // stays when the process ends; the lock does not
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) {
        const auto code = errno == ENOSPC ? ErrorCode::storage_full : ErrorCode::forbidden;
        throw failure(code, errno == ENOSPC ? "store.full" : "store.forbidden", "cannot write '{}'",
                      file);
    }
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        const std::string pid = holder_of(file);
        throw failure(ErrorCode::conflict, "store.in-use", "'{}' is in use by process {}", path_,
                      pid)
            .with("pid", pid);
    }
    const std::string pid = fmt::format("{}\n", ::getpid());
    if (::ftruncate(lock_, 0) != 0 || ::pwrite(lock_, pid.data(), pid.size(), 0) < 0) {
        ::close(lock_);
        throw failure(ErrorCode::storage_full, "store.full", "cannot write '{}'", file);
    }
}

DataFolder::~DataFolder() {
    ::close(lock_);
}

} // namespace luoshi::store
