// SPDX-License-Identifier: Apache-2.0
#include "org/directory.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace luoshi::org {
namespace {

constexpr int kMaxGroupDepth = 8;

template <class Enum, std::size_t N>
std::optional<Enum> parse_in(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto it = std::find(names.begin(), names.end(), text);
    return it == names.end() ? std::nullopt : std::optional{static_cast<Enum>(it - names.begin())};
}

constexpr std::array<std::string_view, 2> kUnitKinds{"unit", "group"};
constexpr std::array<std::string_view, 3> kNameKinds{"official", "short", "alias"};
constexpr std::array<std::string_view, 4> kListBases{"official", "office", "sample", "none"};

// Pairs of neighbouring characters: how much two short names have in common.
std::set<std::u32string> pairs_of(std::string_view folded) {
    std::u32string characters;
    for (std::size_t at = 0; at < folded.size();) {
        characters += next_character(folded, at);
    }
    std::set<std::u32string> pairs;
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
        pairs.insert(characters.substr(i, 2));
    }
    return pairs;
}

// Dice coefficient over character pairs; 1 when one name contains the other.
double likeness(const std::string& a, const std::set<std::u32string>& pairs_a,
                const std::string& b) {
    if (a.find(b) != std::string::npos || b.find(a) != std::string::npos) {
        return 1.0 + 1.0 / (1.0 + static_cast<double>(std::max(a.size(), b.size()) -
                                                      std::min(a.size(), b.size())));
    }
    const auto pairs_b = pairs_of(b);
    const auto common = std::count_if(pairs_b.begin(), pairs_b.end(),
                                      [&](const auto& pair) { return pairs_a.count(pair) > 0; });
    const auto all = pairs_a.size() + pairs_b.size();
    return all == 0 ? 0.0 : 2.0 * static_cast<double>(common) / static_cast<double>(all);
}

} // namespace

std::string_view to_string(UnitKind kind) noexcept {
    return kUnitKinds[static_cast<std::size_t>(kind)];
}
std::string_view to_string(NameKind kind) noexcept {
    return kNameKinds[static_cast<std::size_t>(kind)];
}
std::string_view to_string(ListBasis basis) noexcept {
    return kListBases[static_cast<std::size_t>(basis)];
}
std::optional<UnitKind> parse_unit_kind(std::string_view text) noexcept {
    return parse_in<UnitKind>(kUnitKinds, text);
}
std::optional<NameKind> parse_name_kind(std::string_view text) noexcept {
    return parse_in<NameKind>(kNameKinds, text);
}
std::optional<ListBasis> parse_list_basis(std::string_view text) noexcept {
    return parse_in<ListBasis>(kListBases, text);
}

Directory::Directory(std::vector<Category> categories, std::vector<Unit> units,
                     std::vector<Membership> members, std::vector<Succession> successions,
                     std::int64_t revision)
    : revision_(revision), categories_(std::move(categories)), units_(std::move(units)),
      successions_(std::move(successions)) {
    std::stable_sort(units_.begin(), units_.end(),
                     [](const Unit& a, const Unit& b) { return a.ordinal < b.ordinal; });
    for (std::size_t u = 0; u < units_.size(); ++u) {
        by_id_.emplace(units_[u].id.value, u);
        for (std::size_t n = 0; n < units_[u].names.size(); ++n) {
            by_name_.emplace(fold(units_[u].names[n].text), std::pair{u, n});
        }
    }
    for (const auto& member : members) {
        by_group_.emplace(member.group.value, member);
    }
}

const Unit* Directory::find(UnitId id) const noexcept {
    const auto it = by_id_.find(id.value);
    return it == by_id_.end() ? nullptr : &units_[it->second];
}

const Unit* Directory::find_code(std::string_view code) const noexcept {
    const auto it = std::find_if(units_.begin(), units_.end(),
                                 [&](const Unit& unit) { return unit.code == code; });
    return it == units_.end() ? nullptr : &*it;
}

