// SPDX-License-Identifier: Apache-2.0
// What an installation keeps of the packs it loads.
#include "pack/pack.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace luoshi::pack {
namespace {

const store::Actor kActor{7, "王强", "r1"};

Texts texts(const std::string& version, const std::string& units) {
    return {{"pack.yaml", "id: p\nversion: " + version + "\ntitle: 包\ntitle_en: P\n"},
            {"forms/b.yaml", "a: 1\n"},
            {"units.yaml", units}};
}

Pack made(const std::string& version, const std::string& units) {
    auto checked = assemble("folder", texts(version, units));
    EXPECT_TRUE(checked.value);
    return std::move(*checked.value);
}

class VersionsTest : public testing::TestWithParam<store::EngineKind> {
protected:
    void SetUp() override { store_.emplace(GetParam()); }
    store::Database& database() { return store_->database(); }
    VersionId load(const Pack& pack) {
        return database().write([&](store::Transaction& transaction) {
            return mark_loaded(transaction, kActor, pack);
        });
    }
    std::int64_t count(const std::string& table) {
        return database().read([&](store::Reader& reader) {
            return reader.query_one("SELECT COUNT(*) FROM " + table)->integer(0);
        });
    }
    std::optional<store::TestStore> store_;
};
INSTANTIATE_TEST_SUITE_P(engines, VersionsTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& of) { return store::to_string(of.param); });

TEST_P(VersionsTest, every_version_loaded_can_be_opened_again) {
    const auto first = made("1.0", "units: []\n");
    const auto second = made("1.1", "units: [] # none yet\n");
    const auto old = load(first);
    const auto fresh = load(second);
    EXPECT_NE(old, fresh);
    database().read([&](store::Reader& reader) {
        const auto opened = open_version(reader, old);
        EXPECT_EQ(opened.version, "1.0");
        EXPECT_EQ(opened.digest, first.digest);
        EXPECT_EQ(opened.file("units.yaml")->text, "units: []\n");
        EXPECT_EQ(opened.file("units.yaml")->file, "p 1.0/units.yaml");
        EXPECT_EQ(opened.folder, "");
        EXPECT_EQ(current(reader, "p")->id, fresh);
        EXPECT_FALSE(current(reader, "other"));
        const auto all = versions(reader, "p");
        ASSERT_EQ(all.size(), 2U);
        EXPECT_EQ(all[0].id, fresh);
        EXPECT_EQ(all[1].id, old);
        EXPECT_EQ(loaded(reader).at(0).id, fresh);
        EXPECT_EQ(loaded(reader).at(0).folder, "folder");
        EXPECT_THROW(open_version(reader, VersionId{7}), Error);
    });
    EXPECT_EQ(count("pack_version_files"), 6);
    EXPECT_EQ(count("pack_texts"), 5); // forms/b.yaml is shared
}

TEST_P(VersionsTest, going_back_to_a_text_makes_no_new_version) {
    const auto first = made("1.0", "units: []\n");
    const auto old = load(first);
    load(made("1.1", "units: [] # none yet\n"));
    EXPECT_EQ(load(first), old);
    database().read([&](store::Reader& reader) {
        EXPECT_EQ(current(reader, "p")->id, old);
        EXPECT_EQ(versions(reader, "p").size(), 2U);
    });
}

TEST_P(VersionsTest, a_version_stays_readable_when_rules_have_become_stricter) {
    auto pack = made("1.0", "units: []\n");
    auto text = texts("1.0", "units: []\n");
    text["pack.yaml"] += "a_key_of_old: x\n";
    EXPECT_FALSE(assemble("folder", text).value); // today's rules
    pack.digest = digest_of(text);
    pack.files.at("pack.yaml").text = text["pack.yaml"];
    const auto id = load(pack);
    database().read([&](store::Reader& reader) { EXPECT_EQ(open_version(reader, id).code, "p"); });
}

TEST_P(VersionsTest, texts_and_events_are_under_the_log) {
    load(made("1.0", "units: []\n"));
    EXPECT_EQ(count("store_events WHERE action = 'pack.version-kept'"), 1);
    EXPECT_EQ(count("store_events WHERE action = 'pack.loaded'"), 1);
    EXPECT_EQ(count("store_tables WHERE name IN ('pack_versions', 'pack_texts', "
                    "'pack_version_files')"),
              3);
}

TEST(assemble, refuses_a_file_with_characters_no_database_keeps) {
    auto with_nul = texts("1.0", std::string{"units: []\0\n", 11});
    const auto checked = assemble("folder", std::move(with_nul));
    ASSERT_EQ(checked.diagnostics.size(), 1U);
    EXPECT_EQ(checked.diagnostics[0].code, "pack.encoding");
}

} // namespace
} // namespace luoshi::pack
