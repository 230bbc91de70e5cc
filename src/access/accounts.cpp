// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

#include "access/access.hpp"
#include "access/rows.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "org/org.hpp"

#include <sodium.h>

#include <algorithm>

namespace luoshi::access {

bool is_username(const std::string& text) noexcept {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return text.size() >= 2 && text.size() <= 40 && std::all_of(text.begin(), text.end(), allowed);
}

void check_username(const std::string& username) {
    if (!is_username(username)) {
        throw failure(ErrorCode::invalid_argument, "access.username",
                      "a user name has 2 to 40 of a-z 0-9 . _ -");
    }
}

std::optional<Person> find_by_username(store::Reader& reader, const std::string& username) {
    const auto secret = find_secret(reader, username);
    return secret ? std::optional{secret->person} : std::nullopt;
}

namespace {

// A secretary serves one leader, nobody else serves anybody.
void check_serves(store::Reader& reader, const Principal& who) {
    const auto served = who.serves ? find_person(reader, who.serves) : std::nullopt;
    const bool of_leader = served && served->active && served->who.role == Role::leader;
    if (who.role == Role::secretary ? !of_leader : static_cast<bool>(who.serves)) {
        throw failure(ErrorCode::invalid_argument, "access.leader-required",
                      "a secretary, and nobody else, serves a leader with an open account");
    }
    if (character_count(who.title) > 60) {
        throw failure(ErrorCode::invalid_argument, "access.name", "a title has 60 characters");
    }
}

} // namespace

void check_person(store::Reader& reader, const Person& person) {
    const auto count = character_count(person.who.name);
    if (count < 1 || count > 40) {
        throw failure(ErrorCode::invalid_argument, "access.name", "a name has 1 to 40 characters");
    }
    if (person.who.unit) {
        const auto* unit = org::read_directory(reader)->find(person.who.unit);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            throw failure(ErrorCode::not_found, "access.no-unit", "unit '{}' does not exist",
                          person.who.unit.value);
        }
    } else if (is_of_unit(person.who.role)) {
        throw failure(ErrorCode::invalid_argument, "access.unit-required", "a {} belongs to a unit",
                      to_string(person.who.role));
    }
    if (person.active) {
        check_serves(reader, person.who);
    }
}

// As it will be, for the rules; without an id.
Person person_of(const NewPerson& person) {
    return {.who = {.id = {},
                    .username = person.username,
                    .name = person.name,
                    .role = person.role,
                    .unit = person.unit,
                    .must_change_password = false,
                    .title = person.title,
                    .serves = person.serves},
            .active = true,
            .version = 1,
            .locked_until = {},
            .last_log_in = {}};
}

std::string make_first_password(std::string_view username, std::string_view name) {
    constexpr std::string_view kSigns = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr int kTries = 100;
    for (int n = 0; n < kTries; ++n) {
        std::string made;
        for (std::size_t i = 0; i < 12; ++i) {
            made += i == 4 || i == 8 ? "-" : "";
            made += kSigns[randombytes_uniform(static_cast<std::uint32_t>(kSigns.size()))];
        }
        try {
            check_password(made, {username, name});
            return made;
        } catch (const Error&) { // it happens to hold the user name, or is a row of keys
        }
    }
    ensure(false, "a first password is found");
    return {};
}

Person open_account(store::Transaction& transaction, const NewPerson& person,
                    const std::string& hash) {
    check_username(person.username);
    check_person(transaction, person_of(person));
    return *find_person(transaction, insert_person(transaction, person, hash));
}

Person change_account(store::Transaction& transaction, PersonId id, std::int64_t version,
                      const PersonEdit& edit) {
    auto person = find_person(transaction, id);
    if (!person) {
        throw failure(ErrorCode::not_found, "access.no-person", "person '{}' does not exist",
                      id.value);
    }
    if (person->version != version) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "somebody changed this person meanwhile");
    }
    const bool was_administrator = person->active && person->who.role == Role::administrator;
    person->who.name = edit.name.value_or(person->who.name);
    person->who.role = edit.role.value_or(person->who.role);
    person->who.unit = edit.unit.value_or(person->who.unit);
    person->who.title = edit.title.value_or(person->who.title);
    person->who.serves = edit.serves.value_or(person->who.serves);
    person->active = edit.active.value_or(person->active);
    ++person->version;
    check_person(transaction, *person);
    const bool is_administrator = person->active && person->who.role == Role::administrator;
    if (was_administrator && !is_administrator && count_administrators(transaction) == 1) {
        throw failure(ErrorCode::conflict, "access.last-administrator",
                      "the last administrator stays one");
    }
    update_person(transaction, *person);
    if (!person->active) {
        delete_sessions(transaction, id, "");
    }
    return *person;
}

void set_first_password(store::Transaction& transaction, const Person& person,
                        const std::string& hash) {
    update_password(transaction, person.who.id, hash, true);
    set_attempts(transaction, person.who.username, {});
    delete_sessions(transaction, person.who.id, "");
}

} // namespace luoshi::access
