// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "org/org.hpp"

namespace luoshi::org {

std::int64_t read_revision(store::Reader& reader);
void bump_revision(store::Transaction& transaction);
void insert_name(store::Transaction& transaction, UnitId unit, const Name& name);

} // namespace luoshi::org
