// SPDX-License-Identifier: Apache-2.0
#include "store/postgres_connection.hpp"

#include <fmt/format.h>
#include <pqxx/pqxx>
#include <pqxx/tablewriter>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace luoshi::store {
namespace {

constexpr std::size_t kStatements = 512;   // kept prepared per connection
constexpr std::size_t kInsertedAtOnce = 4; // rows of one INSERT; more go by COPY

// Object ids of the types a query of our dialect can answer with (catalog pg_type, fixed).
enum Oid : pqxx::oid {
    kBool = 16,
    kBytea = 17,
    kInt8 = 20,
    kInt2 = 21,
    kInt4 = 23,
    kNumeric = 1700
};

std::string from_hex(std::string_view text) { // "\x0aff"
    ensure(text.starts_with("\\x") && text.size() % 2 == 0, "bytes come as hex");
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 2; i < text.size(); i += 2) {
        bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
    }
    return bytes;
}

std::string to_hex_literal(std::string_view bytes) {
    std::string text = "\\x";
    for (const char c : bytes) {
        fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(c));
    }
    return text;
}

class PostgresRow final : public CellView {
public:
    explicit PostgresRow(const pqxx::result& result) : result_(result) {
        for (pqxx::row_size_type column = 0; column < result.columns(); ++column) {
            types_.push_back(result.column_type(column));
        }
        decoded_.resize(types_.size());
    }
    void go_to(pqxx::result_size_type row) { row_ = row; }

    std::size_t size() const override { return types_.size(); }
    std::string_view name(std::size_t column) const override {
        return result_.column_name(static_cast<pqxx::row_size_type>(column));
    }
    bool is_null(std::size_t column) const override { return field(column).is_null(); }

    std::int64_t integer(std::size_t column) const override {
        const std::string_view text = field(column).c_str();
        if (type(column) == kBool) {
            return text == "t" ? 1 : 0;
        }
        ensure(is_integer(column) && !is_null(column), "the column holds an integer");
        std::int64_t value = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
        ensure(status == std::errc{} && end == text.data() + text.size(), // a sum may be larger
               "the integer has 64 bits");
        return value;
    }

    std::string_view text(std::size_t column) const override {
        ensure(!is_integer(column) && type(column) != kBool && !is_null(column),
               "the column holds text or bytes");
        const auto cell = field(column);
        const std::string_view text{cell.c_str(), cell.size()};
        if (type(column) != kBytea) {
            return text;
        }
        return decoded_[column] = from_hex(text);
    }

    Value value(std::size_t column) const override {
        if (is_null(column)) {
            return {};
        }
        if (is_integer(column) || type(column) == kBool) {
            return integer(column);
        }
        return type(column) == kBytea ? Value{Bytes{std::string{text(column)}}}
                                      : Value{text(column)};
    }

private:
    pqxx::oid type(std::size_t column) const {
        ensure(column < types_.size(), "the row has that many columns");
        return types_[column];
    }
    bool is_integer(std::size_t column) const {
        const pqxx::oid id = type(column);
        return id == kInt8 || id == kInt4 || id == kInt2 || id == kNumeric; // SUM gives NUMERIC
    }
    pqxx::field field(std::size_t column) const {
        ensure(column < types_.size(), "the row has that many columns");
        return result_[row_][static_cast<pqxx::row_size_type>(column)];
    }

    const pqxx::result& result_;
    pqxx::result_size_type row_ = 0;
    std::vector<pqxx::oid> types_;
    mutable std::vector<std::string> decoded_; // what text() lends of bytes
};

using Texts = std::vector<std::optional<std::string>>;

std::optional<std::string> as_text(const Value& value) {
    if (value.is_null()) {
        return std::nullopt;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value.held())) {
        return std::to_string(*integer);
    }
    if (const auto* bytes = std::get_if<Bytes>(&value.held())) {
        return to_hex_literal(bytes->data);
    }
    return std::get<std::string>(value.held());
}

Texts as_texts(const Params& params) {
    check_texts(params);
    Texts texts;
    texts.reserve(params.size());
    for (const auto& param : params) {
        texts.push_back(as_text(param));
    }
    return texts;
}

