// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

const std::map<std::string, std::pair<std::vector<std::string>, std::string>> kStaff{
    {"m.a", {{"甲1", "甲2"}, "甲签"}},
    {"m.b", {{"乙1"}, "乙签"}},
    {"m.c", {{"丙1"}, "丙签"}},
    {"m.d", {{"丁1"}, "丁签"}}};

std::string typed(std::uint64_t n) {
    return fmt::format(R"({{"values":{{"情况":"工作正常，第{}稿"}}}})", n);
}

} // namespace

Run::Run(const Seedbed& seedbed, std::uint64_t seed, const Fault* fault)
    : world_(seedbed, seed, fault), fault_(fault), random_(seed) {
    duties_["monthly"] = {"monthly", {{10, false}, {3, true}, {1, true}}, {}};
    duties_["yearly"] = {"yearly", {{10, false}, {1, true}}, {}};
    duties_["once"] = {"once", {{7, false}, {2, true}}, {}};
    for (const auto& [name, who] : seedbed.people) {
        active_[name] = true;
    }
}

void Run::note(std::string line) {
    acts_.push_back(to_string(day()) + " " + std::move(line));
    if (acts_.size() > 30) {
        acts_.pop_front();
    }
}

// One act on one of the servers, which may die at any of its writes.
template <class Function>
Run::Outcome Run::act(const std::string& name, const std::string& on, Function&& function) {
    current_ = below(2);
    if (chance(3)) {
        server().database.crash_at(1, chance(50));
    }
    auto outcome = Outcome::done;
    try {
        function();
        ++counts_[name];
        note(name + " " + on);
    } catch (const Error& error) {
        ++counts_["refused"];
        note(name + " " + on + " refused: " + error.reason());
        outcome = Outcome::refused;
    } catch (const store::Crash& crash) {
        const bool power = chance(30);
        ++counts_[crash.committed ? "crash after commit" : "crash before commit"];
        counts_["power cut"] += power ? 1 : 0;
        note(name + " " + on + (crash.committed ? " died after commit" : " died before commit"));
        world_.restart(current_, power);
        outcome = crash.committed ? Outcome::done : Outcome::lost;
    }
    server().database.crash_at(0, false);
    return outcome;
}

duty::Who Run::drafter_of(const std::string& unit) {
    for (const auto& name : kStaff.at(unit).first) {
        if (active_[name] && chance(60)) {
            return person(name);
        }
    }
    return person(kStaff.at(unit).first.front());
}
const duty::Who& Run::signer_of(const std::string& unit) {
    return person(kStaff.at(unit).second);
}

void Run::live(int days) {
    issue_duties();
    for (int n = 0; n < days; ++n) {
        one_day();
        world_.clock.advance(std::chrono::hours{24});
        const auto at = world_.clock.now().time_since_epoch() % std::chrono::hours{24};
        world_.clock.advance(std::chrono::hours{1} + std::chrono::minutes{5} - at); // 09:05
    }
    finish();
}

void Run::issue_duties() {
    for (const auto& one : server().duties.list(org::Scope::all(), world_.bed.plan)) {
        auto& model = duties_.at(one.definition.code);
        while (!model.issued) {
            const auto outcome = act("issue duty", model.code, [&] {
                server().duties.issue(person("办").actor, one.id, one.version,
                                      {"副市长", "副市长", "同意"});
            });
            if (outcome == Outcome::done) {
                model.issued = day();
            }
        }
    }
}

void Run::one_day() {
    // Before the day's first reminders: a server does not tell a unit again the same day.
    if (chance(4)) {
        staff();
    }
    run_duties();
    learn_dues();
    run_reminders(true);
    const auto acts = works(day()) ? 1 + below(4) : below(2);
    for (std::uint64_t n = 0; n < acts; ++n) {
        world_.clock.advance(std::chrono::minutes{17});
        due_act();
    }
    if (chance(20)) {
        life_act();
    }
    if (chance(8)) {
        deputies();
    }
    decide_time();
    background();
    if (fault_ != nullptr && fault_->each_day) {
        fault_->each_day(world_);
    }
    check_laws();
}

void Run::background() {
    run_reminders(false);
    run_outbox(true);
    store::Sealer sealer{world_.database(), "sealer", std::string(32, 'k')};
    sealer.run();
}

void Run::run_duties() {
    for (int tries = 0;; ++tries) {
        const auto outcome = act("run dues", "", [&] { server().duties.run_due(); });
        if (outcome == Outcome::done && tries > 0) {
            break; // a second time, so that what a crash left is made up for
        }
    }
}

