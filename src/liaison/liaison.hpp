// SPDX-License-Identifier: Apache-2.0
// liaison — the liaisons (联络员) of units: who they are and how they are reached, by date; their
// sheet, their accounts, and what becomes of a person's work when that person leaves.
//
//   Liaisons::of, all, add, edit          the register
//   Liaisons::preview, apply              a sheet against it, row by row
//   Liaisons::open_accounts               accounts for those who have none, with first passwords
//   read_sheet, register_sheet            the sheet in and out               (sheet.hpp)
//   Handover                              what lies with a person, to another (handover.hpp)
//
// The office keeps the register and opens no account; the administrator opens accounts and changes
// no entry. Threads: all from any. More: docs/liaisons.md.
#pragma once

#include "access/person.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "liaison/sheet.hpp"
#include "org/directory.hpp"
#include "store/event.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace luoshi {
class Clock;
}
namespace luoshi::access {
class Access;
}
namespace luoshi::org {
class Directories;
}
namespace luoshi::store {
class Database;
class Reader;
} // namespace luoshi::store

namespace luoshi::liaison {

struct LiaisonTag;
using LiaisonId = Id<LiaisonTag>;

struct Liaison {
    LiaisonId id;
    org::UnitId unit;
    std::string name;         // 1 to 40 characters
    std::string post;         // 职务, at most 60 characters; "" for none, and so below
    std::string office_phone; // digits, spaces and +-()、,;转 ; at most 40
    std::string mobile;       // the same
    Rank rank = Rank::main;
    std::string username;    // of the account, or wanted for it; "": none said
    access::PersonId person; // none: no account yet
    org::Interval valid;     // from is always set
    std::int64_t version = 1;
    bool operator==(const Liaison&) const = default;
};

// What is wrong with a row of a sheet, for a page to word: docs/liaisons.md lists the codes.
struct Complaint {
    std::string code; // "unknown-unit"
    ErrorDetails details;
};

enum class Outcome : std::uint8_t { added, changed, same, refused };
std::string_view to_string(Outcome outcome) noexcept;

struct RowResult {
    SheetRow row;
    Outcome outcome = Outcome::refused;
    Liaison liaison;               // as it would be; of a refused row what could be read
    std::optional<Liaison> before; // of changed and same
    std::vector<Column> changed;   // of changed
    std::vector<Complaint> complaints;
    std::optional<Liaison> replaces; // the main liaison whose time ends with this row
};

struct Preview {
    std::vector<RowResult> rows;      // as the sheet has them
    std::vector<Column> columns;      // found
    std::vector<std::string> ignored; // headings that say nothing here
    std::string seen;                 // what it rests on: the sheet, the register and the directory
    std::int64_t count(Outcome outcome) const;
};

struct Opened { // told once
    Liaison liaison;
    std::string unit_name, username, password;
    bool password_stays = false; // an account in use that somebody had opened by hand
};

// At the day, main first; for pages that name whom to ring. By unit.
std::map<org::UnitId, std::vector<Liaison>> liaisons_at(store::Reader& reader, Date day);

class Liaisons {
public:
    // All borrowed.
    Liaisons(store::Database& database, org::Directories& directories, access::Access& access,
             const Clock& clock)
        : database_(database), directories_(directories), access_(access), clock_(clock) {}

    // Of the unit, those whose time has not ended at the day and, with `past`, those before.
    std::vector<Liaison> of(org::UnitId unit, Date day, bool past = false);
    // In the order of the directory, those of the day and later.
    std::vector<Liaison> all(Date day);

    // Errors: invalid_argument (liaison.bad-entry, detail "why": the code of a complaint),
    // not_found (access.no-unit), conflict (liaison.twice).
    Liaison add(const store::Actor& actor, Liaison liaison);
    // Everything but unit, account and id. Errors: not_found (liaison.no-entry),
    // precondition_failed (http.precondition-failed), those of add.
    Liaison edit(const store::Actor& actor, std::int64_t version, const Liaison& liaison);
    Liaison find(LiaisonId id); // Error not_found (liaison.no-entry)

    Preview preview(const Sheet& sheet);
    // All rows that are not refused, in one act. Error conflict (liaison.changed-meanwhile) unless
    // `seen` is that of the preview as it would be now.
    Preview apply(const store::Actor& actor, const Sheet& sheet, const std::string& seen);

    // Accounts of drafters of their units. The only open account of that name in the unit is taken
    // for the person, and keeps its password where somebody has logged in. For an entry with an
    // account in which nobody has ever logged in, another first password. At most kMostAccounts.
    // Errors: invalid_argument (liaison.bad-entry), not_found (liaison.no-entry), conflict
    // (liaison.has-account; one of access.username-taken), those of Access::add_person.
    std::vector<Opened> open_accounts(const store::Actor& actor, const std::vector<LiaisonId>& ids);
    static constexpr std::size_t kMostAccounts = 100;

private:
    store::Database& database_;
    org::Directories& directories_;
    access::Access& access_;
    const Clock& clock_;
};

} // namespace luoshi::liaison
