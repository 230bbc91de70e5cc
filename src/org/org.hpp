// SPDX-License-Identifier: Apache-2.0
// org — the dated directory of units, their names, groups and hierarchy, and the work calendar.
//
//   directory(reader)            → the directory, from memory while nobody changed it
//   add_unit, add_alias          → what confirming a notice adds
//   read_units, read_calendar    → the files units.yaml and calendar.yaml of a pack, with findings
//   load_units, load_calendar    → puts them into an installation; again is harmless
//   pack_parts.hpp               → what is checked across packs, and what a new version alters
//   changes.hpp                  → what the office decided of units, apart from packs
//   scope.hpp                    → whose rows one may see
//
// Threads: all functions from any; a Directories is shared.
#pragma once

#include "base/diagnostic.hpp"
#include "base/work_calendar.hpp"
#include "org/directory.hpp"
#include "org/scope.hpp"

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace luoshi::pack {
struct Pack;
}
namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::org {

// Keeps the directory read last, and reads again only when its revision has moved on.
class Directories {
public:
    std::shared_ptr<const Directory>
    get(store::Reader& reader); // immutable snapshot, shared by threads

private:
    std::mutex mutex_;
    std::shared_ptr<const Directory> last_;
};

struct NewUnit {
    std::string name; // also its short name
    UnitKind kind = UnitKind::unit;
    std::string source; // where it comes from, for people
};

// Both need an event begun. A group added here has no list yet (ListBasis::none).
// Errors: conflict (org.name-taken) when a unit bears that name at the date.
UnitId add_unit(store::Transaction& transaction, const Directory& directory, const NewUnit& unit);
void add_alias(store::Transaction& transaction, const Directory& directory, UnitId unit,
               const std::string& alias);

struct UnitSpec { // a unit as a pack writes it; places by code
    std::string code, parent;
    UnitKind kind = UnitKind::unit;
    std::string category;
    std::optional<ListBasis> list_basis;
    std::string list_source, source;
    Interval valid;
    std::vector<Name> names;
    std::vector<std::pair<std::string, Interval>> members;
    std::vector<std::pair<std::string, std::optional<Date>>> succeeds; // predecessors and the day
    bool operator==(const UnitSpec&) const = default;
};

struct DaySpec {
    Date day;
    bool works = false; // a weekend day worked, else a rest day
    std::string name, source;
};

// Findings: org.unknown-unit, org.duplicate-code, org.name-taken, org.member-cycle, org.category
// and those of pack::Fields. An absent file is empty.
Checked<std::vector<UnitSpec>> read_units(const pack::Pack& pack);
Checked<std::vector<DaySpec>> read_calendar(const pack::Pack& pack);

// An alias of a unit, by the unit's code, or a day that a pack said once and says no longer.
using UnitAlias = std::pair<std::string, std::string>;

// Makes the rows like the pack's, by code: inserts what is new, changes what differs, erases the
// dropped and no other alias or day. Units that are not named stay, and what the office decided
// (changes.hpp) holds. Writes nothing where nothing differs. Needs an event begun.
void load_units(store::Transaction& transaction, const pack::Pack& pack,
                const std::vector<UnitSpec>& units, const std::set<UnitAlias>& dropped = {});
void load_calendar(store::Transaction& transaction, const std::vector<DaySpec>& days,
                   const std::set<Date>& dropped = {});

// Straight from the rows: for use inside a write, where memory may be behind.
std::shared_ptr<const Directory> read_directory(store::Reader& reader);

WorkCalendar work_calendar(store::Reader& reader);
// Only what was set in [from, to]: for questions that stay within.
WorkCalendar work_calendar(store::Reader& reader, Date from, Date to);

} // namespace luoshi::org
