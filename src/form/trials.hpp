// SPDX-License-Identifier: Apache-2.0
// Forms a person tries out on the pages of a pack: kept, versioned and compared like real ones,
// seen by nobody else, owed by nobody.
#pragma once

#include "form/filled.hpp"

#include <string>
#include <vector>

namespace luoshi::store {
class Database;
struct Actor;
} // namespace luoshi::store

namespace luoshi::form {

inline constexpr std::size_t kMostTrials = 200; // of one person and form

// Errors of all that take an id: not_found (form.no-filled), also for another person's.
class Trials {
public:
    explicit Trials(store::Database& database) : database_(database) {}

    // `filled`: its version, pack, form, day, period, subject, handed and body. Error conflict
    // (form.too-many-trials).
    FilledId create(const store::Actor& actor, Filled filled);
    Filled read(std::int64_t person, FilledId id);
    std::vector<Filled> list(std::int64_t person, const std::string& pack, const std::string& form);
    std::int64_t save(const store::Actor& actor, FilledId id, std::int64_t seen,
                      const std::string& body);
    std::int64_t keep(const store::Actor& actor, FilledId id);
    std::vector<Kept> versions(std::int64_t person, FilledId id);
    // Of a version; number 0: as it stands now.
    std::string body(std::int64_t person, FilledId id, std::int64_t number);
    void erase(const store::Actor& actor, FilledId id);

private:
    store::Database& database_;
};

} // namespace luoshi::form
