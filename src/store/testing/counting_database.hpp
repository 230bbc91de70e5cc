// SPDX-License-Identifier: Apache-2.0
// A database that counts how often it is written to, committed or not.
#pragma once

#include "store/database.hpp"

#include <atomic>

namespace luoshi::store {

class CountingDatabase final : public Database {
public:
    explicit CountingDatabase(Database& counted) : counted_(counted) {} // borrowed
    int writes() const { return writes_; }

    std::string engine() const override { return counted_.engine(); }
    int schema_version() const override { return counted_.schema_version(); }
    void check() override { counted_.check(); }
    void on_commit(std::function<void()> wake) override { counted_.on_commit(std::move(wake)); }

protected:
    void run_read(const std::function<void(Reader&)>& function) override {
        counted_.read(function);
    }
    void run_write(const std::function<void(Transaction&)>& function) override {
        ++writes_;
        counted_.write(function);
    }

private:
    Database& counted_;
    std::atomic<int> writes_{0};
};

} // namespace luoshi::store
