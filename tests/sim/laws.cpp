// SPDX-License-Identifier: Apache-2.0
// The laws, checked against the rows.
#include "run.hpp"

#include <fmt/format.h>

namespace luoshi::sim {

void Run::check(bool holds, const char* law, const std::string& what) {
    if (!holds) {
        throw Broken{law, what};
    }
}

void Run::check_laws() {
    check_dues();
    check_roles();
    check_parts();
    check_sums();
    check_documents();
    check_remarks();
    check_told();
    check_accepted();
    check_lights();
    check_letters(false);
    if (day().day() == 1 && day().month() % 6 == 0) {
        check_audit();
    }
}

// Grows with the days.
const std::set<std::string>& Run::expected_dues() {
    for (auto& [code, duty] : duties_) {
        auto& from = expected_from_.try_emplace(code, *duty.issued).first->second;
        for (; from <= day().plus_days(366); from = from.plus_days(1)) {
            for (const auto& unit : owing(code, from, reforms_.back().on)) {
                expected_.insert(code + " " + unit + " " + to_string(from));
            }
        }
    }
    return expected_;
}

// Every due that should be there, once; each as the acts left it.
void Run::check_dues() {
    std::map<std::string, int> there;
    learn_dues();
    const auto& expected = expected_dues();
    world_.rows(
        "SELECT d.id, d.state, d.due_on, d.step, d.occurrence, u.code FROM duty_dues d LEFT JOIN "
        "org_units u ON u.id = d.unit_id",
        [&](const store::Row& row) {
            const auto& due = dues_.at(row.integer(0));
            const auto name = name_of(due);
            check(++there[name] == 1, "once", name + " is asked twice");
            check(due.stays || expected.contains(name), "dues", name + " is not owed");
            check(!row.is_null(5), "owner", name + " has no owner");
            check(row.text(5) == due.unit, "reform",
                  fmt::format("{} is with {}, not {}", name, row.text(5), due.unit));
            check(row.text(1) == due.state, "acts",
                  fmt::format("{} is {}, not {}", name, row.text(1), due.state));
            check(row.date(2) == due.due_on, "acts",
                  fmt::format("{} is due {}, not {}", name, row.text(2), to_string(due.due_on)));
            check(due.state == "open" || row.integer(3) == due.step || due.state == "submitted" ||
                      !due.waiting(),
                  "acts",
                  fmt::format("{} lies at step {}, not {}", name, row.integer(3), due.step));
        });
    for (const auto& name : expected) {
        check(there.contains(name), "dues", name + " is missing");
    }
}

// Each piece of news once in each inbox, and no other.
void Run::check_told() {
    std::map<std::int64_t, std::string> names;
    for (const auto& [name, who] : world_.bed.people) {
        names[who.principal.id.value] = name;
    }
    std::set<std::pair<std::string, std::string>> there;
    world_.rows("SELECT message_key, person_id FROM notify_messages", [&](const store::Row& row) {
        const std::pair one{row.text(0), names.at(row.integer(1))};
        if (may_be_told_.contains(one)) {
            told_.insert(one);
        }
        check(there.insert(one).second, "reminders",
              one.second + " was told twice of " + one.first);
        check(told_.contains(one), "reminders",
              one.second + " was told of " + one.first + " and should not");
    });
    for (const auto& one : told_) {
        check(there.contains(one), "reminders", one.second + " was not told of " + one.first);
    }
}

void Run::check_accepted() {
    std::size_t seen = 0;
    world_.rows(
        "SELECT d.id, f.body, v.body FROM duty_dues d JOIN form_filled f ON f.id = "
        "d.filled_id JOIN form_versions v ON v.filled_id = f.id AND v.number = d.kept "
        "WHERE d.accepted_on IS NOT NULL",
        [&](const store::Row& row) {
            ++seen;
            const auto& text = accepted_.at(row.integer(0));
            const auto words = text.substr(text.find("工作"), text.rfind('"') - text.find("工作"));
            check(row.text(1).find(words) != std::string::npos &&
                      row.text(2).find(words) != std::string::npos && row.text(1) == row.text(2),
                  "accepted", fmt::format("the text of {} changed", row.integer(0)));
        });
    check(seen == accepted_.size(), "accepted", "an accepted report is gone");
}

// Whether a milestone of the task ever was agreed to; each state of a task passes here.
bool Run::approved_once(const followup::Life& life) {
    for (const auto& one : life.milestones) {
        if (is_open(one.state) || one.state == followup::StepState::confirmed) {
            approved_.insert(life.task.value);
        }
    }
    return approved_.contains(life.task.value);
}

void Run::check_lights() {
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    const bool all = day().day() % 10 == 0;
    for (const auto task : world_.bed.tasks) {
        if (!all && below(4) != 0) {
            continue;
        }
        const auto life = server().lives.of(office, task);
        LightFactsModel facts;
        facts.state = followup::to_string(life.state);
        facts.stopped = life.stopped_on.has_value();
        facts.start = life.start;
        facts.due = life.due;
        facts.reported = life.reported;
        facts.verified = life.verified;
        facts.dated = approved_once(life);
        const auto expected = light(facts, day());
        const std::string shown{followup::to_string(life.light)};
        ++counts_["light " + expected];
        check(shown == expected, "lights",
              fmt::format("{} is {}, not {}", life.number, shown, expected));
    }
}

// Handed over at least once, again only where that was brought about.
void Run::check_letters(bool at_end) {
    auto& sender = world_.sender;
    for (const auto& [id, times] : sender.taken) {
        const auto planted = sender.planted.find(id);
        check(times <= 1 + (planted == sender.planted.end() ? 0 : planted->second), "mail",
              fmt::format("{} was handed over {} times", id, times));
    }
    if (!at_end) {
        return;
    }
    std::set<std::string> ids;
    const auto left = person("乙1").principal.id.value; // may have left with a letter on its way
    world_.rows("SELECT id, channel, state, attempts, target_id FROM notify_letters",
                [&](const store::Row& row) {
                    auto id = std::to_string(row.integer(0));
                    id += row.text(1) == "mail" ? ".luoshi@example.gov.cn>" : "";
                    ids.insert(id);
                    check(row.text(2) == "delivered" || row.text(2) == "failed", "mail",
                          id + " is still " + row.text(2));
                    check(row.text(2) == "delivered" ||
                              row.integer(3) == notify::Outbox::kAttempts || row.integer(4) == left,
                          "mail", id + " was given up early");
                    check(row.text(2) == "failed" || sender.taken.contains(id), "mail",
                          id + " was never handed over");
                    ++counts_["letters"];
                });
    for (const auto& [id, times] : sender.taken) {
        check(ids.contains(id), "mail", id + " is no letter's id");
    }
    const std::set<std::string> mailed{"甲1", "甲签", "乙1", "丁1", "天1", "己1"};
    std::int64_t expected = 0;
    for (const auto& [key, name] : told_) {
        expected += mailed.contains(name) ? 1 : 0;
        expected += key.ends_with("/late") ? 1 : 0; // the webhook
    }
    world_.rows("SELECT COUNT(*), COUNT(letter_id) FROM notify_deliveries",
                [&](const store::Row& row) {
                    check(row.integer(0) == expected && row.integer(1) == expected, "mail",
                          fmt::format("{} pieces of news leave the house, {} in letters, not {}",
                                      row.integer(0), row.integer(1), expected));
                });
}

void Run::check_audit() {
    const auto report = store::verify(world_.database(), world_.blobs(), std::string(32, 'k'));
    ++counts_["audits"];
    check(report.faults.empty(), "audit",
          report.faults.empty() ? ""
                                : report.faults.front().code + " " + report.faults.front().message);
    check(report.unsealed == 0, "audit", fmt::format("{} events unsealed", report.unsealed));
}

} // namespace luoshi::sim
