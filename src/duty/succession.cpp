// SPDX-License-Identifier: Apache-2.0
#include "duty/succession.hpp"

#include "duty/rows.hpp"
#include "duty/submission_parts.hpp"

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

} // namespace

std::int64_t open_dues_of(store::Reader& reader, org::UnitId unit, org::UnitId successor) {
    return static_cast<std::int64_t>(moving(reader, unit, successor).size());
}

std::int64_t give_dues_to(store::Transaction& transaction, const Who& by, org::UnitId unit,
                          org::UnitId successor, const std::string& words) {
    std::int64_t moved = 0;
    for (auto& due : moving(transaction, unit, successor)) {
        if (const auto own = due_at(transaction, due.duty, successor, due.occurrence)) {
            if (own->state == DueState::cancelled) { // asked of nobody otherwise
                revive(transaction, own->id);
            }
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
