// SPDX-License-Identifier: Apache-2.0
// outcomes.yaml of a pack: the documents its notice orders to be made (docs/outcomes.md).
//
//   read_outcomes(pack, packs)   → Checked<OutcomeSpecs>
//   check_outcomes_together, count_outcomes, outcome_changes    the functions of a pack::Section
#pragma once

#include "pack/section.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
}

namespace luoshi::outcome {

struct OutcomeSpec {
    std::string code, task, kind;  // task: number of the item
    std::vector<std::string> lead; // codes of units and groups; each of theirs makes its own
    std::string title, title_en;
    bool binds = false, published = false;
    std::string parties; // code of a group; "": none
};
struct OutcomeSpecs {
    std::string pack; // code
    std::vector<OutcomeSpec> documents;
};

// No outcomes.yaml: no value and no findings. `beside`: the other packs, whose units it may name.
// Findings: those of pack::Fields, outcome.duplicate, outcome.task, outcome.unit.
Checked<OutcomeSpecs> read_outcomes(const pack::Pack& pack, const pack::PackList& beside = {});

std::vector<Diagnostic> check_outcomes_together(const pack::PackList& packs);
std::vector<pack::Count> count_outcomes(const pack::Pack& pack);
std::vector<pack::Change> outcome_changes(const pack::Pack& before, const pack::Pack& after);

// What the packs in force order, as the reader sees them; an immutable snapshot.
using SpecsInForce =
    std::function<std::shared_ptr<const std::vector<OutcomeSpecs>>(store::Reader& reader)>;

} // namespace luoshi::outcome
