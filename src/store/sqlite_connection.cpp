// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>

namespace luoshi::store {
namespace {

constexpr std::size_t kStatements = 512; // kept prepared per connection
constexpr int kBusyTimeoutMs = 5'000;    // another process: a command, a backup

std::string_view as_view(const void* data, int size) {
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

class SqliteRow final : public CellView {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    std::size_t size() const override {
        return static_cast<std::size_t>(sqlite3_column_count(statement_));
    }
    std::string_view name(std::size_t column) const override {
        return sqlite3_column_name(statement_, index(column));
    }
    bool is_null(std::size_t column) const override { return type(column) == SQLITE_NULL; }
    std::int64_t integer(std::size_t column) const override {
        ensure(type(column) == SQLITE_INTEGER, "the column holds an integer");
        return sqlite3_column_int64(statement_, index(column));
    }
    std::string_view text(std::size_t column) const override {
        ensure(type(column) == SQLITE_TEXT || type(column) == SQLITE_BLOB,
               "the column holds text or bytes");
        const void* data = sqlite3_column_blob(statement_, index(column)); // UTF-8 as it stands
        return as_view(data, sqlite3_column_bytes(statement_, index(column)));
    }
    Value value(std::size_t column) const override {
        switch (type(column)) {
        case SQLITE_NULL: return {};
        case SQLITE_INTEGER: return integer(column);
        case SQLITE_TEXT: return text(column);
        case SQLITE_BLOB: return Bytes{std::string{text(column)}};
        default: break;
        }
        throw failure(ErrorCode::internal, "store.column-type",
                      "column {} is a floating point number", column);
    }

private:
    int type(std::size_t column) const {
        ensure(column < size(), "the row has that many columns");
        return sqlite3_column_type(statement_, index(column));
    }
    static int index(std::size_t column) { return static_cast<int>(column); }

    sqlite3_stmt* statement_;
};

// Puts a statement back to its start, whatever happens in between.
struct Reset {
    sqlite3_stmt* statement;
    explicit Reset(sqlite3_stmt* s) : statement(s) {}
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;
    ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

int bind_one(sqlite3_stmt* statement, int index, const Value& value) {
    if (value.is_null()) {
        return sqlite3_bind_null(statement, index);
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value.held())) {
        return sqlite3_bind_int64(statement, index, *integer);
    }
    // Borrowed: a binding lives until Reset, the parameters longer.
    if (const auto* bytes = std::get_if<Bytes>(&value.held())) {
        return sqlite3_bind_blob64(statement, index, bytes->data.data(), bytes->data.size(),
                                   nullptr);
    }
    const auto& text = std::get<std::string>(value.held());
    return sqlite3_bind_text64(statement, index, text.data(), text.size(), nullptr, SQLITE_UTF8);
}

} // namespace

struct SqliteConnection::Statement {
    sqlite3_stmt* handle;
    explicit Statement(sqlite3_stmt* h) : handle(h) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(handle); }
};

SqliteConnection::SqliteConnection(const SqliteFile& file, SqliteMode mode) {
    const int access = mode == SqliteMode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                 : SQLITE_OPEN_READONLY;
    const char* vfs = file.vfs.empty() ? nullptr : file.vfs.c_str();
    const int code =
        sqlite3_open_v2(file.path.c_str(), &handle_, access | SQLITE_OPEN_NOMUTEX, vfs);
    try {
        if (code != SQLITE_OK) {
            fail(code);
        }
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
        script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192;");
        if (mode == SqliteMode::write) {
            script("PRAGMA journal_mode = WAL; PRAGMA synchronous = " + file.synchronous + ";");
        }
    } catch (...) { // the destructor does not run
        sqlite3_close_v2(handle_);
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    statements_.clear();
    sqlite3_close_v2(handle_);
}

void SqliteConnection::fail(int code) {
    const std::string message = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
    const bool no_space = handle_ != nullptr && sqlite3_system_errno(handle_) == ENOSPC;
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        throw failure(ErrorCode::conflict, "store.duplicate", "{}", message);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        throw failure(ErrorCode::conflict, "store.reference", "{}", message);
    default: break;
    }
    switch (code & 0xff) { // the primary code
    case SQLITE_FULL: throw failure(ErrorCode::storage_full, "store.full", "the disk is full");
    case SQLITE_IOERR:
        if (no_space) {
            throw failure(ErrorCode::storage_full, "store.full", "the disk is full");
        }
        [[fallthrough]];
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: throw ConnectionLost{fmt::format("SQLite: {} ({})", message, code)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        throw failure(ErrorCode::internal, "store.damaged", "SQLite: {} ({})", message, code);
    default: throw failure(ErrorCode::internal, "store.sql", "SQLite: {} ({})", message, code);
    }
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        return found->second->handle;
    }
    if (statements_.size() >= kStatements) {
        statements_.clear(); // none is running: calls on a connection do not nest
    }
    sqlite3_stmt* handle = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    if (code != SQLITE_OK) {
        fail(code);
    }
    auto statement = std::make_unique<Statement>(handle);
    const std::string_view tail{rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)};
    ensure(handle != nullptr && tail.find_first_not_of(" \n\t;") == std::string_view::npos,
           "one statement at a time");
    return statements_.emplace(sql, std::move(statement)).first->second->handle;
}

