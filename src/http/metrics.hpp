// SPDX-License-Identifier: Apache-2.0
// Counters, gauges and histograms with the text format of Prometheus: for any module that counts.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luoshi::http {

class Counter {
public:
    void add(std::uint64_t by = 1) noexcept { value_.fetch_add(by, std::memory_order_relaxed); }
    std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

class Gauge {
public:
    void set(std::int64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
    void add(std::int64_t by) noexcept { value_.fetch_add(by, std::memory_order_relaxed); }
    std::int64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::int64_t> value_{0};
};

class Histogram {
public:
    // bounds: upper ends (inclusive) of the buckets in seconds, rising; +Inf is added.
    explicit Histogram(std::vector<double> bounds);
    void observe(double seconds) noexcept;
    std::uint64_t count() const noexcept;
    const std::vector<double>& bounds() const noexcept { return bounds_; }
    std::uint64_t bucket(std::size_t i) const noexcept; // i <= bounds().size(); not cumulated
    double sum_seconds() const noexcept;

private:
    std::vector<double> bounds_;
    std::vector<std::atomic<std::uint64_t>> buckets_;
    std::atomic<std::uint64_t> sum_ns_{0};
};

using Labels = std::vector<std::pair<std::string, std::string>>;

// Finds or makes; references stay good as long as the registry lives. A name has one kind
// (ensured). Threads: any. Keep the reference where a call is hot: the look-up takes a lock.
class Registry {
public:
    Counter& counter(std::string_view name, std::string_view help, const Labels& labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    // The bounds are 1 ms … 10 s, for latencies.
    Histogram& histogram(std::string_view name, std::string_view help, const Labels& labels = {});
    // Text format 0.0.4, families and label sets sorted; for "text/plain; version=0.0.4".
    std::string prometheus_text() const;

private:
    struct Family {
        std::string kind, help;
        std::map<std::string, std::unique_ptr<Counter>> counters; // by label text
        std::map<std::string, std::unique_ptr<Gauge>> gauges;
        std::map<std::string, std::unique_ptr<Histogram>> histograms;
    };
    Family& family(std::string_view name, std::string_view help, std::string_view kind);
    static void print(std::string& out, const std::string& name, const Family& family);
    mutable std::mutex mutex_;
    std::map<std::string, Family, std::less<>> families_;
};

} // namespace luoshi::http
