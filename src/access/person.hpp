// SPDX-License-Identifier: Apache-2.0
// People as values, for callers who show or decide and store nothing.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "org/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::access {

struct PersonTag;
using PersonId = Id<PersonTag>;

enum class Role : std::uint8_t {
    office,       // 办公室: runs notices, sees every task
    drafter,      // 拟稿人: writes for the own unit
    signer,       // 签发人: signs for the own unit
    administrator // 系统管理员: people; sees no task
};
std::string_view to_string(Role role) noexcept;
std::optional<Role> parse_role(std::string_view text) noexcept;

// Who is asking.
struct Principal {
    PersonId id;
    std::string username, name;
    Role role = Role::drafter;
    org::UnitId unit; // none only for office and administrator
    bool must_change_password = false;
    bool operator==(const Principal&) const = default;
};

struct Person {
    Principal who;
    bool active = true;
    std::int64_t version = 1; // grows with every change
    std::optional<Timestamp> locked_until, last_log_in;
};

struct NewPerson {
    std::string username; // 2 to 40 of a-z 0-9 . _ -
    std::string name;     // 1 to 40 characters
    Role role = Role::drafter;
    org::UnitId unit;
    std::string password;
    bool must_change_password = true;
    bool demo = false; // an account whose password is public
};

struct PersonEdit {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<org::UnitId> unit; // none takes it away
    std::optional<bool> active;
    std::optional<std::string> password; // to be changed at the next log-in
};

} // namespace luoshi::access
