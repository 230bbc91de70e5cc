// SPDX-License-Identifier: Apache-2.0
// Files by digest: what was uploaded, byte for byte. Written before the row that names it.
#pragma once

#include "base/sm3.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace luoshi::store {

class Database;

// Threads: all calls from any.
class Blobs {
public:
    virtual ~Blobs() = default;
    // Durable when it returns (temp file → fsync → rename → fsync of the folder, then its row in
    // store_blobs). The same bytes again are no error. Not within read() or write().
    // Errors: storage_full (store.full).
    virtual Digest put(std::string_view bytes) = 0;
    // Errors: not_found (store.no-blob); internal (store.blob-damaged) when the bytes do not have
    // the digest.
    virtual std::string get(const Digest& digest) = 0;
    virtual bool contains(const Digest& digest) = 0;
};

// The database is borrowed; it holds one row per blob, so that verify() notices a missing file.
std::unique_ptr<Blobs> open_directory_blobs(const std::string& folder,
                                            Database& database); // one server
std::unique_ptr<Blobs> open_database_blobs(Database& database);  // several servers: chunk rows

} // namespace luoshi::store
