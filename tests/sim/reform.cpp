// SPDX-License-Identifier: Apache-2.0
// Some day a version of the pack is put in force that ends a unit with one successor; what is open
// goes there.
#include "run.hpp"

#include "base/error.hpp"
#include "org/pack_parts.hpp"
#include "pack/packs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace luoshi::sim {
namespace {

std::vector<pack::Change> no_changes(const pack::Pack&, const pack::Pack&) {
    return {};
}

constexpr std::array kSections{
    pack::Section{.name = "units",
                  .files = {"units.yaml"},
                  .check = org::check_units,
                  .check_together = org::check_units_together,
                  .counts = org::count_units,
                  .changes = org::unit_changes,
                  .load = org::load_pack_units},
    pack::Section{.name = "calendar",
                  .files = {"calendar.yaml"},
                  .check = org::check_calendar,
                  .check_together = org::check_calendars_together,
                  .counts = org::count_days,
                  .changes = org::day_changes,
                  .load = org::load_pack_calendar},
    pack::Section{.name = "rest",
                  .files = {"plan.yaml", "duties.yaml", "outcomes.yaml"},
                  .changes = no_changes},
    pack::Section{.name = "forms", .files = {"forms/"}, .changes = no_changes}};

void put(std::string& text, const std::string& what, const std::string& instead) {
    const auto at = text.find(what);
    ensure(at != std::string::npos, "the units of the simulation say that");
    text.replace(at, what.size(), instead);
}

std::string units_before() {
    std::ifstream stream{std::string{LUOSHI_SIM_FOLDER} + "/pack/units.yaml"};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string units_after(Date day) {
    auto text = units_before();
    const auto on = to_string(day);
    put(text, "full_name: 模市戊局,", "full_name: 模市戊局, until: " + on + ",");
    put(text, "full_name: 模市己局,",
        "full_name: 模市己局, succeeds: [{unit: m.e, on: " + on + "}],");
    put(text, "parent: m.e}", "parent: m.f}");
    put(text, "m.b, m.e, {",
        "m.b, {unit: m.e, until: " + on + "}, {unit: m.f, from: " + on + "}, {");
    return text;
}

} // namespace

// In force from one moment to the next, on both servers.
void Run::put_in_force() {
    bool done = false;
    while (!done) {
        done = act("version put in force", "", [&] {
                   pack::Packs packs{
                       server().database, {world_.pack_folder(units_before())}, kSections};
                   packs.start(person("办").actor);
                   world_.pack_folder(units_after(day()));
                   const auto preview = packs.preview("sim");
                   check(preview.findings.empty(), "reform",
                         preview.findings.empty() ? "" : rendered(preview.findings));
                   packs.activate(person("办").actor, "sim", preview.digest);
               }) == Outcome::done;
        // Its first write may be what died.
        world_.rows("SELECT COUNT(*) FROM org_units WHERE code = 'm.e' AND valid_until IS NOT NULL",
                    [&](const store::Row& row) { done = row.integer(0) == 1; });
    }
    places_.reformed = true;
    reforms_.back().on = day();
    expected_.clear();
    expected_from_.clear();
}

// Before dues are made for units that are no more, as the servers do it.
void Run::reform() {
    if (day() == version_day_) {
        put_in_force();
    }
    for (bool again = true; again;) {
        const auto crashes = crashes_;
        act("run reform", "", [&] { server().reform.run_due(); });
        again = crashes_ != crashes;
    }
    for (const auto& one : reforms_) {
        if (!one.on || day() < *one.on) {
            continue;
        }
        const bool dues = move_dues(one);
        const bool tasks = one.unit == "m.e" && move_tasks();
        const bool parts = move_parts(one);
        if (dues || tasks || parts) {
            const auto key = fmt::format("reform/{}/{}", to_string(world_.bed.units.at(one.unit)),
                                         to_string(world_.bed.units.at(one.successor)));
            expect_told(people_of(one.unit), key);
            expect_told(people_of(one.successor), key);
        }
    }
}

// What is not over goes over as it stands. What the successor owes itself that day is not asked of
// it twice: it goes away where nobody began, else stays.
bool Run::move_dues(const ReformModel& one) {
    bool any = false;
    for (auto& [id, due] : dues_) {
        if (due.unit != one.unit) {
            continue;
        }
        const auto own = std::ranges::find_if(dues_, [&](const auto& other) {
            return other.second.unit == one.successor && other.second.duty == due.duty &&
                   other.second.occurrence == due.occurrence;
        });
        due.stays = due.occurrence >= *one.on;
        if (due.over()) {
            continue;
        }
        if (own == dues_.end()) {
            due.of = one.unit;
            due.unit = one.successor;
            due.stays = false;
            ++counts_["due with the successor"];
            any = true;
        } else if (due.state == "open" && !due.begun) {
            due.state = "cancelled";
            ++counts_["due the successor owes itself"];
            any = true;
        } else {
            ++counts_["due that stays with the unit that ended"];
        }
    }
    return any;
}

bool Run::move_tasks() {
    bool any = false;
    const followup::Asker office{person("办").actor, org::Scope::all(), {}};
    for (const auto task : Places::of_e()) {
        const auto state = server().lives.of(office, world_.bed.tasks.at(task)).state;
        const bool over = state == followup::State::closed ||
                          state == followup::State::phase_closed ||
                          state == followup::State::terminated;
        if (!over && places_.moved.insert(task).second) {
            ++counts_["task with the successor"];
            any = true;
        }
    }
    return any;
}

bool Run::move_parts(const ReformModel& one) {
    bool any = false;
    for (auto& [id, part] : parts_) {
        if (!part.open() || (part.unit != one.unit && part.giver != one.unit)) {
            continue;
        }
        part.unit = part.unit == one.unit ? one.successor : part.unit;
        part.giver = part.giver == one.unit ? one.successor : part.giver;
        ++part.version;
        ++counts_["part with the successor"];
        any = true;
    }
    return any;
}

// Duty, who owed it on its day, day.
std::string Run::name_of(const DueModel& due) const {
    auto unit = due.unit;
    for (const auto& one : reforms_) {
        if (one.unit == due.of && one.on && due.occurrence < *one.on) {
            unit = due.of;
        }
    }
    return due.duty + " " + unit + " " + to_string(due.occurrence);
}

// Roles of the unit that ends, and of its successor, in each task.
void Run::check_roles() {
    std::map<std::int64_t, std::set<std::string>> there;
    world_.rows("SELECT h.task_id, u.code FROM followup_holders h JOIN org_units u ON u.id = "
                "h.unit_id WHERE u.code IN ('m.e', 'm.f') AND h.roles <> 0",
                [&](const store::Row& row) { there[row.integer(0)].insert(row.text(1)); });
    for (const auto task : Places::of_e()) {
        const std::set<std::string> expected{places_.moved.contains(task) ? "m.f" : "m.e"};
        const auto& found = there[world_.bed.tasks.at(task).value];
        check(found == expected, "reform",
              fmt::format("task {}: {} units have the role of {}", task + 1, found.size(),
                          *expected.begin()));
    }
}

} // namespace luoshi::sim
