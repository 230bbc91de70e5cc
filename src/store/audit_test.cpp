// SPDX-License-Identifier: Apache-2.0
// The record is provable: what was changed behind the log is found and named.
#include "store/audit.hpp"

#include "store/testing/fixture.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace luoshi::store {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kKey(32, 'k');

class audit : public OnEachEngine {
protected:
    // Three sealed events, one of many images, and an anchor after the second. The clock goes on.
    void write_history() {
        const auto first = make_thing(database(), "甲", 1);
        database().write([](Transaction& t) {
            t.record(made_event());
            t.insert_many("test_things", {"name", "amount"}, {101, 102, 103, 104, 105, 106},
                          {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"e", 5}, {"f", 6}});
        });
        seal();
        store().clock().advance(std::chrono::hours{24});
        database().write([&](Transaction& t) {
            t.record(made_event());
            t.update("test_things", first, {{"amount", 2}});
            t.erase("test_things", 103);
        });
        store().blobs().put("附件");
        seal();
        first_ = first;
    }

    std::int64_t seal() {
        Sealer sealer{database(), "server-1", kKey};
        sealer.on_anchor([&](const std::string& line) { kept_.push_back(line); });
        return sealer.run();
    }

    std::vector<std::string> codes_after(const std::string& sql) {
        tamper(store(), sql);
        return codes();
    }
    std::vector<std::string> codes() {
        std::vector<std::string> codes;
        report_ = verify(database(), store().blobs(), kKey);
        for (const auto& fault : report_.faults) {
            codes.push_back(fault.code);
        }
        return codes;
    }

    std::int64_t first_ = 0;
    std::vector<std::string> kept_;
    AuditReport report_;
};
INSTANTIATE_TEST_SUITE_P(engines, audit,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

using Codes = std::vector<std::string>;

TEST_P(audit, finds_nothing_in_a_sound_record_and_counts_all_of_it) {
    write_history();
    std::int64_t last_done = 0;
    std::int64_t last_total = 0;
    const auto report =
        verify(database(), store().blobs(), kKey, [&](std::int64_t done, std::int64_t total) {
            last_done = done;
            last_total = total;
        });
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.events, 3);
    EXPECT_EQ(report.rows, 6);
    EXPECT_EQ(report.blobs, 1);
    EXPECT_EQ(report.anchors, 2);
    EXPECT_EQ(report.unsealed, 0);
    EXPECT_EQ(report.head.size(), 64u);
    EXPECT_EQ(last_done, 10);
    EXPECT_EQ(last_total, 10);
}

TEST_P(audit, of_an_empty_record_holds) {
    EXPECT_EQ(codes(), Codes{});
    EXPECT_EQ(report_.head, "");
}

TEST_P(audit, seals_each_event_once_in_order) {
    make_thing(database(), "a");
    make_thing(database(), "b");
    EXPECT_EQ(seal(), 2);
    EXPECT_EQ(seal(), 0);
    make_thing(database(), "c");
    EXPECT_EQ(seal(), 1);
    const auto events = database().read([](Reader& r) { return events_of(r, "", 0, 0, 10); });
    ASSERT_EQ(events.size(), 3u);
    EXPECT_EQ(events[0].seq, 3);
    EXPECT_EQ(events[2].seq, 1);
    EXPECT_EQ(events[0].hash.size(), 64u);
}

