// SPDX-License-Identifier: Apache-2.0
// The reminders of a day: out of some 50,000 dues those whose step has come are found, 6,664
// reminders for 200 people are composed and stored, durably; then the same again, when nothing is
// new. Redmine took 16.5 s for as many (a constant). usage: due_bench [--smoke]; LUOSHI_SOURCE_DIR:
// the source.
#include "duty/reminders.hpp"
#include "duty/testing/test_duties.hpp"
#include "org/directory.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace luoshi;
using Stopwatch = std::chrono::steady_clock;

constexpr double kRedmine = 16.5; // s

double seconds_since(Stopwatch::time_point start) {
    return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

duty::Definition asked(const duty::Definition& like, int n, const std::vector<std::string>& units,
                       const std::string& on, int remind) {
    auto definition = like;
    definition.code = fmt::format("bench-{}", n);
    definition.title = {fmt::format("第{}号材料", n), fmt::format("Report no. {}", n)};
    definition.who = units;
    definition.on = on;
    definition.rows.reset();
    definition.remind = {{remind, false}};
    return definition;
}

} // namespace

int main(int argc, char** argv) {
    const bool smoke = argc > 1 && std::strcmp(argv[1], "--smoke") == 0;
    const std::size_t people = smoke ? 5 : 200, wanted = smoke ? 166 : 6664;
    const int later = smoke ? 5 : 218; // duties whose day is far
    duty::testing::TestDuties t;
    std::vector<std::string> units;
    for (const auto& unit : t.installation.directory()->units()) {
        if (unit.kind == org::UnitKind::unit && units.size() < people &&
            unit.valid.contains(*Date::parse("2011-11-10")) &&
            unit.valid.contains(*Date::parse("2012-12-31"))) {
            units.push_back(unit.code);
            t.add("联络员" + std::to_string(units.size()), access::Role::drafter, unit.code);
        }
    }
    const auto like = t.duties.detail(org::Scope::all(), t.duty("closing")).definition;
    const auto issue = [&](const duty::Definition& definition) {
        const auto id = t.duties.create(t.office().actor, t.plan, definition);
        t.duties.issue(t.office().actor, id, 1, {"某领导", "副省长", "同意"});
    };
    int n = 0;
    for (std::size_t left = wanted; left > 0;) { // as many as are to be reminded of today
        const auto of = std::min(left, units.size());
        issue(asked(like, ++n, {units.begin(), units.begin() + static_cast<std::ptrdiff_t>(of)},
                    "2012-01-20", 10));
        left -= of;
    }
    for (int i = 0; i < later; ++i) {
        issue(asked(like, ++n, units, fmt::format("2012-{:02}-15", 3 + i % 8), 10));
    }
    const auto dues = wanted + static_cast<std::size_t>(later) * units.size();
    t.travel("2012-01-10");
    duty::Reminders reminders{t.installation.database(), t.installation.store().clock()};
    auto start = Stopwatch::now();
    const auto made = reminders.run_due();
    const auto first = seconds_since(start);
    start = Stopwatch::now();
    const auto again = reminders.run_due();
    const auto second = seconds_since(start);
    duty::Reminders restarted{t.installation.database(), t.installation.store().clock()};
    start = Stopwatch::now();
    const auto anew = restarted.run_due();
    const auto third = seconds_since(start);
    fmt::print("{} reminders out of {} dues for {} people: scan, composing, posting {:.3f} s "
               "(Redmine {} s: {:.0f} times as long)\n",
               made, dues, people, first, kRedmine, kRedmine / first);
    fmt::print("  again, nothing new {:.4f} s ({} made); by a server just started {:.3f} s "
               "({} made)\n",
               second, again, third, anew);
    return made == static_cast<std::int64_t>(wanted) && again == 0 && anew == 0 ? 0 : 1;
}
