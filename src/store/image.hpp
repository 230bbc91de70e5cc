// SPDX-License-Identifier: Apache-2.0
// Canonical bytes of rows and events: what the log holds and the chain is made of. Private to the
// store. A change of either format breaks every chain there is.
#pragma once

#include "store/catalog.hpp"
#include "store/event.hpp"

#include <string>
#include <vector>

namespace luoshi::store {

// cells[c] belongs to table.columns[c]. {"a":1,"b":"text","c":"0aff"}; NULL cells are left out.
std::string row_image(const AuditedTable& table, const std::vector<Value>& cells);
// The same of a row read by table.select_row or in that order of columns.
std::string row_image(const AuditedTable& table, const CellView& row);

// Ensures that cells are of the kinds of their columns, so that what is stored is what was given.
void check_kinds(const AuditedTable& table, const std::vector<Value>& cells);

// An event without its images, then each image: the chain hashes these one after the other.
std::string event_bytes(const Event& event, std::int64_t image_count);
std::string image_bytes(const RowImage& image);

} // namespace luoshi::store
