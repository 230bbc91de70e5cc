// SPDX-License-Identifier: Apache-2.0
// What units do with parts of tasks: split, ask, answer, confirm, take back; and the laws of them.
#include "run.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

const std::vector<std::string> kUnits{"m.a",  "m.b", "m.a1", "m.a2", "m.a3",
                                      "m.b1", "m.c", "m.e",  "m.f",  "m.e1"};
const DutyModel kUsual{"part", {{10, false}, {3, true}, {1, true}}, {}};

} // namespace

// News of a part, to whoever answers for the unit now.
void Run::expect_part_told(const PartModel& part, const std::string& unit, const std::string& end) {
    expect_told(people_of(unit), fmt::format("subtask/{}/{}", part.id, end));
}

void Run::run_part_reminders(bool may_crash) {
    for (bool done = false; !done;) {
        current_ = below(2);
        const auto run = [&] { server().part_reminders.run_due(); };
        const auto outcome =
            may_crash ? act("run part reminders", "", run) : (run(), Outcome::done);
        done = outcome == Outcome::done;
    }
    server().part_reminders.run_due(); // what a crash after the first of its writes left
    for (const auto& [id, part] : parts_) {
        if (!part.open() || part.state == "reported") {
            continue;
        }
        const auto step = told_today(kUsual, part.due_on, day());
        const auto end = fmt::format("{}/{}", to_string(part.due_on), step);
        if (step == "late") {
            expect_part_told(part, part.giver, end + "/giver");
        }
        if (part.state == "declined" || step.empty() ||
            (step != "late" && step < to_string(part.given_on))) {
            continue;
        }
        // Whoever had it this morning was told perhaps; then a server may wait until tomorrow.
        if (part.given_on == day() && moved_.contains({id, day()})) {
            for (const auto& name : people_of(part.unit)) {
                may_be_told_.emplace(fmt::format("subtask/{}/{}", id, end), name);
            }
        } else {
            expect_part_told(part, part.unit, end);
        }
    }
    expect_beyond_told();
}

// Later than what it is part of: the unit hears it, and who handed it out, once for each limit.
void Run::expect_beyond_told() {
    for (const auto& [id, part] : parts_) {
        if (!part.open() || part.state == "reported") {
            continue;
        }
        const auto limit = part.parent == 0 ? last_milestone(part.task)
                                            : std::optional{parts_.at(part.parent).due_on};
        if (!limit || part.due_on <= *limit) {
            continue;
        }
        if (part.state != "declined") {
            expect_part_told(part, part.unit, "beyond/" + to_string(*limit));
        }
        const auto within = part.parent == 0
                                ? fmt::format("task/{}", world_.bed.tasks[part.task].value)
                                : std::to_string(part.parent);
        expect_told(people_of(part.giver),
                    fmt::format("subtask/{}/bring/{}/{}", within, to_string(*limit),
                                world_.bed.units.at(part.giver).value));
    }
}

std::optional<Date> Run::last_milestone(std::size_t task) {
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    std::optional<Date> last;
    for (const auto& one : server().lives.of(office, world_.bed.tasks[task]).milestones) {
        if (is_open(one.state)) {
            last = last ? std::max(*last, one.due) : one.due;
        }
    }
    return last;
}

// Parts may be due until the last of the open milestones, else the date the notice gives.
Run::TaskNow Run::task_now(std::size_t task) {
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    const auto life = server().lives.of(office, world_.bed.tasks[task]);
    TaskNow now;
    now.over = life.state == followup::State::closed || life.state == followup::State::terminated;
    bool confirmed = false;
    for (const auto& one : life.milestones) {
        confirmed = confirmed || one.state == followup::StepState::confirmed;
        if (is_open(one.state)) {
            now.due = now.due ? std::max(*now.due, one.due) : one.due;
        }
    }
    if (!now.due && !confirmed) {
        now.due = date_of_notice(task);
    }
    return now;
}

std::optional<Date> Run::limit_of(std::size_t task, std::int64_t parent) {
    return parent == 0 ? task_now(task).due : std::optional{parts_.at(parent).due_on};
}

bool Run::may_have(const PartModel& part, const std::string& unit) {
    if (line_of(parts_, part.parent).contains(unit)) {
        return false;
    }
    return part.share ? unit != part.giver && places_.helps(part.task, unit)
                      : places_.lies_below(unit, part.giver);
}

Date Run::some_date(std::size_t task, std::int64_t parent) {
    const auto limit = limit_of(task, parent);
    if (limit && *limit >= day() && !chance(15)) {
        const auto room = limit->days_since_epoch() - day().days_since_epoch() + 1;
        return day().plus_days(static_cast<int>(below(static_cast<std::uint64_t>(room))));
    }
    return day().plus_days(static_cast<int>(below(60)) - 3);
}

