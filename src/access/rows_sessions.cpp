// SPDX-License-Identifier: Apache-2.0
#include "access/rows.hpp"

#include "base/sm3.hpp"

#include <fmt/format.h>

namespace luoshi::access {
namespace {

constexpr std::string_view kSession =
    "SELECT id, person_id, csrf, expires_at, last_seen_at, address, agent FROM access_sessions ";

SessionRow session_of(const store::Row& row) {
    return {.id = row.id<SessionId>(0),
            .person = row.id<PersonId>(1),
            .csrf = row.text(2),
            .expires_at = row.time(3),
            .last_seen = row.time(4),
            .address = row.text_or_empty(5),
            .agent = row.text_or_empty(6)};
}

} // namespace

void insert_session(store::Transaction& transaction, const std::string& digest,
                    const SessionRow& session) {
    transaction.execute(
        "INSERT INTO access_sessions (token_digest, id, person_id, csrf, created_at, expires_at, "
        "last_seen_at, address, agent) VALUES ($1, $2, $3, $4, $5, $6, $5, $7, $8)",
        {digest, transaction.new_id(), session.person, session.csrf, transaction.now(),
         session.expires_at, store::text_or_null(session.address),
         store::text_or_null(session.agent)});
}

std::optional<SessionRow> find_session(store::Reader& reader, const std::string& digest) {
    const auto row = reader.query_one(fmt::format("{}WHERE token_digest = $1", kSession), {digest});
    return row ? std::optional{session_of(*row)} : std::nullopt;
}

std::vector<SessionRow> list_sessions(store::Reader& reader, PersonId person) {
    std::vector<SessionRow> sessions;
    for (const auto& row : reader.query(
             fmt::format("{}WHERE person_id = $1 ORDER BY last_seen_at DESC, id DESC", kSession),
             {person})) {
        sessions.push_back(session_of(row));
    }
    return sessions;
}

void note_use(store::Transaction& transaction, const std::string& digest) {
    transaction.execute("UPDATE access_sessions SET last_seen_at = $2 WHERE token_digest = $1",
                        {digest, transaction.now()});
}

void delete_session(store::Transaction& transaction, const std::string& digest) {
    transaction.execute("DELETE FROM access_sessions WHERE token_digest = $1", {digest});
}

std::int64_t delete_session(store::Transaction& transaction, PersonId person, SessionId session) {
    return transaction.execute("DELETE FROM access_sessions WHERE person_id = $1 AND id = $2",
                               {person, session.value});
}

std::int64_t delete_sessions(store::Transaction& transaction, PersonId person,
                             const std::string& keep_digest) {
    return transaction.execute(
        "DELETE FROM access_sessions WHERE person_id = $1 AND token_digest <> $2",
        {person, keep_digest});
}

std::int64_t delete_sessions(store::Transaction& transaction, PersonId person, SessionId keep) {
    return transaction.execute("DELETE FROM access_sessions WHERE person_id = $1 AND id <> $2",
                               {person, keep.value});
}

void delete_expired_sessions(store::Transaction& transaction) {
    transaction.execute("DELETE FROM access_sessions WHERE expires_at <= $1", {transaction.now()});
}

std::optional<FactorRow> find_factor(store::Reader& reader, PersonId person) {
    const auto row = reader.query_one(
        "SELECT secret, confirmed_at, last_step FROM access_factors WHERE person_id = $1",
        {person});
    if (!row) {
        return std::nullopt;
    }
    return FactorRow{row->bytes(0), row->is_null(1) ? std::nullopt : std::optional{row->time(1)},
                     row->integer(2)};
}

void offer_factor(store::Transaction& transaction, PersonId person, const std::string& secret) {
    transaction.execute("DELETE FROM access_factors WHERE person_id = $1", {person});
    transaction.execute(
        "INSERT INTO access_factors (person_id, secret, last_step) VALUES ($1, $2, 0)",
        {person, store::Bytes{secret}});
}

void note_step(store::Transaction& transaction, PersonId person, std::int64_t step) {
    transaction.execute("UPDATE access_factors SET last_step = $2 WHERE person_id = $1",
                        {person, step});
}

void turn_on_factor(store::Transaction& transaction, PersonId person, const FactorRow& factor,
                    const std::vector<std::string>& recovery_digests) {
    transaction.update("access_people", person.value,
                       {{"factor_mark", to_hex(sm3(factor.secret))}});
    transaction.execute(
        "UPDATE access_factors SET confirmed_at = $2, last_step = $3 WHERE person_id = $1",
        {person, transaction.now(), factor.last_step});
    transaction.execute("DELETE FROM access_recovery WHERE person_id = $1", {person});
    for (const auto& digest : recovery_digests) {
        transaction.execute("INSERT INTO access_recovery (person_id, digest) VALUES ($1, $2)",
                            {person, digest});
    }
}

void turn_off_factor(store::Transaction& transaction, PersonId person) {
    transaction.update("access_people", person.value, {{"factor_mark", std::nullopt}});
    transaction.execute("DELETE FROM access_factors WHERE person_id = $1", {person});
    transaction.execute("DELETE FROM access_recovery WHERE person_id = $1", {person});
}

std::int64_t count_recovery(store::Reader& reader, PersonId person) {
    return reader.query_one("SELECT count(*) FROM access_recovery WHERE person_id = $1", {person})
        ->integer(0);
}

bool use_recovery(store::Transaction& transaction, PersonId person, const std::string& digest) {
    return transaction.execute("DELETE FROM access_recovery WHERE person_id = $1 AND digest = $2",
                               {person, digest}) == 1;
}

Attempts attempts_of(store::Reader& reader, const std::string& username) {
    const auto row = reader.query_one(
        "SELECT failed, locked_until FROM access_attempts WHERE username = $1", {username});
    if (!row) {
        return {};
    }
    return {row->integer(0), row->is_null(1) ? std::nullopt : std::optional{row->time(1)}};
}

void set_attempts(store::Transaction& transaction, const std::string& username,
                  const Attempts& attempts) {
    if (attempts.failed == 0) {
        transaction.execute("DELETE FROM access_attempts WHERE username = $1", {username});
        return;
    }
    transaction.execute(
        "INSERT INTO access_attempts (username, failed, locked_until) VALUES ($1, $2, $3) "
        "ON CONFLICT (username) DO UPDATE SET failed = excluded.failed, locked_until = "
        "excluded.locked_until",
        {username, attempts.failed, attempts.locked_until});
}

void note_log_in(store::Transaction& transaction, PersonId person) {
    transaction.execute("UPDATE access_passwords SET last_log_in = $2 WHERE person_id = $1",
                        {person, transaction.now()});
}

void set_set_up_token(store::Transaction& transaction, const std::string& digest) {
    transaction.execute("DELETE FROM access_setup");
    if (!digest.empty()) {
        transaction.execute("INSERT INTO access_setup (id, token_digest) VALUES (1, $1)", {digest});
    }
}

std::string set_up_token(store::Reader& reader) {
    const auto row = reader.query_one("SELECT token_digest FROM access_setup WHERE id = 1");
    return row ? row->text(0) : std::string{};
}

} // namespace luoshi::access
