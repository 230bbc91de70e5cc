// SPDX-License-Identifier: Apache-2.0
#include "followup/life_desk.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "followup/rows_closing.hpp"
#include "followup/rows_plans.hpp"
#include "followup/rows_steps.hpp"
#include "org/org.hpp"

#include <algorithm>
#include <map>

namespace luoshi::followup {
namespace {

constexpr std::size_t kMostWords = 2000; // characters

bool is_work(State state) {
    return state == State::to_sign || state == State::in_progress || state == State::applied ||
           state == State::checking;
}

std::string detail_of(const Asker& asker) {
    if (!asker.unit()) {
        return {};
    }
    JsonWriter json;
    json.begin_object();
    json.id("unit", asker.unit().value);
    json.end_object();
    return json.take();
}

// What the units that carry it say of the milestone, the silent ones counted as 0; nullopt: none
// has said anything.
std::optional<int> reported_percent(const std::vector<Progress>& all, MilestoneId milestone,
                                    const std::vector<org::UnitId>& carriers) {
    std::map<org::UnitId, int> last;
    for (const auto& one : all) { // newest first
        if (one.unit && one.milestone == milestone) {
            last.emplace(one.unit, one.percent);
        }
    }
    int sum = 0;
    int said = 0;
    for (const auto unit : carriers) {
        if (const auto it = last.find(unit); it != last.end()) {
            sum += it->second;
            ++said;
        }
    }
    return said == 0 ? std::nullopt : std::optional{sum / static_cast<int>(carriers.size())};
}

std::optional<int> verified_percent(const std::vector<Progress>& all, MilestoneId milestone) {
    const auto it = std::find_if(all.begin(), all.end(), [&](const Progress& one) {
        return !one.unit && one.milestone == milestone;
    });
    return it == all.end() ? std::nullopt : std::optional{it->percent};
}

// The first open one by date. It begins when the one before it was due or it was approved,
// whichever is later.
void find_current(LifeRow& life, const std::vector<Milestone>& milestones, Date started_on) {
    life.current = {};
    life.next_title.clear();
    life.facts.due = life.facts.start = std::nullopt;
    std::optional<Date> before;
    for (const auto& one : milestones) {
        if (is_open(one.state)) {
            const auto approved = one.approved_on.value_or(started_on);
            life.current = one.id;
            life.next_title = one.title;
            life.facts.due = one.due;
            life.facts.start = before && *before > approved ? *before : approved;
            life.facts.start = one.counts_from.value_or(*life.facts.start);
            return;
        }
        if (one.state == StepState::confirmed) {
            before = one.due;
        }
    }
}

Waits waits_for(store::Reader& reader, const LifeRow& life,
                const std::vector<Milestone>& milestones) {
    const auto any = [](const auto& list, auto&& holds) {
        return std::any_of(list.begin(), list.end(), holds);
    };
    if (!is_work(life.facts.state)) {
        return Waits::nobody;
    }
    if (life.facts.state == State::applied || life.facts.state == State::checking) {
        return Waits::check;
    }
    if (any(objections_of(reader, life.task), [](const Objection& one) { return !one.decision; })) {
        return Waits::ruling;
    }
    if (life.facts.state == State::to_sign) {
        return Waits::sign;
    }
    if (any(proposals_of(reader, life.task),
            [](const StepProposal& one) { return one.state == "open"; })) {
        return Waits::plan_decision;
    }
    if (any(milestones, [](const Milestone& one) { return one.state == StepState::reported; })) {
        return Waits::step_decision;
    }
    if (life.current) {
        return Waits::step;
    }
    return life.facts.basis == Basis::none ? Waits::plan : Waits::nobody;
}

} // namespace

std::vector<org::UnitId> carriers_of(const std::vector<HolderOf>& holders) {
    const auto with = [&](RoleSet roles) {
        std::vector<org::UnitId> units;
        for (const auto& holder : holders) {
            if ((holder.roles & roles) != 0) {
                units.push_back(holder.unit);
            }
        }
        return units;
    };
    const auto leads = with(bit(notice::Role::lead));
    return leads.empty() ? with(kCarrying) : leads;
}

RoleSet roles_of(const std::vector<HolderOf>& holders, org::UnitId unit) {
    const auto it = std::find_if(holders.begin(), holders.end(),
                                 [&](const HolderOf& one) { return one.unit == unit; });
    return it == holders.end() ? 0 : it->roles;
}

Standing standing_of(const Asker& asker, const std::vector<HolderOf>& holders) {
    const auto carriers = carriers_of(holders);
    const auto unit = asker.unit();
    return {.office = asker.scope.sees_all(),
            .carries = unit && std::find(carriers.begin(), carriers.end(), unit) != carriers.end(),
            .works = unit && (roles_of(holders, unit) & kWorking) != 0};
}

Desk open_desk(store::Transaction& transaction, const Asker& asker, const Doing& doing) {
    if (!sees_task(transaction, asker.scope, doing.task)) {
        throw failure(ErrorCode::not_found, "followup.no-task", "task '{}' does not exist",
                      doing.task.value);
    }
    auto life = find_life(transaction, doing.task);
    if (!life) {
        throw failure(ErrorCode::conflict, "followup.not-started",
                      "the plan of task '{}' is not in force", doing.task.value);
    }
    if (life->version != doing.version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "the task has changed: version {}", life->version);
    }
    auto holders = holders_of(transaction, doing.task);
    const auto& rule = must_allow(doing.act, life->facts.state, standing_of(asker, holders));
    auto run = find_run(transaction, life->plan);
    ensure(run.has_value(), "a life has its run");
    transaction.record({.actor = asker.actor,
                        .action = doing.action,
                        .object_kind = "task",
                        .object_id = doing.task.value,
                        .plan_id = life->plan.value,
                        .detail = detail_of(asker)});
    return {transaction, asker, std::move(*life), std::move(*run), std::move(holders), &rule};
}

