// SPDX-License-Identifier: Apache-2.0
#include "followup/succession.hpp"

#include "followup/card_parties.hpp"
#include "followup/holders.hpp"
#include "followup/life_desk.hpp"
#include "followup/rows_steps.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

bool is_over(State state) {
    return state == State::closed || state == State::phase_closed || state == State::terminated;
}

// The lives of open tasks in which the unit works, with what it does there.
std::vector<std::pair<LifeRow, RoleSet>> open_lives(store::Reader& reader, org::UnitId unit) {
    std::vector<std::pair<LifeRow, RoleSet>> all;
    for (const auto plan : plan_ids(reader)) {
        if (!find_run(reader, plan)) {
            continue;
        }
        for (const auto& held : held_tasks(reader, plan, unit)) {
            auto life = find_life(reader, held.task);
            if (life && !is_over(life->facts.state)) {
                all.emplace_back(std::move(*life), held.roles & kWorking);
            }
        }
    }
    return all;
}

// One role: the first takes the place of the unit, the others are added.
void give_role(store::Transaction& transaction, const org::Directory& directory,
               const LifeRow& life, const Verdict& verdict, org::UnitId unit,
               const std::string& by) {
    insert_objection(transaction, life, unit, verdict.words, verdict.unit, by);
    auto objections = objections_of(transaction, life.task);
    auto& objection = objections.back();
    save_decision(transaction, objection.id, verdict, *verdict.role, by);
    objection.decision = verdict.decision;
    objection.decided_unit = verdict.unit;
    objection.decided_role = verdict.role;
    objection.decided_on = transaction.today();
    apply_decision(transaction, directory, life.plan, life.task, objection);
}

void pass_signing(store::Transaction& transaction, const LifeRow& life, org::UnitId unit,
                  org::UnitId successor, const std::string& by) {
    const auto signings = signings_of(transaction, life.task);
    const auto signed_by = [&](org::UnitId who) {
        return std::ranges::any_of(signings, [&](const Signing& one) { return one.unit == who; });
    };
    if (signed_by(unit) && !signed_by(successor)) {
        insert_signing(transaction, life, successor, by, true);
    }
}

} // namespace

std::int64_t open_tasks_of(store::Reader& reader, org::UnitId unit) {
    return static_cast<std::int64_t>(open_lives(reader, unit).size());
}

std::int64_t give_tasks_to(store::Transaction& transaction, const org::Directory& directory,
                           org::UnitId unit, org::UnitId successor, const std::string& words,
                           const std::string& by) {
    auto lives = open_lives(transaction, unit);
    for (auto& [life, roles] : lives) {
        Verdict verdict;
        verdict.decision = Decision::replace;
        verdict.unit = successor;
        verdict.words = words;
        for (const auto role : roles_in(roles)) {
            verdict.role = role;
            give_role(transaction, directory, life, verdict, unit, by);
            verdict.decision = Decision::add;
        }
        for (const auto& milestone : milestones_of(transaction, life.task)) {
            if (milestone.unit == unit && is_open(milestone.state)) {
                set_milestone_unit(transaction, milestone.id, successor);
            }
        }
        pass_signing(transaction, life, unit, successor, by);
        const auto run = find_run(transaction, life.plan);
        refresh(transaction, life, holders_of(transaction, life.task), run->started_on);
        ++life.version;
        save_life(transaction, life);
    }
    return static_cast<std::int64_t>(lives.size());
}

} // namespace luoshi::followup
