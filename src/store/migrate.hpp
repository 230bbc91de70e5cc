// SPDX-License-Identifier: Apache-2.0
// Brings a database to the newest schema. Private to the store.
#pragma once

#include "base/clock.hpp"
#include "store/connection.hpp"
#include "store/migration.hpp"

#include <functional>
#include <span>
#include <string>

namespace luoshi::store {

struct MigrationRun {
    std::span<const Migration> migrations;
    Timestamp now;
    // Called before the first change of a database that has a schema, with the name the copy is to
    // have: "v0003-20261125T131740Z".
    std::function<void(const std::string& name)> backup;
};

// Returns the number of the newest migration applied. Errors: conflict (store.newer-schema,
// store.migration-changed); what a migration's SQL runs into, with the schema as it was before it.
int migrate(Connection& connection, const MigrationRun& run);

} // namespace luoshi::store
