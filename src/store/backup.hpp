// SPDX-License-Identifier: Apache-2.0
// A copy of an installation at one point, and an installation made from it. docs/store.md tells of
// the files.
//
//   back_up(source, folder)      the point, while a server writes, on either engine
//   check_backup(folder)         is it whole? the manifest, when every byte is as it was written
//   restore(backup, target)      puts it into an empty database and an empty folder of blobs
//
// Threads: one call at a time on a folder. Nothing here holds a key: who has the copy alone cannot
// write the record anew.
#pragma once

#include "base/clock.hpp"
#include "store/migration.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace luoshi::store {

struct BackupPart {
    std::string name{};     // of the file within the folder: "rows/org_units"
    std::int64_t rows = 0;  // rows, or lines of the list of blobs
    std::int64_t bytes = 0; // size of the file
    std::string digest{};   // SM3 of the file, hex
};

// What manifest.json says.
struct BackupManifest {
    std::string program{}; // version of the program that made it
    std::string at{};      // RFC 3339, UTC
    std::string engine{};  // "sqlite" or "postgresql": where it came from
    std::int64_t schema = 0;
    bool blobs_in_folder = true; // else their bytes are rows
    std::int64_t blobs = 0, blob_bytes = 0;
    std::int64_t events = 0;   // all
    std::int64_t unsealed = 0; // of them: not in the chain yet
    std::string head{};        // hash of the newest sealed event, hex; "": none yet
    std::vector<BackupPart> parts{};
};

// Bytes done and in all; in all is 0 while it is not known. May be empty.
using BackupProgress = std::function<void(std::int64_t done, std::int64_t total)>;

struct BackupSource {
    std::string url{};          // as in DatabaseOptions
    std::string blobs_folder{}; // "" : the bytes are rows of the database
    std::string program{};
    Timestamp now{};
    BackupProgress progress{};
};

// Reads one snapshot of the rows, then the blobs these name: a blob is on the disk before its row
// and is never changed. Takes no lock, so a server may go on. The folder is made, and stands under
// its name only when all is on the disk.
// Errors: conflict (backup.exists), not_found (backup.nothing: no database there), internal
// (store.blob-damaged), not_found (store.no-blob), storage_full, unavailable.
BackupManifest back_up(const BackupSource& source, const std::string& folder);

// Reads every byte. Errors: not_found (backup.no-manifest), conflict (backup.damaged, naming the
// part; backup.newer-format).
BackupManifest check_backup(const std::string& folder, const BackupProgress& progress = {});

struct RestoreTarget {
    std::string url{};
    std::string blobs_folder{}; // "" : the bytes are rows of the database
    std::span<const Migration> migrations{};
    Timestamp now{};
    BackupProgress progress{};
};

// The backup is one that check_backup() has just found whole. The schema stays that of the backup.
// Errors: conflict (backup.newer-schema, backup.not-empty), invalid_argument (backup.blobs: the
// blobs of one are rows, of the other files), conflict (backup.damaged).
void restore(const std::string& folder, const BackupManifest& backup, const RestoreTarget& target);

} // namespace luoshi::store