// What was made since: the laws say whether it should have been.
void Run::learn_dues() {
    if (counts_["dues seen"] == 0 || day().day() == 1 || chance(10) || true) {
        world_.rows("SELECT d.id, y.code, u.code, d.occurrence, d.due_on FROM duty_dues d JOIN "
                    "duty_duties y ON y.id = d.duty_id JOIN org_units u ON u.id = d.unit_id WHERE "
                    "d.id > " +
                        std::to_string(dues_.empty() ? 0 : dues_.rbegin()->first),
                    [&](const store::Row& row) {
                        DueModel due;
                        due.id = row.integer(0);
                        due.duty = row.text(1);
                        due.unit = row.text(2);
                        due.occurrence = due.due_on = row.date(3);
                        dues_[due.id] = due;
                        ++counts_["dues seen"];
                    });
    }
}

std::set<std::string> Run::told_people(const DueModel& due, bool with_holder) {
    const auto& [drafters, signer] = kStaff.at(due.unit);
    std::set<std::string> names;
    for (const auto& name : drafters) {
        if (active_[name]) {
            names.insert(name);
        }
    }
    if (names.empty() || (with_holder && due.begun && due.step == 1)) {
        names.insert(signer);
    }
    return names;
}

void Run::expect_told(const DueModel& due, const std::string& end, bool with_holder) {
    for (const auto& name : told_people(due, with_holder)) {
        if (told_.emplace(fmt::format("due/{}/{}", due.id, end), name).second) {
            ++counts_["news"];
        }
    }
}

void Run::run_reminders(bool may_crash) {
    for (bool done = false; !done;) {
        current_ = below(2);
        const auto outcome = may_crash
                                 ? act("run reminders", "", [&] { server().reminders.run_due(); })
                                 : (server().reminders.run_due(), Outcome::done);
        done = outcome == Outcome::done;
    }
    for (const auto& [id, due] : dues_) {
        if (due.waiting()) {
            const auto end = told_today(duties_.at(due.duty), due.due_on, day());
            if (!end.empty()) {
                expect_told(due, to_string(due.due_on) + "/" + end, true);
            }
        }
    }
}

void Run::run_outbox(bool may_crash) {
    for (int n = 0; n < 2; ++n) {
        current_ = below(2);
        if (may_crash && chance(5)) {
            server().database.crash_at(1 + static_cast<int>(below(6)), chance(50));
        }
        try {
            server().outbox.run_due();
            ++counts_["run outbox"];
        } catch (const store::Crash&) {
            ++counts_["crash in outbox"];
            note("outbox died");
            world_.sender.died();
            world_.restart(current_, false);
        }
        server().database.crash_at(0, false);
        world_.clock.advance(std::chrono::minutes{7});
    }
}

void Run::finish() {
    world_.sender.calm();
    for (int n = 0; n < 12; ++n) {
        run_outbox(false);
        world_.clock.advance(std::chrono::hours{23} + std::chrono::minutes{46});
    }
    store::Sealer sealer{world_.database(), "sealer", std::string(32, 'k')};
    while (sealer.run() > 0) {
    }
    check_letters(true);
    check_audit();
    counts_["mail refused"] += world_.sender.refused;
    counts_["mail answer lost"] += world_.sender.lost;
    counts_["mail crash"] += world_.sender.crashes;
}

void Run::due_act() {
    std::vector<DueModel*> near;
    for (auto& [id, due] : dues_) {
        if (due.due_on <= day().plus_days(25) &&
            (due.state != "accepted" || (due.entered && !due.confirmed) || chance(5)) &&
            due.state != "cancelled") {
            near.push_back(&due);
        }
    }
    if (near.empty()) {
        return;
    }
    auto& due = *near[below(near.size())];
    const duty::DueId id{due.id};
    const bool office = due.state == "submitted" || due.state == "spared";
    if (due.state == "accepted") {
        try_accepted(due, id);
    } else if (due.entered && due.state == "submitted" && chance(30)) {
        if (!due.confirmed && act("confirm", due.unit, [&] {
                                  server().submissions.confirm(drafter_of(due.unit), id);
                              }) == Outcome::done) {
            due.confirmed = true;
        }
    } else if (office || chance(8)) {
        office_act(due, id);
    } else {
        unit_act(due, id);
    }
}

