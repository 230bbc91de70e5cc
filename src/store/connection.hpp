// SPDX-License-Identifier: Apache-2.0
// One session with an engine, the same face for SQLite and PostgreSQL. Private to the store:
// callers see Reader and Transaction, which stand on this.
//
// Errors of all calls: conflict (store.duplicate, store.reference), storage_full (store.full),
// unavailable (store.unavailable), internal. Threads: one at a time.
#pragma once

#include "base/error.hpp"
#include "store/rows.hpp"
#include "store/sql_text.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

// A row that also knows the kind of each cell.
class CellView : public RowView {
public:
    virtual Value value(std::size_t column) const = 0;
};

enum class ColumnKind { integer, text, bytes };

struct ColumnInfo {
    std::string name;
    ColumnKind kind = ColumnKind::text;
    bool has_default = false;
};

// Rows for bulk_insert, made one after the other. fill: sets all cells of row r, 0 <= r < count.
struct RowSource {
    std::size_t count = 0;
    std::function<void(std::size_t row, Params& cells)> fill;
};

struct Insert {
    std::string_view table;
    const std::vector<std::string>& names;
    const RowSource& rows;
};

class Connection {
public:
    virtual ~Connection() = default;

    virtual void each(std::string_view sql, const Params& params,
                      const std::function<void(const CellView&)>& visit) = 0;
    virtual std::int64_t change(std::string_view sql, const Params& params) = 0; // rows changed
    virtual void script(const std::string& sql) = 0;                             // many statements
    virtual void bulk_insert(const Insert& insert) = 0;
    // Both, in one round trip where that helps.
    virtual void insert_both(const Insert& first, const Insert& second) {
        bulk_insert(first);
        bulk_insert(second);
    }

    virtual bool has_table(std::string_view table) = 0;
    virtual std::vector<ColumnInfo> columns(std::string_view table) = 0;
    // Does a foreign key of `table` change its rows by itself (ON DELETE CASCADE, SET NULL …)?
    virtual bool has_cascade(std::string_view table) = 0;
    virtual TypeNames types() const = 0;

    Rows query(std::string_view sql, const Params& params = {});
};

// Nothing was wrong but the moment: the transaction may be run again from its start.
class SerialisationFailure : public Error {
public:
    explicit SerialisationFailure(const std::string& message)
        : Error(ErrorCode::unavailable, "store.unavailable", message, {{"retry_after_s", "1"}}) {}
};

// The engine cannot be reached, or went away; what was not committed is gone.
class ConnectionLost : public Error {
public:
    explicit ConnectionLost(const std::string& message)
        : Error(ErrorCode::unavailable, "store.unavailable", message, {{"retry_after_s", "5"}}) {}
};

// invalid_argument (store.text) unless every text among `params` can be stored by both engines.
void check_texts(const Params& params);

} // namespace luoshi::store
