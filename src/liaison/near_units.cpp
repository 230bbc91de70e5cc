// SPDX-License-Identifier: Apache-2.0
#include "liaison/near_units.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace luoshi::liaison {
namespace {

std::u32string characters(std::string_view text) {
    const auto folded = fold(text);
    std::u32string out;
    for (std::size_t at = 0; at < folded.size();) {
        out += next_character(folded, at);
    }
    return out;
}

// One character another, missing or too many.
bool one_apart(std::string_view a, std::string_view b) {
    auto longer = characters(a);
    auto shorter = characters(b);
    if (longer.size() < shorter.size()) {
        longer.swap(shorter);
    }
    if (longer.size() - shorter.size() > 1) {
        return false;
    }
    std::size_t at = 0;
    while (at < shorter.size() && longer[at] == shorter[at]) {
        ++at;
    }
    const auto rest = longer.size() == shorter.size() ? at + 1 : at;
    return longer.substr(std::min(at + 1, longer.size())) ==
           shorter.substr(std::min(rest, shorter.size()));
}

} // namespace

std::vector<org::UnitId> near_units(const org::Directory& directory, const std::string& text,
                                    Date today) {
    constexpr std::size_t kMost = 5;
    std::vector<org::UnitId> near;
    const auto add = [&](const org::Unit& unit) {
        const bool fits = unit.kind == org::UnitKind::unit && unit.valid.contains(today) &&
                          std::ranges::find(near, unit.id) == near.end();
        if (fits && near.size() < kMost) {
            near.push_back(unit.id);
        }
    };
    for (const auto& unit : directory.units()) {
        if (std::ranges::any_of(unit.names, [&](const auto& name) {
                return name.valid.contains(today) && one_apart(name.text, text);
            })) {
            add(unit);
        }
    }
    for (const auto* unit : directory.suggest(text, today, kMost)) {
        add(*unit);
    }
    return near;
}

const org::Unit* ended_unit(const org::Directory& directory, const std::string& text, Date today) {
    for (const auto& unit : directory.units()) {
        const bool named = std::ranges::any_of(
            unit.names, [&](const auto& name) { return fold(name.text) == fold(text); });
        if (named && !unit.valid.contains(today)) {
            return &unit;
        }
    }
    return nullptr;
}

} // namespace luoshi::liaison
