// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of a test's own: a new cluster in a temporary folder, on a unix socket only.
// Link luoshi::store_testing.
#pragma once

#include "store/testing/test_store.hpp"

#include <memory>
#include <string>

namespace luoshi::store {

enum class Durability { off, on }; // fsync

// Stops with this object, and with this process. Started by root it runs as user postgres.
class TemporaryPostgres {
public:
    // parent: where its folder is made. Ensures that the server answers when it returns.
    explicit TemporaryPostgres(const std::string& parent, Durability durability = Durability::off);
    ~TemporaryPostgres();
    TemporaryPostgres(const TemporaryPostgres&) = delete;
    TemporaryPostgres& operator=(const TemporaryPostgres&) = delete;

    // Makes an empty database and gives its address. extra: end of CREATE DATABASE.
    std::string create_database(const std::string& name, const std::string& extra = "");
    std::string url(const std::string& database) const;
    void run_sql(const std::string& database, const std::string& sql); // by psql
    void start();
    void stop(); // fast shutdown: sessions are cut off

    // One for all tests of this process that do not stop it.
    static TemporaryPostgres& shared();

private:
    int run(const std::vector<std::string>& words) const; // waits; its exit code

    TemporaryFolder folder_;                // of the data
    TemporaryFolder socket_folder_{"/tmp"}; // a socket's path is at most 107 bytes
    Durability durability_;
    int process_ = 0;
};

} // namespace luoshi::store