TEST_P(audit, seals_more_events_than_one_batch) {
    database().write([](Transaction& t) {
        for (int i = 0; i < 1'203; ++i) {
            t.record(made_event(i));
        }
    });
    EXPECT_EQ(seal(), 1'203);
    EXPECT_EQ(codes(), Codes{});
    EXPECT_EQ(report_.events, 1'203);
}

TEST_P(audit, leaves_sealing_to_the_server_with_the_lease) {
    make_thing(database(), "a");
    EXPECT_EQ(seal(), 1);
    make_thing(database(), "b");
    Sealer other{database(), "server-2", kKey};
    EXPECT_EQ(other.run(), 0);
    store().clock().advance(std::chrono::seconds{61}); // the first server is silent
    EXPECT_EQ(other.run(), 1);
}

TEST_P(audit, makes_one_anchor_a_day_and_one_at_shutdown) {
    make_thing(database(), "a");
    seal();
    seal();
    EXPECT_EQ(kept_.size(), 1u);
    make_thing(database(), "b");
    seal();
    EXPECT_EQ(kept_.size(), 1u);
    store().clock().advance(std::chrono::hours{24});
    seal();
    EXPECT_EQ(kept_.size(), 2u);
    make_thing(database(), "c");
    Sealer{database(), "server-1", kKey}.finish();
    EXPECT_EQ(codes(), Codes{});
    EXPECT_EQ(report_.anchors, 3);
}

TEST_P(audit, finds_a_changed_event) {
    write_history();
    EXPECT_EQ(codes_after("UPDATE store_events SET person_name = '王五' WHERE seq = 2"),
              Codes{"audit.event-changed"});
    EXPECT_THAT(report_.faults.at(0).message, HasSubstr("number 2 of the chain"));
}

TEST_P(audit, finds_a_changed_image) {
    write_history();
    EXPECT_EQ(codes_after("UPDATE store_images SET after_image = '{}' WHERE row_id = 101"),
              (Codes{"audit.event-changed", "audit.row-changed"}));
}

TEST_P(audit, finds_a_changed_row) {
    write_history();
    EXPECT_EQ(codes_after("UPDATE test_things SET amount = 7 WHERE id = 104"),
              Codes{"audit.row-changed"});
    EXPECT_THAT(report_.faults.at(0).message, HasSubstr("row 104 of \"test_things\""));
}

TEST_P(audit, finds_a_column_set_to_null) {
    write_history();
    EXPECT_EQ(codes_after("UPDATE test_things SET amount = NULL WHERE id = 104"),
              Codes{"audit.row-changed"});
}

TEST_P(audit, finds_a_deleted_row) {
    write_history();
    EXPECT_EQ(codes_after("DELETE FROM test_things WHERE id = 106"), Codes{"audit.row-missing"});
    EXPECT_THAT(report_.faults.at(0).message, HasSubstr("row 106"));
}

TEST_P(audit, finds_an_inserted_row_and_one_brought_back) {
    write_history();
    EXPECT_EQ(codes_after("INSERT INTO test_things (id, name) VALUES (1, 'x'), (103, 'c'), "
                          "(9000000000000000000, 'y')"),
              (Codes{"audit.row-unknown", "audit.row-unknown", "audit.row-unknown"}));
}

TEST_P(audit, finds_a_missing_event) {
    write_history();
    const auto found = codes_after("DELETE FROM store_events WHERE seq = 2");
    EXPECT_THAT(found, ::testing::Contains("audit.event-missing"));
    EXPECT_THAT(found, ::testing::Not(::testing::Contains("audit.event-changed")));
}

TEST_P(audit, finds_a_cut_tail_of_sealed_events) {
    write_history();
    const auto found = codes_after("DELETE FROM store_images WHERE place > (SELECT MAX(place) FROM "
                                   "store_events WHERE seq = 3);"
                                   "DELETE FROM store_events WHERE seq = 3");
    EXPECT_THAT(found, ::testing::Contains("audit.tail-cut"));
    EXPECT_THAT(found, ::testing::Contains("audit.row-changed")); // its row stayed
}

TEST_P(audit, finds_a_cut_tail_whose_rows_were_put_back_too) {
    write_history();
    const auto found =
        codes_after("DELETE FROM store_images WHERE place > (SELECT MAX(place) FROM store_events "
                    "WHERE seq = 3);"
                    "DELETE FROM store_events WHERE seq = 3;"
                    "UPDATE test_things SET amount = 1 WHERE amount = 2 AND name = '甲';"
                    "INSERT INTO test_things (id, name, amount) VALUES (103, 'c', 3)");
    EXPECT_THAT(found, ::testing::Each("audit.tail-cut"));
    EXPECT_THAT(found, ::testing::SizeIs(2)); // the head and the anchor both saw event 3
}

// Everything is put back to an earlier state, the head too: only an anchor kept elsewhere knows
// more.
TEST_P(audit, finds_an_older_copy_of_the_whole_database_by_a_kept_anchor) {
    make_thing(database(), "a");
    seal();
    const std::vector<std::string> before = kept_;
    store().clock().advance(std::chrono::hours{24});
    const auto second = make_thing(database(), "b");
    const auto head = database().read(
        [](Reader& r) { return r.query_one("SELECT seq, anchors, mac, hash FROM store_heads"); });
    seal();
    const auto hex = [](const std::string& bytes) {
        Digest digest{};
        std::ranges::copy(bytes, digest.begin());
        return to_hex(digest);
    };
    const std::string open = GetParam() == EngineKind::sqlite ? "X'" : "'\\x";
    EXPECT_EQ(codes_after("DELETE FROM store_images WHERE row_id = " + std::to_string(second) +
                          "; DELETE FROM test_things WHERE id = " + std::to_string(second) +
                          "; DELETE FROM store_events WHERE seq = 2; DELETE FROM store_anchors "
                          "WHERE number = 2; UPDATE store_heads SET seq = 1, anchors = 1, hash = " +
                          open + hex(head->bytes(3)) + "', mac = " + open + hex(head->bytes(2)) +
                          "'"),
              Codes{});
    const auto report = verify(database(), store().blobs(),
                               VerifyOptions{.anchor_key = kKey, .kept_anchors = kept_});
    ASSERT_EQ(report.faults.size(), 1u);
    EXPECT_EQ(report.faults[0].code, "audit.tail-cut");
}

TEST_P(audit, finds_an_unsealed_event_that_was_cut_while_its_row_stayed) {
    write_history();
    make_thing(database(), "last");
    EXPECT_EQ(codes(), Codes{});
    EXPECT_EQ(report_.unsealed, 1);
    EXPECT_EQ(codes_after("DELETE FROM store_images WHERE place > (SELECT place FROM store_events "
                          "WHERE seq IS NULL); DELETE FROM store_events WHERE seq IS NULL"),
              Codes{"audit.row-unknown"});
}

TEST_P(audit, finds_an_unsealed_event_that_was_cut_while_its_image_stayed) {
    write_history();
    make_thing(database(), "last");
    EXPECT_EQ(codes_after("DELETE FROM store_events WHERE seq IS NULL"), Codes{"audit.tail-cut"});
}

TEST_P(audit, finds_a_chain_written_anew_by_its_head) {
    write_history();
    EXPECT_THAT(codes_after("UPDATE store_heads SET seq = 2"),
                ::testing::Contains("audit.anchor-changed"));
}

TEST_P(audit, finds_a_changed_and_a_removed_anchor) {
    write_history();
    EXPECT_EQ(codes_after("UPDATE store_anchors SET date = '2020-01-01' WHERE number = 1"),
              Codes{"audit.anchor-changed"});
    EXPECT_EQ(codes_after("DELETE FROM store_anchors WHERE number = 1"),
              (Codes{"audit.anchor-changed", "audit.anchor-changed"}));
}

TEST_P(audit, with_another_key_finds_every_anchor) {
    write_history();
    const auto report = verify(database(), store().blobs(), std::string(32, 'x'));
    EXPECT_EQ(report.faults.size(), 3u); // two anchors and the head
}

TEST_P(audit, finds_changed_and_missing_blobs) {
    write_history();
    const auto digest = sm3("附件");
    const auto hex = to_hex(digest);
    const std::string file =
        store().folder() + "/blobs/" + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex;
    std::ofstream{file, std::ios::app} << "x";
    EXPECT_EQ(codes(), Codes{"audit.blob-changed"});
    std::filesystem::remove(file);
    EXPECT_EQ(codes(), Codes{"audit.blob-missing"});
}

TEST_P(audit, names_a_thousand_faults_at_most) {
    database().write([](Transaction& t) {
        t.record(made_event());
        std::vector<std::int64_t> ids;
        for (std::int64_t i = 1; i <= 2'500; ++i) {
            ids.push_back(i);
        }
        t.insert_many("test_things", {"name"}, ids, std::vector<std::vector<Value>>(2'500, {"a"}));
    });
    EXPECT_EQ(codes(), Codes{}); // more rows than one page
    EXPECT_EQ(report_.rows, 2'500);
    const auto found = codes_after("UPDATE test_things SET name = 'b'");
    ASSERT_EQ(found.size(), 1'001u);
    EXPECT_EQ(found.back(), "audit.more");
}

TEST(audit_sqlite, finds_a_number_no_row_can_hold) {
    TestStore store{EngineKind::sqlite, test_schema()};
    make_thing(store.database(), "a");
    tamper(store, "UPDATE test_things SET amount = 1.5");
    const auto report = verify(store.database(), store.blobs(), kKey);
    ASSERT_EQ(report.faults.size(), 1u);
    EXPECT_EQ(report.faults[0].code, "audit.row-changed");
}

} // namespace
} // namespace luoshi::store
