// SPDX-License-Identifier: Apache-2.0
#include "store/testing/fixture.hpp"
#include "store/testing/temporary_postgres.hpp"

#include <sqlite3.h>

namespace luoshi::store {

void tamper(TestStore& store, const std::string& sql) {
    if (store.database().engine() == "postgresql") {
        TemporaryPostgres::shared().run_sql(store.name(), sql);
        return;
    }
    sqlite3* handle = nullptr;
    ensure(sqlite3_open((store.folder() + "/rows.db").c_str(), &handle) == SQLITE_OK,
           "the file opens");
    const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
    const std::string message = sqlite3_errmsg(handle);
    sqlite3_close(handle);
    ensure(code == SQLITE_OK, message);
}

} // namespace luoshi::store
