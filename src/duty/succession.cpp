// SPDX-License-Identifier: Apache-2.0
#include "duty/succession.hpp"

#include "duty/rows.hpp"
#include "duty/submission_parts.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

bool is_idle(const Due& due) {
    return due.state == DueState::open && !due.filled;
}

// Of the unit, what does not stay with it.
std::vector<Due> moving(store::Reader& reader, org::UnitId unit, org::UnitId successor) {
    auto all = unfinished_dues(reader, unit);
    std::erase_if(all, [&](const Due& due) {
        return !is_idle(due) && due_at(reader, due.duty, successor, due.occurrence);
    });
    return all;
}

// Has one of the units begun its report of that duty and day, and not finished it?
bool begun_beside(store::Reader& reader, const Due& due, const std::vector<org::UnitId>& beside) {
    return std::ranges::any_of(beside, [&](org::UnitId unit) {
        const auto there = due_at(reader, due.duty, unit, due.occurrence);
        const auto open = there ? unfinished_dues(reader, unit) : std::vector<Due>{};
        return std::ranges::any_of(
            open, [&](const Due& one) { return one.id == there->id && !is_idle(one); });
    });
}

} // namespace

std::int64_t open_dues_of(store::Reader& reader, org::UnitId unit, org::UnitId successor) {
    return static_cast<std::int64_t>(moving(reader, unit, successor).size());
}

std::int64_t give_dues_to(store::Transaction& transaction, const Who& by, org::UnitId unit,
                          org::UnitId successor, const std::vector<org::UnitId>& beside,
                          const std::string& words) {
    std::int64_t moved = 0;
    for (auto& due : moving(transaction, unit, successor)) {
        if (const auto own = due_at(transaction, due.duty, successor, due.occurrence)) {
            if (own->state == DueState::cancelled) { // asked of nobody otherwise
                revive(transaction, own->id);
            }
            cancel(transaction, due.id, "members", words);
            continue;
        }
        if (is_idle(due) && begun_beside(transaction, due, beside)) { // which goes instead
            cancel(transaction, due.id, "members", words);
            continue;
        }
        for (auto& step : due.chain) {
            step.person = 0;
            step.name.clear();
        }
        due.unit = successor;
        set_due_unit(transaction, due.id, successor);
        Act act;
        act.act = "reform";
        act.since = due.since;
        act.words = words;
        leave(transaction, by, due, std::move(act));
        ++moved;
    }
    return moved;
}

} // namespace luoshi::duty
