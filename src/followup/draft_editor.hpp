// SPDX-License-Identifier: Apache-2.0
// Applying a person's edits to a draft, one after another: each finds the draft as the person saw
// it.
#pragma once

#include "followup/draft.hpp"

#include <map>
#include <string>
#include <vector>

namespace luoshi::followup {

// What edits say that is no field of an item: what unit strings mean, how questions were answered.
// Keys of the first two: fold() of the unit string.
struct Said {
    std::map<std::string, MapUnit> mapped;
    std::map<std::string, MakeUnit> made;
    std::map<std::string, Choice> answers;
};

// `text`: the document, of which spans count bytes and SplitItem and AddItem UTF-16 units.
// Error: invalid_argument followup.bad-edit, naming item and place.
Said apply_edits(Draft& draft, const std::string& text, const std::vector<Edit>& edits);

} // namespace luoshi::followup
