// SPDX-License-Identifier: Apache-2.0
// For tests of this module: Access on either engine.
#pragma once

#include "access/access.hpp"
#include "access/totp.hpp"
#include "base/testing/reason_of.hpp"
#include "org/org.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gtest/gtest.h>

namespace luoshi::access {

inline const std::string kTestKey(32, 'k');

class OnEngines : public testing::TestWithParam<store::EngineKind> {
protected:
    explicit OnEngines(Rules rules = {}) {
        rules.key = kTestKey;
        store_.emplace(GetParam());
        access_.emplace(store_->database(), directories_, store_->clock(), std::move(rules));
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
    std::vector<std::string> actions() { // newest first
        return store_->database().read([](store::Reader& reader) {
            std::vector<std::string> all;
            for (const auto& event : store::find_events(reader, {}, 0, 500)) {
                all.push_back(event.what.action);
            }
            return all;
        });
    }

    std::optional<store::TestStore> store_;
    org::Directories directories_;
    std::optional<Access> access_;
};

// The secret a person's program holds, of the base32 it was told.
inline std::string secret_of(const std::string& text) {
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        held = (held << 5) | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        if ((bits += 5) >= 8) {
            bytes += static_cast<char>((held >> (bits -= 8)) & 0xff);
        }
    }
    return bytes;
}

class FactorTest : public OnEngines {
protected:
    using OnEngines::OnEngines;

    std::string code(int later = 0) {
        return code_of(secret_, step_of(store_->clock().now()) + later);
    }
    std::vector<std::string> set_up(const Person& person) {
        secret_ = secret_of(access_->offer_factor(person.who, "correct horse", "落实").secret);
        return access_->confirm_factor(person.who, code(), "r");
    }
    std::string secret_;
};

} // namespace luoshi::access
