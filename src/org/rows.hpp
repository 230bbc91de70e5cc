// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "org/org.hpp"
#include "org/register.hpp"

namespace luoshi::org {

std::int64_t read_revision(store::Reader& reader);
void bump_revision(store::Transaction& transaction);
void insert_name(store::Transaction& transaction, UnitId unit, const Name& name);

// Makes the rows like these, with what they have besides: other units stay, and other aliases but
// the dropped. categories: of a pack; nullptr leaves them. The revision moves where rows do.
void make_rows_like(store::Transaction& transaction, const pack::Pack* categories,
                    const std::vector<PlacedUnit>& units, const std::set<UnitAlias>& dropped);

} // namespace luoshi::org