// After an act that should be refused, or not: whether it was done.
bool Run::was_done(Outcome outcome, bool may, const std::string& what) {
    if (outcome != Outcome::lost) {
        check((outcome == Outcome::done) == may, "parts",
              what + (may ? " was refused" : " was not refused"));
    }
    return outcome == Outcome::done;
}

void Run::part_act() {
    std::vector<PartModel*> open;
    std::vector<PartModel*> done;
    for (auto& [id, part] : parts_) {
        if (part.state != "cancelled") {
            (part.open() ? open : done).push_back(&part);
        }
    }
    if (!done.empty() && chance(8)) {
        try_done_part(*done[below(done.size())]);
    } else if (open.empty() || (open.size() < 16 && chance(45))) {
        hand_out_act();
    } else {
        auto& part = *open[below(open.size())];
        if (part.state == "handed-out") {
            owner_act(part, chance(70) ? "accept" : "decline");
        } else if (part.state == "accepted") {
            owner_act(part, chance(60) ? "progress" : "report");
        } else if (part.state == "declined") {
            giver_act(part, chance(50) ? "change" : chance(70) ? "insist" : "cancel");
        } else {
            giver_act(part, chance(75) ? "confirm" : "give-back");
        }
        if (part.open() && part.state != "declined" && chance(20)) {
            giver_act(part, chance(75) ? "change" : "cancel");
        }
    }
}

void Run::hand_out_act() {
    std::vector<std::int64_t> parents;
    for (const auto& [id, part] : parts_) {
        if (part.state == "accepted" || (part.open() && chance(5))) {
            parents.push_back(id);
        }
    }
    PartModel part;
    if (!parents.empty() && chance(75)) {
        part.parent = parents[below(parents.size())];
        part.task = parts_.at(part.parent).task;
        part.giver = parts_.at(part.parent).unit;
    } else {
        part.task = below(world_.bed.tasks.size());
        part.giver = chance(55)                      ? "m.a"
                     : chance(45)                    ? "m.b"
                     : places_.reformed != chance(5) ? "m.f"
                                                     : "m.e";
    }
    part.share = chance(30);
    part.title = fmt::format("分工{}", below(1000));
    part.given_on = day();
    part.due_on = some_date(part.task, part.parent);
    std::vector<std::string> units;
    for (const auto& unit : kUnits) {
        if ((may_have(part, unit) && chance(80)) || chance(2)) {
            units.push_back(unit);
        }
    }
    if (units.empty()) {
        return;
    }
    const auto limit = limit_of(part.task, part.parent);
    const bool from = part.parent == 0 ? places_.carries(part.task, part.giver)
                                       : parts_.at(part.parent).state == "accepted";
    const bool may =
        from && !task_now(part.task).over && part.due_on >= day() &&
        (!limit || part.due_on <= *limit) &&
        std::ranges::all_of(units, [&](const auto& unit) { return may_have(part, unit); });
    subtask::Request request;
    request.task = world_.bed.tasks[part.task];
    request.parent = subtask::SubtaskId{part.parent};
    request.source.origin = part.share ? subtask::Origin::share : subtask::Origin::split;
    for (const auto& unit : units) {
        request.parts.push_back({world_.bed.units.at(unit), part.title, "", part.due_on});
    }
    const auto* const name = part.share         ? "part: ask joint unit"
                             : part.parent == 0 ? "part: split task"
                                                : "part: split part";
    const auto outcome = act(name, part.giver + " task " + std::to_string(part.task + 1),
                             [&] { server().subtasks.hand_out(drafter_of(part.giver), request); });
    if (was_done(outcome, may, part.giver + " handing out " + part.title)) {
        learn_parts(part, units);
    }
}

void Run::learn_parts(PartModel part, const std::vector<std::string>& units) {
    std::vector<std::pair<std::int64_t, std::string>> made;
    world_.rows("SELECT s.id, u.code FROM subtask_subtasks s JOIN org_units u ON u.id = s.unit_id "
                "WHERE s.id > " +
                    std::to_string(parts_.empty() ? 0 : parts_.rbegin()->first) + " ORDER BY s.id",
                [&](const store::Row& row) { made.emplace_back(row.integer(0), row.text(1)); });
    check(made.size() == units.size(), "parts",
          fmt::format("{} parts were made, not {}", made.size(), units.size()));
    for (std::size_t n = 0; n < made.size(); ++n) {
        part.id = made[n].first;
        part.unit = units[n];
        parts_[part.id] = part;
        expect_part_told(part, part.unit, "handed/1");
    }
}

