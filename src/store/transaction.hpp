// SPDX-License-Identifier: Apache-2.0
// What a domain module's rows*.cpp sees of the store.
//
// SQL is the common subset of SQLite 3.40 and PostgreSQL 15 with $n placeholders (docs/store.md).
// Audited tables (declared in their migration) are written by insert/update/erase/insert_many only,
// under an event begun with record(): so no row changes without its image in the log.
#pragma once

#include "store/event.hpp"
#include "store/rows.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace luoshi::store {

// A consistent snapshot. Threads: one at a time.
class Reader {
public:
    virtual ~Reader() = default;
    virtual Rows query(std::string_view sql, const Params& params = {}) = 0;
    // The same without copying; `visit` must not use this Reader.
    virtual void each(std::string_view sql, const Params& params,
                      const std::function<void(const RowView&)>& visit) = 0;
    // The only row; nullopt for none; more than one is our bug.
    std::optional<Row> query_one(std::string_view sql, const Params& params = {});
};

class Transaction : public Reader {
public:
    // Begins an event; images of the audited writes that follow belong to it, until the next
    // record(). Returns its id.
    virtual std::int64_t record(const EventDraft& event) = 0;

    // Audited writes. Every audited table has a primary key column "id" (64-bit).
    // insert: Error conflict (store.duplicate) when a unique key is taken.
    virtual void insert(std::string_view table, std::int64_t id, const Columns& columns) = 0;
    // All rows have the columns `names` (not "id") in that order; ids[r] is the id of rows[r].
    // O(rows).
    virtual void insert_many(std::string_view table, const std::vector<std::string>& names,
                             const std::vector<std::int64_t>& ids,
                             const std::vector<std::vector<Value>>& rows) = 0;
    // Error not_found (store.no-row) when there is no such row.
    virtual void update(std::string_view table, std::int64_t id, const Columns& columns) = 0;
    virtual void erase(std::string_view table, std::int64_t id) = 0;

    // Statements on tables that are not audited (sessions, leases, search terms); an audited table
    // is refused. Returns the number of rows changed.
    virtual std::int64_t execute(std::string_view sql, const Params& params = {}) = 0;
    // Many rows at once into a table that is not audited (COPY on PostgreSQL).
    virtual void load(std::string_view table, const std::vector<std::string>& names,
                      const std::vector<std::vector<Value>>& rows) = 0;

    virtual std::int64_t new_id() = 0;
    virtual Timestamp now() const = 0; // one instant for the whole transaction
    virtual Date today() const = 0;    // business date
    template <class IdType>
    IdType make_id() {
        return IdType{new_id()};
    }
};

} // namespace luoshi::store
