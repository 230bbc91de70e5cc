// SPDX-License-Identifier: Apache-2.0
#include "followup/rows_weeks.hpp"

#include <array>

namespace luoshi::followup {
namespace {

constexpr std::array kShown{Light::overdue, Light::behind, Light::soon, Light::done};

std::vector<store::Value> row_of(PlanId plan, Date week, std::int64_t unit, Date today,
                                 const LightCounts& counts) {
    std::vector<store::Value> row{plan.value, week, unit, today};
    for (const auto light : kShown) {
        row.emplace_back(counts[static_cast<std::size_t>(light)]);
    }
    return row;
}

bool is_nothing(const LightCounts& counts) {
    for (const auto light : kShown) {
        if (counts[static_cast<std::size_t>(light)] != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

bool is_week_taken(store::Reader& reader, PlanId plan, Date week) {
    return reader
        .query_one("SELECT 1 FROM followup_weeks WHERE plan_id = $1 AND week = $2 AND unit_id = 0",
                   {plan, week})
        .has_value();
}

bool take_week(store::Transaction& transaction, PlanId plan, Date week, Date today,
               const Overview& overview) {
    const auto all = row_of(plan, week, 0, today, overview.counts);
    const auto made = transaction.execute(
        "INSERT INTO followup_weeks (plan_id, week, unit_id, taken_on, overdue, behind, soon, "
        "done) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (plan_id, week, unit_id) DO "
        "NOTHING",
        store::Params{all.begin(), all.end()});
    if (made == 0) {
        return false;
    }
    std::vector<std::vector<store::Value>> rows;
    for (const auto& unit : overview.units) {
        if (!is_nothing(unit.counts)) {
            rows.push_back(row_of(plan, week, unit.unit.value, today, unit.counts));
        }
    }
    transaction.load(
        "followup_weeks",
        {"plan_id", "week", "unit_id", "taken_on", "overdue", "behind", "soon", "done"}, rows);
    return true;
}

std::vector<Overview::Week> weeks_of(store::Reader& reader, const org::Scope& scope, PlanId plan,
                                     Date first, Date last) {
    // A unit that carried nothing of these lights has no row in a week that was taken.
    const auto unit = scope.sees_all() ? 0 : scope.unit().value;
    std::vector<Overview::Week> weeks;
    for (const auto& row : reader.query(
             "SELECT a.week, a.taken_on, coalesce(u.overdue, 0), coalesce(u.behind, 0), "
             "coalesce(u.soon, 0), coalesce(u.done, 0) FROM followup_weeks a LEFT JOIN "
             "followup_weeks u ON u.plan_id = a.plan_id AND u.week = a.week AND u.unit_id = $2 "
             "WHERE a.plan_id = $1 AND a.unit_id = 0 AND a.week >= $3 AND a.week < $4 ORDER BY "
             "a.week",
             {plan, unit, first, last})) {
        weeks.push_back({row.date(0), row.date(1), row.integer(2), row.integer(3), row.integer(4),
                         row.integer(5)});
    }
    return weeks;
}

} // namespace luoshi::followup
