// SPDX-License-Identifier: Apache-2.0
#include "followup/overview.hpp"

#include "followup/rows_lights.hpp"
#include "followup/rows_plans.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

// Lights by place in the document: ordinals are dense, or nearly so.
std::vector<const TaskLight*> by_ordinal(const PlanLights& lights) {
    std::vector<const TaskLight*> table;
    if (!lights.tasks.empty()) {
        table.resize(static_cast<std::size_t>(lights.tasks.back().ordinal) + 1, nullptr);
    }
    for (const auto& task : lights.tasks) {
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
    ++overview.parts[task.part].counts[index(light)];
}

} // namespace

void count_lights(store::Reader& reader, const org::Scope& scope, PlanId plan,
                  const LightMoment& moment, Overview& overview) {
    const auto lights = plan_lights(reader, plan, moment);
    const auto table = by_ordinal(lights);
    const auto sections = list_sections(reader, plan);
    for (const auto& path : lights.parts) {
        const auto it = std::find_if(sections.begin(), sections.end(),
                                     [&](const Section& one) { return one.path == path; });
        overview.parts.push_back({path, it == sections.end() ? std::string{} : it->title, {}});
    }
    if (scope.sees_all()) {
        for (const auto& task : lights.tasks) {
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
        Overview::OfUnit unit{holding.unit, {}, std::vector<LightCounts>(lights.parts.size())};
        visit(holding.carried, [&](const TaskLight& task) {
            ++unit.counts[index(task.light)];
            ++unit.parts[task.part][index(task.light)];
            if (!scope.sees_all()) {
                count_task(overview, task, task.light);
            }
        });
        visit(holding.helped, [&](const TaskLight& task) {
            ++unit.counts[index(Light::joint)];
            ++unit.parts[task.part][index(Light::joint)];
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
