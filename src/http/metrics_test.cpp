// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace luoshi::http {
namespace {

using ::testing::HasSubstr;

TEST(registry, prints_what_prometheus_reads) {
    Registry registry;
    registry.counter("mails_total", "Mails sent", {{"to", "a\"b\\c\n"}}).add(2);
    registry.gauge("queue", "Waiting").set(-3);
    EXPECT_EQ(registry.prometheus_text(), "# HELP mails_total Mails sent\n"
                                          "# TYPE mails_total counter\n"
                                          "mails_total{to=\"a\\\"b\\\\c\\n\"} 2\n"
                                          "# HELP queue Waiting\n"
                                          "# TYPE queue gauge\n"
                                          "queue -3\n");
}

TEST(registry, gives_the_same_metric_for_the_same_labels) {
    Registry registry;
    auto& first = registry.counter("c", "C", {{"k", "1"}});
    registry.counter("c", "C", {{"k", "2"}}).add();
    EXPECT_EQ(&first, &registry.counter("c", "C", {{"k", "1"}}));
    EXPECT_EQ(first.value(), 0U);
    EXPECT_THROW(registry.gauge("c", "C"), Error);
}

TEST(histogram, cumulates_its_buckets_with_inclusive_ends) {
    Registry registry;
    auto& histogram = registry.histogram("h", "H", {{"r", "x"}});
    for (const double seconds : {0.0005, 0.001, 0.0011, 99.0}) {
        histogram.observe(seconds);
    }
    const auto text = registry.prometheus_text();
    EXPECT_THAT(text, HasSubstr("h_bucket{r=\"x\",le=\"0.001\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("h_bucket{r=\"x\",le=\"0.0025\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("h_bucket{r=\"x\",le=\"10\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("h_bucket{r=\"x\",le=\"+Inf\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("h_sum{r=\"x\"} 99.0026\n"));
    EXPECT_THAT(text, HasSubstr("h_count{r=\"x\"} 4\n"));
}

TEST(counter, counts_from_many_threads) {
    Registry registry;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 1000; ++k) {
                registry.counter("c", "C").add();
                registry.histogram("h", "H").observe(0.1);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(registry.counter("c", "C").value(), 4000U);
    EXPECT_EQ(registry.histogram("h", "H").count(), 4000U);
}

} // namespace
} // namespace luoshi::http
