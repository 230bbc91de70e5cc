// SPDX-License-Identifier: Apache-2.0
#include "store/testing/power_vfs.hpp"

#include "base/error.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <random>

namespace luoshi::store {
namespace {

constexpr std::size_t kSector = 512;

// SQLite allots szOsFile bytes: ours, then those of the system's VFS.
struct PowerFile {
    sqlite3_file base;
    PowerVfs* power;
    std::string* path; // nullptr: a temporary file, not kept track of
};
constexpr std::size_t kOwnSize = (sizeof(PowerFile) + alignof(std::max_align_t) - 1) /
                                 alignof(std::max_align_t) * alignof(std::max_align_t);

PowerFile& own(sqlite3_file* file) {
    return *reinterpret_cast<PowerFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kOwnSize);
}
sqlite3_vfs* real(sqlite3_vfs*) {
    return sqlite3_vfs_find("unix");
}

int close_file(sqlite3_file* file) {
    delete own(file).path;
    return real(file)->pMethods->xClose(real(file));
}
int read_file(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), data, size, offset);
}
int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (own(file).path != nullptr && !own(file).power->take_space(size)) {
        return SQLITE_FULL;
    }
    const int code = real(file)->pMethods->xWrite(real(file), data, size, offset);
    if (code == SQLITE_OK && own(file).path != nullptr) {
        own(file).power->wrote(*own(file).path, offset, data, size);
    }
    return code;
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int code = real(file)->pMethods->xTruncate(real(file), size);
    if (code == SQLITE_OK && own(file).path != nullptr) {
        own(file).power->truncated(*own(file).path, size);
    }
    return code;
}
int sync_file(sqlite3_file* file, int flags) {
    const int code = real(file)->pMethods->xSync(real(file), flags);
    if (code == SQLITE_OK && own(file).path != nullptr) {
        own(file).power->synced(*own(file).path);
    }
    return code;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* answer) {
    return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}
int control(sqlite3_file* file, int what, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int traits(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** where) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, where);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: with shared memory, without memory-mapped reading.
const sqlite3_io_methods kMethods{2,           close_file,  read_file, write_file, truncate_file,
                                  sync_file,   file_size,   lock,      unlock,     check_lock,
                                  control,     sector_size, traits,    shm_map,    shm_lock,
                                  shm_barrier, shm_unmap,   nullptr,   nullptr};

PowerVfs& power_of(sqlite3_vfs* vfs) {
    return *static_cast<PowerVfs*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    auto* mine = new (file) PowerFile{{nullptr}, &power_of(vfs), nullptr};
    const int code = real(vfs)->xOpen(real(vfs), path, real(file), flags, out_flags);
    if (code == SQLITE_OK) {
        mine->base.pMethods = &kMethods;
        if (path != nullptr) {
            mine->path = new std::string{path};
            mine->power->opened(path, (flags & SQLITE_OPEN_MAIN_DB) != 0);
        }
    }
    return code;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    const int code = real(vfs)->xDelete(real(vfs), path, sync_folder);
    if (code == SQLITE_OK) {
        power_of(vfs).deleted(path, sync_folder != 0);
    }
    return code;
}

std::string content_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

PowerVfs::PowerVfs(const std::string& name)
    : vfs_(std::make_unique<sqlite3_vfs>(*sqlite3_vfs_find("unix"))), name_(name) {
    vfs_->szOsFile += static_cast<int>(kOwnSize);
    vfs_->pNext = nullptr;
    vfs_->zName = name_.c_str();
    vfs_->pAppData = this;
    vfs_->xOpen = open_file;
    vfs_->xDelete = delete_file;
    ensure(sqlite3_vfs_register(vfs_.get(), 0) == SQLITE_OK, "a VFS can be registered");
}

PowerVfs::~PowerVfs() {
    sqlite3_vfs_unregister(vfs_.get());
}

void PowerVfs::apply(File& file, const Change& change) {
    const auto offset = static_cast<std::size_t>(change.offset);
    switch (change.kind) {
    case Change::Kind::write:
        file.content.resize(std::max(file.content.size(), offset + change.bytes.size()));
        std::ranges::copy(change.bytes, file.content.begin() + change.offset);
        break;
    case Change::Kind::truncate: file.content.resize(offset); break;
    case Change::Kind::remove:
        file.content.clear();
        file.exists = false;
        break;
    }
}

