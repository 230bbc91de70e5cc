// SPDX-License-Identifier: Apache-2.0
// Lights in SQL and in lists: the same definition as lights.hpp, on the rows of lives.
#pragma once

#include "followup/life.hpp"
#include "store/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::followup {

// The moment lights of a plan are told at; nullopt: it is not in force.
std::optional<LightMoment> light_moment(store::Reader& reader, PlanId plan, Date today);

// An expression over the columns of followup_lives named by `alias`: the light as its number.
// `param` keeps a value and gives its placeholder.
std::string light_sql(std::string_view alias, const LightMoment& moment,
                      const std::function<std::string(store::Value)>& param);

// What a list shows of a life: the columns of followup_lives l, and how they are read from a row
// where they stand from `first` on. nullopt: no life.
extern const std::string_view kLifeColumns;
constexpr std::size_t kLifeColumnCount = 14;
struct LifeCard {
    std::string number, next_title, waits;
    LightFacts facts;
    Date sign_by;
    std::optional<Date> review_on;
};
std::optional<LifeCard> life_card(const store::RowView& row, std::size_t first);
// An object of the contract (TaskLife), or null. roles: of the asking unit; nullopt: it sees all.
std::string life_json(const std::optional<LifeCard>& card, const LightMoment& moment,
                      std::optional<RoleSet> roles);
// The same of one task, for its own page.
std::string life_of_task(store::Reader& reader, TaskId task, const org::Scope& scope,
                         const std::optional<LightMoment>& moment);
// Puts it into the card of a task, which is a JSON object.
void add_life(std::string& card, const std::string& life);

// The numbered tasks of a plan as one pass over an index gives them, in order.
struct TaskLight {
    std::int64_t ordinal = 0;
    Light light = Light::undated;
    State state = State::to_sign;
    std::int64_t part = -1; // place in top_sections(); -1: none
};
std::vector<TaskLight> plan_lights(store::Reader& reader, PlanId plan, const LightMoment& moment);

struct Holding {
    org::UnitId unit;
    std::vector<std::int64_t> carried, helped; // ordinals, ascending
};
std::vector<Holding> holdings_of(store::Reader& reader, PlanId plan, const org::Scope& scope);
std::int64_t late_signings(store::Reader& reader, PlanId plan, Date today);

} // namespace luoshi::followup
