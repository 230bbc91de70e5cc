// SPDX-License-Identifier: Apache-2.0
// Blobs as chunk rows, for several servers on one database.
#include "base/error.hpp"
#include "store/blobs.hpp"
#include "store/engine.hpp"

namespace luoshi::store {
namespace {

constexpr std::size_t kChunk = 256 * 1024;

class DatabaseBlobs final : public Blobs {
public:
    explicit DatabaseBlobs(Database& database) : database_(database) {}

    Digest put(std::string_view bytes) override {
        const Digest digest = sm3(bytes);
        if (!contains(digest)) {
            engine_of(database_).run_store_write(
                [&](Transaction& transaction) { write(transaction, to_hex(digest), bytes); });
        }
        return digest;
    }

    std::string get(const Digest& digest) override {
        const std::string hex = to_hex(digest);
        if (!contains(digest)) {
            throw failure(ErrorCode::not_found, "store.no-blob", "there is no blob {}", hex);
        }
        std::string bytes = database_.read([&](Reader& reader) {
            std::string whole;
            reader.each("SELECT bytes FROM store_chunks WHERE digest = $1 ORDER BY part", {hex},
                        [&](const RowView& row) { whole += row.text(0); });
            return whole;
        });
        if (sm3(bytes) != digest) {
            throw failure(ErrorCode::internal, "store.blob-damaged", "blob {} was changed", hex);
        }
        return bytes;
    }

    bool contains(const Digest& digest) override {
        return database_.read([&](Reader& reader) {
            return !reader.query("SELECT 1 FROM store_blobs WHERE digest = $1", {to_hex(digest)})
                        .empty();
        });
    }

private:
    static void write(Transaction& transaction, const std::string& hex, std::string_view bytes) {
        const auto added =
            transaction.execute("INSERT INTO store_blobs (digest, size, at) VALUES ($1, $2, $3) "
                                "ON CONFLICT (digest) DO NOTHING",
                                {hex, static_cast<std::int64_t>(bytes.size()), transaction.now()});
        if (added == 0) {
            return; // another caller was quicker
        }
        for (std::int64_t part = 0; !bytes.empty(); ++part) {
            const auto chunk = bytes.substr(0, kChunk);
            transaction.execute(
                "INSERT INTO store_chunks (digest, part, bytes) VALUES ($1, $2, $3)",
                {hex, part, Bytes{std::string{chunk}}});
            bytes.remove_prefix(chunk.size());
        }
    }

    Database& database_;
};

} // namespace

std::unique_ptr<Blobs> open_database_blobs(Database& database) {
    return std::make_unique<DatabaseBlobs>(database);
}

} // namespace luoshi::store
