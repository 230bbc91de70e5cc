// SPDX-License-Identifier: Apache-2.0
// manifest.json of a backup, and manifest.sm3, its digest. Private to the store.
#pragma once

#include "store/backup.hpp"

#include <string>

namespace luoshi::store {

void write_manifest(const BackupManifest& manifest, const std::string& folder);
// Errors: not_found (backup.no-manifest), conflict (backup.damaged, backup.newer-format).
BackupManifest read_manifest(const std::string& folder);

} // namespace luoshi::store