void Run::unit_act(DueModel& due, duty::DueId id) {
    if (chance(6)) {
        ask_act(due, id);
    } else if (due.state == "signed") {
        const auto who = drafter_of(due.unit);
        const bool back = chance(10);
        const auto outcome = act(back ? "hand back" : "submit", due.unit, [&] {
            auto& submissions = server().submissions;
            if (back) {
                submissions.hand_back(who, id, "再看看");
            } else {
                submissions.submit(who, id,
                                   submissions.open(who.principal, id).opened.filled.revision);
            }
        });
        if (outcome == Outcome::done) {
            due.state = back ? "drafted" : "submitted";
            due.step = back ? 1 : due.step;
        }
    } else if (due.step == 1) {
        sign_act(due, id);
    } else {
        draft_act(due, id);
    }
}

void Run::draft_act(DueModel& due, duty::DueId id) {
    const auto who = drafter_of(due.unit);
    if (due.state == "open" || due.entered || chance(25)) {
        const auto text = typed(below(1000000));
        if (act("save", due.unit, [&] {
                auto& submissions = server().submissions;
                submissions.save(who, id,
                                 submissions.open(who.principal, id).opened.filled.revision, text);
            }) == Outcome::done) {
            bodies_[due.id] = text;
            due.state = due.state == "open" ? "drafted" : due.state;
            due.entered = due.begun ? due.entered : false;
            due.begun = true;
        }
        return;
    }
    if (due.remarked) {
        settle(due, id);
    }
    if (chance(20)) {
        paper_act(due, id);
        return;
    }
    const bool named = chance(30);
    if (act("hand on", due.unit, [&] {
            auto& submissions = server().submissions;
            submissions.hand_on(
                who, id, submissions.open(who.principal, id).opened.filled.revision,
                {"请签", named ? signer_of(due.unit).principal.id : access::PersonId{}});
        }) == Outcome::done) {
        due.step = 1;
    }
}

void Run::settle(DueModel& due, duty::DueId id) {
    const auto who = drafter_of(due.unit);
    for (const auto& remark : server().submissions.open(who.principal, id).remarks) {
        if (remark.must && !remark.settled_on &&
            act("settle", due.unit, [&] { server().submissions.settle(who, remark.id, "已改"); }) !=
                Outcome::done) {
            return;
        }
    }
    due.remarked = false;
}

void Run::sign_act(DueModel& due, duty::DueId id) {
    if (due.remarked) {
        settle(due, id);
    }
    const bool deputy = due.unit == "m.a" && chance(40);
    const bool may = std::ranges::any_of(
        deputy_days_, [&](const auto& days) { return days.first <= day() && day() < days.second; });
    const bool back = !deputy && chance(10);
    const auto& who = deputy ? person("甲1") : signer_of(due.unit);
    const auto outcome =
        act(back     ? "hand back"
            : deputy ? "sign as deputy"
                     : "sign",
            due.unit, [&] {
                auto& submissions = server().submissions;
                if (back) {
                    submissions.hand_back(who, id, "不够具体");
                } else {
                    submissions.sign(who, id,
                                     submissions.open(who.principal, id).opened.filled.revision);
                }
            });
    if (outcome == Outcome::done) {
        check(!deputy || may, "deputy", fmt::format("甲1 signed {} outside the dates", due.id));
        due.state = back ? due.state : "signed";
        due.step = back ? 0 : 2;
    } else if (outcome == Outcome::refused) {
        check(deputy && !may, "deputy", fmt::format("signing {} was refused", due.id));
    }
}

void Run::paper_act(DueModel& due, duty::DueId id) {
    const auto who = drafter_of(due.unit);
    if (act("sign on paper", due.unit, [&] {
            auto& submissions = server().submissions;
            const auto code = submissions.open(who.principal, id).check_code;
            submissions.paper_sign(who, id, {code, "局长", {"scan.pdf", "stamped " + code}});
        }) == Outcome::done) {
        due.state = "signed";
        due.step = 2;
    }
}

void Run::ask_act(DueModel& due, duty::DueId id) {
    act("ask time", due.unit, [&] {
        server().submissions.ask_time(drafter_of(due.unit), id,
                                      1 + static_cast<std::int64_t>(below(20)), "材料未齐");
    });
}

void Run::decide_time() {
    if (!chance(20)) {
        return;
    }
    std::vector<std::pair<std::int64_t, std::int64_t>> asked;
    world_.rows("SELECT id, due_id FROM duty_extensions WHERE state = 'asked'",
                [&](const store::Row& row) { asked.emplace_back(row.integer(0), row.integer(1)); });
    for (const auto& one : asked) {
        const auto extension = one.first;
        auto& due = dues_.at(one.second);
        const auto later = due.due_on.plus_days(1 + static_cast<int>(below(25)));
        const bool grant = chance(70);
        if (act(grant ? "grant time" : "refuse time", due.unit,
                [&] {
                    server().submissions.decide_time(person("办"), duty::ExtensionId{extension},
                                                     grant ? std::optional{later} : std::nullopt,
                                                     "准");
                }) == Outcome::done &&
            grant) {
            due.due_on = later;
        }
    }
}