void PowerVfs::opened(const std::string& path, bool is_main_database) {
    const std::lock_guard guard{mutex_};
    const auto [found, is_new] = files_.try_emplace(path);
    if (is_new) {
        found->second.content = content_of(path); // from before this VFS
        found->second.exists = is_main_database || !found->second.content.empty();
    }
}

bool PowerVfs::take_space(std::int64_t bytes) {
    const std::lock_guard guard{mutex_};
    if (space_ && *space_ < bytes) {
        return false;
    }
    if (space_) {
        *space_ -= bytes;
    }
    return true;
}

void PowerVfs::wrote(const std::string& path, std::int64_t offset, const void* data, int size) {
    const std::lock_guard guard{mutex_};
    files_[path].pending.push_back(
        {Change::Kind::write, offset,
         std::string{static_cast<const char*>(data), static_cast<std::size_t>(size)}});
}

void PowerVfs::truncated(const std::string& path, std::int64_t size) {
    const std::lock_guard guard{mutex_};
    files_[path].pending.push_back({Change::Kind::truncate, size, ""});
}

void PowerVfs::deleted(const std::string& path, bool folder_synced) {
    const std::lock_guard guard{mutex_};
    files_[path].pending.push_back({Change::Kind::remove, 0, ""});
    if (folder_synced) {
        sync_folder();
    }
}

// What was removed is gone from the disk; what was written after a removal is not there yet.
void PowerVfs::sync_folder() {
    for (auto& [path, file] : files_) {
        const auto last =
            std::find_if(file.pending.rbegin(), file.pending.rend(),
                         [](const auto& c) { return c.kind == Change::Kind::remove; });
        if (last != file.pending.rend()) {
            apply(file, *last);
            file.pending.erase(file.pending.begin(), last.base());
        }
    }
}

void PowerVfs::synced(const std::string& path) {
    if (before_sync_) {
        before_sync_();
    }
    const std::lock_guard guard{mutex_};
    File& file = files_[path];
    if (!file.exists) {
        sync_folder(); // SQLite's unix VFS does so with a new file's first sync
    }
    for (const auto& change : file.pending) {
        apply(file, change);
    }
    file.pending.clear();
    file.exists = true;
    ++syncs_;
}

Disk PowerVfs::survivors() {
    const std::lock_guard guard{mutex_};
    Disk disk;
    for (const auto& [path, file] : files_) {
        if (file.exists) {
            disk[path] = file.content;
        }
    }
    return disk;
}

Disk PowerVfs::torn_survivors(std::uint32_t seed) {
    const std::lock_guard guard{mutex_};
    std::mt19937 random{seed};
    const auto coin = [&] { return random() % 2 == 0; };
    Disk disk;
    for (const auto& [path, file] : files_) {
        File torn{file.exists, file.content, {}};
        for (const auto& change : file.pending) {
            if (change.kind != Change::Kind::write) {
                if (coin()) {
                    apply(torn, change);
                }
                continue;
            }
            torn.exists = torn.exists || coin();
            for (std::size_t at = 0; at < change.bytes.size(); at += kSector) {
                if (coin()) {
                    apply(torn, {Change::Kind::write, change.offset + static_cast<std::int64_t>(at),
                                 change.bytes.substr(at, kSector)});
                }
            }
        }
        if (torn.exists) {
            disk[path] = torn.content;
        }
    }
    return disk;
}

int PowerVfs::syncs() {
    const std::lock_guard guard{mutex_};
    return syncs_;
}

void PowerVfs::set_space(std::optional<std::int64_t> bytes) {
    const std::lock_guard guard{mutex_};
    space_ = bytes;
}

void write_disk(const Disk& disk, const std::string& folder) {
    for (const auto& [path, content] : disk) {
        const auto name = std::filesystem::path{path}.filename().string();
        std::ofstream{folder + "/" + name, std::ios::binary} << content;
    }
}

} // namespace luoshi::store
