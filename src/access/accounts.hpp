// SPDX-License-Identifier: Apache-2.0
// Accounts opened and changed within the write of another module, for those who do so for many
// people at once or together with what is their own. All writes need an event begun.
#pragma once

#include "access/person.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::access {

bool is_username(const std::string& text) noexcept; // 2 to 40 of a-z 0-9 . _ -
void check_username(const std::string& username);   // Error invalid_argument (access.username)
std::optional<Person> find_by_username(store::Reader& reader, const std::string& username);

// One that can be read out: no letters or digits that look alike; it passes check_password.
std::string make_first_password(std::string_view username, std::string_view name);

// `hash`: Access::hash of a password that check_password passed; the one in `person` is not looked
// at. Errors: those of Access::add_person about the person.
Person open_account(store::Transaction& transaction, const NewPerson& person,
                    const std::string& hash);
// All of `edit` but the password. An account that is closed loses its sessions. Errors: those of
// Access::edit_person.
Person change_account(store::Transaction& transaction, PersonId id, std::int64_t version,
                      const PersonEdit& edit);
// To be changed at the next log-in; ends sessions and the lock.
void set_first_password(store::Transaction& transaction, const Person& person,
                        const std::string& hash);

} // namespace luoshi::access
