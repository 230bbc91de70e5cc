// SPDX-License-Identifier: Apache-2.0
// Packs of a running installation: folders are edited, previewed, activated, broken and gone.
#include "pack/packs.hpp"

#include "base/testing/reason_of.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

namespace luoshi::pack {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const store::Actor kActor{7, "王强", "r1"};

// A section of its own: things.yaml says "colour: …"; no two packs may have the same.
std::string colour(const Pack& pack) {
    std::vector<Diagnostic> findings;
    const auto& document = *pack.file("things.yaml");
    return Fields{document, document.root, findings}.text("colour");
}
std::vector<Diagnostic> check_colour(const Pack& pack) {
    std::vector<Diagnostic> findings;
    const auto& document = *pack.file("things.yaml");
    Fields fields{document, document.root, findings};
    fields.one_of("colour", {"red", "green", "blue"});
    fields.finish();
    return findings;
}
std::vector<Diagnostic> check_colours(const PackList& packs) {
    std::vector<Diagnostic> findings;
    for (std::size_t i = 0; i < packs.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (colour(*packs[i]) == colour(*packs[k])) {
                const auto& document = *packs[i]->file("things.yaml");
                findings.push_back({Severity::error, "test.same-colour", document.file,
                                    document.root.find("colour")->span,
                                    "pack '" + packs[k]->code + "' has it"});
            }
        }
    }
    return findings;
}
// 'things.yaml' of a pack may say which colour it wants another pack to have.
std::vector<Diagnostic> check_wishes(const PackList& packs) {
    std::vector<Diagnostic> findings;
    for (const auto* const pack : packs) {
        const auto& document = *pack->file("things.yaml");
        const auto* const wish = document.root.find("wants");
        if (wish != nullptr && std::none_of(packs.begin(), packs.end(), [&](const Pack* other) {
                return other != pack && colour(*other) == wish->scalar;
            })) {
            findings.push_back({Severity::error, "test.no-such-colour", document.file, wish->span,
                                "no pack is " + wish->scalar});
        }
    }
    return findings;
}
std::vector<Change> colour_changes(const Pack& before, const Pack& after) {
    return compare({{"thing", "x", "物", {{"colour", colour(before)}}}},
                   {{"thing", "x", "物", {{"colour", colour(after)}}}}, Act::removed);
}
// Leaves an event, so that a test sees what was loaded after what.
void load_colour(store::Transaction& transaction, const Loading& loading) {
    const auto before = loading.before != nullptr ? colour(*loading.before) : "nothing";
    transaction.record({.actor = kActor,
                        .action = "test.loaded",
                        .object_kind = "colour",
                        .object_id = 0,
                        .plan_id = 0,
                        .detail = before + " to " + colour(loading.after) + " beside " +
                                  std::to_string(loading.beside.size())});
}
constexpr std::array kSections{Section{.name = "things",
                                       .files = {"things.yaml"},
                                       .check = check_colour,
                                       .check_together = check_colours,
                                       .counts = nullptr,
                                       .changes = colour_changes,
                                       .load = load_colour}};

constexpr std::array kWishes{Section{.name = "wishes",
                                     .files = {"things.yaml"},
                                     .check = nullptr,
                                     .check_together = check_wishes,
                                     .counts = nullptr,
                                     .changes = colour_changes,
                                     .load = nullptr}};

class PacksTest : public testing::TestWithParam<store::EngineKind> {
protected:
    void SetUp() override {
        store_.emplace(GetParam());
        write("a", "red", "1.0");
        write("b", "green", "1.0");
        packs_ = server();
        EXPECT_TRUE(packs_->start(kActor).empty());
    }

    std::string folder(const std::string& code) { return folder_.path() + "/" + code; }
    void write(const std::string& code, const std::string& colour, const std::string& version) {
        std::filesystem::create_directories(folder(code));
        std::ofstream{folder(code) + "/pack.yaml"} << "id: " << code << "\nversion: '" << version
                                                   << "'\ntitle: 包\ntitle_en: P\n";
        std::ofstream{folder(code) + "/things.yaml"} << "# ours\ncolour: " << colour << "\n";
    }
    std::unique_ptr<Packs> server() {
        return std::make_unique<Packs>(
            store_->database(), std::vector<std::string>{folder("a"), folder("b")}, kSections);
    }
    PacksInForce in_force(Packs& packs) {
        return store_->database().read(
            [&](store::Reader& reader) { return packs.in_force(reader); });
    }
    std::string colours(Packs& packs) {
        std::string all;
        for (const auto& one : *in_force(packs)) {
            all += colour(*one.pack) + " ";
        }
        return all;
    }
    std::vector<std::string> loadings() {
        std::vector<std::string> all;
        store_->database().read([&](store::Reader& reader) {
            for (const auto& event : store::events_of(reader, "colour", 0, 0, 100)) {
                all.insert(all.begin(), event.what.detail);
            }
        });
        return all;
    }

