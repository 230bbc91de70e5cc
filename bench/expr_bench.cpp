// SPDX-License-Identifier: Apache-2.0
// Formulas a second and the time of one trace. Values in memory, one thread. `by_hand` is the same
// computation written in C++ on the same exact numbers: what a formula costs more than code.
#include "expr/trace.hpp"

#include <benchmark/benchmark.h>

#include <optional>
#include <string>

namespace {

using namespace luoshi;
using namespace luoshi::expr;

constexpr const char* kGrowth = "增长率(产值, 上年产值, 2) >= 最低增速 且 投资额 > 5000 万元";
constexpr const char* kTotal = "合计(项目.投资额 其中 项目.已投产)";

struct Setting {
    Declarations declarations;
    std::optional<Environment> environment;
    Setting() {
        auto& d = declarations;
        for (const char* name : {"产值", "上年产值", "投资额"}) {
            d.add(Field{name, *d.parse_type("万元 2")});
        }
        d.add(Field{"有环评", *d.parse_type("是否")});
        Parameter least{"最低增速", *d.parse_type("% 2"), {}};
        least.entries.push_back({*Date::parse("2011-01-01"), Number{1000, 2}, {}});
        d.add(least);
        d.add(RecordSet{"项目",
                        *d.units.find("个"),
                        {{"投资额", *d.parse_type("万元 2")}, {"已投产", *d.parse_type("是否")}}});
        environment.emplace(d);
        auto& e = *environment;
        e.day = *Date::parse("2011-11-15");
        e.set("产值", Number{1'234'500, 2});
        e.set("上年产值", Number{1'000'000, 2});
        e.set("投资额", Number{35'000'000, 2});
        e.set("有环评", true);
        for (int row = 0; row < 1000; ++row) {
            e.add_row("项目", {Number{row * 100, 2}, row % 3 != 0});
        }
    }
    Formula formula(const char* text) const {
        return *compile({"bench", text}, declarations).value;
    }
};

void evaluate_growth(benchmark::State& state) {
    const Setting setting;
    const auto formula = setting.formula(kGrowth);
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluate(formula, *setting.environment));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(evaluate_growth);

void by_hand(benchmark::State& state) {
    Number now{1'234'500, 2};
    Number before{1'000'000, 2};
    const Number least{1000, 2};
    const Number investment{35'000'000, 2};
    for (auto _ : state) {
        benchmark::DoNotOptimize(now);
        benchmark::DoNotOptimize(before);
        const auto more = subtract(now, before);
        const auto hundred = multiply(*more, Number{100, 0}, 2, Rounding::down);
        const auto growth = ratio(*hundred, before, 2, Rounding::half_up);
        bool holds = *growth >= least && investment > Number{5000, 0};
        benchmark::DoNotOptimize(holds);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(by_hand);

void total_of_1000_rows(benchmark::State& state) {
    const Setting setting;
    const auto formula = setting.formula(kTotal);
    for (auto _ : state) {
        benchmark::DoNotOptimize(evaluate(formula, *setting.environment));
    }
    state.SetItemsProcessed(state.iterations() * 1000);
}
BENCHMARK(total_of_1000_rows)->Unit(benchmark::kMicrosecond);

void trace_with_text(benchmark::State& state) {
    const Setting setting;
    const auto formula = setting.formula(state.range(0) == 0 ? kGrowth : kTotal);
    for (auto _ : state) {
        const auto trace = explain(formula, *setting.environment);
        benchmark::DoNotOptimize(to_text(trace, Language::zh));
    }
}
BENCHMARK(trace_with_text)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

void read_and_check(benchmark::State& state) {
    const Setting setting;
    for (auto _ : state) {
        benchmark::DoNotOptimize(compile({"bench", kGrowth}, setting.declarations));
    }
}
BENCHMARK(read_and_check)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
