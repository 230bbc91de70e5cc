// SPDX-License-Identifier: Apache-2.0
// For tests of this module: Access on either engine.
#pragma once

#include "access/access.hpp"
#include "base/error.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gtest/gtest.h>

namespace luoshi::access {

// The reason of the Error that `action` throws, or "none".
template <class Action>
std::string reason_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.reason();
    }
    return "none";
}

inline const std::string kTestKey(32, 'k');

class OnEngines : public testing::TestWithParam<store::EngineKind> {
protected:
    explicit OnEngines(Rules rules = {}) {
        if (GetParam() == store::EngineKind::postgresql && store::skip_without_postgres()) {
            skipped_ = true;
            return;
        }
        rules.key = kTestKey;
        store_.emplace(GetParam());
        access_.emplace(store_->database(), directories_, store_->clock(), std::move(rules));
    }
    void SetUp() override {
        if (skipped_) {
            GTEST_SKIP();
        }
    }

    static NewPerson named(const std::string& username, Role role, const std::string& name) {
        return {.username = username,
                .name = name,
                .role = role,
                .unit = {},
                .password = "correct horse",
                .must_change_password = false,
                .demo = false};
    }
    // By the system itself: at once.
    Person add(const std::string& username, Role role = Role::office) {
        return access_->add_person({0, "test", ""}, named(username, role, username));
    }
    static store::Actor actor(const Person& person) { return actor_of(person.who, "r"); }
    std::string log_in(const std::string& username, const std::string& code = "") {
        return reason_of([&] { access_->log_in(username, "correct horse", "r", {.code = code}); });
    }
    std::vector<std::string> actions() {
        return store_->database().read([](store::Reader& reader) {
            std::vector<std::string> all;
            for (const auto& row : reader.query("SELECT action FROM store_events ORDER BY place")) {
                all.push_back(row.text(0));
            }
            return all;
        });
    }

    bool skipped_ = false;
    std::optional<store::TestStore> store_;
    org::Directories directories_;
    std::optional<Access> access_;
};

} // namespace luoshi::access