// A line of COPY in text format (PostgreSQL manual, COPY, "Text Format").
std::string copy_line(const Texts& texts) {
    std::string line;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        line += i == 0 ? "" : "\t";
        if (!texts[i]) {
            line += "\\N";
            continue;
        }
        for (const char c : *texts[i]) {
            switch (c) {
            case '\\': line += "\\\\"; break;
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            default: line += c;
            }
        }
    }
    return line;
}

// An INSERT of all rows, its parameters put after those that `params` has.
std::string insert_sql(const Insert& insert, Params& params) {
    std::string values;
    Params cells(insert.names.size());
    for (std::size_t row = 0; row < insert.rows.count; ++row) {
        insert.rows.fill(row, cells);
        values += fmt::format("{}({})", row == 0 ? "" : ", ",
                              placeholders(params.size() + 1, cells.size()));
        params.insert(params.end(), cells.begin(), cells.end());
    }
    return fmt::format("INSERT INTO {} ({}) VALUES {}", insert.table, fmt::join(insert.names, ", "),
                       values);
}

[[noreturn]] void fail_with_state(const std::string& state, const std::string& message) {
    if (state == "23505") {
        throw failure(ErrorCode::conflict, "store.duplicate", "{}", message);
    }
    if (state == "23503") {
        throw failure(ErrorCode::conflict, "store.reference", "{}", message);
    }
    if (state == "53100") {
        throw failure(ErrorCode::storage_full, "store.full", "the disk of PostgreSQL is full");
    }
    // No state at all: the message is libpq's own, about the connection.
    if (state.empty() || state.starts_with("57P") || state.starts_with("08") ||
        state.starts_with("53")) {
        throw ConnectionLost{"PostgreSQL: " + message};
    }
    throw failure(ErrorCode::internal, "store.sql", "PostgreSQL: {} ({})", message, state);
}

} // namespace

struct PostgresConnection::Session {
    pqxx::connection connection;
    pqxx::quiet_errorhandler quiet{connection};               // a library does not print notices
    pqxx::nontransaction statements;                          // we say BEGIN and COMMIT ourselves
    std::map<std::string, std::string, std::less<>> prepared; // SQL → name

    explicit Session(const std::string& url) : connection(url), statements(connection) {
        // Else libpqxx might reconnect amid a transaction and run the rest outside of it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
        statements.exec("SET client_encoding = 'UTF8'; SET bytea_output = 'hex'; "
                        "SELECT set_config('synchronous_commit', 'on', false) "
                        "WHERE current_setting('synchronous_commit') = 'off'");
    }

    const std::string& name_of(std::string_view sql) {
        if (const auto found = prepared.find(sql); found != prepared.end()) {
            return found->second;
        }
        if (prepared.size() >= kStatements) {
            for (const auto& [text, name] : prepared) {
                connection.unprepare(name);
            }
            prepared.clear();
        }
        std::string name = fmt::format("s{}", prepared.size());
        connection.prepare(name, std::string{sql});
        return prepared.emplace(sql, std::move(name)).first->second;
    }

    pqxx::result run(std::string_view sql, const Params& params) {
        const Texts texts = as_texts(params);
        return statements.exec_prepared(name_of(sql), pqxx::prepare::make_dynamic_params(texts));
    }
};

namespace {

// Runs `function`, which calls libpqxx, and translates what that throws.
template <class Function>
auto translated(const pqxx::connection* connection, Function&& function) {
    try {
        return function();
    } catch (const pqxx::serialization_failure& error) {
        throw SerialisationFailure{error.what()};
    } catch (const pqxx::deadlock_detected& error) {
        throw SerialisationFailure{error.what()};
    } catch (const pqxx::sql_error& error) {
        if (connection != nullptr && !connection->is_open()) {
            throw ConnectionLost{error.what()};
        }
        fail_with_state(error.sqlstate(), error.what());
    } catch (const pqxx::broken_connection& error) {
        throw ConnectionLost{error.what()};
    } catch (const pqxx::pqxx_exception& error) {
        if (connection == nullptr || !connection->is_open()) {
            throw ConnectionLost{error.base().what()};
        }
        throw failure(ErrorCode::internal, "store.sql", "libpqxx: {}", error.base().what());
    }
}

} // namespace

