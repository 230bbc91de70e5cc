// SPDX-License-Identifier: Apache-2.0
#include "store/testing/test_store.hpp"

#include "base/error.hpp"
#include "store/testing/temporary_postgres.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace luoshi::store {
namespace {

constexpr Timestamp kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

// Names of databases on the shared server: tests of one process run one after the other.
std::string next_name() {
    static int count = 0;
    return fmt::format("test_{}", ++count);
}

} // namespace

std::string to_string(EngineKind engine) {
    return engine == EngineKind::sqlite ? "sqlite" : "postgresql";
}

std::string TemporaryFolder::quick_parent() {
    return ::access("/dev/shm", W_OK) == 0 ? "/dev/shm"
                                           : std::filesystem::temp_directory_path().string();
}

TemporaryFolder::TemporaryFolder() : TemporaryFolder(quick_parent()) {}

TemporaryFolder::TemporaryFolder(const std::string& parent)
    : path_(std::filesystem::absolute(parent).string() + "/luoshi-test-XXXXXX") {
    std::filesystem::create_directories(parent);
    ensure(::mkdtemp(path_.data()) != nullptr, "a temporary folder can be made");
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

MigrationList::MigrationList(const std::vector<std::string>& more, Base base) {
    const auto own = all_migrations();
    const auto first = base == Base::all ? own : own.first(1);
    migrations_.assign(first.begin(), first.end());
    for (const auto& sql : more) {
        const int number = static_cast<int>(migrations_.size()) + 1;
        const auto& name = texts_.emplace_back(fmt::format("{:04}_test_{}", number, number));
        migrations_.push_back({number, name, texts_.emplace_back(sql)});
    }
}

TestStore::TestStore(EngineKind engine, const std::vector<std::string>& more_migrations)
    : clock_(kStart), ids_(clock_, 1), migrations_(more_migrations) {
    if (engine == EngineKind::postgresql) {
        name_ = next_name();
        url_ = TemporaryPostgres::shared().create_database(name_);
    } else {
        url_ = "sqlite:" + folder_.path() + "/rows.db";
    }
    reopen();
}

TestStore::~TestStore() {
    close();
}

DatabaseOptions TestStore::options() {
    DatabaseOptions options;
    options.url = url_;
    options.clock = &clock_;
    options.ids = &ids_;
    options.migrations = migrations_.span();
    options.backup_folder = folder_.path() + "/backup";
    return options;
}

void TestStore::close() {
    blobs_.reset();
    database_.reset();
}

void TestStore::reopen() {
    close();
    database_ = Database::open(options());
    blobs_ = open_directory_blobs(folder_.path() + "/blobs", *database_);
}

} // namespace luoshi::store
