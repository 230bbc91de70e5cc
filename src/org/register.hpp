// SPDX-License-Identifier: Apache-2.0
// All units as they are written, and what a change makes of them. Pure but for the reading.
#pragma once

#include "org/changes.hpp"
#include "org/org.hpp"

#include <map>

namespace luoshi::org {

struct PlacedUnit {
    UnitId id; // none: of a pack, and new
    UnitSpec spec;
    std::int64_t ordinal = 0;
    bool operator==(const PlacedUnit&) const = default;
};

// In an order of its own; codes and ids are each of one unit.
class Register {
public:
    Register() = default;
    explicit Register(std::vector<PlacedUnit> units);
    const std::vector<PlacedUnit>& units() const noexcept { return units_; }
    std::vector<PlacedUnit>& units() noexcept { return units_; }
    PlacedUnit* find(UnitId id);
    PlacedUnit* find_code(const std::string& code);
    void add(PlacedUnit unit);
    UnitId id_of(const std::string& code);

private:
    std::vector<PlacedUnit> units_;
    std::map<std::string, std::size_t> by_code_;
    std::map<UnitId, std::size_t> by_id_;
};

// Names by kind, aliases by their text: so that equal ones are written equally.
UnitSpec tidy(UnitSpec spec);
std::string to_json(const UnitSpec& spec);
UnitSpec read_spec(const std::string& json);

// May it be entered, to hold on top of what is there? Errors: those of enter_change.
void check_change(Register& units, const Change& change);
// As it would be on top. A unit that is not there any more is passed over.
void apply_change(Register& units, const Change& change);
// All entries, oldest first. A unit whose founding was taken back stays, for no day.
void apply_changes(Register& units, const std::vector<Change>& changes);

// Names at a day; "" where it has none of that kind.
std::string name_on(const UnitSpec& unit, NameKind kind, Date on);
std::string words_of(const PlacedUnit& unit); // its short name, the latest

} // namespace luoshi::org
