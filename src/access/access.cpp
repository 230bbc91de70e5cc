// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include "access/rows.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "base/text.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace luoshi::access {
namespace {

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

std::string random_hex(std::size_t bytes) {
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    std::string hex(2 * bytes + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                   raw.size());
    hex.pop_back();
    return hex;
}

bool same(std::string_view a, std::string_view b) { // in constant time for equal lengths
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string digest_of(std::string_view token) {
    return to_hex(sm3(token));
}

void check_username(const std::string& username) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    if (username.size() < 2 || username.size() > 40 ||
        !std::all_of(username.begin(), username.end(), allowed)) {
        throw failure(ErrorCode::invalid_argument, "access.username",
                      "a user name has 2 to 40 of a-z 0-9 . _ -");
    }
}

store::EventDraft event(const store::Actor& actor, std::string action, PersonId person) {
    return {.actor = actor,
            .action = std::move(action),
            .object_kind = "person",
            .object_id = person.value,
            .plan_id = 0,
            .detail = {}};
}

} // namespace

org::Scope scope_of(const Principal& principal) noexcept {
    switch (principal.role) {
    case Role::office:
    case Role::leader:
    case Role::secretary: return org::Scope::all();
    case Role::drafter:
    case Role::signer: return org::Scope::of(principal.unit);
    case Role::administrator: return org::Scope::none();
    }
    return org::Scope::none();
}

store::Actor actor_of(const Principal& principal, std::string request_id) {
    return {principal.id.value, principal.name, std::move(request_id)};
}

Access::Access(store::Database& database, org::Directories& directories, const Clock& clock)
    : database_(database), directories_(directories), clock_(clock) {
    ensure(sodium_init() >= 0, "libsodium starts");
}

std::string Access::hash(const std::string& password) {
    hashing_.acquire();
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const int status =
        crypto_pwhash_str(out.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    hashing_.release();
    ensure(status == 0, "there is memory for argon2id");
    return out.data();
}

bool Access::verify(const std::string& hash, const std::string& password) {
    hashing_.acquire();
    const int status = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size());
    hashing_.release();
    return status == 0;
}

bool Access::set_up_needed() {
    return database_.read([](store::Reader& reader) { return count_administrators(reader) == 0; });
}

bool Access::has_demo_accounts() {
    return database_.read([](store::Reader& reader) { return count_demo_accounts(reader) > 0; });
}

std::string Access::make_set_up_token() {
    auto token = random_hex(16);
    database_.write(
        [&](store::Transaction& transaction) { set_set_up_token(transaction, digest_of(token)); });
    return token;
}

LoggedIn Access::set_up(const std::string& token, const NewPerson& administrator,
                        const std::string& request_id) {
    check_username(administrator.username);
    check_password(administrator.password, {administrator.username, administrator.name});
    const auto hashed = hash(administrator.password);
    const auto principal = database_.write([&](store::Transaction& transaction) {
        if (count_administrators(transaction) > 0) {
            throw failure(ErrorCode::conflict, "access.already-set-up",
                          "there is an administrator already");
        }
        if (const auto expected = set_up_token(transaction);
            expected.empty() || !same(expected, digest_of(token))) {
            throw failure(ErrorCode::forbidden, "access.wrong-token",
                          "this is not the one-time token");
        }
        auto person = administrator;
        person.role = Role::administrator;
        person.must_change_password = false;
        check(transaction, person_of(person));
        transaction.record(event({0, person.name, request_id}, "access.set-up", {}));
        const auto id = insert_person(transaction, person, hashed);
        set_set_up_token(transaction, "");
        note_log_in(transaction, id); // a session opens right after
        return find_person(transaction, id)->who;
    });
    return open_session(principal);
}

void Access::refuse(const std::string& username) {
    const auto attempts = database_.write([&](store::Transaction& transaction) {
        auto now = attempts_of(transaction, username);
        if (now.locked_until && *now.locked_until <= transaction.now()) {
            now = {};
        }
        ++now.failed;
        if (now.failed >= kAttempts) {
            now.locked_until = transaction.now() + kLock;
        }
        set_attempts(transaction, username, now);
        return now;
    });
    if (attempts.locked_until) {
        throw failure(ErrorCode::too_many, "access.locked",
                      "too many wrong passwords; locked for a while")
            .with("retry_after_s", std::to_string(std::chrono::seconds{kLock}.count()));
    }
    throw failure(ErrorCode::unauthenticated, "access.wrong-password",
                  "user name or password is wrong")
        .with("attempts_left", std::to_string(kAttempts - attempts.failed))
        .with("lock_minutes", std::to_string(kLock.count()));
}

LoggedIn Access::log_in(const std::string& username, const std::string& password,
                        const std::string& request_id) {
    // Hashed once per process: what a log-in under an unknown name is checked against, to take as
    // long.
    static const std::string kNobody = hash(random_hex(16));
    struct Known {
        Attempts attempts;
        std::optional<Secret> secret;
    };
    const auto known = database_.read([&](store::Reader& reader) {
        return Known{attempts_of(reader, username), find_secret(reader, username)};
    });
    const auto now = clock_.now();
    if (known.attempts.locked_until && *known.attempts.locked_until > now) {
        const auto left =
            std::chrono::ceil<std::chrono::seconds>(*known.attempts.locked_until - now);
        throw failure(ErrorCode::too_many, "access.locked",
                      "too many wrong passwords; locked for a while")
            .with("retry_after_s", std::to_string(left.count()));
    }
    const auto& stored = known.secret ? known.secret->hash : kNobody;
    const bool right =
        verify(stored, password) && known.secret && same(known.secret->mark, digest_of(stored));
    if (!right) {
        refuse(username);
    }
    if (!known.secret->person.active) {
        throw failure(ErrorCode::forbidden, "access.inactive", "this account is closed");
    }
    database_.write([&](store::Transaction& transaction) {
        delete_expired_sessions(transaction);
        set_attempts(transaction, username, {});
        note_log_in(transaction, known.secret->person.who.id);
        transaction.record(event(actor_of(known.secret->person.who, request_id), "access.logged-in",
                                 known.secret->person.who.id));
    });
    return open_session(known.secret->person.who);
}

