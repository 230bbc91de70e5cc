// SPDX-License-Identifier: Apache-2.0
#include "store/backup.hpp"

#include "base/error.hpp"
#include "base/sm3.hpp"
#include "store/backup_manifest.hpp"
#include "store/blob_stream.hpp"
#include "store/files.hpp"
#include "store/migrate.hpp"
#include "store/row_files.hpp"
#include "store/rows_copied.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace luoshi::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBlobList = "blobs.list"; // "<digest> <size>" a line
constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kInserted = 500; // rows at a time

struct Progress {
    const BackupProgress& tell;
    std::int64_t total = 0;
    std::int64_t done = 0;
    void add(std::int64_t bytes) {
        done += bytes;
        if (tell) {
            tell(done, total);
        }
    }
};

std::string blob_path(const std::string& folder, std::string_view hex) {
    return fmt::format("{}/{}/{}/{}", folder, hex.substr(0, 2), hex.substr(2, 2), hex);
}

struct ListedBlob {
    std::string hex;
    std::int64_t size = 0;
};

std::vector<ListedBlob> listed_blobs(const std::string& folder) {
    std::vector<ListedBlob> blobs;
    std::ifstream stream{fmt::format("{}/{}", folder, kBlobList)};
    for (std::string line; std::getline(stream, line);) {
        ListedBlob blob{line.substr(0, line.find(' '))};
        const auto* end = line.data() + line.size();
        if (!digest_from_hex(blob.hex) || line.size() < 66 ||
            std::from_chars(line.data() + 65, end, blob.size).ptr != end) {
            fail_damaged(kBlobList);
        }
        blobs.push_back(std::move(blob));
    }
    return blobs;
}

std::vector<std::string> column_names(Connection& connection, const std::string& table) {
    std::vector<std::string> names;
    for (const auto& column : connection.columns(table)) {
        names.push_back(column.name);
    }
    return names;
}

BackupPart copy_table(SnapshotSession& session, const std::string& table, const std::string& folder,
                      Progress& progress) {
    const auto names = column_names(session.connection(), table);
    BackupPart part{"rows/" + table};
    RowFileWriter file{folder + "/" + part.name};
    file.line(fmt::format("{}", fmt::join(names, "\t")));
    session.rows_of(table, fmt::format("{}", fmt::join(names, ", ")), [&](const CellView& row) {
        const auto before = file.bytes();
        for (std::size_t i = 0; i < row.size(); ++i) {
            file.cell(row.value(i));
        }
        ++part.rows;
        progress.add(file.bytes() - before);
    });
    file.finish();
    part.bytes = file.bytes();
    part.digest = file.digest();
    return part;
}

void describe_snapshot(SnapshotSession& session, BackupManifest& manifest) {
    auto& connection = session.connection();
    manifest.engine = session.engine();
    manifest.schema =
        connection.query("SELECT COALESCE(MAX(number), 0) FROM store_migrations").at(0).integer(0);
    const auto counts =
        connection.query("SELECT COUNT(*), COUNT(*) - COUNT(seq) FROM store_events").at(0);
    manifest.events = counts.integer(0);
    manifest.unsealed = counts.integer(1);
    const auto heads = connection.query("SELECT hash FROM store_heads WHERE seq > 0");
    if (!heads.empty()) { // else nothing is sealed yet
        Digest digest{};
        const auto& bytes = heads.at(0).bytes(0);
        std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
        manifest.head = to_hex(digest);
    }
}

BackupPart list_blobs(SnapshotSession& session, const std::string& folder,
                      BackupManifest& manifest) {
    BackupPart part{std::string{kBlobList}};
    RowFileWriter file{fmt::format("{}/{}", folder, kBlobList)};
    session.rows_of("store_blobs", "digest, size", [&](const CellView& row) {
        file.line(fmt::format("{} {}", row.text(0), row.integer(1)));
        ++part.rows;
        manifest.blob_bytes += row.integer(1);
    });
    file.finish();
    manifest.blobs = part.rows;
    part.bytes = file.bytes();
    part.digest = file.digest();
    return part;
}

// From one folder of blobs to another, each proved on its way.
void copy_blobs(const std::vector<ListedBlob>& blobs, const std::string& from,
                const std::string& to, Progress& progress) {
    auto& files = real_files();
    make_folders(files, to);
    for (const auto& blob : blobs) {
        const auto source = blob_path(from, blob.hex);
        if (!files.exists(source)) {
            throw no_blob(blob.hex);
        }
        const auto target = blob_path(to, blob.hex);
        make_folders(files, parent_of(target));
        files.write(target, {});
        const auto stream = open_file_blob(files, source, blob.hex);
        for (bool more = true; more;) {
            std::string bytes;
            more = stream.next(bytes);
            files.append(target, bytes);
        }
        files.sync(target);
        files.sync(parent_of(target));
        progress.add(blob.size);
    }
}

void check_file(const std::string& path, const std::string& name, const std::string& digest,
                Progress& progress) {
    std::ifstream stream{path, std::ios::binary};
    if (!stream) {
        fail_damaged(name);
    }
    Sm3 hash;
    std::string chunk(kChunk, '\0');
    while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())),
           stream.gcount() > 0) {
        hash.update({chunk.data(), static_cast<std::size_t>(stream.gcount())});
        progress.add(stream.gcount());
    }
    if (to_hex(hash.finish()) != digest) {
        fail_damaged(name);
    }
}

