// SPDX-License-Identifier: Apache-2.0
// Reading a notice from text: the figure docs promise is below 5 ms for one of fifty items. The
// text is the reference notice of the folder LUOSHI_SHARED; decoding and the child process are not
// in it.
#include "notice/json.hpp"
#include "notice/lexicon.hpp"
#include "notice/notice.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string read_text(benchmark::State& state) {
    const char* const shared = std::getenv("LUOSHI_SHARED");
    std::ifstream file(std::string{shared == nullptr ? "../shared" : shared} +
                       "/seed/notice-193.txt");
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (text.empty()) {
        state.SkipWithError("no seed/notice-193.txt: set LUOSHI_SHARED");
    }
    return text;
}

void read_notice(benchmark::State& state) {
    const auto text = read_text(state);
    for (auto _ : state) {
        benchmark::DoNotOptimize(luoshi::notice::read(text, {}));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_notice)->Unit(benchmark::kMillisecond);

void write_json(benchmark::State& state) {
    const auto text = read_text(state);
    const auto reading = luoshi::notice::read(text, {});
    for (auto _ : state) {
        benchmark::DoNotOptimize(luoshi::notice::to_json(reading));
    }
}
BENCHMARK(write_json)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
