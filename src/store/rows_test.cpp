// SPDX-License-Identifier: Apache-2.0
// The contract of reading and writing rows, the same on both engines.
#include "store/testing/fixture.hpp"

#include <limits>

namespace luoshi::store {
namespace {

using ::testing::HasSubstr;

class rows : public OnEachEngine {};
INSTANTIATE_TEST_SUITE_P(engines, rows,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

TEST_P(rows, keep_every_type_and_null) {
    const Timestamp at = from_micros(1'700'000'000'123'456);
    const std::string raw{"\x00\xff\\x'\n", 6};
    const auto id = database().write([&](Transaction& t) {
        t.record(made_event());
        t.insert("test_things", 1, {{"name", "n"}});
        t.insert("test_things", 2,
                 {{"name", "东莞 𠮷 \"'\\\t\n"},
                  {"amount", std::numeric_limits<std::int64_t>::min()},
                  {"done", true},
                  {"due", *Date::from(2011, 11, 10)},
                  {"at", at},
                  {"raw", Bytes{raw}}});
        return t.new_id();
    });
    EXPECT_GT(id, 0);
    const Rows found = database().read([](Reader& r) {
        return r.query("SELECT id, name, amount, done, due, at, raw FROM test_things ORDER BY id");
    });
    ASSERT_EQ(found.size(), 2u);
    for (std::size_t column = 2; column < 7; ++column) {
        EXPECT_TRUE(found[0].is_null(column));
    }
    EXPECT_EQ(found[1].text(1), "东莞 𠮷 \"'\\\t\n");
    EXPECT_EQ(found[1].integer(2), std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(found[1].boolean(3));
    EXPECT_EQ(found[1].date(4), *Date::from(2011, 11, 10));
    EXPECT_EQ(found[1].time(5), at);
    EXPECT_EQ(found[1].bytes(6), raw);
}

TEST_P(rows, are_seen_without_copying) {
    make_thing(database(), "甲", 3);
    std::string seen;
    database().read([&](Reader& r) {
        r.each("SELECT name AS title, amount, raw FROM test_things", {}, [&](const RowView& row) {
            seen = std::string{row.name(0)} + "=" + std::string{row.text(0)} + "," +
                   std::to_string(row.integer(1)) + "," + std::to_string(row.is_null(2));
        });
    });
    EXPECT_EQ(seen, "title=甲,3,1");
}

TEST_P(rows, sum_and_count_as_integers) {
    make_thing(database(), "a", 2);
    make_thing(database(), "b", 3);
    const auto row = database().read([](Reader& r) {
        return r.query_one("SELECT COUNT(*), SUM(amount), MAX(name) FROM test_things");
    });
    EXPECT_EQ(row->integer(0), 2);
    EXPECT_EQ(row->integer(1), 5);
    EXPECT_EQ(row->text(2), "b");
}

TEST_P(rows, are_found_by_lists_of_parameters_in_any_order_and_sorted_by_bytes) {
    for (const auto* name : {"b", "B", "a", "重", "阿"}) {
        make_thing(database(), name);
    }
    const Rows found = database().read([](Reader& r) {
        return r.query("SELECT name FROM test_things WHERE name IN (" + placeholders(2, 4) +
                           ") AND amount = $1 ORDER BY name",
                       {0, "重", "b", "B", "阿"});
    });
    std::string names;
    for (const auto& row : found) {
        names += row.text(0);
    }
    EXPECT_EQ(names, "Bb重阿");
}

TEST_P(rows, of_another_type_are_refused_when_read) {
    make_thing(database(), "a");
    const auto row = database().read(
        [](Reader& r) { return r.query_one("SELECT name, amount, group_id FROM test_things"); });
    EXPECT_EQ(error_of([&] { row->integer(0); }), "internal store.column-type");
    EXPECT_EQ(error_of([&] { row->text(1); }), "internal store.column-type");
    EXPECT_EQ(error_of([&] { row->integer(2); }), "internal store.column-type");
    EXPECT_EQ(error_of([&] { row->at(3); }), "internal internal.invariant");
}

TEST_P(rows, refuse_text_that_is_not_utf8) {
    for (const auto& text :
         {std::string{"\xff"}, std::string{"a\0b", 3}, std::string{"\xed\xa0\x80"},
          std::string{"\xc0\xaf"}, std::string{"\xf4\x90\x80\x80"}, std::string{"\xe4\xb8"}}) {
        EXPECT_EQ(error_of([&] { make_thing(database(), text); }), "invalid_argument store.text");
    }
}

TEST_P(rows, of_a_taken_key_are_a_conflict_and_leave_nothing) {
    const auto insert = [&](std::int64_t id) {
        database().write([&](Transaction& t) {
            t.record(made_event());
            t.insert("test_things", t.new_id(), {{"name", "before"}});
            t.insert("test_groups", id, {{"name", "g"}});
        });
    };
    insert(1);
    EXPECT_EQ(error_of([&] { insert(2); }), "conflict store.duplicate"); // the name
    EXPECT_EQ(error_of([&] { insert(1); }), "conflict store.duplicate"); // the id
    const auto count = database().read(
        [](Reader& r) { return r.query_one("SELECT COUNT(*) FROM test_things")->integer(0); });
    EXPECT_EQ(count, 1);
}

TEST_P(rows, that_point_nowhere_are_a_conflict) {
    const auto point = [&] {
        database().write([](Transaction& t) {
            t.record(made_event());
            t.insert("test_things", 1, {{"name", "a"}, {"group_id", 77}});
        });
    };
    EXPECT_EQ(error_of(point), "conflict store.reference");
}

TEST_P(rows, that_are_not_there_cannot_be_changed) {
    const auto change = [&](auto&& function) {
        return error_of([&] {
            database().write([&](Transaction& t) {
                t.record(made_event());
                function(t);
            });
        });
    };
    EXPECT_EQ(change([](Transaction& t) {
                  t.update("test_things", 5, {{"amount", 1}});
              }),
              "not_found store.no-row");
    EXPECT_EQ(change([](Transaction& t) { t.erase("test_things", 5); }), "not_found store.no-row");
}

TEST_P(rows, of_audited_tables_change_under_an_event_only) {
    make_thing(database(), "a");
    const auto in_write = [&](auto&& function) {
        return error_of([&] { database().write([&](Transaction& t) { function(t); }); });
    };
    EXPECT_EQ(in_write([](Transaction& t) {
                  t.insert("test_things", 9, {{"name", "x"}});
              }),
              "internal internal.invariant");
    for (const auto* sql : {"UPDATE test_things SET amount = 1", "delete  from \"test_things\"",
                            "INSERT INTO test_things (id, name) VALUES (8, 'x')",
                            "/* why */ Update Test_Things SET amount = 1",
                            "-- why\nUPDATE test_things SET amount = 1", "DELETE FROM store_events",
                            "UPDATE store_images SET after_image = ''"}) {
        EXPECT_EQ(in_write([&](Transaction& t) { t.execute(sql); }), "internal store.audited")
            << sql;
    }
    for (const auto* sql :
         {"WITH a AS (SELECT 1) UPDATE test_things SET amount = 1", "DROP TABLE test_things",
          "INSERT OR REPLACE INTO test_things VALUES (1)"}) {
        EXPECT_EQ(in_write([&](Transaction& t) { t.execute(sql); }), "internal internal.invariant")
            << sql;
    }
    for (const auto* sql :
         {"DELETE FROM test_things RETURNING id",
          "WITH a AS (SELECT 1) UPDATE test_things SET amount = 1 RETURNING id"}) {
        EXPECT_EQ(in_write([&](Transaction& t) { t.query(sql); }), "internal internal.invariant")
            << sql;
    }
    EXPECT_EQ(in_write([](Transaction& t) {
                  t.record(made_event());
                  t.load("test_things", {"id", "name"}, {{7, "x"}});
              }),
              "internal store.audited");
}

TEST_P(rows, take_values_of_their_columns_types_only) {
    const auto insert = [&](Value name, Value amount) {
        return error_of([&] {
            database().write([&](Transaction& t) {
                t.record(made_event());
                t.insert("test_things", t.new_id(), {{"name", name}, {"amount", amount}});
            });
        });
    };
    EXPECT_EQ(insert("a", 1), "nothing");
    EXPECT_EQ(insert(5, 1), "internal store.column-type"); // SQLite would make it '5'
    EXPECT_EQ(insert("a", "1"), "internal store.column-type");
}

TEST_P(rows, of_plain_tables_need_no_event_and_tell_how_many_changed) {
    const auto changed = database().write([](Transaction& t) {
        t.load("test_counters", {"name", "value"},
               {{"a", 1}, {"b\\\t", 2}, {"c", 3}, {"d", 4}, {"e", 5}, {"f", 6}});
        EXPECT_EQ(t.execute("INSERT INTO test_counters (name, value) VALUES ($1, $2) "
                            "ON CONFLICT (name) DO UPDATE SET value = $2",
                            {"b\\\t", 20}),
                  1);
        return t.execute("UPDATE test_counters SET value = value + $1 WHERE value > $2", {1, 2});
    });
    EXPECT_EQ(changed, 5);
    const auto row = database().read([](Reader& r) {
        return r.query_one("SELECT SUM(value) FROM test_counters WHERE name <> $1", {""});
    });
    EXPECT_EQ(row->integer(0), 1 + 21 + 4 + 5 + 6 + 7);
}

TEST_P(rows, come_by_ten_thousands) {
    std::vector<std::int64_t> ids;
    std::vector<std::vector<Value>> values;
    for (int i = 0; i < 50'000; ++i) {
        ids.push_back(1'000 + i);
        values.push_back(
            {i % 7 == 0 ? Value{} : Value{i}, "名称 " + std::to_string(i), Bytes{"\x01\xfe"}});
    }
    const auto event = database().write([&](Transaction& t) {
        const auto made = t.record(made_event());
        t.insert_many("test_things", {"amount", "name", "raw"}, ids, values);
        return made;
    });
    const auto row = database().read([&](Reader& r) {
        return r.query_one("SELECT COUNT(*), COUNT(amount), "
                           "(SELECT images FROM store_events WHERE id = $1), "
                           "(SELECT COUNT(*) FROM store_images) FROM test_things",
                           {event});
    });
    EXPECT_EQ(row->integer(0), 50'000);
    EXPECT_EQ(row->integer(1), 50'000 - 7'143);
    EXPECT_EQ(row->integer(2), 50'000);
    EXPECT_EQ(row->integer(3), 50'000);
    EXPECT_EQ(error_of([&] {
                  database().write([&](Transaction& t) {
                      t.record(made_event());
                      t.insert_many("test_things", {"amount", "name", "raw"}, ids, values);
                  });
              }),
              "conflict store.duplicate");
}

TEST(placeholders, number_on_from_the_first) {
    EXPECT_EQ(placeholders(1, 1), "$1");
    EXPECT_EQ(placeholders(3, 3), "$3, $4, $5");
}

} // namespace
} // namespace luoshi::store
