// SPDX-License-Identifier: Apache-2.0
// The contract of blobs: in a folder, in SQLite and in PostgreSQL.
#include "store/directory_blobs.hpp"
#include "store/testing/fixture.hpp"
#include "store/testing/model_files.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

namespace luoshi::store {
namespace {

enum class Place { folder, sqlite_rows, postgres_rows };

class blobs : public ::testing::TestWithParam<Place> {
protected:
    void SetUp() override {
        const bool postgres = GetParam() == Place::postgres_rows;
        store_.emplace(postgres ? EngineKind::postgresql : EngineKind::sqlite, test_schema());
        open();
    }
    void open() {
        blobs_ = GetParam() == Place::folder
                     ? open_directory_blobs(store_->folder() + "/files/blobs", store_->database())
                     : open_database_blobs(store_->database());
    }

    std::optional<TestStore> store_;
    std::unique_ptr<Blobs> blobs_;
};
std::string place_name(const ::testing::TestParamInfo<Place>& info) {
    static constexpr std::array kNames{"folder", "sqlite_rows", "postgres_rows"};
    return kNames.at(static_cast<std::size_t>(info.param));
}
INSTANTIATE_TEST_SUITE_P(places, blobs,
                         ::testing::Values(Place::folder, Place::sqlite_rows, Place::postgres_rows),
                         place_name);

std::string pattern(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<char>(i * 7 + i / 256);
    }
    return bytes;
}

TEST_P(blobs, come_back_byte_for_byte_whatever_their_size) {
    constexpr std::size_t kChunk = 256 * 1024;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
        const auto bytes = pattern(size);
        const auto digest = blobs_->put(bytes);
        EXPECT_EQ(digest, sm3(bytes));
        EXPECT_TRUE(blobs_->contains(digest));
        EXPECT_EQ(blobs_->get(digest), bytes) << size;
    }
}

TEST_P(blobs, are_there_after_a_restart_and_a_second_put_is_no_error) {
    const auto digest = blobs_->put("附件");
    blobs_.reset();
    store_->reopen();
    open();
    EXPECT_EQ(blobs_->get(digest), "附件");
    EXPECT_EQ(blobs_->put("附件"), digest);
    const auto rows = store_->database().read(
        [](Reader& r) { return r.query("SELECT digest, size FROM store_blobs"); });
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].text(0), to_hex(digest));
    EXPECT_EQ(rows[0].integer(1), 6);
}

TEST_P(blobs, that_were_never_put_are_not_found) {
    EXPECT_FALSE(blobs_->contains(sm3("no")));
    EXPECT_EQ(error_of([&] { blobs_->get(sm3("no")); }), "not_found store.no-blob");
}

TEST_P(blobs, may_be_put_by_many_at_once) {
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < 5; ++i) {
                    blobs_->put(pattern(static_cast<std::size_t>(1'000 * i + thread % 2)));
                }
            });
        }
    }
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(blobs_->get(sm3(pattern(1'000 * i + 1))), pattern(1'000 * i + 1));
    }
    const auto count = store_->database().read(
        [](Reader& r) { return r.query_one("SELECT COUNT(*) FROM store_blobs")->integer(0); });
    EXPECT_EQ(count, 10);
}

TEST(directory_blobs, tell_of_a_damaged_file_and_clear_unfinished_ones) {
    TestStore store;
    const auto digest = store.blobs().put("abc");
    const auto hex = to_hex(digest);
    const std::string folder = store.folder() + "/blobs";
    std::ofstream{folder + "/" + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex} << "abd";
    std::ofstream{folder + "/part/unfinished"} << "x";
    EXPECT_EQ(error_of([&] { store.blobs().get(digest); }), "internal store.blob-damaged");
    store.reopen();
    EXPECT_TRUE(std::filesystem::is_empty(folder + "/part"));
}

// Puts blobs on a model disk and cuts the power before every change. Returns how many acknowledged
// blobs were not whole afterwards, and in `cuts` how often it looked.
int lost_by_cuts(Care care, int& cuts) {
    TestStore store;
    ModelFiles files{"/data", care};
    std::vector<std::string> acknowledged;
    int lost = 0;
    const auto cut = [&] {
        ++cuts;
        const auto left = files.survivors();
        const auto blobs = open_directory_blobs(*left, "/data/blobs", store.database());
        for (const auto& bytes : acknowledged) {
            try {
                lost += blobs->get(sm3(bytes)) == bytes ? 0 : 1;
            } catch (const Error&) {
                ++lost;
            }
        }
    };
    files.before_change(cut);
    const auto blobs = open_directory_blobs(files, "/data/blobs", store.database());
    for (int i = 0; i < 12; ++i) {
        const std::string bytes = "attachment " + std::to_string(i % 10); // two come again
        blobs->put(bytes);
        acknowledged.push_back(bytes);
        cut();
    }
    return lost;
}

TEST(directory_blobs, outlast_a_power_cut_at_every_step) {
    int cuts = 0;
    EXPECT_EQ(lost_by_cuts(Care::full, cuts), 0);
    EXPECT_GE(cuts, 80);
}

// The test above can see a loss: it does when either kind of sync is left out.
TEST(directory_blobs, are_seen_to_be_lost_without_sync) {
    int cuts = 0;
    EXPECT_GT(lost_by_cuts(Care::no_file_sync, cuts), 0);
    EXPECT_GT(lost_by_cuts(Care::no_folder_sync, cuts), 0);
}

} // namespace
} // namespace luoshi::store
