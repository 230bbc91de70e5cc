// SPDX-License-Identifier: Apache-2.0
// access — people, roles, sessions: who is asking, and what they may do.
//
//   Access::set_up      the first administrator, by one-time token
//   Access::log_in      user name and password → a session, or an Error that tells no more than it
//   must Access::who         session token → Principal scope_of(principal) whose rows this person
//   may see add_person, edit_person, people: what an administrator does
//
// Passwords are argon2id hashes (libsodium, interactive limits), at most two computed at once. Five
// wrong ones lock a user name for 30 minutes, whether or not it exists. Sessions last 12 hours from
// the log-in, or until nobody used them for Rules::idle. Threads: all from any.
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

struct Attempts; // of the rows

struct LoggedIn {
    std::string token; // goes into the HttpOnly cookie, never into a log; only its digest is stored
    std::string csrf;  // to be sent back in a header with every change
    Timestamp expires_at;
    Principal principal;
    bool has_factor = false, must_set_factor = false;
};

// How this installation wants it.
struct Rules {
    // Accounts and roles take effect when the security administrator confirms them; holds as soon
    // as there is one (docs/adr/0012).
    bool separated = true;
    std::vector<Role> second_factor{}; // must have one
    std::chrono::minutes idle{0};      // a session nobody used for so long ends; 0: none does
    std::string key{};                 // 32 bytes: under it secrets of second factors are encrypted
};

enum class Separation : std::uint8_t {
    off,     // by the rules: one administrator does all
    waiting, // for the first security administrator
    on
};

// What comes with a log-in besides name and password.
struct Where {
    std::string code{};    // of the second factor, or a recovery code
    std::string address{}; // of the client
    std::string agent{};   // as its program calls itself; cut to 300 bytes
};

struct SessionTag;
using SessionId = Id<SessionTag>;

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

    static constexpr std::size_t kRecoveryCodes = 10;

    // All borrowed but the rules.
    Access(store::Database& database, org::Directories& directories, const Clock& clock,
           Rules rules = {});

    const Rules& rules() const noexcept { return rules_; }
    Separation separation();
    // What is the security administrator's alone, or the auditor's, once the powers are separated.
    // Error forbidden (access.separated) for a system administrator then.
    void expect_apart(const Principal& principal);

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
                    const std::string& request_id, const Where& where = {});

    // Errors: unauthenticated (access.wrong-password, detail attempts_left; access.code-required:
    // the password is right, say the code too; access.wrong-code, counted as a wrong password is),
    // too_many (access.locked, detail retry_after_s), forbidden (access.inactive: right password of
    // an account that was closed; access.factor-lost: its secret is not the one that was set up).
    LoggedIn log_in(const std::string& username, const std::string& password,
                    const std::string& request_id, const Where& where = {});
    void log_out(const std::string& token);

    struct Session {
        SessionId id;
        Principal principal;
        std::string csrf;
        Timestamp expires_at;
        bool second_factor = false;
        bool must_set_factor = false; // its role must have one, this person has none yet
    };
    enum class Use : std::uint8_t { person, machine }; // what a page asks by itself is no use
    std::optional<Session> who(const std::string& token, Use use = Use::person);

    struct OpenSession {
        SessionId id;
        std::string address, agent; // "" where not known
        Timestamp since, last_seen, expires_at;
    };
    std::vector<OpenSession> sessions(PersonId person); // newest use first
    // Recorded. Error not_found (access.no-such-session): none of that person, or over.
    void end_session(const store::Actor& actor, PersonId person, SessionId session);
    // All but `keep`.
    void end_sessions(const store::Actor& actor, PersonId person, SessionId keep = {});

    // The second factor: codes by time (RFC 6238, six digits, 30 s, SHA-1, one step to each side),
    // each taken once. Wrong ones count as wrong passwords do.
    struct Factor {
        std::optional<Timestamp> since; // none: there is none
        std::int64_t recovery_codes = 0;
        bool required = false;
    };
    struct FactorOffer {
        std::string secret; // base32
        std::string uri;    // otpauth://totp/…, to be shown as a picture
    };
    Factor factor(const Principal& principal);
    // A fresh secret, which counts for nothing until confirmed. issuer: as the person's program
    // will show it. Errors: forbidden (access.wrong-current-password), conflict (access.factor-on).
    FactorOffer offer_factor(const Principal& principal, const std::string& password,
                             const std::string& issuer);
    // The recovery codes, told this once; each opens once in place of a code. Errors: conflict
    // (access.no-factor: nothing was offered; access.factor-on), forbidden (access.wrong-code).
    std::vector<std::string> confirm_factor(const Principal& principal, const std::string& code,
                                            const std::string& request_id);
    // Errors: forbidden (access.wrong-current-password, access.wrong-code), conflict
    // (access.no-factor, access.factor-required: of this role).
    void drop_factor(const Principal& principal, const std::string& password,
                     const std::string& code, const std::string& request_id);
    // For who lost it; ends the sessions. Errors: not_found (access.no-person), those of
    // edit_person for a password.
    void reset_factor(const store::Actor& actor, PersonId id);
    // Takes the lock of wrong passwords away.
    void unlock(const store::Actor& actor, PersonId id);

    // Errors: unauthenticated (access.wrong-password), invalid_argument (access.weak-password).
    void change_password(const Principal& principal, const std::string& keep_token,
                         const std::string& current, const std::string& next,
                         const std::string& request_id);

    // With separated powers what a system administrator asks for waits in Person::asked: a new
    // account is closed until then. Errors: conflict (access.username-taken; access.one-power: an
    // open account of the same name has another of the three powers), invalid_argument
    // (access.username, access.name, access.unit-required, access.leader-required,
    // access.weak-password), not_found (access.no-unit).
    Person add_person(const store::Actor& actor, const NewPerson& person);
    // With separated powers: a name, and closing, take effect at once; role, unit, title, leader
    // and opening wait; a new password is the security administrator's to give (to another), that
    // administrator's own the system administrator's. Errors: not_found (access.no-person),
    // precondition_failed (http.precondition-failed) unless version is that stored, conflict
    // (access.last-administrator, access.last-security, access.last-auditor), forbidden
    // (access.separated), those of add_person.
    Person edit_person(const store::Actor& actor, PersonId id, std::int64_t version,
                       const PersonEdit& edit);
    // What was asked takes effect, or does not. Errors: conflict (access.nothing-asked), forbidden
    // (access.own-request), those of edit_person.
    Person confirm(const store::Actor& actor, PersonId id, std::int64_t version);
    Person refuse(const store::Actor& actor, PersonId id, std::int64_t version);
    Person person(PersonId id);
    // By user name, those after `after`; at most `limit`.
    std::vector<Person> people(const std::string& after, int limit);

    // The same within the write of another module, for those who open accounts for many at once or
    // change them together with what is their own; an event is begun.
    // Takes a tenth of a second, outside any transaction.
    std::string hash(const std::string& password);
    // `hash`: of a password that check_password passed; the one in `person` is not looked at.
    // Errors: those of add_person.
    Person open_account(store::Transaction& transaction, const store::Actor& actor,
                        const NewPerson& person, const std::string& hash);
    // All of `edit` but the password. Errors: those of edit_person.
    Person change_account(store::Transaction& transaction, const store::Actor& actor, PersonId id,
                          std::int64_t version, const PersonEdit& edit);
    // To be changed at the next log-in; ends sessions and the lock. Error forbidden
    // (access.separated).
    void set_first_password(store::Transaction& transaction, const store::Actor& actor,
                            const Person& person, const std::string& hash);

