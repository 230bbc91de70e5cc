// SPDX-License-Identifier: Apache-2.0
// A backup is one point, is proved before it is used, and gives the same record on either engine.
#include "store/audit.hpp"
#include "store/backup.hpp"
#include "store/testing/fixture.hpp"
#include "store/testing/temporary_postgres.hpp"

#include <filesystem>
#include <fstream>

namespace luoshi::store {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string kKey(32, 'k');

void change_a_byte(const std::string& path) {
    std::fstream stream{path, std::ios::in | std::ios::out | std::ios::binary};
    stream.seekg(0, std::ios::end);
    const auto middle = static_cast<std::streamoff>(stream.tellg()) / 2;
    stream.seekg(middle);
    const char byte = static_cast<char>(stream.get() ^ 1);
    stream.seekp(middle);
    stream.put(byte);
}

// What `function` is refused with: "<reason>: <message>".
template <class Function>
std::string refusal_of(Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        return error.reason() + ": " + error.what();
    }
    return "nothing";
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().string());
        }
    }
    return files;
}

class backup : public OnEachEngine {
protected:
    BackupManifest make() {
        database().write([](Transaction& t) {
            t.record(made_event());
            t.insert_many("test_things", {"name", "amount"}, {101, 102, 103, 104, 105, 106},
                          {{"a\t\n\\", 1}, {"乙", 2}, {"c", -3}, {"d", 4}, {"e", 5}, {"f", 6}});
        });
        digest_ = store().blobs().put("附件");
        Sealer{database(), "server-1", kKey}.run();
        return back_up(source(), folder());
    }
    BackupSource source() {
        return {.url = store().options().url,
                .blobs_folder = store().folder() + "/blobs",
                .program = "1",
                .now = store().clock().now()};
    }
    std::string folder() { return store().folder() + "/copy"; }

    // A database of the other engine: rows do not know where they came from.
    RestoreTarget other(const std::string& name) {
        RestoreTarget target;
        target.url = store().database().engine() == "sqlite"
                         ? TemporaryPostgres::shared().create_database("restored_" + name)
                         : "sqlite:" + store().folder() + "/" + name + ".db";
        target.blobs_folder = store().folder() + "/" + name + "-blobs";
        target.migrations = store().options().migrations;
        return target;
    }
    std::unique_ptr<Database> open(const RestoreTarget& target) {
        auto options = store().options();
        options.url = target.url;
        return Database::open(options);
    }

    Digest digest_{};
};
INSTANTIATE_TEST_SUITE_P(engines, backup,
                         ::testing::Values(EngineKind::sqlite, EngineKind::postgresql),
                         engine_name);

TEST_P(backup, holds_one_point_and_gives_the_same_record_on_the_other_engine) {
    const auto made = make();
    make_thing(database(), "later", 7); // the database goes on; the copy does not know
    const auto target = other("same");
    restore(folder(), check_backup(folder()), target);
    const auto database = open(target);
    const auto blobs = open_directory_blobs(target.blobs_folder, *database);
    const auto report = verify(*database, *blobs, kKey);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.head, made.head);
    EXPECT_EQ(report.events, made.events);
    EXPECT_EQ(blobs->get(digest_), "附件");
    const auto names = database->read([](Reader& reader) {
        return reader.query("SELECT name, amount FROM test_things ORDER BY id");
    });
    ASSERT_EQ(names.size(), 6U);
    EXPECT_EQ(names[0].text(0), "a\t\n\\");
    EXPECT_EQ(names[2].integer(1), -3);
}

TEST_P(backup, of_a_record_nobody_has_sealed_yet_holds_too) {
    make_thing(database(), "first", 1);
    const auto made = back_up(source(), folder());
    EXPECT_EQ(made.head, "");
    EXPECT_GT(made.unsealed, 0);
    const auto target = other("young");
    restore(folder(), check_backup(folder()), target);
    const auto database = open(target);
    const auto blobs = open_directory_blobs(target.blobs_folder, *database);
    const auto report = verify(*database, *blobs, kKey);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.head, made.head);
}

TEST_P(backup, goes_on_where_the_record_ended) {
    for (int turn = 0; turn < 40; ++turn) { // far enough that one counted anew would come before
        make_thing(database(), "earlier");
    }
    make();
    const auto target = other("on");
    restore(folder(), check_backup(folder()), target);
    const auto database = open(target);
    const auto blobs = open_directory_blobs(target.blobs_folder, *database);
    database->write([](Transaction& t) {
        t.record(made_event());
        t.update("test_things", 101, {{"amount", 9}});
    });
    EXPECT_EQ(Sealer(*database, "server-2", kKey).run(), 1); // no lease came along
    EXPECT_THAT(verify(*database, *blobs, kKey).faults, IsEmpty());
}

TEST_P(backup, refuses_one_changed_byte_in_any_file_by_its_name) {
    make();
    const auto files = files_in(folder());
    ASSERT_GT(files.size(), 10U);
    for (const auto& file : files) {
        if (fs::file_size(file) == 0) {
            continue;
        }
        change_a_byte(file);
        const auto refusal = refusal_of([&] { check_backup(folder()); });
        EXPECT_THAT(refusal, StartsWith("backup.damaged"));
        EXPECT_THAT(refusal, HasSubstr(fs::path{file}.filename().string()));
        change_a_byte(file);
    }
    EXPECT_NO_THROW(check_backup(folder()));
}

TEST_P(backup, refuses_a_missing_file_by_its_name) {
    make();
    fs::remove(folder() + "/rows/test_things");
    EXPECT_THAT(refusal_of([&] { check_backup(folder()); }), HasSubstr("rows/test_things"));
    fs::remove(folder() + "/manifest.json");
    EXPECT_THAT(refusal_of([&] { check_backup(folder()); }), StartsWith("backup.no-manifest"));
}

TEST_P(backup, is_not_put_over_what_is_there_nor_into_an_older_program) {
    const auto made = make();
    EXPECT_THAT(refusal_of([&] { back_up(source(), folder()); }), StartsWith("backup.exists"));
    fs::create_directory(folder() + "-2.part");
    EXPECT_THAT(refusal_of([&] { back_up(source(), folder() + "-2"); }), HasSubstr("-2.part"));
    auto target = other("full");
    target.migrations = target.migrations.first(2);
    EXPECT_THAT(refusal_of([&] { restore(folder(), made, target); }),
                StartsWith("backup.newer-schema"));
    target = other("taken");
    target.url = store().options().url;
    EXPECT_THAT(refusal_of([&] { restore(folder(), made, target); }),
                StartsWith("backup.not-empty"));
    target = other("rows");
    target.blobs_folder = "";
    EXPECT_THAT(refusal_of([&] { restore(folder(), made, target); }), StartsWith("backup.blobs"));
}

TEST_P(backup, is_not_made_of_a_damaged_file) {
    make();
    const auto hex = to_hex(digest_);
    change_a_byte(store().folder() + "/blobs/" + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" +
                  hex);
    EXPECT_THAT(refusal_of([&] { back_up(source(), folder() + "-2"); }),
                StartsWith("store.blob-damaged"));
    EXPECT_FALSE(fs::exists(folder() + "-2"));
}

} // namespace
} // namespace luoshi::store
