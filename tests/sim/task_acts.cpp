// SPDX-License-Identifier: Apache-2.0
// What units and the office do with tasks.
#include "run.hpp"

namespace luoshi::sim {

void Run::life_act() {
    using followup::Act;
    const auto task = world_.bed.tasks[below(world_.bed.tasks.size())];
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    const auto* const code = chance(40)         ? "m.a"
                             : chance(60)       ? "m.b"
                             : places_.reformed ? "m.f"
                                                : "m.e";
    const followup::Asker unit{
        drafter_of(code).actor, org::Scope::of(world_.bed.units.at(code)), {}};
    const auto& asker = chance(50) ? office : unit;
    followup::Life life;
    try {
        life = server().lives.of(asker, task);
    } catch (const Error&) {
        return; // no task of that unit
    }
    approved_once(life);
    if (life.can.empty()) {
        return;
    }
    const auto wish = life.can[below(life.can.size())];
    const auto version = life.version;
    const followup::Approver approver{"副市长", "副市长", {}};
    const auto percent = static_cast<int>(below(101));
    const auto some = [&](int n) {
        return 10 + static_cast<int>(below(static_cast<std::uint64_t>(n)));
    };
    followup::NewEvidence paper;
    paper.title = "文件一份";
    if (wish == Act::terminate && !chance(10)) {
        return;
    }
    act("task: " + std::string{followup::to_string(wish)}, life.number, [&] {
        auto& lives = server().lives;
        const auto course = [&](followup::CourseKind kind) {
            followup::Course change;
            change.kind = kind;
            change.reason = "情况变化";
            change.approver = approver;
            for (const auto& one : life.milestones) {
                if (kind == followup::CourseKind::adjust && is_open(one.state)) {
                    change.dates.push_back({one.id, day().plus_days(some(60))});
                }
            }
            lives.change(asker, task, version, change);
        };
        const auto agree = [&](followup::State outcome) {
            lives.agree(asker, task, version, {outcome, approver, "同意", {}});
        };
        switch (wish) {
        case Act::sign: lives.sign(asker, task, version); break;
        case Act::object: lives.object(asker, task, version, "不属本局职责", {}); break;
        case Act::rule:
            for (const auto& one : life.objections) {
                if (!one.decision) {
                    followup::Verdict verdict;
                    verdict.words = "维持";
                    lives.decide(asker, task, version, one.id, verdict);
                    break;
                }
            }
            break;
        case Act::clock: lives.set_clock(asker, task, version, !life.stopped_on); break;
        case Act::propose:
            lives.propose(asker, task, version, {{"初稿", day().plus_days(some(50)), {}}}, "");
            break;
        case Act::decide_plan:
            for (const auto& one : life.proposals) {
                if (one.state == "open") {
                    lives.decide_plan(asker, task, version, one.id, chance(80), "请细化");
                    break;
                }
            }
            break;
        case Act::report_step:
        case Act::decide_step:
            for (const auto& one : life.milestones) {
                if (one.state == (wish == Act::report_step ? followup::StepState::approved
                                                           : followup::StepState::reported)) {
                    if (wish == Act::report_step) {
                        lives.report_step(asker, task, version, one.id, "已完成", {});
                    } else {
                        lives.decide_step(asker, task, version, one.id, chance(80), "核过");
                    }
                    break;
                }
            }
            break;
        case Act::report_progress:
        case Act::verify_progress: lives.say_progress(asker, task, version, percent, "推进"); break;
        case Act::apply:
            lives.apply(asker, task, version, followup::State::closed, "已办", {paper});
            break;
        case Act::withdraw: lives.withdraw(asker, task, version); break;
        case Act::check: {
            std::vector<followup::LineCheck> lines;
            for (const auto& line : life.closings.front().lines) {
                followup::LineCheck one;
                one.line = line.id;
                one.met = chance(80);
                one.note = "看过";
                lines.push_back(one);
            }
            lives.check(asker, task, version, lines);
            break;
        }
        case Act::send_back: lives.send_back(asker, task, version, "补充"); break;
        case Act::close: agree(followup::State::closed); break;
        case Act::close_phase: agree(followup::State::phase_closed); break;
        case Act::keep: agree(followup::State::standing); break;
        case Act::review: course(followup::CourseKind::review); break;
        case Act::pause: course(followup::CourseKind::pause); break;
        case Act::adjust: course(followup::CourseKind::adjust); break;
        case Act::terminate: course(followup::CourseKind::terminate); break;
        case Act::restart: course(followup::CourseKind::restart); break;
        }
    });
}

} // namespace luoshi::sim
