// SPDX-License-Identifier: Apache-2.0
// Schema changes: forward only, in one global order, each in a transaction, after a backup.
//
// A migration is SQL with type tokens: {id} {int} {bool} {time} 64-bit integers · {text} {date}
// text · {bytes}. A line "--! audited <table>" puts a table under the log: its rows change only
// under events.
// Such a table has a primary key "id", no DEFAULT and no cascading foreign key; a later migration
// may add nullable columns to it, but neither rename columns nor change rows.
#pragma once

#include <span>
#include <string_view>

namespace luoshi::store {

struct Migration {
    int number = 0;        // 1, 2, … without gaps
    std::string_view name; // "0001_org_units"
    std::string_view sql;
};

// The files of migrations/, compiled in.
std::span<const Migration> all_migrations();

} // namespace luoshi::store
