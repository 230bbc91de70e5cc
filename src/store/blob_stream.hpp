// SPDX-License-Identifier: Apache-2.0
// Private: what both places of blobs read with.
#pragma once

#include "base/error.hpp"
#include "store/blobs.hpp"
#include "store/files.hpp"

namespace luoshi::store {

// The bytes from `offset` on, some of them; none at the end.
using PieceAt = std::function<std::string(std::uint64_t offset)>;
// Proves size and digest as the pieces go by.
BlobStream proved_stream(const Digest& digest, std::uint64_t size, PieceAt piece_at);
// Of the file at `path`, which is to have the digest `hex`.
BlobStream open_file_blob(Files& files, const std::string& path, const std::string& hex);
Error no_blob(const std::string& hex); // not_found (store.no-blob)

} // namespace luoshi::store
