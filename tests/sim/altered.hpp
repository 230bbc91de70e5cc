// SPDX-License-Identifier: Apache-2.0
// A transaction of the store with some of its writes changed: how a fault gets between the modules
// and their rows.
#pragma once

#include "store/transaction.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::sim {

struct Rows { // of one insert_many
    std::vector<std::string> names;
    std::vector<std::int64_t> ids;
    std::vector<std::vector<store::Value>> cells;
    store::Value& at(std::size_t row, std::string_view name);
};

// Each may change what it is given, or write more through `under`; empty: leaves it as it is.
struct Changes {
    std::function<void(store::Transaction& under, std::string_view table, store::Columns&)> row{};
    std::function<void(store::Transaction& under, std::string_view table, Rows&)> rows{};
    std::function<void(std::string& sql, store::Params&)> statement{};
    std::function<bool(std::string_view table)> loads{}; // false: the load does not happen
};

std::unique_ptr<store::Transaction> altered(store::Transaction& under, const Changes& changes);

} // namespace luoshi::sim
