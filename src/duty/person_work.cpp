// SPDX-License-Identifier: Apache-2.0
#include "duty/person_work.hpp"

#include "access/access.hpp"
#include "duty/rows.hpp"
#include "duty/submission_parts.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

// The steps that are named to the person from place `first` on.
std::vector<std::size_t> named(const Chain& chain, access::PersonId person, std::size_t first) {
    std::vector<std::size_t> places;
    for (auto n = first; n < chain.size(); ++n) {
        if (chain[n].person == person.value) {
            places.push_back(n);
        }
    }
    return places;
}

void give(Chain& chain, const std::vector<std::size_t>& places, const access::Principal& from,
          const access::Principal* to) {
    for (const auto n : places) {
        chain[n].person = to == nullptr ? 0 : to->id.value;
        chain[n].name = to == nullptr ? "" : to->name;
        chain[n].role = to == nullptr ? from.role : to->role;
    }
}

std::vector<Deputy> deputies_with(store::Reader& reader, const access::Principal& person,
                                  Date today) {
    auto deputies = deputies_of(reader, person.unit, today);
    std::erase_if(deputies, [&](const Deputy& one) {
        return one.person != person.id.value && one.deputy != person.id.value;
    });
    return deputies;
}

// A step of a due one comes back to may be before the present one: a report returned begins again.
std::size_t first_open(const Due& due) {
    return due.state == DueState::submitted ? 0 : std::min(due.step, due.chain.size());
}

} // namespace

PersonWork work_of(store::Reader& reader, const access::Principal& person, Date today) {
    PersonWork work;
    if (!person.unit || !access::is_of_unit(person.role)) {
        return work;
    }
    const auto chain = chain_of(reader, person.unit).steps;
    for (const auto n : named(chain, person.id, 0)) {
        work.steps.push_back(chain[n].kind);
    }
    const auto people = access::people_of_unit(reader, person.unit);
    const bool alone = std::ranges::none_of(people, [&](const access::Principal& one) {
        return one.id != person.id && one.role == person.role;
    });
    for (const auto& due : unfinished_dues(reader, person.unit)) {
        const auto& way = due.chain.empty() ? chain : due.chain;
        const auto& step = way[std::min(due.step, way.size() - 1)];
        if (alone && is_waiting(due.state) && step.person == 0 && step.role == person.role) {
            ++work.only_one;
        }
        HeldDue held{due.id,
                     must_find_duty(reader, due.duty).definition.title,
                     due.due_on,
                     {},
                     is_waiting(due.state) && step.person == person.id.value};
        for (const auto n : named(due.chain, person.id, first_open(due))) {
            held.steps.push_back(due.chain[n].kind);
        }
        if (!held.steps.empty()) {
            work.dues.push_back(std::move(held));
        }
    }
    work.deputies = deputies_with(reader, person, today);
    return work;
}

void hand_over(store::Transaction& transaction, const Who& by, const access::Principal& person,
               const access::Principal* to) {
    if (!person.unit || !access::is_of_unit(person.role)) {
        return;
    }
    const auto today = transaction.today();
    auto stored = chain_of(transaction, person.unit);
    if (const auto places = named(stored.steps, person.id, 0); !places.empty()) {
        give(stored.steps, places, person, to);
        save_chain(transaction, person.unit, stored, by.actor.name);
    }
    for (auto& due : unfinished_dues(transaction, person.unit)) {
        const auto places = named(due.chain, person.id, first_open(due));
        if (places.empty()) {
            continue;
        }
        give(due.chain, places, person, to);
        Act act;
        act.act = "hand-over";
        act.since = due.since;
        // Where it lies with the person now, that is whom being late goes on to name.
        if (const auto now = std::min(due.step, due.chain.size() - 1); places.front() == now) {
            act.step = to_string(due.chain[now].kind);
            act.for_person = person.name;
        }
        act.words = person.name + " → " + (to == nullptr ? std::string{} : to->name);
        leave(transaction, by, due, std::move(act));
    }
    for (const auto& deputy : deputies_with(transaction, person, today)) {
        end_deputy(transaction, deputy.id, std::max(deputy.from, today));
        const bool for_others = deputy.deputy == person.id.value;
        if (to == nullptr || !for_others || deputy.person == to->id.value) {
            continue;
        }
        auto next = deputy;
        next.deputy = to->id.value;
        next.deputy_name = to->name;
        next.from = std::max(deputy.from, today);
        insert_deputy(transaction, person.unit, next, by.actor.name);
    }
}

} // namespace luoshi::duty