const Category* Directory::category(std::string_view code) const noexcept {
    const auto it = std::find_if(categories_.begin(), categories_.end(),
                                 [&](const Category& c) { return c.code == code; });
    return it == categories_.end() ? nullptr : &*it;
}

const Unit* Directory::find_name(std::string_view name, Date at) const {
    const auto [begin, end] = by_name_.equal_range(fold(name));
    const Unit* best = nullptr;
    NameKind best_kind = NameKind::alias;
    for (auto it = begin; it != end; ++it) {
        const auto& unit = units_[it->second.first];
        const auto& bearing = unit.names[it->second.second];
        const bool better = best == nullptr || bearing.kind < best_kind ||
                            (bearing.kind == best_kind && unit.ordinal < best->ordinal);
        if (bearing.valid.contains(at) && unit.valid.contains(at) && better) {
            best = &unit;
            best_kind = bearing.kind;
        }
    }
    return best;
}

const std::string& Directory::name(const Unit& unit, NameKind kind, Date at) const {
    ensure(!unit.names.empty(), "every unit has a name");
    const Name* fallback = nullptr;
    for (const auto& name : unit.names) {
        if (name.kind == kind && name.valid.contains(at)) {
            return name.text;
        }
        fallback = fallback == nullptr && name.kind == kind ? &name : fallback;
    }
    return fallback != nullptr ? fallback->text : unit.names.front().text;
}

void Directory::expand_into(UnitId id, Date at, int depth, std::vector<UnitId>& out) const {
    const auto* unit = find(id);
    if (unit == nullptr || !unit->valid.contains(at)) {
        return;
    }
    if (unit->kind == UnitKind::unit) {
        out.push_back(id);
        return;
    }
    if (depth == kMaxGroupDepth) {
        return;
    }
    const auto [begin, end] = by_group_.equal_range(id.value);
    for (auto it = begin; it != end; ++it) {
        if (it->second.valid.contains(at)) {
            expand_into(it->second.member, at, depth + 1, out);
        }
    }
}

std::vector<UnitId> Directory::expand(UnitId id, Date at) const {
    std::vector<UnitId> members;
    expand_into(id, at, 0, members);
    std::sort(members.begin(), members.end(), [&](UnitId a, UnitId b) {
        return std::pair{find(a)->ordinal, a} < std::pair{find(b)->ordinal, b};
    });
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

std::vector<const Unit*> Directory::suggest(std::string_view text, Date at,
                                            std::size_t limit) const {
    const auto wanted = fold(text);
    if (wanted.empty()) {
        return {};
    }
    const auto pairs = pairs_of(wanted);
    std::vector<std::pair<double, const Unit*>> scored;
    for (const auto& unit : units_) {
        double best = 0.0;
        for (const auto& name : unit.names) {
            best = name.valid.contains(at)
                       ? std::max(best, likeness(wanted, pairs, fold(name.text)))
                       : best;
        }
        if (best >= 0.4 && unit.valid.contains(at)) {
            scored.emplace_back(best, &unit);
        }
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Unit*> units;
    for (std::size_t i = 0; i < std::min(limit, scored.size()); ++i) {
        units.push_back(scored[i].second);
    }
    return units;
}

std::vector<KnownName> Directory::known_names(Date at) const {
    std::vector<KnownName> names;
    for (const auto& unit : units_) {
        for (const auto& name : unit.names) {
            if (unit.valid.contains(at) && name.valid.contains(at)) {
                names.push_back({name.text, unit.kind});
            }
        }
    }
    return names;
}

std::vector<UnitId> Directory::predecessors(UnitId id) const {
    std::vector<UnitId> ids;
    for (const auto& succession : successions_) {
        if (succession.to == id) {
            ids.push_back(succession.from);
        }
    }
    return ids;
}

std::vector<UnitId> Directory::successors(UnitId id) const {
    std::vector<UnitId> ids;
    for (const auto& succession : successions_) {
        if (succession.from == id) {
            ids.push_back(succession.to);
        }
    }
    return ids;
}

} // namespace luoshi::org
