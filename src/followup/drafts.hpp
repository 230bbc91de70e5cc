// SPDX-License-Identifier: Apache-2.0
// Drafts of stored readings: which pack knows the notice, and what is done with the units of a
// draft once it is confirmed.
#pragma once

#include "followup/draft.hpp"
#include "followup/plan_spec.hpp"

#include <vector>

namespace luoshi::store {
class Transaction;
}

namespace luoshi::followup {

struct StoredReading; // rows_imports.hpp

class Drafts {
public:
    // specs: what the loaded packs say of their notices.
    explicit Drafts(std::vector<PlanSpec> specs) : specs_(std::move(specs)) {}

    // By the document number; nullptr: no pack knows it. Lives as long as this.
    const PlanSpec* spec_for(const notice::Reading& reading) const;
    // As all steps that count leave it.
    Draft make(const StoredReading& stored, const org::Directory& directory, Date at) const;

private:
    std::vector<PlanSpec> specs_;
};

// Adds the units a person made for this notice, remembers strings as aliases, and lets the parties
// of the draft point at them. Needs an event begun.
void settle_units(store::Transaction& transaction, const org::Directory& directory, Draft& draft);

} // namespace luoshi::followup
