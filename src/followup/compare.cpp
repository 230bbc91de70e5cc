// SPDX-License-Identifier: Apache-2.0
#include "followup/compare.hpp"

#include "base/text.hpp"
#include "followup/similar.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::followup {
namespace {

constexpr double kAlike = 0.35;     // of two items that say the same in other words
constexpr double kSamePlace = 0.12; // enough where number and section agree
constexpr std::size_t kNearest = 6;

std::set<std::string> parties_of(const DraftItem& item) {
    std::set<std::string> out;
    for (const auto& party : item.parties) {
        out.insert(fmt::format("{}|{}", fold(party.unit), notice::to_string(party.role)));
    }
    return out;
}

std::set<std::string> deadlines_of(const DraftItem& item) {
    std::set<std::string> out;
    for (const auto& deadline : item.deadlines) {
        out.insert(fmt::format("{}|{}", notice::to_string(deadline.kind), deadline.value));
    }
    return out;
}

std::vector<std::string> differing(const DraftItem& before, const DraftItem& after) {
    std::vector<std::string> fields;
    const auto add = [&](bool differs, const char* name) {
        if (differs) {
            fields.emplace_back(name);
        }
    };
    add(before.number != after.number, "number");
    add(fold(before.section_path) != fold(after.section_path), "section");
    add(fold(before.text) != fold(after.text), "text");
    add(parties_of(before) != parties_of(after), "parties");
    add(deadlines_of(before) != deadlines_of(after), "deadlines");
    return fields;
}

struct Candidate {
    double score = 0.0;
    std::size_t before = 0, after = 0;
};

// The most alike first; each item is in at most one pair.
std::vector<std::optional<std::size_t>> pair_items(const std::vector<DraftItem>& before,
                                                   const std::vector<DraftItem>& after) {
    std::vector<std::string> texts;
    std::multimap<std::string, std::size_t> by_number;
    for (std::size_t i = 0; i < before.size(); ++i) {
        texts.push_back(before[i].text);
        by_number.emplace(before[i].number, i);
    }
    const TextIndex index{texts};
    std::vector<Candidate> candidates;
    for (std::size_t a = 0; a < after.size(); ++a) {
        std::map<std::size_t, double> alike;
        const auto [first, last] = by_number.equal_range(after[a].number);
        for (auto it = first; it != last; ++it) {
            alike.emplace(it->second, 0.0);
        }
        for (const auto& match : index.nearest(after[a].text, kNearest + alike.size())) {
            alike[match.place] = match.likeness;
        }
        for (const auto& [b, likeness] : alike) {
            const bool number = before[b].number == after[a].number;
            const bool section = fold(before[b].section_path) == fold(after[a].section_path);
            if (likeness >= (number && section ? kSamePlace : kAlike)) {
                candidates.push_back(
                    {likeness + (number ? 0.2 : 0.0) + (section ? 0.1 : 0.0), b, a});
            }
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& x, const Candidate& y) { return x.score > y.score; });
    std::vector<std::optional<std::size_t>> partner(after.size());
    std::set<std::size_t> taken;
    for (const auto& candidate : candidates) {
        if (!partner[candidate.after] && taken.insert(candidate.before).second) {
            partner[candidate.after] = candidate.before;
        }
    }
    return partner;
}

std::vector<std::string> header_differences(const Draft& before, const Draft& after) {
    std::vector<std::string> fields;
    for (const auto& field : after.header) {
        const auto it = std::find_if(before.header.begin(), before.header.end(),
                                     [&](const auto& f) { return f.field == field.field; });
        const auto folded = [](const HeaderField& f) {
            std::vector<std::string> values;
            std::transform(f.values.begin(), f.values.end(), std::back_inserter(values),
                           [](const auto& value) { return fold(value); });
            return values;
        };
        if (it == before.header.end() || folded(*it) != folded(field)) {
            fields.push_back(field.field);
        }
    }
    return fields;
}

} // namespace

std::string_view to_string(ChangeKind kind) noexcept {
    switch (kind) {
    case ChangeKind::same: return "same";
    case ChangeKind::changed: return "changed";
    case ChangeKind::added: return "added";
    case ChangeKind::removed: return "removed";
    }
    return "same";
}

std::size_t Comparison::count(ChangeKind kind) const {
    return static_cast<std::size_t>(std::count_if(
        items.begin(), items.end(), [&](const ItemChange& one) { return one.kind == kind; }));
}

Comparison compare(const Draft& before, const Draft& after) {
    Comparison comparison;
    const auto partner = pair_items(before.items, after.items);
    std::set<std::size_t> left;
    for (std::size_t b = 0; b < before.items.size(); ++b) {
        left.insert(b);
    }
    for (const auto& b : partner) {
        if (b) {
            left.erase(*b);
        }
    }
    const auto removed_before = [&](std::size_t place) {
        while (!left.empty() && *left.begin() < place) {
            comparison.items.push_back({ChangeKind::removed, *left.begin(), std::nullopt, {}});
            left.erase(left.begin());
        }
    };
    for (std::size_t a = 0; a < partner.size(); ++a) {
        if (!partner[a]) {
            comparison.items.push_back({ChangeKind::added, std::nullopt, a, {}});
            continue;
        }
        removed_before(*partner[a]);
        auto fields = differing(before.items[*partner[a]], after.items[a]);
        const auto kind = fields.empty() ? ChangeKind::same : ChangeKind::changed;
        comparison.items.push_back({kind, partner[a], a, std::move(fields)});
    }
    removed_before(before.items.size());
    comparison.header = header_differences(before, after);
    comparison.general = differing(before.general, after.general);
    return comparison;
}

} // namespace luoshi::followup
