// SPDX-License-Identifier: Apache-2.0
#include "liaison/unit_changes.hpp"

#include "access/access.hpp"
#include "base/clock.hpp"
#include "duty/foreseen.hpp"
#include "duty/succession.hpp"
#include "followup/holders.hpp"
#include "followup/succession.hpp"
#include "liaison/rows.hpp"
#include "org/org.hpp"
#include "org/succession.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"
#include "subtask/given.hpp"

#include <algorithm>

namespace luoshi::liaison {
namespace {

using org::ChangeKind;

void must_be_seen(const org::Directory& directory, std::int64_t revision) {
    if (directory.revision() != revision) {
        throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                      "the directory has changed: revision {}", directory.revision());
    }
}

template <class List>
std::int64_t count(const List& list) {
    return static_cast<std::int64_t>(list.size());
}

// What is open with a unit that ends or is renamed.
Consequence open_work(store::Reader& reader, org::UnitId unit, org::UnitId goes_to, Date today) {
    Consequence one;
    one.unit = unit;
    one.goes_to = goes_to;
    one.dues = duty::open_dues_of(reader, unit, goes_to);
    one.tasks = followup::open_tasks_of(reader, unit);
    one.subtasks = subtask::open_with(reader, unit);
    one.liaisons = count(list_liaisons(reader, unit, today));
    one.accounts = count(access::people_of_unit(reader, unit));
    return one;
}

// Groups the unit is in on its last day and the successors are not in from the day after.
std::vector<org::UnitId> groups_left(const org::Directory& then, const org::NewChange& change) {
    std::vector<org::UnitId> groups;
    for (const auto& group : then.units()) {
        if (group.kind != org::UnitKind::group) {
            continue;
        }
        const auto had = then.expand(group.id, change.on.plus_days(-1));
        const auto has = then.expand(group.id, change.on);
        const bool followed = std::ranges::any_of(change.successors, [&](org::UnitId next) {
            return std::ranges::find(has, next) != has.end();
        });
        if (std::ranges::find(had, change.unit) != had.end() && !followed) {
            groups.push_back(group.id);
        }
    }
    return groups;
}

Consequence& of_unit(std::vector<Consequence>& all, org::UnitId unit) {
    const auto it = std::ranges::find(all, unit, &Consequence::unit);
    if (it != all.end()) {
        return *it;
    }
    all.emplace_back();
    all.back().unit = unit;
    return all.back();
}

[[noreturn]] void followed(const org::Directory& directory, org::UnitId unit, const char* what) {
    const auto* const found = directory.find(unit);
    throw failure(ErrorCode::conflict, "liaison.change-followed",
                  "something has followed from the entry")
        .with("unit",
              directory.name(*found, org::NameKind::short_name, found->valid.from.value_or(Date{})))
        .with("what", what);
}

// In any plan, finished ones too.
bool has_tasks(store::Reader& reader, org::UnitId unit) {
    const auto plans = followup::plan_ids(reader);
    return std::ranges::any_of(plans, [&](followup::PlanId plan) {
        return followup::held_counts(reader, plan).contains(unit);
    });
}

void must_be_without_consequence(store::Reader& reader, const org::Directory& directory,
                                 const org::Change& change) {
    const auto unit = change.said.unit;
    if (change.said.kind == ChangeKind::end) {
        store::EventFilter moved;
        moved.object_kind = "unit";
        moved.object_id = unit.value;
        moved.action = "liaison.unit-reformed";
        moved.from = change.entered_at;
        if (!store::find_events(reader, moved, 0, 1).empty()) {
            followed(directory, unit, "moved");
        }
    }
    const bool works = change.said.kind == ChangeKind::found &&
                       (duty::dues_ever_of(reader, unit) > 0 || has_tasks(reader, unit) ||
                        subtask::open_with(reader, unit) > 0 ||
                        !list_liaisons(reader, unit, std::nullopt).empty() ||
                        !access::people_of_unit(reader, unit).empty());
    if (works) {
        followed(directory, unit, "work");
    }
}

void begin(store::Transaction& transaction, const store::Actor& actor, const char* action,
           org::UnitId unit) {
    transaction.record({.actor = actor,
                        .action = action,
                        .object_kind = "unit",
                        .object_id = unit.value,
                        .plan_id = 0,
                        .detail = {}});
}

} // namespace

ChangeList UnitChanges::list() {
    return database_.read([&](store::Reader& reader) {
        return ChangeList{org::list_changes(reader), directories_.get(reader)};
    });
}

Foresight UnitChanges::foresee(const org::NewChange& change) {
    const auto today = clock_.today();
    return database_.read([&](store::Reader& reader) {
        const auto now = directories_.get(reader);
        const auto then = org::foresee(reader, change);
        Foresight seen;
        seen.directory = then.directory;
        seen.revision = now->revision();
        if (change.kind == ChangeKind::end) {
            const auto day = std::max(today, change.on);
            const auto goes_to = change.successors.empty()
                                     ? org::UnitId{}
                                     : org::successor_of(*then.directory, change.unit, day);
            auto ended = open_work(reader, change.unit, goes_to, today);
            ended.ends = true;
            ended.groups = groups_left(*then.directory, change);
            seen.units.push_back(std::move(ended));
        } else if (change.kind == ChangeKind::rename) {
            seen.units.push_back(open_work(reader, change.unit, {}, today));
        }
        for (const auto& one : duty::foresee_dues(reader, *now, *then.directory, today)) {
            of_unit(seen.units, one.unit).duties.push_back({one.duty, one.no_more, one.anew});
        }
        return seen;
    });
}

org::Change UnitChanges::enter(const store::Actor& actor, std::int64_t revision,
                               const org::NewChange& change) {
    return database_.write([&](store::Transaction& transaction) {
        must_be_seen(*org::read_directory(transaction), revision);
        const auto founded = transaction.make_id<org::UnitId>();
        const bool founds = change.kind == org::ChangeKind::found;
        begin(transaction, actor, "org.change-entered", founds ? founded : change.unit);
        return org::enter_change(transaction, change, founded, {actor.person, actor.name});
    });
}

org::Change UnitChanges::take_back(const store::Actor& actor, std::int64_t revision,
                                   org::ChangeId id, const std::string& basis) {
    return database_.write([&](store::Transaction& transaction) {
        const auto directory = org::read_directory(transaction);
        const auto change = org::must_find_change(transaction, id);
        must_be_seen(*directory, revision);
        if (change.stands()) {
            must_be_without_consequence(transaction, *directory, change);
        }
        begin(transaction, actor, "org.change-taken-back", change.said.unit);
        return org::take_back(transaction, id, basis, {actor.person, actor.name});
    });
}

} // namespace luoshi::liaison
