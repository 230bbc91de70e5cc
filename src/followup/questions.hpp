// SPDX-License-Identifier: Apache-2.0
// The two last steps of make_draft.
#pragma once

#include "followup/draft.hpp"

#include <map>
#include <string>

namespace luoshi::followup {

// Fills Draft::units and every DraftParty::mapped_to: by a person's word, else by the directory.
// Keys of both maps: fold() of the unit string.
void map_units(Draft& draft, const DraftInput& input, const std::map<std::string, MapUnit>& mapped,
               const std::map<std::string, MakeUnit>& made);

// Fills Draft::questions, and DraftParty::pending where a person left it open.
void ask_questions(Draft& draft, const DraftInput& input,
                   const std::map<std::string, Choice>& answers);

} // namespace luoshi::followup