void refresh(store::Reader& reader, LifeRow& life, const std::vector<HolderOf>& holders,
             Date started_on) {
    const auto milestones = milestones_of(reader, life.task);
    find_current(life, milestones, started_on);
    const bool approved =
        std::any_of(milestones.begin(), milestones.end(), [](const Milestone& one) {
            return is_open(one.state) || one.state == StepState::confirmed;
        });
    life.facts.basis = approved ? Basis::dated : life.facts.basis;
    const auto progress = progress_of(reader, life.task);
    life.facts.reported = reported_percent(progress, life.current, carriers_of(holders));
    life.facts.verified = verified_percent(progress, life.current);
    life.waits = waits_for(reader, life, milestones);
}

void close_desk(Desk& desk) {
    auto& life = desk.life;
    if (desk.rule->to) {
        life.facts.state = *desk.rule->to;
    }
    life.facts.stopped = life.stopped_on.has_value();
    refresh(desk.transaction, life, holders_of(desk.transaction, life.task), desk.run.started_on);
    ++life.version;
    save_life(desk.transaction, life);
}

void shift_open(Desk& desk, int days) {
    if (days <= 0) {
        return;
    }
    for (auto& one : milestones_of(desk.transaction, desk.life.task)) {
        if (is_open(one.state)) {
            one.first_due = one.first_due.value_or(one.due);
            one.due = one.due.plus_days(days);
            if (one.id == desk.life.current && desk.life.facts.start) {
                one.counts_from = desk.life.facts.start->plus_days(days);
            }
            save_milestone(desk.transaction, one);
        }
    }
}

void run_clock(Desk& desk) {
    if (desk.life.stopped_on) {
        shift_open(desk, desk.transaction.today().days_since_epoch() -
                             desk.life.stopped_on->days_since_epoch());
        desk.life.stopped_on = std::nullopt;
    }
}

Date sign_by(const LifeRow& life, const Run& run, const std::vector<Objection>& objections,
             org::UnitId unit, const WorkCalendar& calendar) {
    for (auto it = objections.rbegin(); it != objections.rend(); ++it) {
        const bool brought = it->decision && *it->decision != Decision::keep &&
                             it->decided_unit == unit && it->decided_on;
        if (brought) {
            return calendar.plus_work_days(*it->decided_on, run.settings.sign_within);
        }
    }
    return life.sign_by;
}

Date in_a_year(Date day) {
    const auto next = Date::from(day.year() + 1, day.month(), day.day());
    return next ? *next : Date::from(day.year() + 1, 2, 28).value_or(day);
}

void incomplete(std::string_view field, std::string_view expected) {
    throw failure(ErrorCode::invalid_argument, "followup.incomplete", "'{}' must be {}", field,
                  expected)
        .with("field", std::string{field});
}

void expect_words(const std::string& words, std::string_view field) {
    const auto length = character_count(words);
    if (length == 0 || length > kMostWords ||
        words.find_first_not_of(" \t\n") == std::string::npos) {
        incomplete(field, "1 to 2,000 characters");
    }
}

void expect_approver(const Approver& approver) {
    const auto name = character_count(approver.name);
    const auto position = character_count(approver.position);
    if (name == 0 || name > 40) {
        incomplete("approver_name", "1 to 40 characters");
    }
    if (position == 0 || position > 100) {
        incomplete("approver_position", "1 to 100 characters");
    }
}

void add_evidence(Desk& desk, const NewEvidence& evidence, const Place& place) {
    const auto unit = desk.asker.unit();
    if (evidence.known) {
        const auto all = evidence_of(desk.transaction, desk.life.task);
        const auto it = std::find_if(all.begin(), all.end(), [&](const Evidence& one) {
            return one.id == evidence.known && one.unit == unit;
        });
        if (it == all.end()) {
            throw failure(ErrorCode::not_found, "followup.no-evidence",
                          "evidence '{}' does not exist", evidence.known.value);
        }
        place_evidence(desk.transaction, it->id, place.line, place.milestone);
        return;
    }
    expect_words(evidence.title, "evidence");
    const bool words = evidence.kind == EvidenceKind::words;
    if (evidence.kind == EvidenceKind::file || words != evidence.reference.empty() ||
        evidence.reference.size() > 2000) {
        incomplete("evidence", "words, or something with a reference, or a file handed in before");
    }
    insert_evidence(desk.transaction, desk.life,
                    {{},
                     unit,
                     place.line,
                     place.milestone,
                     evidence.kind,
                     evidence.title,
                     evidence.reference,
                     "",
                     0,
                     desk.person(),
                     {}});
}

} // namespace luoshi::followup
