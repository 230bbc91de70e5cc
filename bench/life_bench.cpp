// SPDX-License-Identifier: Apache-2.0
// Lights over a large plan: putting it into force, counting them by section and unit, filtering by
// them, one act.
//
// usage: life_bench [--smoke] [--postgresql]; LUOSHI_SOURCE_DIR: the source. Nothing is kept
// between calls but what the engine caches; the data are in memory (/dev/shm) or the page cache.
#include "followup/life.hpp"
#include "followup/testing/large_plan.hpp"
#include "followup/testing/test_installation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace luoshi;
using namespace luoshi::followup;
using Stopwatch = std::chrono::steady_clock;

double milliseconds_since(Stopwatch::time_point start) {
    return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

// Median and worst of `times` calls.
template <class Work>
double measure(const char* what, int times, Work&& work) {
    work(); // statements are prepared, pages are read
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        const auto start = Stopwatch::now();
        work();
        all.push_back(milliseconds_since(start));
    }
    std::sort(all.begin(), all.end());
    fmt::print("{:<52} median {:8.2f} ms, least {:8.2f} ms, most {:8.2f} ms\n", what,
               all[all.size() / 2], all.front(), all.back());
    return all[all.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    const auto has = [&](const char* word) {
        return std::any_of(argv + 1, argv + argc,
                           [&](const char* one) { return std::strcmp(one, word) == 0; });
    };
    const int tasks = has("--smoke") ? 1000 : 50'000;
    const int times = has("--smoke") ? 3 : 31;
    TestInstallation installation{has("--postgresql") ? store::EngineKind::postgresql
                                                      : store::EngineKind::sqlite};
    const auto plan = make_large_plan(installation.database(), *installation.directory(),
                                      installation.today(), tasks, 193);
    Lives lives{installation.database(), installation.directories, installation.store().clock(),
                installation.imports.specs()};
    const Asker office{installation.actor, org::Scope::all(), {}};
    const auto start = Stopwatch::now();
    lives.start(office, plan);
    fmt::print("{} tasks on {}: put into force in {:.0f} ms\n", tasks,
               installation.database().engine(), milliseconds_since(start));
    for (int week = 0; week < 11; ++week) { // what the overview tells of weeks gone by
        const auto taken = Stopwatch::now();
        lives.take_weeks();
        if (week == 0) {
            fmt::print("how a week stands: taken in {:.0f} ms\n", milliseconds_since(taken));
        }
        installation.store().clock().advance(std::chrono::hours{24 * 7});
    }
    grow_large_plan(installation.database(), plan, installation.today(), 2011);

    const auto all = org::Scope::all();
    const auto overview = lives.overview(all, plan);
    std::int64_t cells = 0;
    for (const auto& unit : overview.units) {
        for (const auto count : unit.counts) {
            cells += count;
        }
    }
    fmt::print("{} units, {} top sections, {} tasks of units counted\n", overview.units.size(),
               overview.parts.size(), cells);
    const auto counted =
        measure("overview: lights by section and unit", times, [&] { lives.overview(all, plan); });
    const auto unit = overview.units.at(overview.units.size() / 2).unit;
    measure("overview of one unit", times, [&] { lives.overview(org::Scope::of(unit), plan); });
    measure("first 100 of all, with lights", times,
            [&] { installation.plans.tasks(all, plan, {}, 0, 100); });
    for (const auto light : {Light::overdue, Light::behind, Light::soon, Light::undated, Light::on,
                             Light::standing, Light::paused, Light::done, Light::ended}) {
        TaskFilter filter;
        filter.light = light;
        measure(fmt::format("first 100 with light {}", to_string(light)).c_str(), times,
                [&] { installation.plans.tasks(all, plan, filter, 0, 100); });
    }
    TaskFilter of_unit;
    of_unit.light = Light::overdue;
    of_unit.unit = unit;
    measure("first 100 of a unit that are overdue", times,
            [&] { installation.plans.tasks(all, plan, of_unit, 0, 100); });
    fmt::print("overview: {:.1f} ms of 50 ms: {}\n", counted,
               counted <= 50.0 ? "reached" : "NOT reached");
}
