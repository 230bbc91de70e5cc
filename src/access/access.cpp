// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include "access/accounts.hpp"
#include "access/inside.hpp"
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

constexpr std::size_t kAgent = 300;
// How often the use of a session is written down.
constexpr std::chrono::seconds kNoted{60};
constexpr std::chrono::seconds kNotedIdle{15}; // where its end depends on it

std::string cut_to_bytes(std::string text, std::size_t most) {
    if (!is_utf8(text)) { // a header may hold any bytes
        return "";
    }
    if (text.size() > most) {
        text.resize(most);
        while (!text.empty() && !is_utf8(text)) {
            text.pop_back();
        }
    }
    return text;
}

} // namespace

org::Scope scope_of(const Principal& principal) noexcept {
    switch (principal.role) {
    case Role::office:
    case Role::leader:
    case Role::secretary: return org::Scope::all();
    case Role::drafter:
    case Role::signer: return org::Scope::of(principal.unit);
    case Role::administrator:
    case Role::security:
    case Role::auditor: return org::Scope::none();
    }
    return org::Scope::none();
}

store::Actor actor_of(const Principal& principal, std::string request_id) {
    return {principal.id.value, principal.name, std::move(request_id)};
}

Access::Access(store::Database& database, org::Directories& directories, const Clock& clock,
               Rules rules)
    : database_(database), directories_(directories), clock_(clock), rules_(std::move(rules)) {
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
    return database_.read(
        [](store::Reader& reader) { return count_of_role(reader, Role::administrator) == 0; });
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
                        const std::string& request_id, const Where& where) {
    check_username(administrator.username);
    check_password(administrator.password, {administrator.username, administrator.name});
    const auto hashed = hash(administrator.password);
    const auto principal = database_.write([&](store::Transaction& transaction) {
        if (count_of_role(transaction, Role::administrator) > 0) {
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
        const auto id = insert_person(transaction, person, hashed, true);
        set_set_up_token(transaction, "");
        note_log_in(transaction, id); // a session opens right after
        return find_person(transaction, id)->who;
    });
    return open_session(principal, where, false);
}

Attempts Access::count_wrong(const std::string& username) {
    const auto attempts = database_.write([&](store::Transaction& transaction) {
        auto now = attempts_of(transaction, username);
        if (now.locked_until && *now.locked_until <= transaction.now()) {
            now = {};
        }
        ++now.failed;
        if (now.failed >= kAttempts) {
            now.locked_until = transaction.now() + kLock;
            if (const auto known = find_secret(transaction, username)) {
                transaction.record(
                    event({0, "system:log-in", ""}, "access.locked", known->person.who.id));
            }
        }
        set_attempts(transaction, username, now);
        return now;
    });
    if (attempts.locked_until) {
        throw failure(ErrorCode::too_many, "access.locked",
                      "too many wrong passwords; locked for a while")
            .with("retry_after_s", std::to_string(std::chrono::seconds{kLock}.count()));
    }
    return attempts;
}

void Access::turn_away(const std::string& username, Wrong wrong) {
    const auto attempts = count_wrong(username);
    const bool password = wrong == Wrong::password;
    throw failure(
        ErrorCode::unauthenticated, password ? "access.wrong-password" : "access.wrong-code", "{}",
        password ? "user name or password is wrong" : "the code is wrong, or was used before")
        .with("attempts_left", std::to_string(kAttempts - attempts.failed))
        .with("lock_minutes", std::to_string(kLock.count()));
}

LoggedIn Access::log_in(const std::string& username, const std::string& password,
                        const std::string& request_id, const Where& where) {
    // Hashed once per process: what a log-in under an unknown name is checked against, to take as
    // long.
    static const std::string kNobody = hash(random_hex(16));
    struct Known {
        Attempts attempts;
        std::optional<Secret> secret;
        std::optional<FactorRow> factor;
    };
    const auto known = database_.read([&](store::Reader& reader) {
        Known found{attempts_of(reader, username), find_secret(reader, username), {}};
        if (found.secret) {
            found.factor = find_factor(reader, found.secret->person.who.id);
        }
        return found;
    });
    expect_unlocked(known.attempts, clock_.now());
    const auto& stored = known.secret ? known.secret->hash : kNobody;
    const bool right =
        verify(stored, password) && known.secret && same(known.secret->mark, digest_of(stored));
    if (!right) {
        turn_away(username, Wrong::password);
    }
    const auto& person = known.secret->person;
    if (!person.active) {
        throw failure(ErrorCode::forbidden, "access.inactive", "this account is closed");
    }
    if (person.second_factor) {
        if (!known.factor || digest_of(known.factor->secret) != known.secret->factor_mark) {
            throw failure(ErrorCode::forbidden, "access.factor-lost",
                          "the secret of the second factor is not the one that was set up");
        }
        if (where.code.empty()) {
            throw failure(ErrorCode::unauthenticated, "access.code-required",
                          "say the code of the second factor too");
        }
    }
    const bool taken = database_.write([&](store::Transaction& transaction) {
        if (person.second_factor && !take_code(transaction, person.who.id, where.code)) {
            return false;
        }
        delete_expired_sessions(transaction);
        set_attempts(transaction, username, {});
        note_log_in(transaction, person.who.id);
        transaction.record(
            event(actor_of(person.who, request_id), "access.logged-in", person.who.id));
        return true;
    });
    if (!taken) {
        turn_away(username, Wrong::code);
    }
    return open_session(person.who, where, person.second_factor);
}

LoggedIn Access::open_session(const Principal& principal, const Where& where, bool has_factor) {
    LoggedIn session{.token = random_hex(32),
                     .csrf = random_hex(16),
                     .expires_at = {},
                     .principal = principal,
                     .has_factor = has_factor,
                     .must_set_factor = must_set_factor(principal, has_factor)};
    session.expires_at = database_.write([&](store::Transaction& transaction) {
        const auto expires_at = transaction.now() + kSession;
        insert_session(transaction, digest_of(session.token),
                       {.id = {},
                        .person = principal.id,
                        .csrf = session.csrf,
                        .expires_at = expires_at,
                        .last_seen = {},
                        .address = where.address,
                        .agent = cut_to_bytes(where.agent, kAgent)});
        return expires_at;
    });
    return session;
}

void Access::log_out(const std::string& token) {
    database_.write(
        [&](store::Transaction& transaction) { delete_session(transaction, digest_of(token)); });
}

std::optional<Access::Session> Access::who(const std::string& token, Use use) {
    const auto digest = digest_of(token);
    const auto now = clock_.now();
    bool note = false;
    auto session = database_.read([&](store::Reader& reader) -> std::optional<Session> {
        const auto row = find_session(reader, digest);
        if (!row || row->expires_at <= now ||
            (rules_.idle.count() > 0 && row->last_seen + rules_.idle <= now)) {
            return std::nullopt;
        }
        const auto person = find_person(reader, row->person);
        if (!person || !person->active) {
            return std::nullopt;
        }
        note = row->last_seen + (rules_.idle.count() > 0 ? kNotedIdle : kNoted) <= now;
        return Session{.id = row->id,
                       .principal = person->who,
                       .csrf = row->csrf,
                       .expires_at = row->expires_at,
                       .second_factor = person->second_factor,
                       .must_set_factor = must_set_factor(person->who, person->second_factor)};
    });
    if (session && note && use == Use::person) {
        try {
            database_.write(
                [&](store::Transaction& transaction) { note_use(transaction, digest); });
        } catch (const Error&) { // the disk is full, say: what is stored can still be read
        }
    }
    return session;
}

std::vector<Access::OpenSession> Access::sessions(PersonId person) {
    const auto now = clock_.now();
    std::vector<OpenSession> open;
    for (auto& row :
         database_.read([&](store::Reader& reader) { return list_sessions(reader, person); })) {
        if (row.expires_at > now &&
            (rules_.idle.count() == 0 || row.last_seen + rules_.idle > now)) {
            open.push_back({.id = row.id,
                            .address = std::move(row.address),
                            .agent = std::move(row.agent),
                            .since = row.expires_at - kSession,
                            .last_seen = row.last_seen,
                            .expires_at = row.expires_at});
        }
    }
    return open;
}

void Access::end_session(const store::Actor& actor, PersonId person, SessionId session) {
    database_.write([&](store::Transaction& transaction) {
        if (delete_session(transaction, person, session) == 0) {
            throw failure(ErrorCode::not_found, "access.no-such-session",
                          "there is no session '{}' of this person", session.value);
        }
        transaction.record(event(actor, "access.session-ended", person));
    });
}

void Access::end_sessions(const store::Actor& actor, PersonId person, SessionId keep) {
    database_.write([&](store::Transaction& transaction) {
        if (delete_sessions(transaction, person, keep) > 0) {
            transaction.record(event(actor, "access.session-ended", person));
        }
    });
}

void Access::change_password(const Principal& principal, const std::string& keep_token,
                             const std::string& current, const std::string& next,
                             const std::string& request_id) {
    expect_password(principal, current);
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
        set_attempts(transaction, principal.username, {}); // as a right log-in does
        delete_sessions(transaction, principal.id, digest_of(keep_token));
    });
}

} // namespace luoshi::access
