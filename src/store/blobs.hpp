// SPDX-License-Identifier: Apache-2.0
// Files by digest: what was uploaded, byte for byte. Written before the row that names it.
#pragma once

#include "base/sm3.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace luoshi::store {

class Database;

// A file as those who keep it in rows of their own tell of it.
struct NamedBlob {
    std::string name;
    Digest digest;
};

struct BlobStream {
    std::uint64_t size = 0; // bytes
    // Appends the next piece, some hundred KiB; false when it was the last.
    std::function<bool(std::string& bytes)> next;
};

// Threads: all calls from any; a stream from one at a time.
class Blobs {
public:
    virtual ~Blobs() = default;
    // Durable when it returns (temp file → fsync → rename → fsync of the folder, then its row in
    // store_blobs). The same bytes again are no error. Not within read() or write().
    // Errors: storage_full (store.full).
    virtual Digest put(std::string_view bytes) = 0;
    // Piece by piece, so that a large one is never whole in memory; may outlive this call, not the
    // blobs. Error not_found (store.no-blob); next() throws internal (store.blob-damaged) in place
    // of its last piece when the bytes do not have the digest.
    virtual BlobStream open(const Digest& digest) = 0;
    // All of open(), with its errors.
    std::string get(const Digest& digest);
    virtual bool contains(const Digest& digest) = 0;
};

// The database is borrowed; it holds one row per blob, so that verify() notices a missing file.
std::unique_ptr<Blobs> open_directory_blobs(const std::string& folder,
                                            Database& database); // one server
std::unique_ptr<Blobs> open_database_blobs(Database& database);  // several servers: chunk rows

} // namespace luoshi::store