std::int64_t size_of(const BackupManifest& backup) {
    std::int64_t bytes = backup.blobs_in_folder ? backup.blob_bytes : 0;
    for (const auto& part : backup.parts) {
        bytes += part.bytes;
    }
    return bytes;
}

void load_table(Connection& connection, const std::string& folder, const BackupPart& part,
                Progress& progress) {
    const auto table = part.name.substr(std::string_view{"rows/"}.size());
    if (!connection.has_table(table)) { // the names of tables in SQL are ours alone
        fail_damaged(part.name);
    }
    RowFileReader file{folder + "/" + part.name, part.name};
    const auto there = column_names(connection, table);
    for (const auto& name : file.columns()) {
        if (std::ranges::find(there, name) == there.end()) {
            fail_damaged(part.name);
        }
    }
    for (auto left = part.rows; left > 0;) {
        const auto count = std::min<std::int64_t>(left, kInserted);
        const RowSource rows{static_cast<std::size_t>(count), [&](std::size_t, Params& cells) {
                                 std::ranges::generate(cells, [&] { return file.cell(); });
                             }};
        connection.bulk_insert({table, file.columns(), rows});
        left -= count;
    }
    if (!file.at_end()) {
        fail_damaged(part.name);
    }
    progress.add(part.bytes);
}

void check_fits(const BackupManifest& backup, const RestoreTarget& target) {
    if (backup.schema < 1 || backup.schema > std::ssize(target.migrations)) {
        throw failure(
            ErrorCode::conflict, "backup.newer-schema",
            "the backup has schema {}, made by {}; this program knows {}: take a newer one",
            backup.schema, backup.program, target.migrations.size());
    }
    if (backup.blobs_in_folder == target.blobs_folder.empty()) {
        throw failure(ErrorCode::invalid_argument, "backup.blobs",
                      "the backup keeps files in {0}: set blobs to {0}",
                      backup.blobs_in_folder ? "folder" : "database");
    }
    if (!target.blobs_folder.empty() && fs::exists(target.blobs_folder) &&
        !fs::is_empty(target.blobs_folder)) {
        throw failure(ErrorCode::conflict, "backup.not-empty", "'{}' is not empty",
                      target.blobs_folder);
    }
}

} // namespace

BackupManifest back_up(const BackupSource& source, const std::string& folder) {
    auto& files = real_files();
    if (files.exists(folder)) {
        throw failure(ErrorCode::conflict, "backup.exists",
                      "'{}' is there already; a backup makes its folder itself", folder);
    }
    const auto part = folder + ".part";
    if (files.exists(part)) { // not ours to remove: it may be under way
        throw failure(ErrorCode::conflict, "backup.exists",
                      "'{}' is there: another backup is under way, or one was cut off; remove it",
                      part);
    }
    const auto session = open_snapshot(source.url);
    make_folders(files, part + "/rows");
    BackupManifest manifest;
    manifest.program = source.program;
    manifest.at = to_string(source.now);
    manifest.blobs_in_folder = !source.blobs_folder.empty();
    describe_snapshot(*session, manifest);
    Progress progress{source.progress};
    for (const auto& table : session->tables()) {
        manifest.parts.push_back(copy_table(*session, table, part, progress));
    }
    manifest.parts.push_back(list_blobs(*session, part, manifest));
    if (manifest.blobs_in_folder) {
        progress.total = progress.done + manifest.blob_bytes;
        copy_blobs(listed_blobs(part), source.blobs_folder, part + "/blobs", progress);
    }
    write_manifest(manifest, part);
    files.sync(part + "/rows");
    files.sync(part);
    files.rename(part, folder);
    files.sync(parent_of(folder));
    return manifest;
}

BackupManifest check_backup(const std::string& folder, const BackupProgress& tell) {
    auto backup = read_manifest(folder);
    Progress progress{tell, size_of(backup)};
    for (const auto& part : backup.parts) {
        check_file(folder + "/" + part.name, part.name, part.digest, progress);
    }
    if (backup.blobs_in_folder) {
        for (const auto& blob : listed_blobs(folder)) {
            const auto path = blob_path(folder + "/blobs", blob.hex);
            check_file(path, path.substr(folder.size() + 1), blob.hex, progress);
        }
    }
    return backup;
}

void restore(const std::string& folder, const BackupManifest& backup, const RestoreTarget& target) {
    check_fits(backup, target);
    const auto session = open_filling(target.url);
    Progress progress{target.progress, size_of(backup)};
    if (backup.blobs_in_folder) { // before the rows that name them
        copy_blobs(listed_blobs(folder), folder + "/blobs", target.blobs_folder, progress);
    }
    migrate(session->connection(),
            {target.migrations.first(static_cast<std::size_t>(backup.schema)), target.now,
             [](const std::string&) {}});
    session->begin();
    for (const auto& part : backup.parts) {
        if (part.name != kBlobList) {
            load_table(session->connection(), folder, part, progress);
        }
    }
    session->finish();
}

} // namespace luoshi::store
