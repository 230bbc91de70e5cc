// SPDX-License-Identifier: Apache-2.0
// Schema changes: forward, whole or not at all, after a copy, never by an older program.
#include "store/audit.hpp"
#include "store/sql_text.hpp"
#include "store/testing/fixture.hpp"

#include <filesystem>

namespace luoshi::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string kFirst = "CREATE TABLE test_things (id {id} PRIMARY KEY, name {text} NOT NULL);\n"
                           "--! audited test_things\n";
const std::string kSecond = "ALTER TABLE test_things ADD COLUMN amount {int};\n"
                            "CREATE TABLE test_more (id {id} PRIMARY KEY, raw {bytes});\n"
                            "--! audited test_more\n";

class migrations : public OnEachEngine {
protected:
    void SetUp() override {
        old_.emplace(GetParam(), std::vector{kFirst});
        id_ = make(old_->database());
        old_->close();
    }

    static std::int64_t make(Database& database) {
        return database.write([](Transaction& t) {
            t.record(made_event());
            const auto id = t.new_id();
            t.insert("test_things", id, {{"name", "旧"}});
            return id;
        });
    }

    // Opens the same data with other migrations.
    std::unique_ptr<Database> open_with(const std::vector<std::string>& sql) {
        lists_.emplace_back(sql);
        DatabaseOptions options = old_->options();
        options.migrations = lists_.back().span();
        return Database::open(options);
    }

    std::string backup_folder() { return old_->folder() + "/backup"; }
    int known() const { return static_cast<int>(all_migrations().size()); }

    std::optional<TestStore> old_;
    std::list<MigrationList> lists_;
    std::int64_t id_ = 0;
};
INSTANTIATE_TEST_SUITE_P(engines, migrations,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

TEST_P(migrations, upgrade_data_and_keep_the_record_provable) {
    const auto database = open_with({kFirst, kSecond});
    EXPECT_EQ(database->schema_version(), known() + 2);
    database->write([&](Transaction& t) {
        t.record(made_event());
        t.update("test_things", id_, {{"amount", 5}});
        t.insert("test_more", 1, {{"raw", Bytes{"x"}}});
    });
    const auto blobs = open_database_blobs(*database);
    const auto report = verify(*database, *blobs, std::string(32, 'k'));
    EXPECT_TRUE(report.faults.empty());
    EXPECT_EQ(report.rows, 2);
}

TEST_P(migrations, copy_the_data_first_and_only_when_there_is_something_to_do) {
    open_with({kFirst});
    EXPECT_FALSE(fs::exists(backup_folder()));
    open_with({kFirst, kSecond});
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{backup_folder()}) {
        names.push_back(entry.path().filename().string());
        EXPECT_GT(entry.file_size(), 0u);
    }
    ASSERT_EQ(names.size(), 1u);
    EXPECT_THAT(names[0], HasSubstr(fmt::format("v{:04}-20261125T000000Z", known() + 1)));
}

TEST_P(migrations, refuse_data_of_a_newer_program) {
    open_with({kFirst, kSecond});
    EXPECT_EQ(error_of([&] { open_with({kFirst}); }), "conflict store.newer-schema");
}

TEST_P(migrations, refuse_a_file_changed_after_it_was_applied) {
    EXPECT_EQ(error_of([&] { open_with({kFirst + " "}); }), "conflict store.migration-changed");
}

