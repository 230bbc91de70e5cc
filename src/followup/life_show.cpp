// SPDX-License-Identifier: Apache-2.0
// A life with all that belongs to it, as one asker may see it, and what this one can do now.
#include "base/error.hpp"
#include "followup/card_parties.hpp"
#include "followup/life_desk.hpp"
#include "followup/life_offer.hpp"
#include "followup/overview.hpp"
#include "followup/rows_closing.hpp"
#include "followup/rows_lights.hpp"
#include "followup/rows_plans.hpp"
#include "followup/rows_steps.hpp"
#include "followup/rows_weeks.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr int kWeeks = 12; // the present one among them

// Every unit with work, signed or not, in the order of the directory.
std::vector<Signing> all_signings(store::Reader& reader, const LifeRow& row, const Run& run,
                                  const std::vector<HolderOf>& holders, const Life& life,
                                  const WorkCalendar& calendar) {
    const auto signed_ones = signings_of(reader, row.task);
    std::vector<Signing> all;
    for (const auto& holder : holders) {
        if ((holder.roles & kWorking) == 0) {
            continue;
        }
        Signing signing;
        const auto it = std::find_if(signed_ones.begin(), signed_ones.end(),
                                     [&](const Signing& one) { return one.unit == holder.unit; });
        if (it != signed_ones.end()) {
            signing = *it;
        }
        signing.unit = holder.unit;
        signing.roles = holder.roles & kWorking;
        signing.sign_by = sign_by(row, run, life.objections, holder.unit, calendar);
        all.push_back(std::move(signing));
    }
    const auto order = [&](org::UnitId id) {
        const auto* unit = life.directory->find(id);
        return unit == nullptr ? INT64_MAX : unit->ordinal;
    };
    std::stable_sort(all.begin(), all.end(), [&](const Signing& a, const Signing& b) {
        return order(a.unit) < order(b.unit);
    });
    return all;
}

template <class List, class Holds>
bool any(const List& list, Holds&& holds) {
    return std::any_of(list.begin(), list.end(), holds);
}

// The table says what the state allows; the rest is what there is to act on.
bool is_there(Act act, const Life& life, org::UnitId unit, Date today) {
    const auto own = std::find_if(life.signings.begin(), life.signings.end(),
                                  [&](const Signing& one) { return one.unit == unit; });
    const auto undecided = [](const Objection& one) { return !one.decision; };
    switch (act) {
    case Act::sign: return own != life.signings.end() && !own->signed_on;
    case Act::object:
        return own != life.signings.end() && own->sign_by >= today &&
               !any(life.objections,
                    [&](const Objection& one) { return one.unit == unit && !one.decision; });
    case Act::rule: return any(life.objections, undecided);
    case Act::clock: return life.stopped_on || any(life.objections, undecided);
    case Act::decide_plan:
        return any(life.proposals, [](const StepProposal& one) { return one.state == "open"; });
    case Act::report_step:
        return any(life.milestones,
                   [](const Milestone& one) { return one.state == StepState::approved; });
    case Act::decide_step:
        return any(life.milestones, [](const Milestone& one) { return is_open(one.state); });
    case Act::adjust:
        return any(life.milestones, [](const Milestone& one) { return is_open(one.state); });
    case Act::propose:
    case Act::report_progress:
    case Act::verify_progress:
    case Act::apply:
    case Act::withdraw:
    case Act::check:
    case Act::send_back:
    case Act::close:
    case Act::close_phase:
    case Act::keep:
    case Act::review:
    case Act::pause:
    case Act::terminate:
    case Act::restart: return true;
    }
    return true;
}

void take_row(Life& life, const LifeRow& row, const Run& run) {
    life.task = row.task;
    life.plan = row.plan;
    life.number = row.number;
    life.state = row.facts.state;
    life.version = row.version;
    life.started_on = run.started_on;
    life.sign_by = row.sign_by;
    life.start = row.facts.start;
    life.due = row.facts.due;
    life.current = row.current;
    life.reported = row.facts.reported;
    life.verified = row.facts.verified;
    life.stopped_on = row.stopped_on;
    life.closing_number = row.closing_number;
    life.review_on = row.review_on;
    life.ended_on = row.ended_on;
    life.waits = row.waits;
    life.settings = run.settings;
}

void read_parts(store::Reader& reader, Life& life) {
    life.objections = objections_of(reader, life.task);
    life.proposals = proposals_of(reader, life.task);
    life.milestones = milestones_of(reader, life.task);
    life.progress = progress_of(reader, life.task);
    life.closings = closings_of(reader, life.task);
    life.evidence = evidence_of(reader, life.task);
    life.changes = changes_of(reader, life.task);
    life.standard = lines_of(standard_of(reader, life.task));
    if (life.standard.empty()) {
        life.standard = {words_of_task(reader, life.task).title};
        life.standard_ours = true;
    }
}

} // namespace

std::vector<MilestoneSpec> offered_steps(store::Reader& reader, const std::vector<PlanSpec>& specs,
                                         const LifeRow& life) {
    const auto pack = pack_of_plan(reader, life.plan);
    const auto it = std::find_if(specs.begin(), specs.end(), [&](const PlanSpec& spec) {
        return !pack.empty() && spec.pack.substr(0, spec.pack.find(' ')) == pack;
    });
    const auto* task =
        it == specs.end() ? nullptr : it->find(words_of_task(reader, life.task).number);
    return task == nullptr ? std::vector<MilestoneSpec>{} : task->milestones;
}

void Lives::expect_seen(const org::Scope& scope, TaskId task) {
    if (!database_.read([&](store::Reader& reader) { return sees_task(reader, scope, task); })) {
        throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                      task.value);
    }
}

Life Lives::of(const Asker& asker, TaskId task) {
    const auto today = clock_.today();
    return database_.read([&](store::Reader& reader) {
        if (!sees_task(reader, asker.scope, task)) {
            throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                          task.value);
        }
        const auto row = find_life(reader, task);
        if (!row) {
            throw failure(ErrorCode::conflict, "followup.not-started",
                          "the plan of task '{}' is not in force", task.value);
        }
        const auto run = find_run(reader, row->plan);
        ensure(run.has_value(), "a life has its run");
        const auto calendar = org::work_calendar(reader);
        const auto holders = holders_of(reader, task);
        Life life;
        take_row(life, *row, *run);
        life.directory = directories_.get(reader);
        life.light = light_of(row->facts, today, calendar, run->settings.light);
        life.seen = asker.scope.sees_all() ? std::optional{life.light}
                                           : seen_by(life.light, roles_of(holders, asker.unit()));
        read_parts(reader, life);
        life.signings = all_signings(reader, *row, *run, holders, life, calendar);
        life.offered = offered_steps(reader, *specs_(reader), *row);
        for (const auto act : acts_now(life.state, standing_of(asker, holders))) {
            if (is_there(act, life, asker.unit(), today)) {
                life.can.push_back(act);
            }
        }
        return life;
    });
}

Overview Lives::overview(const org::Scope& scope, PlanId plan) {
    const auto today = clock_.today();
    return database_.read([&](store::Reader& reader) {
        Overview overview;
        overview.started_on = must_find_plan(reader, scope, plan).started_on;
        overview.directory = directories_.get(reader);
        const auto moment = light_moment(reader, plan, today);
        if (moment) {
            count_lights(reader, scope, plan, *moment, overview);
            const auto monday = monday_of(today);
            overview.weeks = weeks_of(reader, scope, plan, monday.plus_days(7 - 7 * kWeeks),
                                      monday.plus_days(7));
        }
        return overview;
    });
}

} // namespace luoshi::followup
