// SPDX-License-Identifier: Apache-2.0
// A session with SQLite. Private to the store.
#pragma once

#include "store/connection.hpp"

#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace luoshi::store {

struct SqliteFile {
    std::string path;
    std::string vfs;                  // "" : the default one
    std::string synchronous = "FULL"; // OFF, NORMAL, FULL, EXTRA
};

enum class SqliteMode { write, read };

class SqliteConnection final : public Connection {
public:
    SqliteConnection(const SqliteFile& file, SqliteMode mode);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    void each(std::string_view sql, const Params& params,
              const std::function<void(const CellView&)>& visit) override;
    std::int64_t change(std::string_view sql, const Params& params) override;
    void script(const std::string& sql) override;
    void bulk_insert(const Insert& insert) override;
    bool has_table(std::string_view table) override;
    std::vector<ColumnInfo> columns(std::string_view table) override;
    bool has_cascade(std::string_view table) override;
    TypeNames types() const override { return {"INTEGER", "BLOB"}; }

    // False when an error ended the transaction by itself (disk full).
    bool in_transaction() const;

private:
    struct Statement;
    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    sqlite3_stmt* prepared(std::string_view sql);
    void bind(sqlite3_stmt* statement, const Params& params);
    bool step(sqlite3_stmt* statement); // true: there is a row
    [[noreturn]] void fail(int code);

    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>>
        statements_;
};

} // namespace luoshi::store
