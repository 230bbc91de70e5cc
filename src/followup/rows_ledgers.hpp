// SPDX-License-Identifier: Apache-2.0
// What is kept of ledgers: columns people explained, and those an import was read by.
#pragma once

#include "followup/imports.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>

namespace luoshi::followup {

notice::KnownColumns read_known_columns(store::Reader& reader);
std::optional<notice::ColumnMapping> find_ledger(store::Reader& reader, ImportId import);

// Need an event begun.
void remember_columns(store::Transaction& transaction, const notice::KnownColumns& columns,
                      const std::string& person);
void insert_ledger(store::Transaction& transaction, ImportId import,
                   const notice::ColumnMapping& columns);
void erase_ledger(store::Transaction& transaction, ImportId import);
// The import was read anew: text, reading and columns change, edits of the old items are gone.
void replace_reading(store::Transaction& transaction, ImportId import,
                     const notice::FileReading& read);

} // namespace luoshi::followup
