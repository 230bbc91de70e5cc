// SPDX-License-Identifier: Apache-2.0
// Two versions of a filled form, field by field and passage by passage. They may be of two versions
// of the form: fields are paired by name.
#pragma once

#include "form/definition.hpp"
#include "form/filling.hpp"

#include <string>
#include <vector>

namespace luoshi::form {

enum class ChangeKind : std::uint8_t { added, removed, changed };

struct Passage { // of a long text: paragraphs before and after; equal ones are not listed
    ChangeKind kind = ChangeKind::changed;
    std::size_t before_at = 0, after_at = 0; // number of the paragraph, from 0
    std::string before, after;
};

struct Change {
    ChangeKind kind = ChangeKind::changed; // added: was empty; removed: is empty
    std::string field, column;             // column "" : the field, or a whole row of it
    std::string row;                       // how people know the row: its key or its number
    Text title;                            // of the field or column
    std::string before, after;             // as on paper
    std::vector<Passage> passages;         // of a long text
};

// In the order of the later form; what only the earlier has comes last.
std::vector<Change> compare(const Filling& before, const Form& before_form, const Filling& after,
                            const Form& after_form);
std::string to_json(const std::vector<Change>& changes);

} // namespace luoshi::form
