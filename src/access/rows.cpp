// SPDX-License-Identifier: Apache-2.0
#include "access/rows.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"

#include <fmt/format.h>

namespace luoshi::access {
namespace {

constexpr std::string_view kPerson = "SELECT p.id, p.username, p.name, p.role, p.unit_id, "
                                     "p.must_change_password, p.active, p.version, a.locked_until, "
                                     "w.last_log_in, w.hash, p.password_mark, p.title, p.serves_id "
                                     "FROM access_people p "
                                     "JOIN access_passwords w ON w.person_id = p.id "
                                     "LEFT JOIN access_attempts a ON a.username = p.username ";

Person person_of(const store::Row& row) {
    Person person;
    person.who.id = row.id<PersonId>(0);
    person.who.username = row.text(1);
    person.who.name = row.text(2);
    const auto role = parse_role(row.text(3));
    ensure(role.has_value(), "a stored role is a role");
    person.who.role = *role;
    person.who.unit = row.id<org::UnitId>(4);
    person.who.must_change_password = row.boolean(5);
    person.active = row.boolean(6);
    person.version = row.integer(7);
    person.who.title = row.text_or_empty(12);
    person.who.serves = row.id<PersonId>(13);
    if (!row.is_null(8)) {
        person.locked_until = row.time(8);
    }
    if (!row.is_null(9)) {
        person.last_log_in = row.time(9);
    }
    return person;
}

std::optional<Secret> secret_of(const std::optional<store::Row>& row) {
    return row ? std::optional{Secret{person_of(*row), row->text(10), row->text(11)}}
               : std::nullopt;
}

std::vector<Principal> open_accounts(store::Reader& reader, std::string_view where,
                                     const store::Params& params) {
    std::vector<Principal> people;
    for (const auto& row : reader.query(
             fmt::format("{}WHERE {} AND p.active = 1 ORDER BY p.id", kPerson, where), params)) {
        people.push_back(person_of(row).who);
    }
    return people;
}

} // namespace

std::optional<Secret> find_secret(store::Reader& reader, const std::string& username) {
    return secret_of(reader.query_one(fmt::format("{}WHERE p.username = $1", kPerson), {username}));
}

std::optional<Secret> find_secret(store::Reader& reader, PersonId id) {
    return secret_of(reader.query_one(fmt::format("{}WHERE p.id = $1", kPerson), {id}));
}

std::optional<Person> find_person(store::Reader& reader, PersonId id) {
    const auto secret = find_secret(reader, id);
    return secret ? std::optional{secret->person} : std::nullopt;
}

std::vector<Principal> people_of_unit(store::Reader& reader, org::UnitId unit) {
    return open_accounts(reader, "p.unit_id = $1", {unit});
}

std::vector<Principal> people_with_role(store::Reader& reader, Role role) {
    return open_accounts(reader, "p.role = $1", {to_string(role)});
}

std::vector<Principal> leaders(store::Reader& reader) {
    return people_with_role(reader, Role::leader);
}

std::vector<Principal> secretaries_of(store::Reader& reader, PersonId leader) {
    return open_accounts(reader, "p.role = $1 AND p.serves_id = $2",
                         {to_string(Role::secretary), leader});
}

std::vector<Person> list_people(store::Reader& reader, const std::string& after, int limit) {
    std::vector<Person> people;
    for (const auto& row :
         reader.query(fmt::format("{}WHERE p.username > $1 ORDER BY p.username LIMIT $2", kPerson),
                      {after, limit})) {
        people.push_back(person_of(row));
    }
    return people;
}

std::int64_t count_administrators(store::Reader& reader) {
    return reader
        .query_one("SELECT count(*) FROM access_people WHERE role = 'administrator' AND active = 1")
        ->integer(0);
}

std::int64_t count_demo_accounts(store::Reader& reader) {
    return reader.query_one("SELECT count(*) FROM access_people WHERE demo = 1 AND active = 1")
        ->integer(0);
}

PersonId insert_person(store::Transaction& transaction, const NewPerson& person,
                       const std::string& hash) {
    const auto taken = transaction.query_one("SELECT id FROM access_people WHERE username = $1",
                                             {person.username});
    if (taken) {
        throw failure(ErrorCode::conflict, "access.username-taken", "user name '{}' is taken",
                      person.username)
            .with("username", person.username);
    }
    const auto id = transaction.make_id<PersonId>();
    transaction.insert("access_people", id.value,
                       {{"username", person.username},
                        {"name", person.name},
                        {"role", to_string(person.role)},
                        {"unit_id", person.unit},
                        {"title", store::text_or_null(person.title)},
                        {"serves_id", person.serves},
                        {"active", true},
                        {"must_change_password", person.must_change_password},
                        {"demo", person.demo},
                        {"password_mark", to_hex(sm3(hash))},
                        {"version", 1},
                        {"created_at", transaction.now()}});
    transaction.execute("INSERT INTO access_passwords (person_id, hash) VALUES ($1, $2)",
                        {id, hash});
    return id;
}

void update_person(store::Transaction& transaction, const Person& person) {
    transaction.update("access_people", person.who.id.value,
                       {{"name", person.who.name},
                        {"role", to_string(person.who.role)},
                        {"unit_id", person.who.unit},
                        {"title", store::text_or_null(person.who.title)},
                        {"serves_id", person.who.serves},
                        {"active", person.active},
                        {"version", person.version}});
}

void update_password(store::Transaction& transaction, PersonId id, const std::string& hash,
                     bool must_change) {
    transaction.update(
        "access_people", id.value,
        {{"password_mark", to_hex(sm3(hash))}, {"must_change_password", must_change}});
    transaction.execute("UPDATE access_passwords SET hash = $2 WHERE person_id = $1", {id, hash});
}

void insert_session(store::Transaction& transaction, const std::string& digest,
                    const SessionRow& session) {
    transaction.execute(
        "INSERT INTO access_sessions (token_digest, person_id, csrf, created_at, expires_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        {digest, session.person, session.csrf, transaction.now(), session.expires_at});
}

std::optional<SessionRow> find_session(store::Reader& reader, const std::string& digest) {
    const auto row = reader.query_one(
        "SELECT person_id, csrf, expires_at FROM access_sessions WHERE token_digest = $1",
        {digest});
    return row ? std::optional{SessionRow{row->id<PersonId>(0), row->text(1), row->time(2)}}
               : std::nullopt;
}

void delete_session(store::Transaction& transaction, const std::string& digest) {
    transaction.execute("DELETE FROM access_sessions WHERE token_digest = $1", {digest});
}

void delete_sessions(store::Transaction& transaction, PersonId person,
                     const std::string& keep_digest) {
    transaction.execute("DELETE FROM access_sessions WHERE person_id = $1 AND token_digest <> $2",
                        {person, keep_digest});
}

void delete_expired_sessions(store::Transaction& transaction) {
    transaction.execute("DELETE FROM access_sessions WHERE expires_at <= $1", {transaction.now()});
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
