// SPDX-License-Identifier: Apache-2.0
#include "access/person.hpp"

#include <algorithm>
#include <array>

namespace luoshi::access {
namespace {

constexpr std::array<std::string_view, 4> kRoles{"office", "drafter", "signer", "administrator"};

} // namespace

std::string_view to_string(Role role) noexcept {
    return kRoles[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view text) noexcept {
    const auto it = std::find(kRoles.begin(), kRoles.end(), text);
    return it == kRoles.end() ? std::nullopt
                              : std::optional{static_cast<Role>(it - kRoles.begin())};
}

} // namespace luoshi::access
