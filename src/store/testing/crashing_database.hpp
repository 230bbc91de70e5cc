// SPDX-License-Identifier: Apache-2.0
// One server's view of a database that dies at a write one chooses, and may change what is written:
// for simulations. Link luoshi::store_testing.
#pragma once

#include "base/error.hpp"
#include "store/engine.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace luoshi::store {

// Thrown where a server dies: no Error, so that nobody goes on after it.
struct Crash {
    bool committed = false; // the write it fell on
};

class CrashingDatabase final : public Engine {
public:
    explicit CrashingDatabase(Database& under) : under_(engine_of(under)) {} // borrowed

    // The n-th write from now on (n >= 1) dies: before its commit or right after it. 0: none does.
    void crash_at(int n, bool committed) { left_ = n, committed_ = committed; }
    // The n-th write from now on (n >= 1) finds the database away: Error unavailable
    // (store.unavailable). 0: none does.
    void refuse_at(int n) { refused_ = n; }
    // What transactions go through; may be empty.
    void alter(std::function<std::unique_ptr<Transaction>(Transaction&)> function) {
        alter_ = std::move(function);
    }

    std::string engine() const override { return under_.engine(); }
    int schema_version() const override { return under_.schema_version(); }
    void check() override { under_.check(); }
    void on_commit(std::function<void()> wake) override { under_.on_commit(std::move(wake)); }
    const Catalog& catalog() const override { return under_.catalog(); }
    const Clock& clock() const override { return under_.clock(); }
    void run_store_write(const std::function<void(Transaction&)>& function) override {
        crashing(function, [&](const auto& inner) { under_.run_store_write(inner); });
    }

protected:
    void run_read(const std::function<void(Reader&)>& function) override { under_.read(function); }
    void run_write(const std::function<void(Transaction&)>& function) override {
        crashing(function, [&](const auto& inner) { under_.write(inner); });
    }

private:
    template <class Write>
    void crashing(const std::function<void(Transaction&)>& function, Write&& write) {
        if (refused_ > 0 && --refused_ == 0) {
            throw failure(ErrorCode::unavailable, "store.unavailable", "the database is away");
        }
        const bool dies = left_ > 0 && --left_ == 0;
        const std::function<void(Transaction&)> inner = [&](Transaction& transaction) {
            if (alter_) {
                function(*alter_(transaction));
            } else {
                function(transaction);
            }
            if (dies && !committed_) {
                throw Crash{false};
            }
        };
        write(inner);
        if (dies) {
            throw Crash{true};
        }
    }

    Engine& under_;
    int left_ = 0, refused_ = 0;
    bool committed_ = false;
    std::function<std::unique_ptr<Transaction>(Transaction&)> alter_;
};

} // namespace luoshi::store