PostgresConnection::PostgresConnection(const std::string& url) : url_(url) {
    reconnect();
}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::reconnect() {
    session_.reset();
    translated(nullptr, [&] { session_ = std::make_unique<Session>(url_); });
}

bool PostgresConnection::is_open() const {
    return session_ && session_->connection.is_open();
}

void PostgresConnection::each(std::string_view sql, const Params& params,
                              const std::function<void(const CellView&)>& visit) {
    ensure(session_ != nullptr, "the session was opened");
    const pqxx::result result =
        translated(&session_->connection, [&] { return session_->run(sql, params); });
    PostgresRow row{result};
    for (pqxx::result_size_type r = 0; r < result.size(); ++r) {
        row.go_to(r);
        visit(row);
    }
}

std::int64_t PostgresConnection::change(std::string_view sql, const Params& params) {
    return translated(&session_->connection, [&] {
        return static_cast<std::int64_t>(session_->run(sql, params).affected_rows());
    });
}

void PostgresConnection::script(const std::string& sql) {
    translated(&session_->connection, [&] { session_->statements.exec(sql); });
}

void PostgresConnection::copy(const Insert& insert) {
    translated(&session_->connection, [&] {
    // stream_to takes tuples only: a number of columns known when compiled.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        pqxx::tablewriter copy{session_->statements, std::string{insert.table},
                               insert.names.begin(), insert.names.end()};
#pragma GCC diagnostic pop
        Params cells(insert.names.size());
        for (std::size_t row = 0; row < insert.rows.count; ++row) {
            insert.rows.fill(row, cells);
            copy.write_raw_line(copy_line(as_texts(cells)));
        }
        copy.complete();
    });
}

void PostgresConnection::bulk_insert(const Insert& insert) {
    if (insert.rows.count > kInsertedAtOnce) {
        copy(insert);
    } else if (insert.rows.count > 0) {
        Params params;
        const std::string sql = insert_sql(insert, params);
        change(sql, params);
    }
}

void PostgresConnection::insert_both(const Insert& first, const Insert& second) {
    if (std::max(first.rows.count, second.rows.count) > kInsertedAtOnce) {
        Connection::insert_both(first, second);
        return;
    }
    Params params;
    const std::string one = insert_sql(first, params);
    const std::string two = insert_sql(second, params);
    change(fmt::format("WITH one AS ({}) {}", one, two), params);
}

bool PostgresConnection::has_table(std::string_view table) {
    return !query("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1",
                  {table})
                .empty();
}

std::vector<ColumnInfo> PostgresConnection::columns(std::string_view table) {
    std::vector<ColumnInfo> columns;
    for (const auto& row : query("SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT), "
                                 "column_default IS NOT NULL FROM information_schema.columns "
                                 "WHERE table_schema = current_schema() AND table_name = $1",
                                 {table})) {
        const std::string& type = row.text(1);
        const auto kind = type == "bigint"  ? ColumnKind::integer
                          : type == "bytea" ? ColumnKind::bytes
                                            : ColumnKind::text;
        columns.push_back({row.text(0), kind, row.boolean(2)});
    }
    return columns;
}

bool PostgresConnection::has_cascade(std::string_view table) {
    return !query("SELECT 1 FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
                  "WHERE c.relname = $1 AND k.contype = 'f' AND pg_table_is_visible(c.oid) "
                  "AND (k.confdeltype NOT IN ('a', 'r') OR k.confupdtype NOT IN ('a', 'r'))",
                  {table})
                .empty();
}

std::int64_t PostgresConnection::begin(Isolation isolation) {
    return translated(&session_->connection, [&]() -> std::int64_t {
        if (isolation == Isolation::read_only) {
            session_->statements.exec("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return 0;
        }
        const auto* level =
            isolation == Isolation::serializable ? "SERIALIZABLE" : "REPEATABLE READ";
        const auto result = session_->statements.exec(
            fmt::format("BEGIN ISOLATION LEVEL {}; SELECT nextval('store_turns')", level));
        return result[0][0].as<std::int64_t>();
    });
}

void PostgresConnection::commit() {
    script("COMMIT");
}

void PostgresConnection::rollback() noexcept {
    try {
        if (is_open()) {
            script("ROLLBACK");
        }
    } catch (...) { // the session is gone, and the transaction with it
    }
}

} // namespace luoshi::store
