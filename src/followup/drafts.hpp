// SPDX-License-Identifier: Apache-2.0
// Drafts of stored readings: which pack knows the notice, and what is done with the units of a
// draft once it is confirmed.
#pragma once

#include "followup/draft.hpp"
#include "followup/plan_spec.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::followup {

struct StoredReading; // rows_imports.hpp

// What the packs in force say of their notices, as the reader sees them; an immutable snapshot.
using PlanSpecs = std::shared_ptr<const std::vector<PlanSpec>>;
using SpecsInForce = std::function<PlanSpecs(store::Reader&)>;

// By the document number; nullptr: no pack knows it.
std::shared_ptr<const PlanSpec> spec_for(const PlanSpecs& specs, const notice::Reading& reading);
// The draft as all steps that count leave it.
Draft make_stored_draft(const PlanSpecs& specs, const StoredReading& stored,
                        const org::Directory& directory, Date at);

// Adds the units a person made for this notice, remembers strings as aliases, and lets the parties
// of the draft point at them. Needs an event begun.
void settle_units(store::Transaction& transaction, const org::Directory& directory, Draft& draft);

} // namespace luoshi::followup
