// SPDX-License-Identifier: Apache-2.0
#include "duty/due.hpp"

#include "duty/schedule.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

// Where the report lay when the day `late_from` began: the first act on or after it ended the step
// that held it; without one it lies where it is.
void find_holder(const Due& due, const std::vector<Act>& acts, Date late_from, Lateness& out) {
    const auto it = std::ranges::find_if(acts, [&](const Act& act) {
        return act.on >= late_from && act.since < late_from && !act.step.empty() &&
               act.step != "office" && act.act != "save";
    });
    if (it != acts.end()) {
        out.step = it->step;
        out.since = it->since;
        out.holder = it->for_person.empty() ? it->person : it->for_person;
        return;
    }
    const Chain usual = usual_chain();
    const auto& chain = due.chain.empty() ? usual : due.chain;
    const auto& step = chain[std::min(due.step, chain.size() - 1)];
    out.step = to_string(step.kind);
    out.since = due.since;
    out.holder = step.name;
    out.role = step.role;
}

} // namespace

std::optional<Lateness> lateness(const Due& due, const std::vector<Act>& acts, Date today,
                                 const WorkCalendar& calendar) {
    if (due.state == DueState::spared || due.state == DueState::cancelled) {
        return std::nullopt;
    }
    const auto until = is_waiting(due.state) ? today : due.submitted_on.value_or(today);
    if (until <= due.due_on) {
        return std::nullopt;
    }
    Lateness late;
    late.working_days = working_days_between(due.due_on, until, calendar);
    find_holder(due, acts, due.due_on.plus_days(1), late);
    return late;
}

} // namespace luoshi::duty
