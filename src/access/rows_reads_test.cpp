// SPDX-License-Identifier: Apache-2.0
#include "access/reads.hpp"

#include "access/test_access.hpp"

#include <gmock/gmock.h>

namespace luoshi::access {
namespace {

class ReadsTest : public OnEngines {
protected:
    void SetUp() override { log_.emplace(store_->database(), store_->clock(), kTestKey, 200); }
    void read(std::int64_t person, const std::string& kind = "people") {
        log_->note({.person = PersonId{person},
                    .name = "王强",
                    .role = "office",
                    .method = "GET",
                    .route = "/api/v1/people/{id}",
                    .object_kind = kind,
                    .object_id = "7",
                    .address = "10.0.0.1",
                    .request_id = "r"});
    }
    void next_day() { store_->clock().advance(std::chrono::hours{24}); }
    std::vector<std::string> faults(const std::string& key = kTestKey) {
        std::vector<std::string> codes;
        for (const auto& fault : verify_reads(store_->database(), key).faults) {
            codes.push_back(fault.code);
        }
        return codes;
    }
    // Three days, two reads each, the last one not over.
    void three_days() {
        log_.reset();
        access_.reset();
        store_.emplace(GetParam());
        SetUp();
        for (int day = 0; day < 3; ++day) {
            read(day + 1);
            read(day + 1);
            log_->seal("a");
            if (day < 2) {
                next_day();
            }
        }
    }
    void behind(const std::string& sql) {
        store_->database().write(
            [&](store::Transaction& transaction) { transaction.execute(sql); });
    }
    std::optional<ReadLog> log_;
};

TEST_P(ReadsTest, who_read_what_and_when_stands_there_at_once) {
    read(1);
    store_->clock().advance(std::chrono::seconds{1});
    read(2, "plans");
    const auto all = log_->list({}, 0, 10);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].what.person, PersonId{2});
    EXPECT_EQ(all[0].what.object_kind, "plans");
    EXPECT_EQ(all[0].at, store_->clock().now());
    EXPECT_FALSE(all[0].sealed);
    EXPECT_EQ(log_->list({}, all[0].id, 10).size(), 1U);
    EXPECT_EQ(log_->list({.person = PersonId{1}}, 0, 10).size(), 1U);
    EXPECT_EQ(log_->list({.object_kind = "tasks"}, 0, 10).size(), 0U);
    EXPECT_EQ(log_->list({.from = all[0].at}, 0, 10).size(), 1U);
    EXPECT_EQ(log_->list({.until = all[0].at}, 0, 10).size(), 1U);
    EXPECT_EQ(verify_reads(store_->database(), kTestKey).unsealed, 2);
    EXPECT_EQ(log_->seal("a"), 2);
    EXPECT_EQ(log_->seal("a"), 0);
    EXPECT_TRUE(log_->list({}, 0, 1).at(0).sealed);
}

TEST_P(ReadsTest, segments_by_day_hold_and_another_key_does_not_fit) {
    for (int day = 0; day < 3; ++day) {
        for (int i = 0; i < 2; ++i) {
            read(day + 1);
            EXPECT_EQ(log_->seal("a"), 1);
        }
        next_day();
    }
    const auto report = verify_reads(store_->database(), kTestKey);
    EXPECT_EQ(report.reads, 6);
    EXPECT_EQ(report.segments, 3);
    EXPECT_EQ(report.unsealed, 0);
    EXPECT_TRUE(report.faults.empty());
    EXPECT_THAT(faults(std::string(32, 'x')), testing::Each("audit.segment-changed"));
    EXPECT_EQ(faults(std::string(32, 'x')).size(), 3U);
}

TEST_P(ReadsTest, what_is_done_behind_its_back_is_found) {
    const std::vector<std::pair<std::string, std::string>> kDone{
        {"UPDATE access_reads SET person_name = '李敏' WHERE place = 1 AND segment = '2026-11-25'",
         "audit.read-changed"},
        {"UPDATE access_reads SET role = 'drafter' WHERE place = 1 AND segment = '2026-11-26'",
         "audit.read-changed"},
        {"DELETE FROM access_reads WHERE place = 2 AND segment = '2026-11-25'",
         "audit.read-missing"},
        {"DELETE FROM access_reads WHERE place = 1 AND segment = '2026-11-25'",
         "audit.read-missing"},
        {"DELETE FROM access_segments WHERE day = '2026-11-26'", "audit.segment-missing"},
        {"UPDATE access_segments SET reads = 1 WHERE day = '2026-11-26'", "audit.segment-changed"},
        {"UPDATE access_segments SET pruned_at = 1 WHERE day = '2026-11-26'",
         "audit.segment-changed"}};
    for (const auto& [sql, code] : kDone) {
        three_days();
        EXPECT_TRUE(faults().empty());
        behind(sql);
        EXPECT_THAT(faults(), testing::Contains(code)) << sql;
    }
    three_days();
    behind("DELETE FROM access_reads WHERE segment >= '2026-11-26'");
    behind("DELETE FROM access_segments WHERE day >= '2026-11-26'");
    EXPECT_THAT(faults(), testing::ElementsAre("audit.segment-changed"))
        << "the audit chain saw the segment that was cut off";
}

TEST_P(ReadsTest, what_is_older_than_it_is_kept_goes_and_the_segments_still_hold) {
    read(1);
    log_->seal("a");
    next_day();
    read(2);
    log_->seal("a");
    for (int day = 0; day < 199; ++day) {
        next_day();
    }
    EXPECT_EQ(log_->list({}, 0, 10).size(), 2U);
    log_->seal("a");
    EXPECT_EQ(log_->list({}, 0, 10).size(), 2U) << "the first is 200 days old now";
    next_day();
    read(3);
    log_->seal("a");
    EXPECT_EQ(log_->list({}, 0, 10).size(), 2U);
    EXPECT_TRUE(faults().empty());
    next_day();
    log_->seal("a");
    EXPECT_EQ(log_->list({}, 0, 10).size(), 1U);
    EXPECT_TRUE(faults().empty());
    EXPECT_THAT(actions(), testing::Contains("access.reads-removed").Times(2));
}

INSTANTIATE_TEST_SUITE_P(engines, ReadsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& engine) { return store::to_string(engine.param); });

} // namespace
} // namespace luoshi::access