void SqliteConnection::bind(sqlite3_stmt* statement, const Params& params) {
    check_texts(params);
    ensure(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) == params.size(),
           "a statement uses each of its parameters");
    char name[24];
    for (std::size_t i = 0; i < params.size(); ++i) {
        *fmt::format_to(name, "${}", i + 1) = '\0';
        const int index = sqlite3_bind_parameter_index(statement, name); // a name to SQLite
        ensure(index > 0, "parameters are numbered $1, $2, …");
        if (const int code = bind_one(statement, index, params[i]); code != SQLITE_OK) {
            fail(code);
        }
    }
}

bool SqliteConnection::step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        fail(code);
    }
    return code == SQLITE_ROW;
}

void SqliteConnection::each(std::string_view sql, const Params& params,
                            const std::function<void(const CellView&)>& visit) {
    sqlite3_stmt* statement = prepared(sql);
    const Reset reset{statement};
    bind(statement, params);
    const SqliteRow row{statement};
    while (step(statement)) {
        visit(row);
    }
}

std::int64_t SqliteConnection::change(std::string_view sql, const Params& params) {
    sqlite3_stmt* statement = prepared(sql);
    const Reset reset{statement};
    bind(statement, params);
    while (step(statement)) {
    }
    return sqlite3_changes64(handle_);
}

void SqliteConnection::script(const std::string& sql) {
    if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
        code != SQLITE_OK) {
        fail(code);
    }
}

void SqliteConnection::bulk_insert(const Insert& insert) {
    const auto& names = insert.names;
    const std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", insert.table,
                                        fmt::join(names, ", "), placeholders(1, names.size()));
    Params cells(names.size());
    for (std::size_t row = 0; row < insert.rows.count; ++row) {
        insert.rows.fill(row, cells);
        change(sql, cells);
    }
}

bool SqliteConnection::has_table(std::string_view table) {
    return !query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", {table})
                .empty();
}

std::vector<ColumnInfo> SqliteConnection::columns(std::string_view table) {
    std::vector<ColumnInfo> columns;
    for (const auto& row :
         query("SELECT name, type, dflt_value FROM pragma_table_info($1)", {table})) {
        const std::string& type = row.text(1);
        const auto kind = type == "INTEGER" ? ColumnKind::integer
                          : type == "BLOB"  ? ColumnKind::bytes
                                            : ColumnKind::text;
        columns.push_back({row.text(0), kind, !row.is_null(2)});
    }
    return columns;
}

bool SqliteConnection::has_cascade(std::string_view table) {
    return !query("SELECT 1 FROM pragma_foreign_key_list($1) WHERE on_delete NOT IN ('NO ACTION', "
                  "'RESTRICT') OR on_update NOT IN ('NO ACTION', 'RESTRICT')",
                  {table})
                .empty();
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

} // namespace luoshi::store
