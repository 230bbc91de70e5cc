// SPDX-License-Identifier: Apache-2.0
// How long a pack takes from its folder to checked: `load` is what `luoshi pack check` and the
// start of a server do, `parse` its files as trees with places, `check` everything behind that. The
// target is half a second for the full pack. Run from the source root: the pack is
// packs/gd-2011-193.
#include "app/pack_sections.hpp"
#include "pack/packs.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace luoshi;

constexpr auto kFolder = "packs/gd-2011-193";

void say_size(benchmark::State& state, const pack::Texts& texts) {
    std::size_t bytes = 0;
    for (const auto& [name, text] : texts) {
        bytes += text.size();
    }
    state.counters["files"] = static_cast<double>(texts.size());
    state.counters["KiB"] = static_cast<double>(bytes) / 1024;
}

void load(benchmark::State& state) {
    for (auto _ : state) {
        const auto examined = pack::examine(kFolder, "", {}, app::pack_sections());
        if (!examined.findings.empty()) {
            state.SkipWithError("the pack has mistakes");
            return;
        }
    }
    say_size(state, pack::read_texts(kFolder));
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

void parse(benchmark::State& state) {
    const auto texts = pack::read_texts(kFolder);
    for (auto _ : state) {
        benchmark::DoNotOptimize(pack::assemble(kFolder, texts));
    }
    say_size(state, texts);
}
BENCHMARK(parse)->Unit(benchmark::kMillisecond);

void check(benchmark::State& state) {
    const auto pack = *pack::open(kFolder).value;
    for (auto _ : state) {
        for (const auto& section : app::pack_sections()) {
            if (section.check != nullptr) {
                benchmark::DoNotOptimize(section.check(pack));
            }
            if (section.check_together != nullptr) {
                benchmark::DoNotOptimize(section.check_together({&pack}));
            }
        }
    }
}
BENCHMARK(check)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
