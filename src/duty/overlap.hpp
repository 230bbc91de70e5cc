// SPDX-License-Identifier: Apache-2.0
// What is asked for already: fields of other duties that are named alike. Pure.
#pragma once

#include "duty/duties.hpp"

namespace luoshi::duty {

// What people fill in with these duties; computed values are left out.
std::vector<AskedField> asked_fields(const std::vector<Duty>& duties, const form::Forms& forms);

struct Likely {
    AskedField field;
    double likeness = 0.0; // 0.. 1 the same
};
// Best first, at most `limit`.
std::vector<Likely> likely_fields(const std::vector<AskedField>& asked, std::string_view text,
                                  std::size_t limit);

// For each field of `own` the likest of the other issued duties, where they are near.
std::vector<Overlap> overlaps_of(const Duty& own, const std::vector<Duty>& all,
                                 const form::Forms& forms);

} // namespace luoshi::duty
