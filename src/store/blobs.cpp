// SPDX-License-Identifier: Apache-2.0
#include "store/blobs.hpp"

#include "store/blob_stream.hpp"

#include "base/error.hpp"

namespace luoshi::store {

std::string Blobs::get(const Digest& digest) {
    const auto stream = open(digest);
    std::string bytes;
    bytes.reserve(stream.size);
    while (stream.next(bytes)) {
    }
    return bytes;
}

BlobStream proved_stream(const Digest& digest, std::uint64_t size, PieceAt piece_at) {
    struct State {
        PieceAt piece_at;
        Digest expected;
        std::uint64_t size = 0;
        std::uint64_t read = 0;
        Sm3 sum;
    };
    auto state = std::make_shared<State>(State{std::move(piece_at), digest, size, 0, Sm3{}});
    return {size, [state](std::string& bytes) {
                const auto piece = state->piece_at(state->read);
                state->read += piece.size();
                state->sum.update(piece);
                const bool ended = piece.empty() || state->read >= state->size;
                if (ended &&
                    (state->read != state->size || state->sum.finish() != state->expected)) {
                    throw failure(ErrorCode::internal, "store.blob-damaged", "blob {} was changed",
                                  to_hex(state->expected));
                }
                bytes += piece;
                return !ended;
            }};
}

BlobStream open_file_blob(Files& files, const std::string& path, const std::string& hex) {
    constexpr std::size_t kPiece = std::size_t{256} * 1024;
    const auto digest = digest_from_hex(hex);
    ensure(digest.has_value(), "blobs are listed by their digests");
    return proved_stream(*digest, files.size(path), [&files, path](std::uint64_t offset) {
        return files.read(path, offset, kPiece);
    });
}

Error no_blob(const std::string& hex) {
    return failure(ErrorCode::not_found, "store.no-blob", "there is no blob {}", hex);
}

} // namespace luoshi::store
