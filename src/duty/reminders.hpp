// SPDX-License-Identifier: Apache-2.0
// Reminders (提醒) and the first word after the date (催办): for whom, when, in which words.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace luoshi::store {
class Database;
}

namespace luoshi::duty {

// Of each due a unit still works on, the newest of its steps that has come; on the first working
// day after the date one 催办. It goes to those who answer for the unit, and to whom the report
// waits for when that is somebody else. Steps missed while no server ran are not made up for: the
// newest stands for them.
class Reminders {
public:
    Reminders(store::Database& database, const Clock& clock) // borrowed
        : database_(database), clock_(clock) {}

    // Returns how many inbox entries were new. Every step of a due reaches a person once, however
    // often this runs, on however many servers: its key says step and date. Transactions of at
    // most kBatch dues; cut off anywhere and run again, nothing is lost or doubled. What this
    // object posted the same day is not written again. One thread at a time.
    std::int64_t run_due();

    static constexpr int kBatch = 1000;

private:
    store::Database& database_;
    const Clock& clock_;
    Date day_;                     // of the keys below
    std::set<std::string> posted_; // key, and the person where it is for one
};

} // namespace luoshi::duty
