// SPDX-License-Identifier: Apache-2.0
#include "duty/cost.hpp"

#include "duty/make_dues.hpp"
#include "form/definition.hpp"
#include "org/directory.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace luoshi::duty {
namespace {

using Month = std::pair<int, int>;

Month month_of(Date day) {
    return {day.year(), day.month()};
}

// A unit of one of the categories, or below one.
bool is_at_base(const org::Directory& directory, org::UnitId id,
                const std::vector<std::string>& base_level) {
    const auto* unit = directory.find(id);
    for (int depth = 0; unit != nullptr && depth < 8; ++depth) {
        if (unit->category && std::ranges::find(base_level, *unit->category) != base_level.end()) {
            return true;
        }
        unit = directory.find(unit->parent);
    }
    return false;
}

void count_months(const CostInput& input, const std::vector<Owed>& owed, Cost& cost) {
    std::map<std::pair<Month, org::UnitId>, std::int64_t> by_unit;
    for (const auto& [unit, day] : input.owed) {
        ++by_unit[{month_of(day), unit}];
    }
    std::map<Month, std::set<Date>> months;
    for (const auto& one : owed) {
        ++by_unit[{month_of(one.occurrence), one.unit}];
        months[month_of(one.occurrence)].insert(one.occurrence);
    }
    const std::set<org::UnitId> asked = [&] {
        std::set<org::UnitId> units;
        for (const auto& one : owed) {
            units.insert(one.unit);
        }
        return units;
    }();
    for (const auto& [month, days] : months) {
        Cost::Month out{month.first, month.second, static_cast<std::int64_t>(days.size()), 0, {}};
        for (const auto unit : asked) {
            const auto it = by_unit.find({month, unit});
            const auto count = it == by_unit.end() ? 0 : it->second;
            out.most_owed = std::max(out.most_owed, count);
            if (count > input.settings.monthly_cap) {
                out.over.push_back(unit);
            }
        }
        cost.months.push_back(std::move(out));
    }
}

void find_concerns(const CostInput& input, Cost& cost) {
    if (!input.definition.has_basis()) {
        cost.concerns.push_back(Concern::no_basis);
    }
    if (!cost.at_base.empty()) {
        cost.concerns.push_back(Concern::base_level);
    }
    if (std::ranges::any_of(cost.months,
                            [](const Cost::Month& month) { return !month.over.empty(); })) {
        cost.concerns.push_back(Concern::over_cap);
    }
}

} // namespace

std::string_view to_string(Concern concern) noexcept {
    switch (concern) {
    case Concern::no_basis: return "no-basis";
    case Concern::base_level: return "base-level";
    case Concern::over_cap: return "over-cap";
    }
    return "";
}

// What people type into; of a table its rows are counted apart.
PerReport count_fields(const Definition& definition, const form::Form& form) {
    PerReport cost;
    for (const auto& field : form.fields) {
        if (field.value) {
            continue;
        }
        if (field.kind != form::FieldKind::table) {
            ++cost.fields;
            continue;
        }
        std::set<std::string> known;
        if (definition.rows && definition.rows->into == field.name) {
            for (const auto& [column, source] : definition.rows->columns) {
                known.insert(column);
            }
        }
        for (const auto& column : field.columns) {
            cost.cells += !column.value && !known.contains(column.name) ? 1 : 0;
        }
    }
    return cost;
}

Cost count_cost(const CostInput& input) {
    Cost cost;
    cost.cap = input.settings.monthly_cap;
    const auto report = count_fields(input.definition, input.form);
    cost.fields = report.fields;
    cost.cells = report.cells;
    const auto owed_now =
        owed(input.definition, input.directory, input.today, input.today.plus_days(kHorizon));
    std::set<Date> days;
    for (const auto& one : owed_now) {
        days.insert(one.occurrence);
        const auto it = input.known_rows.find(one.unit);
        const auto rows = std::max<std::int64_t>(it == input.known_rows.end() ? 0 : it->second, 1);
        cost.answers += cost.fields + cost.cells * rows;
    }
    const auto at = days.empty() ? input.today : *days.begin();
    const auto units = units_of(input.definition.who, input.directory, at);
    cost.units = static_cast<std::int64_t>(units.size());
    cost.times = static_cast<std::int64_t>(days.size());
    for (const auto unit : units) {
        const auto it = input.known_rows.find(unit);
        cost.known_rows += it == input.known_rows.end() ? 0 : it->second;
        if (is_at_base(input.directory, unit, input.base_level)) {
            cost.at_base.push_back(unit);
        }
    }
    for (const auto& code : input.definition.who) {
        const auto* const unit = input.directory.find_code(code);
        if (unit != nullptr && input.directory.expand(unit->id, at).empty()) {
            cost.open_groups.push_back(code);
        }
    }
    count_months(input, owed_now, cost);
    find_concerns(input, cost);
    return cost;
}

} // namespace luoshi::duty