void Run::office_act(DueModel& due, duty::DueId id) {
    if (due.state == "submitted") {
        if (chance(25)) {
            return_act(due, id);
        } else if (chance(8)) {
            if (act("withdraw", due.unit, [&] {
                    server().submissions.withdraw(drafter_of(due.unit), id, "再改");
                }) == Outcome::done) {
                due.state = "drafted";
                due.step = 0;
                due.entered = false;
            }
        } else if (act("accept", due.unit,
                       [&] { server().submissions.accept(person("办"), id); }) == Outcome::done) {
            due.state = "accepted";
            accepted_[due.id] = bodies_.at(due.id);
        }
    } else if (due.state == "spared") {
        if (act("owe again", due.unit, [&] { server().submissions.owe(person("办"), id); }) ==
            Outcome::done) {
            due.state = due.begun ? "drafted" : "open";
            due.step = 0;
        }
    } else if (due.state == "open" && chance(70)) {
        enter_act(due, id);
    } else if (act("spare", due.unit, [&] {
                   server().submissions.spare(person("办"), id, "本期无事项");
               }) == Outcome::done) {
        due.state = "spared";
    }
}

void Run::enter_act(DueModel& due, duty::DueId id) {
    const auto text = typed(below(1000000));
    if (act("save by office", due.unit,
            [&] { server().submissions.save(person("办"), id, 0, text); }) != Outcome::done) {
        return;
    }
    bodies_[due.id] = text;
    due.state = "drafted";
    due.begun = due.entered = true;
    if (act("enter by office", due.unit, [&] {
            server().submissions.enter(person("办"), id, 1, {day(), "纸质", {}});
        }) == Outcome::done) {
        due.state = "submitted";
    }
}

void Run::return_act(DueModel& due, duty::DueId id) {
    duty::Remark remark;
    remark.field = "情况";
    remark.words = "写具体";
    remark.must = true;
    if (act("remark", due.unit, [&] { server().submissions.remark(person("办"), id, remark); }) !=
        Outcome::done) {
        return;
    }
    due.remarked = true;
    const auto later = day().plus_days(3 + static_cast<int>(below(15)));
    if (act("return", due.unit, [&] {
            server().submissions.give_back(person("办"), id, later, "请补正");
        }) == Outcome::done) {
        due.state = "returned";
        due.due_on = later;
        due.step = 0;
        ++due.round;
        expect_told(due, fmt::format("returned/{}", due.round), false);
    }
}

void Run::try_accepted(DueModel& due, duty::DueId id) {
    const auto who = drafter_of(due.unit);
    if (due.entered && !due.confirmed && chance(50)) {
        if (act("confirm", due.unit, [&] { server().submissions.confirm(who, id); }) ==
            Outcome::done) {
            due.confirmed = true;
        }
        return;
    }
    const auto outcome = act("write over accepted", due.unit,
                             [&] { server().submissions.save(who, id, 1, typed(below(1000000))); });
    ++counts_["tried to write over accepted"];
    check(outcome != Outcome::done, "accepted", fmt::format("{} was written over", due.id));
}

void Run::deputies() {
    const auto from = day().plus_days(static_cast<int>(below(10)));
    const auto until = from.plus_days(1 + static_cast<int>(below(20)));
    if (act("name deputy", "m.a", [&] {
            server().chains.add_deputy(
                person("甲签"), world_.bed.units.at("m.a"),
                {person("甲签").principal.id, person("甲1").principal.id, "代签", from, until});
        }) == Outcome::done) {
        deputy_days_.emplace_back(from, until);
    }
}

// Somebody leaves, or is back.
void Run::staff() {
    const std::string name = chance(50) ? "甲2" : "乙1";
    const auto id = person(name).principal.id;
    if (act(active_[name] ? "person leaves" : "person is back", name, [&] {
            const auto known = server().access.person(id);
            access::PersonEdit edit;
            edit.active = !active_[name];
            server().access.edit_person(person("办").actor, id, known.version, edit);
        }) == Outcome::done) {
        active_[name] = !active_[name];
    }
}

void Run::life_act() {
    using followup::Act;
    const auto task = world_.bed.tasks[below(world_.bed.tasks.size())];
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    const auto* const code = chance(50) ? "m.a" : "m.b";
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
    if ((wish == Act::terminate && !chance(10)) || (wish == Act::keep && !chance(30))) {
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
