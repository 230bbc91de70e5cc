// SPDX-License-Identifier: Apache-2.0
// Reminders of subtasks before their date and the first word after it: for the thread of the app
// that reminds of dues.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace luoshi::store {
class Database;
}

namespace luoshi::subtask {

// Steps are those dues have by themselves (duty::usual_reminders). Of those missed while no server
// ran the newest is told. After the date, on the first working day, one 催办 to who owes it and one
// word to who handed it out. While it is declined the unit hears nothing. Where the office moved a
// task or who split a subtask moved that earlier, units with later parts are told once, and who
// handed them out once for all of them.
class Reminders {
public:
    Reminders(store::Database& database, const Clock& clock) // borrowed
        : database_(database), clock_(clock) {}

    // Returns how many inbox entries were new; every step reaches a person once. Reads first, and
    // writes only where something is to be told that this object did not tell today. One thread
    // at a time.
    std::int64_t run_due();

    static constexpr int kBatch = 1000;

private:
    template <class Compose>
    std::int64_t tell(Compose&& compose_now);
    store::Database& database_;
    const Clock& clock_;
    Date day_;                     // of the keys below
    std::set<std::string> posted_; // key
};

} // namespace luoshi::subtask
