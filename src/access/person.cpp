// SPDX-License-Identifier: Apache-2.0
#include "access/person.hpp"

#include <algorithm>
#include <array>

namespace luoshi::access {
namespace {

constexpr std::array<std::string_view, 8> kRoles{"office", "drafter",   "signer",   "administrator",
                                                 "leader", "secretary", "security", "auditor"};

} // namespace

std::string_view to_string(Role role) noexcept {
    return kRoles[static_cast<std::size_t>(role)];
}

std::string_view role_list() noexcept {
    return "office, drafter, signer, administrator, leader, secretary, security or auditor";
}

std::optional<Role> parse_role(std::string_view text) noexcept {
    const auto it = std::find(kRoles.begin(), kRoles.end(), text);
    return it == kRoles.end() ? std::nullopt
                              : std::optional{static_cast<Role>(it - kRoles.begin())};
}

} // namespace luoshi::access
