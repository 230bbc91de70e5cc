// SPDX-License-Identifier: Apache-2.0
// User names and first passwords, for those who open accounts for many people at once.
#pragma once

#include "access/person.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace luoshi::store {
class Reader;
} // namespace luoshi::store

namespace luoshi::access {

bool is_username(const std::string& text) noexcept; // 2 to 40 of a-z 0-9 . _ -
void check_username(const std::string& username);   // Error invalid_argument (access.username)
std::optional<Person> find_by_username(store::Reader& reader, const std::string& username);

// One that can be read out: no letters or digits that look alike; it passes check_password.
std::string make_first_password(std::string_view username, std::string_view name);

} // namespace luoshi::access
