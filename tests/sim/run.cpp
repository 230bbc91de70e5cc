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
    {"m.d", {{"丁1"}, "丁签"}},
    {"m.a1", {{"天1"}, ""}},
    {"m.a2", {{"地1", "地2"}, ""}},
    {"m.a3", {{}, "玄签"}},
    {"m.b1", {{"黄1"}, ""}},
    {"m.e", {{"戊1"}, "戊签"}},
    {"m.f", {{"己1"}, "己签"}},
    {"m.e1", {{"宇1"}, ""}}};

} // namespace

Run::Run(const Seedbed& seedbed, std::uint64_t seed, const Fault* fault)
    : world_(seedbed, seed, fault), fault_(fault), random_(seed) {
    duties_["monthly"] = {"monthly", {{10, false}, {3, true}, {1, true}}, {}};
    duties_["yearly"] = {"yearly", {{10, false}, {1, true}}, {}};
    duties_["once"] = {"once", {{7, false}, {2, true}}, {}};
    version_day_ = Date::parse("2021-03-01")->plus_days(static_cast<int>(below(200)));
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

duty::Who Run::drafter_of(const std::string& unit) {
    for (const auto& name : kStaff.at(unit).first) {
        if (active_[name] && chance(60)) {
            return person(name);
        }
    }
    const auto& [drafters, signer] = kStaff.at(unit);
    return person(drafters.empty() ? signer : drafters.front());
}
const duty::Who& Run::signer_of(const std::string& unit) {
    return person(kStaff.at(unit).second);
}

void Run::live(int days) {
    issue_duties();
    for (int n = 0; n < days; ++n) {
        one_day(n + 1 == days);
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

void Run::one_day(bool last) {
    // Before the day's first reminders: a server does not tell a unit again the same day.
    if (chance(4)) {
        staff();
    }
    reform();
    run_duties();
    learn_dues();
    run_reminders(true);
    run_part_reminders(true);
    run_documents(true);
    const auto acts = works(day()) ? 1 + below(3) : below(2);
    for (std::uint64_t n = 0; n < acts; ++n) {
        world_.clock.advance(std::chrono::minutes{17});
        due_act();
    }
    if (chance(50)) {
        life_act();
    }
    if (chance(35)) {
        part_act();
    }
    if (chance(55)) {
        document_act();
    }
    if (chance(30)) {
        leader_act();
    }
    if (chance(8)) {
        deputies();
    }
    decide_time();
    background();
    if (fault_ != nullptr && fault_->each_day) {
        fault_->each_day(world_);
    }
    if (last || fault_ != nullptr || chance(60)) {
        check_laws();
    }
}

void Run::background() {
    if (chance(40)) { // again in the evening: what was told in the morning is not told twice
        run_reminders(false);
        run_part_reminders(false);
        run_documents(false);
    }
    run_outbox(true);
    store::Sealer sealer{world_.database(), "sealer", std::string(32, 'k')};
    sealer.run();
}

void Run::run_duties() {
    // Sometimes a second time, and until what a crash left is made up for.
    for (bool again = true; again;) {
        const auto crashes = crashes_;
        act("run dues", "", [&] { server().duties.run_due(); });
        again = crashes_ != crashes || chance(20);
    }
}

// What was made since: the laws say whether it should have been.
void Run::learn_dues() {
    world_.rows("SELECT d.id, y.code, u.code, d.occurrence, d.due_on FROM duty_dues d JOIN "
                "duty_duties y ON y.id = d.duty_id JOIN org_units u ON u.id = d.unit_id WHERE "
                "d.id > " +
                    std::to_string(dues_.empty() ? 0 : dues_.rbegin()->first) + " ORDER BY d.id",
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

std::set<std::string> Run::people_of(const std::string& unit) {
    const auto& [drafters, signer] = kStaff.at(unit);
    std::set<std::string> names;
    for (const auto& name : drafters) {
        if (active_[name]) {
            names.insert(name);
        }
    }
    if (names.empty()) {
        names.insert(signer);
    }
    return names;
}

void Run::expect_told(const std::set<std::string>& names, const std::string& key) {
    for (const auto& name : names) {
        if (told_.emplace(key, name).second) {
            ++counts_["news"];
        }
    }
}

void Run::expect_told(const DueModel& due, const std::string& end, bool with_holder) {
    auto names = people_of(due.unit);
    if (with_holder && due.begun && due.step == 1) {
        names.insert(kStaff.at(due.unit).second);
    }
    expect_told(names, fmt::format("due/{}/{}", due.id, end));
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
    for (auto n = 1 + below(2); n > 0; --n) {
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

} // namespace luoshi::sim
