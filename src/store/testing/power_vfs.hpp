// SPDX-License-Identifier: Apache-2.0
// A SQLite VFS that knows what a disk would hold if the power failed now, and that can be full.
//
// Files are written through to the system; beside that it keeps, for each, the content as of its
// last xSync and what was written since. Of a new file the name lasts from its first xSync on, as
// SQLite syncs the folder with it; a main database's name at once, as the store syncs that folder
// itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace luoshi::store {

using Disk = std::map<std::string, std::string>; // path → content

// Threads: all calls from any. Outlives the databases opened with it.
class PowerVfs {
public:
    explicit PowerVfs(const std::string& name);
    ~PowerVfs();
    PowerVfs(const PowerVfs&) = delete;
    PowerVfs& operator=(const PowerVfs&) = delete;

    // Called before each sync takes effect, by the thread that syncs. Set before the first use.
    void before_sync(std::function<void()> function) { before_sync_ = std::move(function); }
    // What is left after a cut: everything synced, and nothing else.
    Disk survivors();
    // The same with some sectors (512 bytes) of what was not synced, chosen by the seed.
    Disk torn_survivors(std::uint32_t seed);
    int syncs();
    // From now on this many bytes may be written, then SQLITE_FULL; nullopt: any number.
    void set_space(std::optional<std::int64_t> bytes);

    // For the methods SQLite calls.
    void opened(const std::string& path, bool is_main_database);
    bool take_space(std::int64_t bytes);
    void wrote(const std::string& path, std::int64_t offset, const void* data, int size);
    void truncated(const std::string& path, std::int64_t size);
    void deleted(const std::string& path, bool folder_synced);
    void synced(const std::string& path);

private:
    struct Change {
        enum class Kind { write, truncate, remove };
        Kind kind = Kind::write;
        std::int64_t offset = 0; // of a write; the new size of a truncate
        std::string bytes{};
    };
    struct File {
        bool exists = false; // on the disk
        std::string content{};
        std::vector<Change> pending{};
    };
    static void apply(File& file, const Change& change);
    void sync_folder();

    std::function<void()> before_sync_;
    std::mutex mutex_;
    std::map<std::string, File> files_;
    std::optional<std::int64_t> space_;
    int syncs_ = 0;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::string name_;
};

// Writes a disk's files, all of one folder, into another folder.
void write_disk(const Disk& disk, const std::string& folder);

} // namespace luoshi::store
