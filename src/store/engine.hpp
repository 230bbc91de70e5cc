// SPDX-License-Identifier: Apache-2.0
// What the store's own parts may ask of a Database beyond its face. Private to the store.
#pragma once

#include "store/catalog.hpp"
#include "store/database.hpp"

namespace luoshi::store {

class Engine : public Database {
public:
    // A write that may touch store_* tables and records no event. On PostgreSQL at REPEATABLE READ:
    // it never makes a module's serialisable transaction fail.
    virtual void run_store_write(const std::function<void(Transaction&)>& function) = 0;
    virtual const Catalog& catalog() const = 0;
    virtual const Clock& clock() const = 0;
};

Engine& engine_of(Database& database);

// One of each kind of engine; options.url is checked by Database::open.
std::unique_ptr<Database> open_sqlite(const DatabaseOptions& options, const std::string& path);
std::unique_ptr<Database> open_postgres(const DatabaseOptions& options);

} // namespace luoshi::store
