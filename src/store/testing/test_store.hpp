// SPDX-License-Identifier: Apache-2.0
// For tests of all modules: an opened database in a folder of its own, gone afterwards.
// Link luoshi::store_testing.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"

#include <list>
#include <memory>
#include <string>
#include <vector>

namespace luoshi::store {

enum class EngineKind { sqlite, postgresql };
std::string to_string(EngineKind engine);

// A new empty folder, removed with what is in it. On /dev/shm where there is one: quick, not
// durable.
class TemporaryFolder {
public:
    TemporaryFolder();
    explicit TemporaryFolder(const std::string& parent);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const noexcept { return path_; }
    static std::string quick_parent();

private:
    std::string path_;
};

// The project's migrations and, after them, one for each text in `more` (type tokens and "--!
// audited" lines as in a file). Lives as long as this object.
class MigrationList {
public:
    enum class Base { all, store_only };
    explicit MigrationList(const std::vector<std::string>& more, Base base = Base::all);
    std::span<const Migration> span() const noexcept { return migrations_; }

private:
    std::list<std::string> texts_;
    std::vector<Migration> migrations_;
};

class TestStore {
public:
    explicit TestStore(EngineKind engine = EngineKind::sqlite,
                       const std::vector<std::string>& more_migrations = {});
    ~TestStore();

    Database& database() { return *database_; }
    Blobs& blobs() { return *blobs_; }
    ManualClock& clock() { return clock_; } // starts at 2026-11-25T00:00:00Z
    IdMaker& ids() { return ids_; }
    const std::string& folder() const { return folder_.path(); }
    const std::string& name() const { return name_; } // of the database on the PostgreSQL server
    DatabaseOptions options();                        // those the database was opened with
    void close();
    void reopen(); // as after a restart

private:
    TemporaryFolder folder_;
    ManualClock clock_;
    IdMaker ids_;
    MigrationList migrations_;
    std::string name_;
    std::string url_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Blobs> blobs_;
};

} // namespace luoshi::store
