// SPDX-License-Identifier: Apache-2.0
// The audited tables and their columns, read once after the migrations. Private to the store.
#pragma once

#include "store/connection.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

struct AuditedTable {
    std::string name;
    std::int64_t number = 0;         // stands for the name in images
    std::vector<ColumnInfo> columns; // in order of name, "id" among them
    std::string select_row{};        // all columns in that order of the row with id $1
    std::string select_range{};      // of the rows with $1 < id <= $2, in order of id

    std::size_t position(std::string_view column) const; // ensures that there is such a column
};

// Immutable after it is made. Threads: any.
class Catalog {
public:
    Catalog() = default;
    // Ensures of each audited table: an integer "id", no defaults, no cascades (either would change
    // a row without an image).
    explicit Catalog(Connection& connection);
    const AuditedTable* find(std::string_view table) const; // nullptr: not audited
    const AuditedTable* find(std::int64_t number) const;
    const std::map<std::string, AuditedTable, std::less<>>& tables() const { return tables_; }

private:
    std::map<std::string, AuditedTable, std::less<>> tables_;
};

} // namespace luoshi::store