LoggedIn Access::open_session(const Principal& principal) {
    LoggedIn session{
        .token = random_hex(32), .csrf = random_hex(16), .expires_at = {}, .principal = principal};
    session.expires_at = database_.write([&](store::Transaction& transaction) {
        const auto expires_at = transaction.now() + kSession;
        insert_session(transaction, digest_of(session.token),
                       {principal.id, session.csrf, expires_at});
        return expires_at;
    });
    return session;
}

void Access::log_out(const std::string& token) {
    database_.write(
        [&](store::Transaction& transaction) { delete_session(transaction, digest_of(token)); });
}

std::optional<Access::Session> Access::who(const std::string& token) {
    return database_.read([&](store::Reader& reader) -> std::optional<Session> {
        const auto session = find_session(reader, digest_of(token));
        if (!session || session->expires_at <= clock_.now()) {
            return std::nullopt;
        }
        const auto person = find_person(reader, session->person);
        if (!person || !person->active) {
            return std::nullopt;
        }
        return Session{person->who, session->csrf, session->expires_at};
    });
}

void Access::change_password(const Principal& principal, const std::string& keep_token,
                             const std::string& current, const std::string& next,
                             const std::string& request_id) {
    const auto secret =
        database_.read([&](store::Reader& reader) { return find_secret(reader, principal.id); });
    if (!secret || !verify(secret->hash, current)) {
        throw failure(ErrorCode::forbidden, "access.wrong-current-password",
                      "the current password is wrong");
    }
    check_password(next, {principal.username, principal.name});
    if (next == current) { // also at the first log-in: who gave the first one would know it
        throw failure(ErrorCode::invalid_argument, "access.weak-password",
                      "the new password differs from the current one")
            .with("rule", "same");
    }
    const auto hashed = hash(next);
    database_.write([&](store::Transaction& transaction) {
        transaction.record(
            event(actor_of(principal, request_id), "access.password-changed", principal.id));
        update_password(transaction, principal.id, hashed, false);
        delete_sessions(transaction, principal.id, digest_of(keep_token));
    });
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

void Access::check(store::Transaction& transaction, const Person& person) {
    const auto count = character_count(person.who.name);
    if (count < 1 || count > 40) {
        throw failure(ErrorCode::invalid_argument, "access.name", "a name has 1 to 40 characters");
    }
    if (person.who.unit) {
        const auto* unit = org::read_directory(transaction)->find(person.who.unit);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            throw failure(ErrorCode::not_found, "access.no-unit", "unit '{}' does not exist",
                          person.who.unit.value);
        }
    } else if (is_of_unit(person.who.role)) {
        throw failure(ErrorCode::invalid_argument, "access.unit-required", "a {} belongs to a unit",
                      to_string(person.who.role));
    }
    if (person.active) {
        check_serves(transaction, person.who);
    }
}

Person Access::add_person(const store::Actor& actor, const NewPerson& person) {
    check_username(person.username);
    check_password(person.password, {person.username, person.name});
    const auto hashed = hash(person.password);
    return database_.write([&](store::Transaction& transaction) {
        check(transaction, person_of(person));
        transaction.record(event(actor, "access.person-added", {}));
        return *find_person(transaction, insert_person(transaction, person, hashed));
    });
}

Person Access::edit_person(const store::Actor& actor, PersonId id, std::int64_t version,
                           const PersonEdit& edit) {
    std::optional<std::string> hashed;
    if (edit.password) {
        const auto who = person(id).who;
        check_password(*edit.password, {who.username, edit.name.value_or(who.name)});
        hashed = hash(*edit.password);
    }
    return database_.write([&](store::Transaction& transaction) {
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
        check(transaction, *person);
        const bool is_administrator = person->active && person->who.role == Role::administrator;
        if (was_administrator && !is_administrator && count_administrators(transaction) == 1) {
            throw failure(ErrorCode::conflict, "access.last-administrator",
                          "the last administrator stays one");
        }
        transaction.record(event(actor, "access.person-edited", id));
        update_person(transaction, *person);
        if (hashed) {
            update_password(transaction, id, *hashed, true);
            set_attempts(transaction, person->who.username, {});
        }
        if (hashed || !person->active) {
            delete_sessions(transaction, id, "");
        }
        return *find_person(transaction, id);
    });
}

Person Access::person(PersonId id) {
    const auto found =
        database_.read([&](store::Reader& reader) { return find_person(reader, id); });
    if (!found) {
        throw failure(ErrorCode::not_found, "access.no-person", "person '{}' does not exist",
                      id.value);
    }
    return *found;
}

std::vector<Person> Access::people(const std::string& after, int limit) {
    return database_.read([&](store::Reader& reader) { return list_people(reader, after, limit); });
}

} // namespace luoshi::access
