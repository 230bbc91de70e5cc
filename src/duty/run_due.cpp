// SPDX-License-Identifier: Apache-2.0
// Dues appear by themselves.
#include "base/error.hpp"
#include "duty/duties.hpp"
#include "duty/make_dues.hpp"
#include "duty/rows.hpp"
#include "org/directory.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

const store::Actor kSystem{0, "system:duty", ""};

} // namespace

DuePlan Duties::planned(store::Reader& reader, const Duty& duty, Date from) {
    const auto today = clock_.today();
    const auto last = today.plus_days(kHorizon);
    const auto directory = directories_.get(reader);
    auto wanted = owed(duty.definition, *directory, from, last);
    // Of days that have passed nothing is asked of a unit that has ended since: its successor has
    // what was open.
    std::erase_if(wanted, [&](const Owed& one) {
        const auto* const unit = directory->find(one.unit);
        return unit != nullptr && unit->valid.until && *unit->valid.until <= today;
    });
    return plan_dues(wanted, existing_dues(reader, duty.id), today, last);
}

RunResult Duties::apply(store::Transaction& transaction, const Duty& duty, const DuePlan& plan) {
    const auto calendar = org::work_calendar(transaction);
    std::vector<Due> dues;
    for (const auto& one : plan.make) {
        Due due;
        due.plan = duty.plan;
        due.duty = duty.id;
        due.unit = one.unit;
        due.occurrence = one.occurrence;
        due.due_on = due_on(one.occurrence, settings_.rest_days, calendar);
        due.period = period_at(duty.definition, one.occurrence);
        due.since = due.made_on = clock_.today();
        due.since_at = transaction.now();
        dues.push_back(std::move(due));
    }
    insert_dues(transaction, dues);
    for (const auto& [id, cause] : plan.cancel) {
        cancel(transaction, id, cause, "");
    }
    for (const auto id : plan.revive) {
        revive(transaction, id);
    }
    return {1, plan.make.size(), plan.cancel.size(), plan.revive.size()};
}

// Where nothing changed nothing is written but, once a day, how far it ran.
RunResult Duties::run_one(DutyId id) {
    const auto today = clock_.today();
    const auto planned_now = [&](store::Reader& reader, const Duty& duty) {
        const auto last = ran_on(reader, id).value_or(duty.issued_on.value_or(today));
        return planned(reader, duty, std::min(last, today));
    };
    const bool idle = database_.read([&](store::Reader& reader) {
        return ran_on(reader, id) == today &&
               planned_now(reader, must_find_duty(reader, id)).empty();
    });
    if (idle) {
        return {1, 0, 0, 0};
    }
    return database_.write([&](store::Transaction& transaction) {
        const auto duty = must_find_duty(transaction, id);
        if (duty.state != DutyState::issued) {
            return RunResult{1, 0, 0, 0}; // stopped meanwhile
        }
        const auto plan = planned_now(transaction, duty);
        if (!plan.empty()) {
            transaction.record({.actor = kSystem,
                                .action = "duty.dues-made",
                                .object_kind = "duty",
                                .object_id = id.value,
                                .plan_id = duty.plan.value,
                                .detail = {}});
        }
        const auto result = apply(transaction, duty, plan);
        set_ran_on(transaction, id, today);
        return result;
    });
}

RunResult Duties::run_due(std::size_t at_most) {
    RunResult all;
    const auto ids = database_.read([](store::Reader& reader) { return issued_duties(reader); });
    for (std::size_t i = 0; i < std::min(at_most, ids.size()); ++i) {
        RunResult one;
        try {
            one = run_one(ids[i]);
        } catch (const Error& error) { // another server was making the same
            if (error.reason() != "store.duplicate") {
                throw;
            }
            one = run_one(ids[i]);
        }
        all.duties += one.duties;
        all.made += one.made;
        all.cancelled += one.cancelled;
        all.revived += one.revived;
    }
    return all;
}

} // namespace luoshi::duty
