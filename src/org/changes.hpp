// SPDX-License-Identifier: Apache-2.0
// Dated changes of units the office decided (机构变动): units renamed, founded, ended, in and out
// of groups, their aliases. The list is only added to; an entry made in error is taken back by a
// later one. For who lets an office keep the directory by hand.
//
//   foresee        the directory as a change would make it; nothing is written
//   enter_change   adds one and makes the rows so, in the same write
//   take_back      undoes one, as if it had never been entered
//   list_changes   all, latest first, with what packs say otherwise
//
// A pack put in force later is read under the changes that stand (load_units): what it says too
// needs nothing, against what it says otherwise they hold.
#pragma once

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "org/ids.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::org {

class Directory;

struct ChangeTag;
using ChangeId = Id<ChangeTag>;

enum class ChangeKind : std::uint8_t {
    rename,   // 更名: official or short name or both
    found,    // 新设
    end,      // 撤并
    join,     // 加入单位组
    leave,    // 退出单位组
    alias,    // 加别名
    unalias,  // 不再用的别名
    take_back // 撤销 another entry
};
std::string_view to_string(ChangeKind kind) noexcept; // "take-back"
std::optional<ChangeKind> parse_change_kind(std::string_view text) noexcept;

struct NewChange {
    ChangeKind kind = ChangeKind::rename; // not take_back
    UnitId unit;                          // none with found
    Date on;                              // the first day it holds; of end the first day without
    std::string basis;                    // 1 to 300 characters
    std::string official, short_name;     // at most 100 characters; rename: "" stays; found: a
                                          // short name of "" is the official one
    std::string alias;                    // of alias, unalias
    std::string category;                 // of found, as are the next; "": none
    UnitId parent, after;                 // after: whom it follows in lists; none: the last
    UnitId group;                         // of join, leave
    std::vector<UnitId> successors;       // of end
};

struct Change {
    ChangeId id;
    NewChange said; // unit is set with found, too
    std::string before_official, before_short;
    std::optional<Date> alias_from; // of unalias
    ChangeId taken;                 // of take_back: the entry taken back
    ChangeId taken_back_by;         // none: it stands
    std::int64_t person = 0;
    std::string entered_by;
    Date entered_on; // business date
    Timestamp entered_at{};
    bool stands() const { return said.kind != ChangeKind::take_back && !taken_back_by; }
};

// Where a pack says otherwise than a change that stands.
struct PackSays {
    ChangeId change;
    std::string field;         // official, short, until, successors
    std::string text;          // of official and short
    std::optional<Date> until; // none: it gives no end
    std::vector<UnitId> successors;
};

struct Changes {
    std::vector<Change> all; // latest first
    std::vector<PackSays> otherwise;
    std::vector<ChangeId> agreed; // standing renames and ends that the pack says too
};

// Who enters it.
struct EnteredBy {
    std::int64_t person = 0;
    std::string name;
};

struct Foreseen {
    std::shared_ptr<const Directory> directory; // afterwards
    UnitId unit;                                // of found one that is not there yet
};

// Errors of this and enter_change: invalid_argument (org.bad-change, detail field); not_found
// (org.no-unit, detail field); conflict, with the detail unit, the name of the unit in the way:
// org.name-taken (also name), org.before-unit (also from), org.unit-ended (also until),
// org.ends-already, org.not-a-group, org.not-a-unit, org.succession-circle, org.group-in-itself,
// org.member-already, org.not-member, org.no-alias, org.nothing-changes.
Foreseen foresee(store::Reader& reader, const NewChange& change);
// Needs an event begun. `founded`: the id of a unit it founds, a new one.
Change enter_change(store::Transaction& transaction, const NewChange& change, UnitId founded,
                    const EnteredBy& by);
// What came of it in work is for the caller to look at. Needs an event begun. Errors: not_found
// (org.no-change); conflict: org.taken-back already, org.not-taken-back (of an entry that takes one
// back), org.change-needed (detail change: the later one that rests on it).
Change take_back(store::Transaction& transaction, ChangeId id, const std::string& basis,
                 const EnteredBy& by);

Changes list_changes(store::Reader& reader);
Change must_find_change(store::Reader& reader, ChangeId id); // Error not_found (org.no-change)

} // namespace luoshi::org
