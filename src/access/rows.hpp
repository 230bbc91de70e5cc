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
    std::string factor_mark; // "": no second factor
};

struct SessionRow {
    SessionId id;
    PersonId person;
    std::string csrf;
    Timestamp expires_at, last_seen;
    std::string address, agent;
};

struct FactorRow {
    std::string secret; // encrypted
    std::optional<Timestamp> confirmed_at;
    std::int64_t last_step = 0;
};

std::optional<Secret> find_secret(store::Reader& reader, const std::string& username);
std::optional<Secret> find_secret(store::Reader& reader, PersonId id);
std::optional<Person> find_person(store::Reader& reader, PersonId id);
std::vector<Person> list_people(store::Reader& reader, const std::string& after, int limit);
std::int64_t count_of_role(store::Reader& reader, Role role); // that are active
// Another open account, or one that waits to be, of that name with another of the three powers.
bool has_other_power(store::Reader& reader, const Principal& who);
std::int64_t count_demo_accounts(store::Reader& reader); // that are active

// accounts.cpp: as it will be, and the rules it must keep. Errors: those of Access::add_person.

// Need an event begun. Error conflict (access.username-taken).
PersonId insert_person(store::Transaction& transaction, const NewPerson& person,
                       const std::string& hash, bool active);
// What was asked before is replaced; none: nothing is asked any more.
void set_asked(store::Transaction& transaction, PersonId id, const std::optional<Asked>& asked);
void update_person(store::Transaction& transaction, const Person& person);
void update_password(store::Transaction& transaction, PersonId id, const std::string& hash,
                     bool must_change);

void insert_session(store::Transaction& transaction, const std::string& digest,
                    const SessionRow& session);
std::optional<SessionRow> find_session(store::Reader& reader, const std::string& digest);
std::vector<SessionRow> list_sessions(store::Reader& reader, PersonId person); // newest use first
void note_use(store::Transaction& transaction, const std::string& digest);
void delete_session(store::Transaction& transaction, const std::string& digest);
std::int64_t delete_session(store::Transaction& transaction, PersonId person, SessionId session);
std::int64_t delete_sessions(store::Transaction& transaction, PersonId person,
                             const std::string& keep_digest);
std::int64_t delete_sessions(store::Transaction& transaction, PersonId person, SessionId keep);
void delete_expired_sessions(store::Transaction& transaction);

std::optional<FactorRow> find_factor(store::Reader& reader, PersonId person);
void offer_factor(store::Transaction& transaction, PersonId person, const std::string& secret);
void note_step(store::Transaction& transaction, PersonId person, std::int64_t step);
// Needs an event begun, as has the next.
void turn_on_factor(store::Transaction& transaction, PersonId person, const FactorRow& factor,
                    const std::vector<std::string>& recovery_digests);
void turn_off_factor(store::Transaction& transaction, PersonId person);
std::int64_t count_recovery(store::Reader& reader, PersonId person);
bool use_recovery(store::Transaction& transaction, PersonId person, const std::string& digest);

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
