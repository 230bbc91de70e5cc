// SPDX-License-Identifier: Apache-2.0
#include "subtask/below.hpp"

namespace luoshi::subtask {

bool is_below(const org::Directory& directory, org::UnitId unit, org::UnitId above) {
    constexpr int kDeepest = 32; // a directory of units that name each other ends somewhere
    if (!above) {
        return false;
    }
    const auto* at = directory.find(unit);
    for (int n = 0; at != nullptr && n < kDeepest; ++n) {
        if (at->parent == above) {
            return true;
        }
        at = directory.find(at->parent);
    }
    return false;
}

std::vector<org::UnitId> units_below(const org::Directory& directory, org::UnitId above, Date at) {
    std::vector<org::UnitId> units;
    for (const auto& unit : directory.units()) {
        if (unit.kind == org::UnitKind::unit && unit.valid.contains(at) &&
            is_below(directory, unit.id, above)) {
            units.push_back(unit.id);
        }
    }
    return units;
}

std::vector<org::UnitId> joint_units(const org::Directory& directory,
                                     const followup::TaskFacts& task, org::UnitId but) {
    std::vector<org::UnitId> units;
    for (const auto& unit : directory.units()) {
        if (unit.id != but && (task.roles_of(unit.id) & followup::kHelping) != 0) {
            units.push_back(unit.id);
        }
    }
    return units;
}

std::string names_of(const org::Directory& directory, const std::vector<org::UnitId>& units,
                     Date at) {
    std::string names;
    for (const auto id : units) {
        const auto* const unit = directory.find(id);
        names += (names.empty() ? "" : "、");
        names +=
            unit == nullptr ? to_string(id) : directory.name(*unit, org::NameKind::short_name, at);
    }
    return names;
}

} // namespace luoshi::subtask
