// SPDX-License-Identifier: Apache-2.0
// What units and the office do with reports.
#include "run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

std::string typed(std::uint64_t n) {
    return fmt::format(R"({{"values":{{"情况":"工作正常，第{}稿"}}}})", n);
}

} // namespace

void Run::due_act() {
    std::vector<DueModel*> near;
    for (auto& [id, due] : dues_) {
        if (due.due_on <= day().plus_days(25) &&
            (due.state != "accepted" || (due.entered && !due.confirmed) || chance(1)) &&
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
    if (due.remarked && !settle(due, id)) {
        return;
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

bool Run::settle(DueModel& due, duty::DueId id) {
    const auto who = drafter_of(due.unit);
    for (const auto& remark : server().submissions.open(who.principal, id).remarks) {
        if (remark.must && !remark.settled_on &&
            act("settle", due.unit, [&] { server().submissions.settle(who, remark.id, "已改"); }) !=
                Outcome::done) {
            return false;
        }
    }
    due.remarked = false;
    return true;
}

void Run::sign_act(DueModel& due, duty::DueId id) {
    if (due.remarked && !settle(due, id)) {
        return;
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

} // namespace luoshi::sim
