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
    office,        // 办公室: runs notices, sees every task
    drafter,       // 拟稿人: writes for the own unit
    signer,        // 签发人: signs for the own unit
    administrator, // 系统管理员: people; sees no task
    leader,        // 领导: reads everything of the plans, 圈阅 and 批示; changes no task
    secretary,     // 秘书: reads as the leader served does, and enters what that leader says
    security, // 安全管理员: confirms accounts and roles, unlocks, ends sessions; sees no task
    auditor // 安全审计员: reads the record and the log of reads, proves both; changes nothing
};
std::string_view to_string(Role role) noexcept;
std::optional<Role> parse_role(std::string_view text) noexcept;
// Works for the own unit: drafter or signer.
constexpr bool is_of_unit(Role role) noexcept {
    return role == Role::drafter || role == Role::signer;
}
// A leader, or who enters a leader's words.
constexpr bool is_of_leader(Role role) noexcept {
    return role == Role::leader || role == Role::secretary;
}
// One of the three powers over an installation; nobody has two of them.
constexpr bool is_power(Role role) noexcept {
    return role == Role::administrator || role == Role::security || role == Role::auditor;
}
// As an error names them.
std::string_view role_list() noexcept;

// Who is asking.
struct Principal {
    PersonId id;
    std::string username, name;
    Role role = Role::drafter;
    org::UnitId unit; // of a drafter and a signer; of others it may be none
    bool must_change_password = false;
    std::string title{}; // 职务, of a leader; "" for none
    PersonId serves{};   // of a secretary: the leader
    bool operator==(const Principal&) const = default;
};

// What an administrator asked for and the security administrator has not confirmed yet.
struct Asked {
    bool opens = false; // the account; else what follows is to change
    Role role = Role::drafter;
    org::UnitId unit{};
    std::string title{};
    PersonId serves{};
    PersonId by{};
    std::string by_name{};
    Timestamp at{};
    bool operator==(const Asked&) const = default;
};

struct Person {
    Principal who;
    bool active = true;
    std::int64_t version = 1; // grows with every change
    std::optional<Timestamp> locked_until, last_log_in;
    bool second_factor = false;
    std::optional<Asked> asked{};
};

struct NewPerson {
    std::string username; // 2 to 40 of a-z 0-9 . _ -
    std::string name;     // 1 to 40 characters
    Role role = Role::drafter;
    org::UnitId unit;
    std::string password;
    bool must_change_password = true;
    bool demo = false;   // an account whose password is public
    std::string title{}; // at most 60 characters
    PersonId serves{};   // of a secretary
};

struct PersonEdit {
    std::optional<std::string> name;
    std::optional<Role> role;
    std::optional<org::UnitId> unit; // none takes it away
    std::optional<bool> active;
    std::optional<std::string> title{};
    std::optional<PersonId> serves{};
    std::optional<std::string> password; // to be changed at the next log-in
};

} // namespace luoshi::access
