// SPDX-License-Identifier: Apache-2.0
// access — people, roles, sessions: who is asking, and what they may do.
//
//   Access::set_up      the first administrator, by one-time token
//   Access::log_in      user name and password → a session, or an Error that tells no more than it
//   must Access::who         session token → Principal scope_of(principal) whose rows this person
//   may see add_person, edit_person, people: what an administrator does
//   accounts.hpp        the same within the write of another module
//
// Passwords are argon2id hashes (libsodium, interactive limits), at most two computed at once. Five
// wrong ones lock a user name for 30 minutes, whether or not it exists. Sessions last 12 hours from
// the log-in. Threads: all from any.
#pragma once

#include "access/person.hpp"
#include "base/clock.hpp"
#include "org/scope.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {
class Database;
class Reader;
class Transaction;
struct Actor;
} // namespace luoshi::store

namespace luoshi::org {
class Directories;
}

namespace luoshi::access {

struct LoggedIn {
    std::string token; // goes into the HttpOnly cookie, never into a log; only its digest is stored
    std::string csrf;  // to be sent back in a header with every change
    Timestamp expires_at;
    Principal principal;
};

org::Scope scope_of(const Principal& principal) noexcept;
store::Actor actor_of(const Principal& principal, std::string request_id);

// For modules that address people within a read or write of their own.
std::optional<Person> find_person(store::Reader& reader, PersonId id);
std::vector<Principal> people_of_unit(store::Reader& reader, org::UnitId unit); // open accounts
std::vector<Principal> people_with_role(store::Reader& reader, Role role);      // the same
std::vector<Principal> leaders(store::Reader& reader);
std::vector<Principal> secretaries_of(store::Reader& reader, PersonId leader);

// Rules for a new password: 10 to 128 characters, containing neither user name nor name, none of
// those tried first. Error invalid_argument (access.weak-password) with detail "rule": length |
// username | name | common; same (as the current one) only where that is known.
struct PasswordOf {
    std::string_view username{}, name{};
};
void check_password(std::string_view password, const PasswordOf& of);

class Access {
public:
    static constexpr int kAttempts = 5;
    static constexpr std::chrono::minutes kLock{30};
    static constexpr std::chrono::hours kSession{12};

    // All borrowed.
    Access(store::Database& database, org::Directories& directories, const Clock& clock);

    // Nobody can log in as administrator yet.
    bool set_up_needed();
    // Open accounts whose password is public.
    bool has_demo_accounts();
    // Makes a fresh one-time token for set_up and forgets the one before. For main, at a first
    // start.
    std::string make_set_up_token();
    // Errors: forbidden (access.wrong-token), conflict (access.already-set-up), those of
    // add_person.
    LoggedIn set_up(const std::string& token, const NewPerson& administrator,
                    const std::string& request_id);

    // Errors: unauthenticated (access.wrong-password, detail attempts_left), too_many
    // (access.locked, detail retry_after_s), forbidden (access.inactive: right password of an
    // account that was closed).
    LoggedIn log_in(const std::string& username, const std::string& password,
                    const std::string& request_id);
    void log_out(const std::string& token);

    struct Session {
        Principal principal;
        std::string csrf;
        Timestamp expires_at;
    };
    std::optional<Session> who(const std::string& token);

    // Errors: unauthenticated (access.wrong-password), invalid_argument (access.weak-password).
    void change_password(const Principal& principal, const std::string& keep_token,
                         const std::string& current, const std::string& next,
                         const std::string& request_id);

    // Errors: conflict (access.username-taken), invalid_argument (access.username, access.name,
    // access.unit-required, access.leader-required, access.weak-password), not_found
    // (access.no-unit).
    Person add_person(const store::Actor& actor, const NewPerson& person);
    // Errors: not_found (access.no-person), precondition_failed (http.precondition-failed) unless
    // version is that stored, conflict (access.last-administrator), those of add_person.
    Person edit_person(const store::Actor& actor, PersonId id, std::int64_t version,
                       const PersonEdit& edit);
    Person person(PersonId id);
    // For accounts.hpp. Takes a tenth of a second, outside any transaction.
    std::string hash(const std::string& password);
    // By user name, those after `after`; at most `limit`.
    std::vector<Person> people(const std::string& after, int limit);

private:
    bool verify(const std::string& hash, const std::string& password);
    LoggedIn open_session(const Principal& principal);
    [[noreturn]] void refuse(const std::string& username);

    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
    std::counting_semaphore<2> hashing_{2}; // argon2id takes 64 MiB each
};

} // namespace luoshi::access
