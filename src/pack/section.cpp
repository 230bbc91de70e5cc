// SPDX-License-Identifier: Apache-2.0
#include "pack/section.hpp"

#include <algorithm>
#include <map>

namespace luoshi::pack {
namespace {

const std::string& value_of(const Said& said, const std::string& field) {
    static const std::string kNothing;
    const auto it =
        std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == field; });
    return it == said.end() ? kNothing : it->second;
}

} // namespace

std::string_view to_string(Act act) noexcept {
    switch (act) {
    case Act::added: return "added";
    case Act::changed: return "changed";
    case Act::removed: return "removed";
    case Act::kept: return "kept";
    }
    return "changed";
}

std::vector<FieldChange> differences(const Said& before, const Said& after) {
    std::vector<FieldChange> fields;
    for (const auto& [field, now] : after) {
        if (const auto& was = value_of(before, field); was != now) {
            fields.push_back({field, was, now});
        }
    }
    for (const auto& [field, was] : before) {
        const bool gone =
            std::none_of(after.begin(), after.end(),
                         [&name = field](const auto& one) { return one.first == name; });
        if (gone && !was.empty()) {
            fields.push_back({field, was, ""});
        }
    }
    return fields;
}

std::vector<Change> compare(const std::vector<Thing>& before, const std::vector<Thing>& after,
                            Act gone) {
    std::map<std::pair<std::string, std::string>, const Thing*> old;
    for (const auto& thing : before) {
        old.emplace(std::pair{thing.kind, thing.code}, &thing);
    }
    std::vector<Change> changes;
    for (const auto& thing : after) {
        const auto it = old.find({thing.kind, thing.code});
        if (it == old.end()) {
            changes.push_back({thing.kind, Act::added, thing.code, thing.name, {}});
            continue;
        }
        auto fields = differences(it->second->said, thing.said);
        if (!fields.empty()) {
            changes.push_back(
                {thing.kind, Act::changed, thing.code, thing.name, std::move(fields)});
        }
        old.erase(it);
    }
    for (const auto& thing : before) {
        if (old.contains({thing.kind, thing.code})) {
            changes.push_back({thing.kind, gone, thing.code, thing.name, {}});
        }
    }
    return changes;
}

} // namespace luoshi::pack
