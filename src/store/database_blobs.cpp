// SPDX-License-Identifier: Apache-2.0
// Blobs as chunk rows, for several servers on one database.
#include "store/blob_stream.hpp"
#include "store/engine.hpp"

#include <algorithm>

namespace luoshi::store {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::int64_t kAtOnce = 16; // chunks read or written in one transaction

class DatabaseBlobs final : public Blobs {
public:
    explicit DatabaseBlobs(Database& database) : database_(database) {}

    Digest put(std::string_view bytes) override {
        const Digest digest = sm3(bytes);
        if (!contains(digest)) {
            write(to_hex(digest), bytes);
        }
        return digest;
    }

    BlobStream open(const Digest& digest) override {
        const std::string hex = to_hex(digest);
        const auto row = database_.read([&](Reader& reader) {
            return reader.query("SELECT size FROM store_blobs WHERE digest = $1", {hex});
        });
        if (row.empty()) {
            throw no_blob(hex);
        }
        return proved_stream(digest, static_cast<std::uint64_t>(row.front().integer(0)),
                             [this, hex](std::uint64_t offset) { return piece_at(hex, offset); });
    }

    bool contains(const Digest& digest) override {
        return database_.read([&](Reader& reader) {
            return !reader.query("SELECT 1 FROM store_blobs WHERE digest = $1", {to_hex(digest)})
                        .empty();
        });
    }

private:
    std::string piece_at(const std::string& hex, std::uint64_t offset) {
        const auto part = static_cast<std::int64_t>(offset / kChunk);
        return database_.read([&](Reader& reader) {
            std::string piece;
            reader.each("SELECT bytes FROM store_chunks WHERE digest = $1 AND part >= $2 AND "
                        "part < $3 ORDER BY part",
                        {hex, part, part + kAtOnce},
                        [&](const RowView& row) { piece += row.text(0); });
            return piece;
        });
    }

    // Some chunks per transaction: a large file holds up nobody. The row comes last and makes them
    // a blob; chunks that a crash left without one are of the same digest, hence the same bytes.
    void write(const std::string& hex, std::string_view bytes) {
        std::int64_t part = 0;
        for (auto rest = bytes; !rest.empty();) {
            engine_of(database_).run_store_write([&](Transaction& transaction) {
                auto left = rest; // a run may be repeated
                for (std::int64_t n = 0; n < kAtOnce && !left.empty(); ++n) {
                    const auto chunk = left.substr(0, kChunk);
                    transaction.execute(
                        "INSERT INTO store_chunks (digest, part, bytes) VALUES ($1, $2, $3) "
                        "ON CONFLICT (digest, part) DO NOTHING",
                        {hex, part + n, Bytes{std::string{chunk}}});
                    left.remove_prefix(chunk.size());
                }
            });
            part += kAtOnce;
            rest.remove_prefix(std::min(rest.size(), kAtOnce * kChunk));
        }
        engine_of(database_).run_store_write([&](Transaction& transaction) {
            transaction.execute("INSERT INTO store_blobs (digest, size, at) VALUES ($1, $2, $3) "
                                "ON CONFLICT (digest) DO NOTHING",
                                {hex, static_cast<std::int64_t>(bytes.size()), transaction.now()});
        });
    }

    Database& database_;
};

} // namespace

std::unique_ptr<Blobs> open_database_blobs(Database& database) {
    return std::make_unique<DatabaseBlobs>(database);
}

} // namespace luoshi::store
