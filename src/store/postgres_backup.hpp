// SPDX-License-Identifier: Apache-2.0
// Copies a PostgreSQL database by pg_dump. Private to the store.
#pragma once

#include <string>

namespace luoshi::store {

// Writes <folder>/<name>.dump (custom format, for pg_restore), durable when it returns. Errors:
// unavailable (store.no-backup) when pg_dump is missing or fails, saying how to go on.
void dump_postgres(const std::string& url, const std::string& folder, const std::string& name);

} // namespace luoshi::store
