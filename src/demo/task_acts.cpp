// SPDX-License-Identifier: Apache-2.0
// Signing for tasks, objections, steps, progress, handing parts out.
#include "demo/autumn.hpp"

#include "base/work_calendar.hpp"
#include "followup/life.hpp"
#include "followup/roles.hpp"
#include "subtask/subtasks.hpp"

#include <algorithm>

namespace luoshi::demo {

struct Autumn::Task {
    std::string number;
    followup::TaskId id;
    followup::Life life;
    org::UnitId carrier; // speaks for it: the lead, else the first that is responsible

    std::string key(std::string_view what) const { return number + "/" + std::string{what}; }
};

namespace {

org::UnitId carrier_of(const followup::Life& life) {
    const auto with = [&](followup::RoleSet roles) {
        const auto it = std::ranges::find_if(
            life.signings, [&](const auto& one) { return (one.roles & roles) != 0; });
        return it == life.signings.end() ? org::UnitId{} : it->unit;
    };
    const auto lead = with(followup::bit(notice::Role::lead));
    return lead ? lead : with(followup::kCarrying);
}

constexpr int kMost = 95; // percent: closing is asked for on its own page

} // namespace

void Autumn::task_acts() {
    for (const auto& [number, id] : tasks_) {
        Task task{number, id, services_.lives.of(office_asker(number), id), {}};
        task.carrier = carrier_of(task.life);
        object(task);
        sign(task);
        if (task.carrier && task.life.state != followup::State::to_sign) {
            plan_steps(task);
            steps(task);
            say_progress(task);
        }
    }
}

bool Autumn::objects_to(const Task& task, org::UnitId unit) const {
    return std::ranges::any_of(script_.objections, [&](const ObjectionScript& one) {
        return one.task == task.number && this->unit(one.unit) == unit &&
               (!one.decided || today() < *one.decided);
    });
}

void Autumn::object(Task& task) {
    for (const auto& script : script_.objections) {
        if (script.task != task.number) {
            continue;
        }
        const auto who = unit(script.unit);
        const auto raised = std::ranges::find_if(task.life.objections,
                                                 [&](const auto& one) { return one.unit == who; });
        if (raised == task.life.objections.end()) {
            if (today() >= script.on) {
                act([&] {
                    services_.lives.object(asker(who), task.id, task.life.version, script.reason,
                                           unit(script.proposed));
                });
            }
        } else if (!raised->decision && script.decided && today() >= *script.decided) {
            followup::Verdict verdict;
            verdict.words = script.words;
            act([&] {
                services_.lives.decide(office_asker(task.key("objection")), task.id,
                                       task.life.version, raised->id, verdict);
            });
        }
        task.life = services_.lives.of(office_asker(task.number), task.id);
    }
}

// A unit signs for all its tasks on one day; how many are done by then is the script's.
void Autumn::sign(Task& task) {
    for (const auto& signing : task.life.signings) {
        const auto* const who = drafter(signing.unit);
        if (who == nullptr || signing.signed_on || objects_to(task, signing.unit)) {
            continue;
        }
        const auto drawn = static_cast<int>(draw(who->principal.username + "/signing", 100));
        int until = 0, day = 0;
        while (day < static_cast<int>(script_.signing.size()) && until <= drawn) {
            until += script_.signing[static_cast<std::size_t>(day++)];
        }
        if (until <= drawn ||
            today() < calendar_->plus_work_days(task.life.started_on.plus_days(-1), day)) {
            continue;
        }
        act([&] { services_.lives.sign(asker(signing.unit), task.id, task.life.version); });
        task.life.version = services_.lives.of(office_asker(task.number), task.id).version;
    }
    task.life = services_.lives.of(office_asker(task.number), task.id);
}

void Autumn::plan_steps(Task& task) {
    if (!script_.plans || task.life.offered.empty()) {
        return;
    }
    const auto& plans = *script_.plans;
    if (task.life.proposals.empty() && task.life.milestones.empty()) {
        if (today() >= drawn_day(task.key("plan"), plans.from, plans.until)) {
            std::vector<followup::NewMilestone> steps;
            for (const auto& step : task.life.offered) {
                steps.push_back({step.title, step.due, {}});
            }
            act([&] {
                services_.lives.propose(asker(task.carrier), task.id, task.life.version, steps,
                                        one_of(plans.words, task.key("plan")));
            });
        }
    } else if (!task.life.proposals.empty() && task.life.proposals.front().state == "open" &&
               today() >= task.life.proposals.front().proposed_on.plus_days(plans.decided_after)) {
        act([&] {
            services_.lives.decide_plan(office_asker(task.key("plan")), task.id, task.life.version,
                                        task.life.proposals.front().id, true, "");
        });
    }
    task.life = services_.lives.of(office_asker(task.number), task.id);
}

void Autumn::steps(Task& task) {
    if (!script_.progress) {
        return;
    }
    for (const auto& step : task.life.milestones) {
        const auto key = task.key(step.title);
        const bool slow = chance(task.key("slow"), script_.progress->slow);
        if (step.state == followup::StepState::approved && !slow &&
            today() >= step.due.plus_days(-static_cast<int>(draw(key, 4)))) {
            act([&] {
                services_.lives.report_step(asker(step.unit ? step.unit : task.carrier), task.id,
                                            task.life.version, step.id,
                                            one_of(script_.progress->words, key), {});
            });
        } else if (step.state == followup::StepState::reported && step.reported_on &&
                   today() >= step.reported_on->plus_days(2)) {
            act([&] {
                services_.lives.decide_step(office_asker(key), task.id, task.life.version, step.id,
                                            true, one_of(script_.progress->verified_words, key));
            });
        } else {
            continue;
        }
        task.life = services_.lives.of(office_asker(task.number), task.id);
        return; // one a day
    }
}

void Autumn::say_progress(Task& task) {
    if (!script_.progress || task.life.state != followup::State::in_progress || !task.life.start ||
        !task.life.due || *task.life.due <= *task.life.start) {
        return;
    }
    const auto& script = *script_.progress;
    const auto said =
        std::ranges::find_if(task.life.progress, [](const auto& one) { return bool{one.unit}; });
    const auto verified =
        std::ranges::find_if(task.life.progress, [](const auto& one) { return !one.unit; });
    const bool spoken = said != task.life.progress.end();
    const auto last = spoken ? said->said_on : Date{};
    const auto next = spoken ? last.plus_days(script.every)
                             : script.from.plus_days(static_cast<int>(draw(
                                   task.key("first"), static_cast<std::uint64_t>(script.every))));
    const auto key = task.key(to_string(today()));
    if (today() >= next) {
        const bool slow = chance(task.key("slow"), script.slow);
        const auto gone = 100 * (today().days_since_epoch() - task.life.start->days_since_epoch()) /
                          (task.life.due->days_since_epoch() - task.life.start->days_since_epoch());
        const auto percent = std::clamp(slow ? gone / 4 : gone + static_cast<int>(draw(key, 12)),
                                        std::min(task.life.reported.value_or(0), kMost), kMost);
        act([&] {
            services_.lives.say_progress(asker(task.carrier), task.id, task.life.version, percent,
                                         one_of(slow ? script.slow_words : script.words, key));
        });
    } else if (spoken && today() >= last.plus_days(2) &&
               (verified == task.life.progress.end() || verified->said_on < last) &&
               chance(task.key(to_string(last)), script.verified)) {
        const auto percent = std::max(0, said->percent - static_cast<int>(draw(key, 6)));
        act([&] {
            services_.lives.say_progress(office_asker(key), task.id, task.life.version, percent,
                                         one_of(script.verified_words, key));
        });
    }
}

void Autumn::splits() {
    for (const auto& script : script_.splits) {
        const auto* const giver = drafter(unit(script.unit));
        const auto task = tasks_.find(script.task);
        if (giver == nullptr || task == tasks_.end() || today() < script.on) {
            continue;
        }
        auto lines = services_.subtasks.tree(giver->principal, task->second).lines;
        if (lines.empty()) {
            subtask::Request request;
            request.task = task->second;
            for (const auto& part : script.parts) {
                request.parts.push_back({unit(part.unit), part.title, part.standard, part.due});
            }
            act([&] { services_.subtasks.hand_out(*giver, request); });
            continue;
        }
        for (const auto& part : script.parts) {
            const auto line = std::ranges::find_if(
                lines, [&](const auto& one) { return one.subtask.title == part.title; });
            const auto* const owner = drafter(unit(part.unit));
            if (line == lines.end() || owner == nullptr) {
                continue;
            }
            const auto& now = line->subtask;
            if (now.state == subtask::State::handed_out && part.accepted &&
                today() >= *part.accepted) {
                act([&] {
                    services_.subtasks.accept(*owner, now.id, now.version);
                    services_.subtasks.say_progress(*owner, now.id, now.version + 1, part.percent,
                                                    part.words);
                });
            } else if (now.state == subtask::State::accepted && part.reported &&
                       today() >= *part.reported) {
                act([&] {
                    services_.subtasks.report(*owner, now.id, now.version, part.report, "");
                });
            } else if (now.state == subtask::State::reported && part.confirmed &&
                       today() >= *part.confirmed) {
                act([&] { services_.subtasks.confirm(*giver, now.id, now.version, "核过"); });
            }
        }
    }
}

} // namespace luoshi::demo