TEST_P(migrations, that_fail_leave_the_schema_and_the_data_as_they_were) {
    for (const auto& broken :
         {kSecond + "INSERT INTO no_such_table VALUES (1);",
          std::string{"CREATE TABLE test_bad (id {id} PRIMARY KEY, n {int} DEFAULT 0);\n--! "
                      "audited test_bad\n"},
          std::string{"CREATE TABLE test_bad (n {int});\n--! audited test_bad\n"},
          std::string{"CREATE TABLE test_bad (id {id} PRIMARY KEY, thing_id {id} REFERENCES "
                      "test_things (id) "
                      "ON DELETE CASCADE);\n--! audited test_bad\n"}}) {
        EXPECT_THAT(error_of([&] {
                        open_with({kFirst, broken});
                    }),
                    HasSubstr("internal store."))
            << broken;
    }
    const auto database = open_with({kFirst});
    EXPECT_EQ(database->schema_version(), known() + 1);
    EXPECT_NO_THROW(make(*database));
    const auto tables = database->read([](Reader& r) {
        return r.query_one(
            "SELECT COUNT(*) FROM store_tables WHERE name IN ('test_more', 'test_bad')");
    });
    EXPECT_EQ(tables->integer(0), 0);
    EXPECT_EQ(open_with({kFirst, kSecond})->schema_version(), known() + 2); // nothing is in the way
}

TEST(migrations_of_the_project, are_numbered_without_gaps_and_open) {
    ASSERT_FALSE(all_migrations().empty());
    EXPECT_EQ(all_migrations().front().name, "0001_store_log");
    TestStore store;
    EXPECT_EQ(store.database().schema_version(), all_migrations().back().number);
}

TEST(migrations_of_postgres, refuse_another_encoding_or_collation) {
    auto& server = TemporaryPostgres::shared();
    TestStore store;
    DatabaseOptions options = store.options();
    options.url = server.create_database("latin", "ENCODING 'LATIN1' TEMPLATE template0");
    EXPECT_EQ(error_of([&] { Database::open(options); }), "invalid_argument store.encoding");
    options.url = server.create_database(
        "other", "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0");
    EXPECT_EQ(error_of([&] { Database::open(options); }), "invalid_argument store.encoding");
}

TEST(open, refuses_an_address_it_does_not_know) {
    TestStore store;
    DatabaseOptions options = store.options();
    for (const auto* url : {"", "sqlite:", "mysql://a/b", "/data/rows.db"}) {
        options.url = url;
        EXPECT_EQ(error_of([&] { Database::open(options); }), "invalid_argument store.url") << url;
    }
    options.url = "sqlite:" + store.folder() + "/no/such/folder/rows.db";
    EXPECT_EQ(error_of([&] { Database::open(options); }), "unavailable store.unavailable");
}

TEST(with_types, spells_the_tokens_of_an_engine) {
    EXPECT_EQ(with_types("a {id}, b {int}, c {bool}, d {time}, e {text}, f {date}, g {bytes}.",
                         {"I", "B"}),
              "a I, b I, c I, d I, e TEXT, f TEXT, g B.");
    EXPECT_EQ(error_of([] { with_types("a {float}", {"I", "B"}); }), "internal internal.invariant");
    EXPECT_EQ(error_of([] { with_types("a {id", {"I", "B"}); }), "internal internal.invariant");
}

TEST(changed_table, is_found_behind_comments_quotes_and_capitals) {
    EXPECT_EQ(changed_table("INSERT INTO a (x) VALUES (1)"), "a");
    EXPECT_EQ(changed_table("/* UPDATE b */ -- DELETE FROM c\n update \"A\" SET x = 1"), "a");
    EXPECT_EQ(changed_table("DELETE\n FROM a"), "a");
    EXPECT_EQ(changed_table("SELECT 1"), std::nullopt);
    EXPECT_EQ(changed_table("DELETE"), std::nullopt);
}

TEST(only_reads, looks_into_with_and_not_into_text) {
    EXPECT_TRUE(only_reads("SELECT 'DELETE'"));
    EXPECT_TRUE(only_reads("WITH a AS (SELECT 'update') SELECT * FROM a"));
    EXPECT_FALSE(only_reads("WITH a AS (DELETE FROM b RETURNING 1) SELECT * FROM a"));
    EXPECT_FALSE(only_reads("VACUUM"));
}

} // namespace
} // namespace luoshi::store
