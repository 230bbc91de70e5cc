// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::http {
namespace {

const std::vector<double>& latency_bounds() {
    static const std::vector<double> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                            0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
    return bounds;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out;
}

// a="1",b="2"
std::string label_text(const Labels& labels) {
    std::string out;
    for (const auto& [name, value] : labels) {
        out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ",", name, escaped(value));
    }
    return out;
}

std::string in_braces(std::string_view labels) {
    return labels.empty() ? std::string{} : fmt::format("{{{}}}", labels);
}

void print_histogram(std::string& out, const std::string& name, const std::string& labels,
                     const Histogram& histogram) {
    const auto* comma = labels.empty() ? "" : ",";
    std::uint64_t below = 0;
    for (std::size_t i = 0; i <= histogram.bounds().size(); ++i) {
        below += histogram.bucket(i);
        const auto bound = i < histogram.bounds().size() ? fmt::format("{}", histogram.bounds()[i])
                                                         : std::string{"+Inf"};
        out += fmt::format("{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, comma, bound, below);
    }
    out += fmt::format("{}_sum{} {}\n", name, in_braces(labels), histogram.sum_seconds());
    out += fmt::format("{}_count{} {}\n", name, in_braces(labels), below);
}

template <class Map, class Make>
auto& find_or_make(Map& map, const Labels& labels, Make make) {
    auto& slot = map[label_text(labels)];
    if (!slot) {
        slot = make();
    }
    return *slot;
}

} // namespace

Histogram::Histogram(std::vector<double> bounds)
    : bounds_(std::move(bounds)), buckets_(bounds_.size() + 1) {
    ensure(std::ranges::is_sorted(bounds_), "bucket bounds rise");
}

void Histogram::observe(double seconds) noexcept {
    const auto at = std::ranges::lower_bound(bounds_, seconds) - bounds_.begin();
    buckets_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
    sum_ns_.fetch_add(static_cast<std::uint64_t>(std::max(seconds, 0.0) * 1e9),
                      std::memory_order_relaxed);
}

std::uint64_t Histogram::bucket(std::size_t i) const noexcept {
    return buckets_[i].load(std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const noexcept {
    std::uint64_t count = 0;
    for (const auto& bucket : buckets_) {
        count += bucket.load(std::memory_order_relaxed);
    }
    return count;
}

double Histogram::sum_seconds() const noexcept {
    return static_cast<double>(sum_ns_.load(std::memory_order_relaxed)) / 1e9;
}

Registry::Family& Registry::family(std::string_view name, std::string_view help,
                                   std::string_view kind) {
    auto found = families_.find(name);
    if (found == families_.end()) {
        found = families_.emplace(std::string{name}, Family{}).first;
        found->second.kind = kind;
        found->second.help = help;
    }
    ensure(found->second.kind == kind, "a metric's name has one kind");
    return found->second;
}

Counter& Registry::counter(std::string_view name, std::string_view help, const Labels& labels) {
    const std::scoped_lock lock{mutex_};
    return find_or_make(family(name, help, "counter").counters, labels,
                        [] { return std::make_unique<Counter>(); });
}

Gauge& Registry::gauge(std::string_view name, std::string_view help, const Labels& labels) {
    const std::scoped_lock lock{mutex_};
    return find_or_make(family(name, help, "gauge").gauges, labels,
                        [] { return std::make_unique<Gauge>(); });
}

Histogram& Registry::histogram(std::string_view name, std::string_view help, const Labels& labels) {
    const std::scoped_lock lock{mutex_};
    return find_or_make(family(name, help, "histogram").histograms, labels,
                        [] { return std::make_unique<Histogram>(latency_bounds()); });
}

void Registry::print(std::string& out, const std::string& name, const Family& family) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, family.help, name, family.kind);
    for (const auto& [labels, counter] : family.counters) {
        out += fmt::format("{}{} {}\n", name, in_braces(labels), counter->value());
    }
    for (const auto& [labels, gauge] : family.gauges) {
        out += fmt::format("{}{} {}\n", name, in_braces(labels), gauge->value());
    }
    for (const auto& [labels, histogram] : family.histograms) {
        print_histogram(out, name, labels, *histogram);
    }
}

std::string Registry::prometheus_text() const {
    const std::scoped_lock lock{mutex_};
    std::string out;
    for (const auto& [name, family] : families_) {
        print(out, name, family);
    }
    return out;
}

} // namespace luoshi::http
