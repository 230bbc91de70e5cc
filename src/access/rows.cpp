// SPDX-License-Identifier: Apache-2.0
#include "access/rows.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"

#include <fmt/format.h>

namespace luoshi::access {
namespace {

constexpr std::string_view kPerson =
    "SELECT p.id, p.username, p.name, p.role, p.unit_id, "
    "p.must_change_password, p.active, p.version, a.locked_until, "
    "w.last_log_in, w.hash, p.password_mark, p.title, "
    "p.serves_id, p.factor_mark, q.opens, q.role, q.unit_id, "
    "q.title, q.serves_id, q.asked_by, q.asked_by_name, q.asked_at "
    "FROM access_people p "
    "JOIN access_passwords w ON w.person_id = p.id "
    "LEFT JOIN access_attempts a ON a.username = p.username "
    "LEFT JOIN access_asked q ON q.person_id = p.id ";

Role role_of(const std::string& text) {
    const auto role = parse_role(text);
    ensure(role.has_value(), "a stored role is a role");
    return *role;
}

std::optional<Asked> asked_of(const store::Row& row) {
    if (row.is_null(15)) {
        return std::nullopt;
    }
    return Asked{.opens = row.boolean(15),
                 .role = role_of(row.text(16)),
                 .unit = row.id<org::UnitId>(17),
                 .title = row.text_or_empty(18),
                 .serves = row.id<PersonId>(19),
                 .by = row.id<PersonId>(20),
                 .by_name = row.text(21),
                 .at = row.time(22)};
}

Person person_of(const store::Row& row) {
    Person person;
    person.who.id = row.id<PersonId>(0);
    person.who.username = row.text(1);
    person.who.name = row.text(2);
    person.who.role = role_of(row.text(3));
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
    person.second_factor = !row.is_null(14);
    person.asked = asked_of(row);
    return person;
}

std::optional<Secret> secret_of(const std::optional<store::Row>& row) {
    return row ? std::optional{Secret{person_of(*row), row->text(10), row->text(11),
                                      row->text_or_empty(14)}}
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

std::int64_t count_of_role(store::Reader& reader, Role role) {
    return reader
        .query_one("SELECT count(*) FROM access_people WHERE role = $1 AND active = 1",
                   {to_string(role)})
        ->integer(0);
}

bool has_other_power(store::Reader& reader, const Principal& who) {
    const auto powers = "('administrator', 'security', 'auditor')";
    return reader
               .query_one(fmt::format("SELECT count(*) FROM access_people p LEFT JOIN access_asked "
                                      "q ON q.person_id = p.id WHERE p.name = $1 AND p.id <> $2 "
                                      "AND ((p.active = 1 AND p.role IN {0} AND p.role <> $3) OR "
                                      "(q.role IN {0} AND q.role <> $3))",
                                      powers),
                          {who.name, who.id.value, to_string(who.role)})
               ->integer(0) > 0;
}

std::int64_t count_demo_accounts(store::Reader& reader) {
    return reader.query_one("SELECT count(*) FROM access_people WHERE demo = 1 AND active = 1")
        ->integer(0);
}

PersonId insert_person(store::Transaction& transaction, const NewPerson& person,
                       const std::string& hash, bool active) {
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
                        {"active", active},
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

void set_asked(store::Transaction& transaction, PersonId id, const std::optional<Asked>& asked) {
    const auto before =
        transaction.query_one("SELECT id FROM access_asked WHERE person_id = $1", {id});
    if (!asked) {
        if (before) {
            transaction.erase("access_asked", before->integer(0));
        }
        return;
    }
    const store::Columns columns{{"person_id", id},
                                 {"opens", asked->opens},
                                 {"role", to_string(asked->role)},
                                 {"unit_id", asked->unit},
                                 {"title", store::text_or_null(asked->title)},
                                 {"serves_id", asked->serves},
                                 {"asked_by", asked->by},
                                 {"asked_by_name", asked->by_name},
                                 {"asked_at", asked->at}};
    if (before) {
        transaction.update("access_asked", before->integer(0), columns);
    } else {
        transaction.insert("access_asked", transaction.new_id(), columns);
    }
}

void update_password(store::Transaction& transaction, PersonId id, const std::string& hash,
                     bool must_change) {
    transaction.update(
        "access_people", id.value,
        {{"password_mark", to_hex(sm3(hash))}, {"must_change_password", must_change}});
    transaction.execute("UPDATE access_passwords SET hash = $2 WHERE person_id = $1", {id, hash});
}

} // namespace luoshi::access
