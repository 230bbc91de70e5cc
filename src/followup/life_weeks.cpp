// SPDX-License-Identifier: Apache-2.0
// How a plan stands, taken once a week.
#include "followup/holders.hpp"
#include "followup/overview.hpp"
#include "followup/rows_lights.hpp"
#include "followup/rows_weeks.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

namespace luoshi::followup {

Date monday_of(Date day) {
    return day.plus_days(1 - day.weekday());
}

// Counting takes longer than the write may: it is done before it.
bool Lives::take_week_of(PlanId plan) {
    const auto today = clock_.today();
    const auto week = monday_of(today);
    Overview overview;
    const bool wanted = database_.read([&](store::Reader& reader) {
        const auto moment = light_moment(reader, plan, today);
        if (!moment || is_week_taken(reader, plan, week)) {
            return false;
        }
        overview.directory = directories_.get(reader);
        count_lights(reader, org::Scope::all(), plan, *moment, overview);
        return true;
    });
    return wanted && database_.write([&](store::Transaction& transaction) {
        return take_week(transaction, plan, week, today, overview);
    });
}

std::size_t Lives::take_weeks() {
    const auto plans = database_.read([](store::Reader& reader) { return plan_ids(reader); });
    std::size_t taken = 0;
    for (const auto plan : plans) {
        taken += take_week_of(plan) ? 1U : 0U;
    }
    return taken;
}

} // namespace luoshi::followup