private:
    enum class Wrong : std::uint8_t { password, code };

    bool verify(const std::string& hash, const std::string& password);
    LoggedIn open_session(const Principal& principal, const Where& where, bool has_factor);
    // Counts it; error too_many (access.locked) when it was one too many.
    Attempts count_wrong(const std::string& username);
    [[noreturn]] void turn_away(const std::string& username, Wrong wrong);
    bool must_set_factor(const Principal& principal, bool has_factor) const;
    void expect_password(const Principal& principal, const std::string& password);

    enum class Powers : std::uint8_t { all, system, security }; // of who acts
    Separation separation(store::Reader& reader) const;
    Powers powers_of(store::Reader& reader, const store::Actor& actor) const;
    void expect_may_reset(store::Reader& reader, const store::Actor& actor,
                          const Person& person) const;
    void check(store::Transaction& transaction, const Person& person) const;
    struct Change;
    Change change_of(store::Transaction& transaction, const store::Actor& actor, PersonId id,
                     std::int64_t version, const PersonEdit& edit);
    static Person apply(store::Transaction& transaction, const Change& change);
    // None of the three powers is left without anybody.
    void check_powers(store::Reader& reader, const Person& before, const Person& after) const;

    std::string recovery_digest(PersonId person, const std::string& code) const;
    std::string sealed(PersonId person, const std::string& secret) const;
    std::string opened(PersonId person, const std::string& sealed) const;
    // True when the code is one of these steps not used yet, or a recovery code; it is used then.
    bool take_code(store::Transaction& transaction, PersonId person, const std::string& code) const;

    store::Database& database_;
    org::Directories& directories_;
    const Clock& clock_;
    Rules rules_;
    std::counting_semaphore<2> hashing_{2}; // argon2id takes 64 MiB each
};

} // namespace luoshi::access
