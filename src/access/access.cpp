// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include "access/accounts.hpp"
#include "access/rows.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <sodium.h>

#include <array>

namespace luoshi::access {
namespace {

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
        check_person(transaction, person_of(person));
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

Person Access::add_person(const store::Actor& actor, const NewPerson& person) {
    check_username(person.username);
    check_password(person.password, {person.username, person.name});
    const auto hashed = hash(person.password);
    return database_.write([&](store::Transaction& transaction) {
        transaction.record(event(actor, "access.person-added", {}));
        return open_account(transaction, person, hashed);
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
        transaction.record(event(actor, "access.person-edited", id));
        auto changed = change_account(transaction, id, version, edit);
        if (hashed) {
            set_first_password(transaction, changed, *hashed);
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
