// SPDX-License-Identifier: Apache-2.0
// One act on one life: found, allowed, its event begun; and at the end what follows from it.
#pragma once

#include "followup/life.hpp"
#include "followup/rows_life.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::followup {

struct Desk {
    store::Transaction& transaction;
    const Asker& asker;
    LifeRow life;
    Run run;
    std::vector<HolderOf> holders;
    const Rule* rule = nullptr;

    const std::string& person() const { return asker.actor.name; }
};

struct Doing {
    TaskId task;
    std::int64_t version = 0; // that was seen
    Act act = Act::sign;
    std::string action; // of the event: "followup.task-signed"
};
// Errors: those told in life.hpp for all acts.
Desk open_desk(store::Transaction& transaction, const Asker& asker, const Doing& doing);
// The rule's next state, the current milestone, its percentages and who is waited for; saved as the
// next version.
void close_desk(Desk& desk);

// Units that carry the task on: its leads; where there are none, those responsible, alone or each.
std::vector<org::UnitId> carriers_of(const std::vector<HolderOf>& holders);
Standing standing_of(const Asker& asker, const std::vector<HolderOf>& holders);
RoleSet roles_of(const std::vector<HolderOf>& holders, org::UnitId unit);

// Current milestone, percentages, basis and who is waited for, from the rows.
void refresh(store::Reader& reader, LifeRow& life, const std::vector<HolderOf>& holders,
             Date started_on);
// Open milestones are due so many days later; the first date stays.
void shift_open(Desk& desk, int days);
// The clock runs again, if it stood still.
void run_clock(Desk& desk);
// The last day to sign, and to object, of a unit: from the start, or from the decision that brought
// it in.
Date sign_by(const LifeRow& life, const Run& run, const std::vector<Objection>& objections,
             org::UnitId unit, const WorkCalendar& calendar);

Date in_a_year(Date day); // the same day; 29 February becomes the 28th

// Errors: invalid_argument (followup.incomplete, detail field).
[[noreturn]] void incomplete(std::string_view field, std::string_view expected);
void expect_words(const std::string& words, std::string_view field); // 1 to 2,000 characters
void expect_approver(const Approver& approver);

// Puts new evidence into rows, or gives a file that is there its place.
struct Place {
    ClosingLineId line;
    MilestoneId milestone;
};
void add_evidence(Desk& desk, const NewEvidence& evidence, const Place& place);

} // namespace luoshi::followup
