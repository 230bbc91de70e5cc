// SPDX-License-Identifier: Apache-2.0
// units.yaml and calendar.yaml with the places of their entries, as far as they can be read.
#pragma once

#include "org/org.hpp"
#include "pack/pack.hpp"

namespace luoshi::org {

// places[i] is where units[i] stands in the document; nullptr and empty without such a file.
struct UnitFile {
    const pack::Document* document = nullptr;
    std::vector<UnitSpec> units;
    std::vector<const pack::Value*> places;
};
struct DayFile {
    const pack::Document* document = nullptr;
    std::vector<DaySpec> days;
    std::vector<const pack::Value*> places;
};

// Findings: those of entries; rules between units are read_units' work.
UnitFile read_unit_file(const pack::Pack& pack, std::vector<Diagnostic>& findings);
DayFile read_day_file(const pack::Pack& pack, std::vector<Diagnostic>& findings);

} // namespace luoshi::org
