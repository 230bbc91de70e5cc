// SPDX-License-Identifier: Apache-2.0
// What should be, told apart from the program: the calendar, who owes what on which day, who is
// told of it. Knows dates, codes and words only.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace luoshi::sim {

bool works(Date day); // by the calendar of the pack as it stands in model.cpp
Date step_back(Date day, int days, bool working);

struct Step {
    int days;
    bool working;
};
struct DutyModel {
    std::string code;
    std::vector<Step> remind;
    std::optional<Date> issued;
};

// Codes of the units that owe a duty on a day; empty where it does not fall on that day.
// reform: from when m.f stands where m.e did.
std::vector<std::string> owing(const std::string& duty, Date day, std::optional<Date> reform);
// The key's end of what a due is told today: "2021-02-26", "late"; "" nothing yet.
std::string told_today(const DutyModel& duty, Date due_on, Date today);

struct DueModel {
    std::int64_t id = 0;
    std::string duty, unit;
    Date occurrence, due_on;
    std::string state = "open"; // as the rows spell it
    int step = 0;               // 0 drafts, 1 signs, 2 sends
    int round = 0;
    std::string of;     // who owed it first, where a reform moved it
    bool stays = false; // with a unit that ended, though another owes it now
    bool begun = false, entered = false, confirmed = false, remarked = false;
    // Nothing is left to do; what the office entered is still to be confirmed by the unit.
    bool over() const {
        return (state == "accepted" && !(entered && !confirmed)) || state == "spared" ||
               state == "cancelled";
    }
    bool waiting() const {
        return state == "open" || state == "drafted" || state == "signed" || state == "returned";
    }
};

struct ReformModel {
    std::string unit, successor;
    std::optional<Date> on; // the first day without the unit; none: not decided
};

struct LightFactsModel {
    std::string state;
    bool dated = false, stopped = false;
    std::optional<Date> start, due;
    std::optional<int> reported, verified;
};
std::string light(const LightFactsModel& facts, Date today);

} // namespace luoshi::sim