std::int64_t Run::version_of(const PartModel& part) {
    return chance(4) ? part.version + 1 : part.version;
}

void Run::owner_act(PartModel& part, const std::string& what) {
    const auto version = version_of(part);
    const auto percent = static_cast<int>(below(101));
    const auto words = fmt::format("已办{}", below(1000));
    const auto below_it = all_below(parts_, part.id);
    const bool open_below =
        std::ranges::any_of(below_it, [&](std::int64_t child) { return parts_.at(child).open(); });
    const bool despite = open_below && chance(50);
    const bool may = version == part.version && !(what == "decline" && part.insisted) &&
                     !(what == "report" && open_below && !despite);
    const auto who = drafter_of(part.unit);
    const auto outcome = act("part: " + what, fmt::format("{} {}", part.unit, part.id), [&] {
        auto& subtasks = server().subtasks;
        const subtask::SubtaskId id{part.id};
        if (what == "accept") {
            subtasks.accept(who, id, version);
        } else if (what == "decline") {
            subtasks.decline(who, id, version, "不属本单位");
        } else if (what == "progress") {
            subtasks.say_progress(who, id, version, percent, words);
        } else {
            subtasks.report(who, id, version, words, despite ? "下级另报" : "");
        }
    });
    if (!was_done(outcome, may, fmt::format("{} of {}", what, part.id))) {
        return;
    }
    ++part.version;
    if (what == "accept") {
        part.state = "accepted";
    } else if (what == "progress") {
        part.percent = percent;
    } else {
        part.state = what == "decline" ? "declined" : "reported";
        part.reported_on = what == "decline" ? part.reported_on : day();
        part.report = what == "report" ? words : part.report;
        expect_part_told(part, part.giver, fmt::format("{}/{}", what, part.version));
    }
}

void Run::giver_act(PartModel& part, const std::string& what) {
    if (what == "change") {
        change_act(part);
        return;
    }
    const auto version = version_of(part);
    const auto who = drafter_of(part.giver);
    const auto outcome = act("part: " + what, fmt::format("{} {}", part.giver, part.id), [&] {
        auto& subtasks = server().subtasks;
        const subtask::SubtaskId id{part.id};
        if (what == "insist") {
            subtasks.insist(who, id, version, "仍由你单位办");
        } else if (what == "confirm") {
            subtasks.confirm(who, id, version, "同意");
        } else if (what == "give-back") {
            subtasks.give_back(who, id, version, "补充");
        } else {
            subtasks.cancel(who, id, version, "不再需要");
        }
    });
    if (!was_done(outcome, version == part.version, fmt::format("{} of {}", what, part.id))) {
        return;
    }
    const auto told = [&](PartModel& one) {
        ++one.version;
        expect_part_told(one, one.unit, fmt::format("{}/{}", what, one.version));
    };
    told(part);
    part.insisted = part.insisted || what == "insist";
    part.state = what == "insist"      ? "handed-out"
                 : what == "confirm"   ? "done"
                 : what == "give-back" ? "accepted"
                                       : "cancelled";
    for (const auto child :
         what == "cancel" ? all_below(parts_, part.id) : std::vector<std::int64_t>{}) {
        if (auto& one = parts_.at(child); one.open()) {
            one.state = "cancelled";
            told(one);
            ++counts_["part withdrawn with the one above"];
        }
    }
}

// Another date, and perhaps another unit.
void Run::change_act(PartModel& part) {
    if (part.state == "reported") {
        return;
    }
    auto changed = part;
    changed.title = fmt::format("分工{}", below(1000));
    changed.due_on = some_date(part.task, part.parent);
    if (part.state == "declined" || chance(25)) {
        for (const auto& unit : kUnits) {
            if (unit != part.unit && (may_have(part, unit) || chance(3)) && chance(60)) {
                changed.unit = unit;
            }
        }
    }
    const bool other = changed.unit != part.unit;
    const auto limit = limit_of(part.task, part.parent);
    const bool later_child = std::ranges::any_of(parts_, [&](const auto& one) {
        return one.second.parent == part.id && one.second.open() &&
               one.second.due_on > changed.due_on;
    });
    const auto version = version_of(part);
    const bool may = version == part.version && changed.due_on >= day() &&
                     (!limit || changed.due_on <= *limit) && !later_child &&
                     (!other || (part.state != "accepted" && may_have(part, changed.unit)));
    const auto outcome =
        act(other ? "part: to another unit" : "part: change",
            fmt::format("{} {}", part.giver, part.id), [&] {
                server().subtasks.change(
                    drafter_of(part.giver), subtask::SubtaskId{part.id}, version,
                    {world_.bed.units.at(changed.unit), changed.title, "", changed.due_on});
            });
    if (!was_done(outcome, may, fmt::format("change of {}", part.id))) {
        return;
    }
    ++changed.version;
    changed.state = part.state == "declined" ? "handed-out" : part.state;
    changed.insisted = part.insisted && !other;
    if (other) {
        changed.given_on = day();
        moved_.emplace(part.id, day());
        expect_part_told(part, part.unit, fmt::format("moved/{}", changed.version));
    }
    expect_part_told(changed, changed.unit,
                     fmt::format("{}/{}", other ? "handed" : "change", changed.version));
    part = changed;
}

