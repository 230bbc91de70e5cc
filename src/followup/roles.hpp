// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "notice/notice.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace luoshi::followup {

// A set of roles as bits, 1 << Role.
using RoleSet = std::int64_t;
constexpr RoleSet bit(notice::Role role) noexcept {
    return RoleSet{1} << static_cast<int>(role);
}
std::vector<notice::Role> roles_in(RoleSet set); // in the order of Role
std::string role_words(RoleSet set);             // 牵头、会同

// Roles that are work; who only receives a report has no cell and no row, and signs for nothing.
constexpr RoleSet kWorking = ~bit(notice::Role::report_to) & 0x7F;
// Roles that carry a task's light, and those that only help.
constexpr RoleSet kCarrying =
    bit(notice::Role::lead) | bit(notice::Role::responsible) | bit(notice::Role::separate);
constexpr RoleSet kHelping = bit(notice::Role::joint) | bit(notice::Role::participate);

} // namespace luoshi::followup
