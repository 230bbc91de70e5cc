// SPDX-License-Identifier: Apache-2.0
#include "followup/overview.hpp"

#include "followup/rows_life.hpp"
#include "followup/rows_lights.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

// Lights by place in the document: ordinals are dense, or nearly so.
std::vector<const TaskLight*> by_ordinal(const std::vector<TaskLight>& lights) {
    std::vector<const TaskLight*> table;
    if (!lights.empty()) {
        table.resize(static_cast<std::size_t>(lights.back().ordinal) + 1, nullptr);
    }
    for (const auto& task : lights) {
        table[static_cast<std::size_t>(task.ordinal)] = &task;
    }
    return table;
}

std::size_t index(Light light) {
    return static_cast<std::size_t>(light);
}

void count_task(Overview& overview, const TaskLight& task, Light light) {
    ++overview.tasks;
    ++overview.counts[index(light)];
    ++overview.states[static_cast<std::size_t>(task.state)];
    if (task.part >= 0) {
        ++overview.parts[static_cast<std::size_t>(task.part)].counts[index(light)];
    }
}

void count_of_unit(Overview::OfUnit& unit, const TaskLight& task, Light light) {
    ++unit.counts[index(light)];
    if (task.part >= 0) {
        ++unit.parts[static_cast<std::size_t>(task.part)][index(light)];
    }
}

} // namespace

void count_lights(store::Reader& reader, const org::Scope& scope, PlanId plan,
                  const LightMoment& moment, Overview& overview) {
    const auto lights = plan_lights(reader, plan, moment);
    const auto table = by_ordinal(lights);
    for (const auto& section : top_sections(reader, plan)) {
        overview.parts.push_back({section.path, section.title, {}});
    }
    if (scope.sees_all()) {
        for (const auto& task : lights) {
            count_task(overview, task, task.light);
        }
        overview.unsigned_late = late_signings(reader, plan, moment.today);
    }
    const auto visit = [&](const std::vector<std::int64_t>& ordinals, auto&& count) {
        for (const auto ordinal : ordinals) {
            const auto place = static_cast<std::size_t>(ordinal);
            if (place < table.size() && table[place] != nullptr) {
                count(*table[place]);
            }
        }
    };
    for (const auto& holding : holdings_of(reader, plan, scope)) {
        Overview::OfUnit unit{holding.unit, {}, std::vector<LightCounts>(overview.parts.size())};
        visit(holding.carried, [&](const TaskLight& task) {
            count_of_unit(unit, task, task.light);
            if (!scope.sees_all()) {
                count_task(overview, task, task.light);
            }
        });
        visit(holding.helped, [&](const TaskLight& task) {
            count_of_unit(unit, task, Light::joint);
            if (!scope.sees_all()) {
                count_task(overview, task, Light::joint);
            }
        });
        overview.units.push_back(std::move(unit));
    }
    const auto order = [&](const Overview::OfUnit& one) {
        const auto* unit = overview.directory->find(one.unit);
        return unit == nullptr ? INT64_MAX : unit->ordinal;
    };
    std::stable_sort(overview.units.begin(), overview.units.end(),
                     [&](const auto& a, const auto& b) { return order(a) < order(b); });
}

} // namespace luoshi::followup
