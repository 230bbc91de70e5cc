// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"

#include "store/engine.hpp"

namespace luoshi::store {

std::unique_ptr<Database> Database::open(const DatabaseOptions& options) {
    ensure(options.clock != nullptr && options.ids != nullptr, "a database has a clock and ids");
    ensure(options.readers > 0, "a database has a connection for reading");
    const std::string_view url = options.url;
    static constexpr std::string_view kSqlite = "sqlite:";
    if (url.starts_with(kSqlite) && url.size() > kSqlite.size()) {
        return open_sqlite(options, std::string{url.substr(kSqlite.size())});
    }
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        return open_postgres(options);
    }
    throw failure(ErrorCode::invalid_argument, "store.url",
                  "the address of a database begins with sqlite: or postgresql://");
}

Engine& engine_of(Database& database) {
    auto* engine = dynamic_cast<Engine*>(&database);
    ensure(engine != nullptr, "a Database is one of the store's engines");
    return *engine;
}

} // namespace luoshi::store
