// SPDX-License-Identifier: Apache-2.0
// The texts of one plan: the one it was made of, other texts of the same notice, corrections. What
// a correction changes is shown before it changes anything.
#pragma once

#include "followup/compare.hpp"
#include "followup/imports.hpp"
#include "followup/plans.hpp"

#include <memory>
#include <string>
#include <vector>

namespace luoshi::followup {

struct PlanText {
    ImportId import;
    std::string file_name, created_by, digest; // digest: of the file, as a blob
    Relation relation = Relation::original;
    Timestamp created_at;
    bool current = false; // the plan says what this text says
};

struct Difference {
    Plan plan;
    Draft before, after;       // the plan's current text as confirmed; the import
    std::vector<TaskId> tasks; // of the items of `before`
    Comparison comparison;
};

class PlanTexts {
public:
    // Borrowed: all but the specs, which are those of Imports.
    PlanTexts(store::Database& database, org::Directories& directories, const Clock& clock,
              SpecsInForce specs)
        : database_(database), directories_(directories), clock_(clock), specs_(std::move(specs)) {}

    // Errors of all: not_found (followup.no-plan, followup.no-import).
    std::vector<PlanText> list(const org::Scope& scope,
                               PlanId plan); // oldest first; needs to see all
    // Error not_found also when `import` does not belong to the plan.
    Plans::Text text(const org::Scope& scope, PlanId plan, ImportId import);

    // Changes nothing.
    Difference compare(ImportId import, PlanId plan);
    // The text belongs to the plan from now on; tasks stay as they are. Errors: precondition_failed
    // (http.precondition-failed), conflict (followup.already-planned).
    void attach(const store::Actor& actor, ImportId import, std::int64_t version, PlanId plan);
    // The plan becomes what the import says. Paired items stay the tasks they are. Errors: as
    // attach(), and conflict (followup.questions-open), unprocessable (followup.no-items).
    void correct(const store::Actor& actor, ImportId import, std::int64_t version, PlanId plan);

private:
    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
    SpecsInForce specs_;
};

} // namespace luoshi::followup
