// SPDX-License-Identifier: Apache-2.0
// The responsibility statement: （X牵头，会同Y、Z负责）, 责任单位：X；配合单位：Y, 由X负责，Y配合.
#pragma once

#include "notice/notice.hpp"
#include "notice/units.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace luoshi::notice {

// What the notice says about lists without a word for each: 列第一位者为牵头单位，其余为参与单位.
struct Convention {
    bool first_leads = false;
    Role others = Role::responsible;
};

struct Clause {
    Range range;
    std::vector<Party> parties;
    std::vector<Person> persons;
    std::vector<Range>
        times; // pieces that name no unit: 年内持续推进, what stands after 完成时间：
    bool residue = false;  // some of a list was taken for no name
    bool sentence = false; // in words of the running text, neither a bracket nor a field
    bool above = false;    // stands in a row above: a cell that spans several rows
};

enum class KeyKind { role, time, person };

// A key word and its colon: 牵头单位：. `length` counts both.
struct Key {
    KeyKind kind = KeyKind::role;
    Role role = Role::responsible;
    std::uint32_t length = 0;
};

// The key that begins at `at`, before `last`.
std::optional<Key> find_key(const Glyphs& glyphs, std::uint32_t at, std::uint32_t last);

// The role a table column or field with this heading gives (without colon), a time or a person.
std::optional<Key> key_of_heading(std::u32string_view heading);

// Parties in the order of the text. Nothing found: an empty list, never an error.
Clause parse_clause(const Glyphs& glyphs, Range range, const Lexicon& lexicon,
                    const Convention& convention);

// Contains a word only responsibility statements have.
bool has_role_word(std::u32string_view text);

} // namespace luoshi::notice
