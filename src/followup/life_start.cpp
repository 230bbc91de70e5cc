// SPDX-License-Identifier: Apache-2.0
#include "followup/life_start.hpp"

#include "base/error.hpp"
#include "followup/card_parties.hpp"
#include "followup/life_desk.hpp"
#include "followup/number_rule.hpp"
#include "followup/rows_plans.hpp"
#include "followup/rows_steps.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace luoshi::followup {
namespace {

using Deadlines = std::map<TaskId, std::vector<PlanDeadline>>;

Deadlines by_task(store::Reader& reader, PlanId plan) {
    Deadlines all;
    for (auto& one : deadlines_of(reader, plan)) {
        all[one.task].push_back(std::move(one));
    }
    return all;
}

Basis basis_of(const std::vector<PlanDeadline>& deadlines) {
    if (deadlines.empty()) {
        return Basis::none;
    }
    const bool only_long =
        std::all_of(deadlines.begin(), deadlines.end(), [](const PlanDeadline& one) {
            return one.kind == notice::DeadlineKind::long_term;
        });
    return only_long ? Basis::long_term : Basis::dated;
}

// A date the notice gives once is a milestone from the start. What returns is reported by dues.
std::vector<Milestone> given_dates(const std::vector<PlanDeadline>& deadlines, Date approved_on) {
    std::vector<Milestone> all;
    for (const auto& one : deadlines) {
        if (one.due && one.kind != notice::DeadlineKind::recurring) {
            Milestone milestone;
            milestone.title = one.words;
            milestone.due = *one.due;
            milestone.source = StepSource::notice;
            milestone.state = StepState::approved;
            milestone.approved_on = approved_on;
            all.push_back(std::move(milestone));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Milestone& a, const Milestone& b) { return a.due < b.due; });
    return all;
}

RunSettings settings_for(const PlanSpecs& specs, const std::string& pack) {
    for (const auto& spec : *specs) {
        if (!pack.empty() && spec.pack.substr(0, spec.pack.find(' ')) == pack) {
            return spec.settings;
        }
    }
    return {};
}

// Numbers and lives of tasks that have none.
class Beginner {
public:
    Beginner(store::Transaction& transaction, const Run& run, Deadlines deadlines)
        : transaction_(transaction), run_(run), deadlines_(std::move(deadlines)),
          sign_by_(org::work_calendar(transaction)
                       .plus_work_days(transaction.today(), run.settings.sign_within)) {}

    Started begin(const std::vector<PlanPlace>& places) {
        Started started{{}, {}, static_cast<std::int64_t>(places.size()), sign_by_};
        if (places.empty()) {
            return started;
        }
        const auto year = transaction_.today().year();
        auto n = take_numbers(transaction_, series_of(run_.settings.number, year), started.tasks);
        for (const auto& place : places) {
            lives_.push_back(life_at(place, number_of(run_.settings.number, year, n++)));
        }
        started.first = lives_.front().number;
        started.last = lives_.back().number;
        insert_milestones(transaction_, milestones_);
        insert_lives(transaction_, lives_);
        return started;
    }

private:
    LifeRow life_at(const PlanPlace& place, std::string number) {
        const auto& deadlines = deadlines_[place.task];
        LifeRow life;
        life.plan = run_.plan;
        life.task = place.task;
        life.ordinal = place.ordinal;
        life.part = place.part;
        life.number = std::move(number);
        life.sign_by = sign_by_;
        life.facts.basis = basis_of(deadlines);
        for (auto& milestone : given_dates(deadlines, transaction_.today())) {
            milestone.id = transaction_.make_id<MilestoneId>();
            if (!life.current) {
                life.current = milestone.id;
                life.next_title = milestone.title;
                life.facts.due = milestone.due;
                life.facts.start = transaction_.today();
            }
            milestones_.push_back({run_.plan, place.task, std::move(milestone)});
        }
        return life;
    }

    store::Transaction& transaction_;
    const Run& run_;
    Deadlines deadlines_;
    Date sign_by_;
    std::vector<LifeRow> lives_;
    std::vector<PlanMilestone> milestones_;
};

// Open dates of the notice that it no longer gives are replaced, new ones come.
void follow_dates(store::Transaction& transaction, const LifeRow& life,
                  const std::vector<PlanDeadline>& deadlines) {
    auto given = given_dates(deadlines, transaction.today());
    for (auto& old : milestones_of(transaction, life.task)) {
        if (old.source != StepSource::notice) {
            continue;
        }
        const auto same = std::find_if(given.begin(), given.end(), [&](const Milestone& one) {
            return one.title == old.title && one.due == old.first_due.value_or(old.due);
        });
        if (same != given.end()) {
            given.erase(same);
        } else if (is_open(old.state)) {
            old.state = StepState::replaced;
            save_milestone(transaction, old);
        }
    }
    for (const auto& one : given) {
        insert_milestone(transaction, life, one);
    }
}

} // namespace

Started Lives::start(const Asker& asker, PlanId plan) {
    return database_.write([&](store::Transaction& transaction) {
        must_find_plan(transaction, asker.scope, plan);
        if (!asker.scope.sees_all()) {
            throw failure(ErrorCode::forbidden, "followup.not-yours",
                          "the office puts plans into force");
        }
        if (find_run(transaction, plan)) {
            throw failure(ErrorCode::conflict, "followup.already-started",
                          "plan '{}' is in force already", plan.value);
        }
        const auto pack = pack_of_plan(transaction, plan);
        const Run run{plan, transaction.today(), pack, settings_for(specs_(transaction), pack)};
        transaction.record(plan_event(asker.actor, "followup.plan-started", plan));
        insert_run(transaction, run, asker.actor.name);
        Beginner beginner{transaction, run, by_task(transaction, plan)};
        const auto started = beginner.begin(places_of(transaction, plan));
        write_holdings(transaction, plan);
        return started;
    });
}

void follow_correction(store::Transaction& transaction, const org::Directory& directory,
                       PlanId plan) {
    const auto run = find_run(transaction, plan);
    if (!run) {
        return;
    }
    erase_lost_lives(transaction, plan);
    const auto deadlines = by_task(transaction, plan);
    std::map<TaskId, LifeRow> lives;
    for (auto& life : lives_of(transaction, plan)) {
        lives.emplace(life.task, std::move(life));
    }
    std::vector<PlanPlace> fresh;
    write_holdings(transaction, plan);
    for (const auto& decision : decisions_of(transaction, plan)) {
        apply_decision(transaction, directory, plan, decision.task, decision.objection);
    }
    for (const auto& place : places_of(transaction, plan)) {
        const auto it = lives.find(place.task);
        if (it == lives.end()) {
            fresh.push_back(place);
            continue;
        }
        auto& life = it->second;
        const auto dates = deadlines.find(place.task);
        const auto given = dates == deadlines.end() ? std::vector<PlanDeadline>{} : dates->second;
        life.ordinal = place.ordinal;
        life.part = place.part;
        life.facts.basis = basis_of(given);
        follow_dates(transaction, life, given);
        refresh(transaction, life, holders_of(transaction, life.task), run->started_on);
        ++life.version;
        save_life(transaction, life);
    }
    Beginner{transaction, *run, deadlines}.begin(fresh);
}

} // namespace luoshi::followup
