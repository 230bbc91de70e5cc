// SPDX-License-Identifier: Apache-2.0
// A session with PostgreSQL through libpqxx. Private to the store; libpqxx stays in the .cpp.
#pragma once

#include "store/connection.hpp"

#include <memory>
#include <string>

namespace luoshi::store {

enum class Isolation { read_only, repeatable_read, serializable };

class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(const std::string& url);
    ~PostgresConnection() override;
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    void each(std::string_view sql, const Params& params,
              const std::function<void(const CellView&)>& visit) override;
    std::int64_t change(std::string_view sql, const Params& params) override;
    void script(const std::string& sql) override;
    void bulk_insert(const Insert& insert) override;
    void insert_both(const Insert& first, const Insert& second) override;
    bool has_table(std::string_view table) override;
    std::vector<ColumnInfo> columns(std::string_view table) override;
    bool has_cascade(std::string_view table) override;
    TypeNames types() const override { return {"BIGINT", "BYTEA"}; }

    // Begins, and takes the snapshot. For a write returns its turn, drawn from the sequence
    // store_turns after the snapshot: so it is greater than that of any transaction whose rows it
    // can see.
    std::int64_t begin(Isolation isolation);
    void commit();
    void rollback() noexcept; // also of nothing
    bool is_open() const;
    void reconnect();

private:
    void copy(const Insert& insert);

    struct Session;
    std::unique_ptr<Session> session_;
    std::string url_;
};

} // namespace luoshi::store
