// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/views.hpp"
#include "store/transaction.hpp"

#include <vector>

namespace luoshi::followup {

std::vector<View> list_views(store::Reader& reader, std::int64_t person);
void insert_view(store::Transaction& transaction, std::int64_t person, const View& view);
void update_view(store::Transaction& transaction, const View& view);
bool erase_view(store::Transaction& transaction, std::int64_t person, ViewId id); // false: none

} // namespace luoshi::followup
