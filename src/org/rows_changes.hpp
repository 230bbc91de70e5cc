// SPDX-License-Identifier: Apache-2.0
// The tables org_changes and org_bases, and the directory's rows as they are written in packs.
#pragma once

#include "org/register.hpp"

namespace luoshi::org {

std::vector<PlacedUnit> read_placed_units(store::Reader& reader); // tidy, in order
std::vector<Change> read_changes(store::Reader& reader);          // oldest first
void insert_change(store::Transaction& transaction, const Change& change);
std::map<UnitId, UnitSpec> read_bases(store::Reader& reader);
// Writes where it differs from what is kept.
void save_base(store::Transaction& transaction, UnitId unit, const UnitSpec& base);

// Everything a change is looked at against.
struct Present {
    std::vector<Change> changes; // oldest first
    std::map<UnitId, UnitSpec> bases;
    Register rows;  // as they are
    Register plain; // without changes; founded units as they were founded
    Register now;   // with those that stand: as the rows are
};
Present read_present(store::Reader& reader);
bool has_category(store::Reader& reader, const std::string& code);
// The directory as these units would make it, in the present revision.
std::shared_ptr<const Directory> directory_of(store::Reader& reader, Register& units);

} // namespace luoshi::org
