// SPDX-License-Identifier: Apache-2.0
// A task's subtasks as one tree, and who sees what of it. Private to the module.
//
//   Forest::of(reader, task)          all of a task, with its facts; of one that is gone, without
//   visible(who), hands(who, place)   whose it is
#pragma once

#include "access/person.hpp"
#include "base/work_calendar.hpp"
#include "followup/holders.hpp"
#include "store/transaction.hpp"
#include "subtask/subtask.hpp"

#include <utility>
#include <vector>

namespace luoshi::subtask {

class Forest {
public:
    static Forest of(store::Reader& reader, followup::TaskId task);
    // The same of a task that must be there. Errors: those of followup::task_facts().
    static Forest of_task(store::Reader& reader, followup::TaskId task);

    bool is_gone() const noexcept { return gone_; } // a correction of the plan took the task away
    const followup::TaskFacts& facts() const noexcept { return facts_; }
    TaskWords words() const;
    const std::vector<Subtask>& all() const noexcept { return all_; }
    std::size_t parent(std::size_t place) const { return nodes_[place].parent; }
    std::size_t place_of(SubtaskId id) const; // kNoParent: not there
    const std::vector<std::size_t>& order() const noexcept { return order_; } // preorder

    // The office sees all; a unit what it owes, what it gave, and all below.
    std::vector<bool> visible(const access::Principal& who) const;
    bool holds_line(org::UnitId unit, std::size_t place) const; // it or one above is the unit's
    // The place and all below it.
    std::vector<std::size_t> with_below(std::size_t place) const;
    // Until when what lies below may be due; kNoParent: of the task. None: any day.
    std::optional<Date> limit(std::size_t place) const;

    // Of these places, in preorder, what who asks handed out and is due later than what it is part
    // of: each with the date that brings it within, where that day has not passed.
    std::vector<std::pair<std::size_t, Date>> to_bring(const std::vector<std::size_t>& places,
                                                       const access::Principal& who,
                                                       Date today) const;

    struct Moment {
        Date today;
        followup::LightMoment light;
    };
    Moment moment(const WorkCalendar& calendar, Date today) const;
    bool is_over() const noexcept; // takes no new subtasks
    // Those that are `taken`, counted among themselves.
    void fill(Tree& tree, const std::vector<bool>& taken, const access::Principal& who,
              const Moment& moment) const;

private:
    Line line_of(std::size_t place, const Rollup& below, const access::Principal& who,
                 const Moment& moment) const;

    followup::TaskId task_;
    bool gone_ = false;
    followup::TaskFacts facts_;
    std::vector<Subtask> all_;
    std::vector<Node> nodes_; // of all_
    std::vector<std::size_t> order_;
};

// Whose hands these are, for one subtask.
Hands hands_of(const access::Principal& who, const Subtask& subtask);

} // namespace luoshi::subtask
