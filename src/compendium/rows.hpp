// SPDX-License-Identifier: Apache-2.0
// The tables compendium_*: rows.cpp.
#pragma once

#include "compendium/compendium.hpp"
#include "store/transaction.hpp"

#include <map>
#include <string>
#include <utility>

namespace luoshi::compendium {

struct Correction {
    std::string theme, made_by;
};
using Corrections = std::map<std::pair<duty::DueId, std::string>, Correction>; // by due, row key

Corrections corrections_of(store::Reader& reader, const std::vector<duty::DueId>& dues);
// theme "": taken back. Writes need an event begun.
void write_correction(store::Transaction& transaction, const duty::Due& due,
                      const std::string& row_key, const Correction& correction);

std::map<duty::DueId, std::vector<Receipt>> receipts_of(store::Reader& reader,
                                                        const std::vector<duty::DueId>& dues);
void write_receipt(store::Transaction& transaction, const duty::Due& due, const Receipt& receipt);

} // namespace luoshi::compendium
