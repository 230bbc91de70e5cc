// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "followup/plans.hpp"
#include "followup/rows_find.hpp"
#include "store/transaction.hpp"

#include <vector>

namespace luoshi::followup {

// In the order of the document. Error too_large (followup.export-too-large) above `most`.
std::vector<LedgerRow> list_ledger(store::Reader& reader, const Asked& asked, std::int64_t most);

} // namespace luoshi::followup