void Run::try_done_part(const PartModel& part) {
    const int which = static_cast<int>(below(3));
    const subtask::SubtaskId id{part.id};
    const auto outcome = act("write over confirmed", std::to_string(part.id), [&] {
        auto& subtasks = server().subtasks;
        if (which == 0) {
            subtasks.report(drafter_of(part.unit), id, part.version, "改口", "");
        } else if (which == 1) {
            subtasks.give_back(drafter_of(part.giver), id, part.version, "再改");
        } else {
            subtasks.cancel(drafter_of(part.giver), id, part.version, "不要了");
        }
    });
    ++counts_["tried to change confirmed"];
    check(outcome != Outcome::done, "confirmed", fmt::format("{} was changed", part.id));
}

// What was confirmed stays word for word; each part as the acts left it; no later than the one it
// is part of.
void Run::check_parts() {
    std::size_t seen = 0;
    world_.rows(
        "SELECT s.id, s.state, s.due_on, u.code, s.percent, s.insisted, s.version, s.report, "
        "s.given_on, s.title, g.code FROM subtask_subtasks s JOIN org_units u ON u.id = s.unit_id "
        "JOIN org_units g ON g.id = s.giver_unit_id",
        [&](const store::Row& row) {
            ++seen;
            const auto& part = parts_.at(row.integer(0));
            const auto same = [&](const char* law, std::string_view what, const auto& is,
                                  const auto& expected) {
                check(is == expected, law, fmt::format("{} of {} is not as left", what, part.id));
            };
            const auto* const as_left = part.state == "done" ? "confirmed" : "parts";
            same(as_left, "report", row.is_null(7) ? std::string{} : row.text(7), part.report);
            if (part.open() && part.parent != 0) {
                check(row.date(2) <= parts_.at(part.parent).due_on, "dates",
                      fmt::format("{} is due {}, after what it is part of", part.id, row.text(2)));
            }
            same(as_left, "state", row.text(1), part.state);
            same(as_left, "date", row.date(2), part.due_on);
            same(part.unit == "m.f" ? "reform" : as_left, "unit", row.text(3), part.unit);
            same(part.giver == "m.f" ? "reform" : as_left, "giver", row.text(10), part.giver);
            same(as_left, "percent", row.optional_integer(4).value_or(-1),
                 static_cast<std::int64_t>(part.percent.value_or(-1)));
            same("parts", "insisting", row.integer(5) != 0, part.insisted);
            same("parts", "version", row.integer(6), part.version);
            same("parts", "first day", row.date(8), part.given_on);
            same(as_left, "title", row.text(9), part.title);
        });
    check(seen == parts_.size(), "parts", "a part is gone, or one too many");
}

// What the office sees below each task and each part, against the model's own sum.
void Run::check_sums() {
    const bool all = day().day() % 10 == 0;
    for (std::size_t n = 0; n < world_.bed.tasks.size(); ++n) {
        if (!all && below(8) != 0) {
            continue;
        }
        const auto tree = server().subtasks.tree(person("办").principal, world_.bed.tasks[n]);
        const auto compare = [&](const subtask::Rollup& rollup, std::int64_t part) {
            Sum shown{static_cast<int>(rollup.open),
                      static_cast<int>(rollup.late),
                      static_cast<int>(rollup.done),
                      static_cast<int>(rollup.declined),
                      rollup.percent,
                      rollup.next_due,
                      {}};
            for (const auto& [code, unit] : world_.bed.units) {
                if (std::ranges::find(rollup.missing, unit) != rollup.missing.end()) {
                    shown.missing.insert(code);
                }
            }
            const auto sum = sum_below(parts_, n, part, day());
            check(shown == sum, "sums",
                  fmt::format("below {} of task {}: {}; not {}", part, n + 1, to_string(shown),
                              to_string(sum)));
        };
        compare(tree.whole, 0);
        for (const auto& line : tree.lines) {
            if (!is_gone(parts_, line.subtask.id.value)) {
                compare(line.below, line.subtask.id.value);
                ++counts_["sums compared"];
            }
        }
    }
}

} // namespace luoshi::sim