    store::TemporaryFolder folder_;
    std::optional<store::TestStore> store_;
    std::unique_ptr<Packs> packs_;
};
INSTANTIATE_TEST_SUITE_P(engines, PacksTest,
                         testing::Values(store::EngineKind::sqlite, store::EngineKind::postgresql),
                         [](const auto& of) { return store::to_string(of.param); });

TEST_P(PacksTest, a_version_previewed_comes_into_force_while_those_who_hold_the_old_keep_it) {
    const auto held = in_force(*packs_);
    write("a", "blue", "1.1");
    EXPECT_EQ(colours(*packs_), "red green ");
    const auto preview = packs_->preview("a");
    EXPECT_EQ(preview.state, FolderState::changed);
    EXPECT_EQ(preview.version, "1.1");
    ASSERT_EQ(preview.changes.size(), 1U);
    EXPECT_EQ(preview.changes[0].section, "things");
    EXPECT_THAT(preview.changes[0].changes,
                ElementsAre(Change{"thing", Act::changed, "x", "物", {{"colour", "red", "blue"}}}));
    EXPECT_EQ(colours(*packs_), "red green "); // a preview changes nothing
    packs_->activate(kActor, "a", preview.digest);
    EXPECT_EQ(colours(*packs_), "blue green ");
    EXPECT_EQ(colour(*held->front().pack), "red");
    EXPECT_EQ(packs_->look("a").state, FolderState::same);
    EXPECT_EQ(packs_->preview("a").state, FolderState::same);
    EXPECT_THAT(loadings(), ElementsAre("nothing to red beside 1", "nothing to green beside 1",
                                        "red to blue beside 1"));
    store_->database().read([&](store::Reader& reader) {
        EXPECT_EQ(colour(open_version(reader, held->front().version)), "red");
        EXPECT_EQ(versions(reader, "a").size(), 2U);
    });
    packs_->activate(kActor, "a", preview.digest); // again is harmless
    EXPECT_EQ(loadings().size(), 3U);
}

TEST_P(PacksTest, another_server_on_the_same_database_sees_the_new_version) {
    const auto other = server();
    EXPECT_TRUE(other->start(kActor).empty());
    EXPECT_EQ(loadings().size(), 2U); // everything was loaded already
    EXPECT_EQ(colours(*other), "red green ");
    const auto before = in_force(*other);
    EXPECT_EQ(in_force(*other), before); // from memory
    write("b", "blue", "1.1");
    packs_->activate(kActor, "b", packs_->preview("b").digest);
    EXPECT_EQ(colours(*other), "red blue ");
    EXPECT_EQ((*in_force(*other))[0].pack, (*before)[0].pack); // what stays is not read again
}

TEST_P(PacksTest, only_what_was_previewed_is_activated) {
    write("a", "blue", "1.1");
    const auto digest = packs_->preview("a").digest;
    write("a", "blue", "1.2");
    EXPECT_EQ(reason_of([&] { packs_->activate(kActor, "a", digest); }), "pack.changed-meanwhile");
    EXPECT_EQ(colours(*packs_), "red green ");
    EXPECT_EQ(reason_of([&] { packs_->activate(kActor, "c", digest); }), "pack.no-pack");
    EXPECT_EQ(reason_of([&] { packs_->preview("c"); }), "pack.no-pack");
}

TEST_P(PacksTest, a_broken_folder_is_told_with_its_lines_and_changes_nothing) {
    write("a", "purple", "1.1");
    const auto preview = packs_->preview("a");
    EXPECT_EQ(preview.state, FolderState::broken);
    ASSERT_EQ(preview.findings.size(), 1U);
    const auto& finding = preview.findings[0];
    EXPECT_EQ(finding.file, "things.yaml");
    EXPECT_EQ(finding.line, 2U);
    EXPECT_EQ(finding.column, 9U);
    EXPECT_EQ(finding.source_line, "colour: purple");
    EXPECT_THAT(rendered(finding), HasSubstr("| colour: purple\n|         ^\n"));
    EXPECT_EQ(reason_of([&] { packs_->activate(kActor, "a", preview.digest); }), "pack.broken");
    EXPECT_EQ(packs_->look("a").state, FolderState::broken);
    EXPECT_EQ(colours(*packs_), "red green ");
}

