// SPDX-License-Identifier: Apache-2.0
#include "model.hpp"

namespace luoshi::sim {
namespace {

// Rest days in the week and weekend days worked, as tests/sim/pack/calendar.yaml has them.
const std::set<std::string> kOff{
    "2021-01-01", "2021-02-11", "2021-02-12", "2021-02-15", "2021-02-16", "2021-02-17",
    "2021-04-05", "2021-05-03", "2021-05-04", "2021-05-05", "2021-10-01", "2021-10-04",
    "2021-10-05", "2021-10-06", "2021-10-07", "2022-01-03", "2022-01-31", "2022-02-01",
    "2022-02-02", "2022-02-03", "2022-02-04", "2022-05-02", "2022-05-03", "2022-10-03",
    "2022-10-04", "2022-10-05", "2022-10-06", "2022-10-07"};
const std::set<std::string> kWorked{"2021-02-07", "2021-02-20", "2021-05-08", "2021-10-09",
                                    "2022-01-29", "2022-10-08", "2022-10-09"};

} // namespace

bool works(Date day) {
    const auto text = to_string(day);
    return kWorked.contains(text) || (day.weekday() <= 5 && !kOff.contains(text));
}

Date step_back(Date day, int days, bool working) {
    while (days > 0) {
        day = day.plus_days(-1);
        days -= !working || works(day) ? 1 : 0;
    }
    while (!works(day)) {
        day = day.plus_days(-1);
    }
    return day;
}

std::vector<std::string> owing(const std::string& duty, Date day, std::optional<Date> reform) {
    const auto text = to_string(day);
    const std::string e = reform && *reform <= day ? "m.f" : "m.e";
    if (duty == "once") {
        return text == "2021-05-06" ? std::vector<std::string>{"m.a", "m.b", e, "m.f"}
                                    : std::vector<std::string>{};
    }
    const bool falls = duty == "monthly" ? day.day() == 10 : text.substr(5) == "11-13";
    return falls ? std::vector<std::string>{"m.a", "m.b", text < "2021-09-01" ? "m.c" : "m.d", e}
                 : std::vector<std::string>{};
}

std::string told_today(const DutyModel& duty, Date due_on, Date today) {
    if (due_on < today) {
        for (auto day = due_on.plus_days(1); day <= today; day = day.plus_days(1)) {
            if (works(day)) {
                return "late";
            }
        }
        return "";
    }
    std::string newest;
    for (const auto& one : duty.remind) {
        const auto day = step_back(due_on, one.days, one.working);
        if (day <= today) {
            newest = std::max(newest, to_string(day));
        }
    }
    return newest;
}

std::string light(const LightFactsModel& facts, Date today) {
    if (facts.state == "closed" || facts.state == "phase_closed") {
        return "done";
    }
    if (facts.state == "standing") {
        return "standing";
    }
    if (facts.state == "terminated") {
        return "ended";
    }
    if (facts.state == "paused" || facts.stopped) {
        return "paused";
    }
    if (!facts.due) {
        return facts.dated ? "on" : "undated";
    }
    if (*facts.due < today) {
        return "overdue";
    }
    const auto all = facts.due->days_since_epoch() - facts.start->days_since_epoch();
    const auto gone = today.days_since_epoch() - facts.start->days_since_epoch();
    const auto said = facts.verified ? facts.verified : facts.reported;
    if (all > 0 && 100.0 * gone / all > (said ? *said + 20.0 : 50.0)) {
        return "behind";
    }
    int between = 0; // working days from tomorrow to the date
    for (auto day = today.plus_days(1); day <= *facts.due; day = day.plus_days(1)) {
        between += works(day) ? 1 : 0;
    }
    return between <= 10 ? "soon" : "on";
}

} // namespace luoshi::sim
