// SPDX-License-Identifier: Apache-2.0
// The tables supervise_*. Private to the module.
#pragma once

#include "store/transaction.hpp"
#include "supervise/supervise.hpp"

namespace luoshi::supervise {

std::optional<Draft> find_draft(store::Reader& reader, DraftId id);
// Newest first. unit: none takes all.
std::vector<Draft> drafts_of(store::Reader& reader, followup::PlanId plan, org::UnitId unit);
// Writes need an event begun.
void insert_draft(store::Transaction& transaction, const Draft& draft);
void update_draft(store::Transaction& transaction, const Draft& draft);
// The next number of the series, from 1.

} // namespace luoshi::supervise