TEST_P(PacksTest, a_clash_with_another_pack_is_found_before_it_is_in_force) {
    write("b", "red", "1.1");
    const auto preview = packs_->preview("b");
    ASSERT_EQ(preview.findings.size(), 1U);
    EXPECT_EQ(preview.findings[0].diagnostic.message, "pack 'a' has it");
    EXPECT_EQ(reason_of([&] { packs_->activate(kActor, "b", preview.digest); }), "pack.broken");
    write("a", "green", "1.1"); // the order of the settings does not matter
    EXPECT_EQ(packs_->preview("a").findings.at(0).diagnostic.message, "pack 'b' has it");
}

TEST_P(PacksTest, a_version_that_takes_away_what_another_pack_uses_is_refused_with_the_place) {
    std::ofstream{folder("b") + "/things.yaml"} << "colour: green\nwants: red\n";
    Packs packs{store_->database(), {folder("a"), folder("b")}, kWishes};
    packs.start(kActor);
    write("a", "blue", "1.1");
    const auto preview = packs.preview("a");
    ASSERT_EQ(preview.findings.size(), 1U);
    EXPECT_EQ(preview.findings[0].file, "b/things.yaml");
    EXPECT_EQ(preview.findings[0].source_line, "wants: red");
    EXPECT_EQ(reason_of([&] { packs.activate(kActor, "a", preview.digest); }), "pack.broken");
}

TEST_P(PacksTest, neither_a_list_nor_a_start_takes_a_version_that_harms_another_pack) {
    std::ofstream{folder("b") + "/things.yaml"} << "colour: green\nwants: red\n";
    const std::vector<std::string> folders{folder("a"), folder("b")};
    Packs packs{store_->database(), folders, kWishes};
    packs.start(kActor);
    write("a", "blue", "1.1"); // sound in itself
    EXPECT_EQ(packs.look("a").state, FolderState::broken);
    Packs again{store_->database(), folders, kWishes};
    const auto told = again.start(kActor);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].diagnostic.message, "no pack is red");
    EXPECT_EQ(colours(again), "red green ");
}

TEST_P(PacksTest, a_folder_that_is_gone_or_another_packs_is_a_finding) {
    std::filesystem::remove_all(folder("a"));
    EXPECT_EQ(packs_->preview("a").findings.at(0).diagnostic.code, "pack.no-folder");
    EXPECT_EQ(packs_->preview("a").digest, "");
    write("a", "red", "1.0");
    std::ofstream{folder("a") + "/pack.yaml"} << "id: z\nversion: '1'\ntitle: a\ntitle_en: a\n";
    EXPECT_EQ(packs_->preview("a").findings.at(0).diagnostic.code, "pack.other-id");
    std::ofstream{folder("a") + "/pack.yaml"} << "id: b\nversion: '1'\ntitle: a\ntitle_en: a\n";
    EXPECT_EQ(packs_->preview("a").findings.at(1).diagnostic.code, "pack.same-id");
}

TEST_P(PacksTest, a_start_takes_what_is_sound_and_leaves_in_force_what_is_broken_now) {
    write("a", "purple", "1.1");
    write("b", "blue", "1.1");
    const auto again = server();
    const auto told = again->start(kActor);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].file, "things.yaml");
    EXPECT_EQ(colours(*again), "red blue ");
    EXPECT_EQ(again->look("a").state, FolderState::broken);
    std::filesystem::remove_all(folder("a"));
    EXPECT_EQ(server()->start(kActor).at(0).diagnostic.code, "pack.no-folder");
}

TEST_P(PacksTest, a_first_start_with_a_broken_folder_is_refused) {
    write("c", "purple", "1.0");
    Packs packs{store_->database(), {folder("a"), folder("c")}, kSections};
    EXPECT_EQ(reason_of([&] { packs.start(kActor); }), "pack.broken");
    Packs nowhere{store_->database(), {folder("d")}, kSections};
    EXPECT_EQ(reason_of([&] { nowhere.start(kActor); }), "pack.broken");
}

} // namespace
} // namespace luoshi::pack
