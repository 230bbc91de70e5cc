// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/access.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace luoshi::access {

struct Secret {
    Person person;
    std::string hash, mark;
};

struct SessionRow {
    PersonId person;
    std::string csrf;
    Timestamp expires_at;
};

std::optional<Secret> find_secret(store::Reader& reader, const std::string& username);
std::optional<Secret> find_secret(store::Reader& reader, PersonId id);
std::optional<Person> find_person(store::Reader& reader, PersonId id);
std::vector<Person> list_people(store::Reader& reader, const std::string& after, int limit);
std::int64_t count_administrators(store::Reader& reader); // that are active
std::int64_t count_demo_accounts(store::Reader& reader);  // that are active

// accounts.cpp: as it will be, and the rules it must keep. Errors: those of Access::add_person.
Person person_of(const NewPerson& person);
void check_person(store::Reader& reader, const Person& person);

// Need an event begun. Error conflict (access.username-taken).
PersonId insert_person(store::Transaction& transaction, const NewPerson& person,
                       const std::string& hash);
void update_person(store::Transaction& transaction, const Person& person);
void update_password(store::Transaction& transaction, PersonId id, const std::string& hash,
                     bool must_change);

void insert_session(store::Transaction& transaction, const std::string& digest,
                    const SessionRow& session);
std::optional<SessionRow> find_session(store::Reader& reader, const std::string& digest);
void delete_session(store::Transaction& transaction, const std::string& digest);
void delete_sessions(store::Transaction& transaction, PersonId person,
                     const std::string& keep_digest);
void delete_expired_sessions(store::Transaction& transaction);

struct Attempts {
    std::int64_t failed = 0;
    std::optional<Timestamp> locked_until;
};
Attempts attempts_of(store::Reader& reader, const std::string& username);
void set_attempts(store::Transaction& transaction, const std::string& username,
                  const Attempts& attempts);
void note_log_in(store::Transaction& transaction, PersonId person);

void set_set_up_token(store::Transaction& transaction,
                      const std::string& digest); // "": none any more
std::string set_up_token(store::Reader& reader);  // its digest or ""

} // namespace luoshi::access
