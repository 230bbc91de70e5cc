// SPDX-License-Identifier: Apache-2.0
// duties.yaml of a pack: the reports its notice asks for (docs/duties.md).
//
//   read_duties(pack, packs)   → Checked<DutySpecs>
//   check_duties_together, count_duties, duty_changes    the functions of a pack::Section
//
// Nothing is loaded into rows: a plan takes the duties of its pack as drafts when the office says
// so, and what was issued stays as it is.
#pragma once

#include "duty/definition.hpp"
#include "pack/section.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::store {
class Reader;
}

namespace luoshi::duty {

struct DutySpecs {
    std::string pack; // code
    // Categories of units at county level and below: who asks them needs a named approver.
    std::vector<std::string> base_level;
    std::vector<Definition> duties;
    const Definition* find(std::string_view code) const; // nullptr: none
};

// No duties.yaml: no value and no findings. `beside`: the other packs, whose units and figures its
// forms may use. Findings: those of pack::Fields, duty.duplicate, duty.category and those of
// complaints().
Checked<DutySpecs> read_duties(const pack::Pack& pack, const pack::PackList& beside = {});

std::vector<Diagnostic> check_duties_together(const pack::PackList& packs);
std::vector<pack::Count> count_duties(const pack::Pack& pack);
std::vector<pack::Change> duty_changes(const pack::Pack& before, const pack::Pack& after); // duty

// What the packs in force ask for, as the reader sees them; an immutable snapshot.
using SpecsInForce =
    std::function<std::shared_ptr<const std::vector<DutySpecs>>(store::Reader& reader)>;

} // namespace luoshi::duty
