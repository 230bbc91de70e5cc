// SPDX-License-Identifier: Apache-2.0
// A due as a value, with what was done with it. For those who list and show.
#pragma once

#include "base/clock.hpp"
#include "duty/chain.hpp"
#include "duty/due_rules.hpp"
#include "duty/ids.hpp"
#include "followup/ids.hpp"
#include "form/filled.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace luoshi {
class WorkCalendar;
}

namespace luoshi::duty {

struct Due {
    DueId id;
    followup::PlanId plan;
    DutyId duty;
    org::UnitId unit;
    Date occurrence, due_on;
    std::string period;
    DueState state = DueState::open;
    form::FilledId filled; // none: nobody has typed
    Chain chain;           // of the unit when it was begun; empty before
    std::size_t step = 0;  // place in the chain
    Date since;            // business date the present step began
    Timestamp since_at{};
    std::int64_t round = 0, kept = 0, version = 1;
    bool entered = false; // by the office, from paper
    std::string received;
    std::optional<Date> confirmed_on, signed_on, submitted_on, accepted_on;
    std::string confirmed_by, signed_by, signed_how, scan, scan_name, submitted_by, accepted_by;
    std::optional<Timestamp> submitted_at;
    std::string cause, why;
    Date made_on;
    bool is_unconfirmed() const { return entered && !confirmed_on; } // 待单位确认
    bool is_late(Date today) const { return is_waiting(state) && due_on < today; }
};

struct Act { // one line of 办理记录
    std::string act, step, person, for_person;
    Timestamp at{};
    Date on, since; // since: its step had begun
    std::int64_t kept = 0;
    std::string words;
};

// How late it is or was, and with whom it lay on the day it became late.
struct Lateness {
    int working_days = 0;
    std::string step; // draft, sign, …
    std::string holder;
    access::Role role = access::Role::drafter; // where no person holds it
    Date since;
};
// nullopt: not late. `acts`: of the due, oldest first.
std::optional<Lateness> lateness(const Due& due, const std::vector<Act>& acts, Date today,
                                 const WorkCalendar& calendar);

struct Remark { // 审核意见 on a passage
    RemarkId id;
    std::int64_t kept = 0; // version it was made on
    std::int64_t round = 0;
    std::string field, row, column;             // row: as people know it, its key or its number
    std::optional<std::pair<int, int>> passage; // characters [begin, end) of the value
    std::string quote, words;
    bool must = false; // 必须改; else 建议
    std::optional<Date> settled_on;
    std::string settled_by, answer, made_by;
    Timestamp made_at{};
};

struct Extension { // 延期申请
    ExtensionId id;
    DueId due;
    std::int64_t days = 0;
    std::string reason, asked_by, state; // asked, granted, refused
    std::optional<Date> new_date;
    std::string words, decided_by;
    Timestamp asked_at{};
};

struct StoredFile {
    std::string digest, name, added_by;
    std::int64_t size = 0;
};

} // namespace luoshi::duty
