// SPDX-License-Identifier: Apache-2.0
// Blobs as files: <folder>/ab/cd/abcd…, by the hex digits of the digest; <folder>/part/ holds what
// is being written and is emptied at start.
#include "store/directory_blobs.hpp"

#include "store/blob_stream.hpp"
#include "store/engine.hpp"

#include <atomic>

namespace luoshi::store {
namespace {

class DirectoryBlobs final : public Blobs {
public:
    DirectoryBlobs(Files& files, const std::string& folder, Database& database)
        : files_(files), folder_(folder), database_(database) {
        make_folders(files_, part_folder());
        for (const auto& name : files_.names_in(part_folder())) {
            files_.remove(part_folder() + "/" + name);
        }
    }

    Digest put(std::string_view bytes) override {
        const Digest digest = sm3(bytes);
        const std::string hex = to_hex(digest);
        if (!files_.exists(path_of(hex)) ||
            !has_row(hex)) { // a file without row may be half synced
            write_file(hex, bytes);
            write_row(hex, bytes.size());
        }
        return digest;
    }

    BlobStream open(const Digest& digest) override {
        const std::string hex = to_hex(digest);
        const auto path = path_of(hex);
        if (!files_.exists(path)) {
            throw no_blob(hex);
        }
        return open_file_blob(files_, path, hex);
    }

    bool contains(const Digest& digest) override { return files_.exists(path_of(to_hex(digest))); }

private:
    std::string part_folder() const { return folder_ + "/part"; }
    std::string folder_of(const std::string& hex) const {
        return folder_ + "/" + hex.substr(0, 2) + "/" + hex.substr(2, 2);
    }
    std::string path_of(const std::string& hex) const { return folder_of(hex) + "/" + hex; }

    void write_file(const std::string& hex, std::string_view bytes) {
        const std::string part = part_folder() + "/" + hex + "-" + std::to_string(++part_count_);
        files_.write(part, bytes);
        files_.sync(part);
        make_folders_of(hex);
        files_.rename(part, path_of(hex));
        files_.sync(folder_of(hex));
    }

    // Also when they are there: another thread may have made them and not have synced yet.
    void make_folders_of(const std::string& hex) {
        files_.make_folder(parent_of(folder_of(hex)));
        files_.sync(folder_);
        files_.make_folder(folder_of(hex));
        files_.sync(parent_of(folder_of(hex)));
    }

    bool has_row(const std::string& hex) {
        return database_.read([&](Reader& reader) {
            return !reader.query("SELECT 1 FROM store_blobs WHERE digest = $1", {hex}).empty();
        });
    }

    void write_row(const std::string& hex, std::size_t size) {
        engine_of(database_).run_store_write([&](Transaction& transaction) {
            transaction.execute("INSERT INTO store_blobs (digest, size, at) VALUES ($1, $2, $3) "
                                "ON CONFLICT (digest) DO NOTHING",
                                {hex, static_cast<std::int64_t>(size), transaction.now()});
        });
    }

    Files& files_;
    std::string folder_;
    Database& database_;
    std::atomic<std::int64_t> part_count_{0};
};

} // namespace

std::unique_ptr<Blobs> open_directory_blobs(Files& files, const std::string& folder,
                                            Database& database) {
    return std::make_unique<DirectoryBlobs>(files, folder, database);
}

std::unique_ptr<Blobs> open_directory_blobs(const std::string& folder, Database& database) {
    return open_directory_blobs(real_files(), folder, database);
}

} // namespace luoshi::store
