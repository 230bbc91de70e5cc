// SPDX-License-Identifier: Apache-2.0
#include "liaison/liaison.hpp"

#include "access/access.hpp"
#include "access/accounts.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "liaison/compare.hpp"
#include "liaison/rows.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::liaison {
namespace {

void begin(store::Transaction& transaction, const store::Actor& actor, const char* action,
           LiaisonId id, std::string detail = {}) {
    transaction.record({.actor = actor,
                        .action = action,
                        .object_kind = "liaison",
                        .object_id = id.value,
                        .plan_id = 0,
                        .detail = std::move(detail)});
}

[[noreturn]] void bad_entry(const Complaint& complaint) {
    auto error = failure(ErrorCode::invalid_argument, "liaison.bad-entry",
                         "an entry of the register is not right: {}", complaint.code)
                     .with("why", complaint.code);
    for (const auto& [name, value] : complaint.details) {
        error = std::move(error).with(name, value);
    }
    throw error;
}

// Rules between one entry and the others of its unit.
void check_beside(store::Reader& reader, const Liaison& liaison) {
    if (const auto complaints = complaints_of(liaison); !complaints.empty()) {
        bad_entry(complaints.front());
    }
    for (const auto& one : list_liaisons(reader, liaison.unit, liaison.valid.from)) {
        const bool together = !liaison.valid.until || *one.valid.from < *liaison.valid.until;
        if (one.id == liaison.id || !together) {
            continue;
        }
        if (one.name == liaison.name) {
            throw failure(ErrorCode::conflict, "liaison.twice",
                          "'{}' is a liaison of the unit already", one.name)
                .with("name", one.name);
        }
        if (one.rank == Rank::main && liaison.rank == Rank::main) {
            throw failure(ErrorCode::conflict, "liaison.two-mains",
                          "'{}' is the main liaison of the unit at that time", one.name)
                .with("name", one.name);
        }
    }
}

// 李　敏 is 李敏, also by hand.
Liaison as_a_sheet_says(Liaison liaison) {
    for (auto* const text :
         {&liaison.name, &liaison.office_phone, &liaison.mobile, &liaison.username}) {
        *text = fold(*text);
    }
    return liaison;
}

// Of no other entry, and of no account but the person's own.
void check_username(store::Reader& reader, const Liaison& liaison) {
    const auto refuse = [&](org::UnitId unit, const std::string& name) {
        const auto directory = org::read_directory(reader);
        const auto* const found = directory->find(unit);
        bad_entry({"username-of-other",
                   {{"username", liaison.username},
                    {"name", name},
                    {"unit", found == nullptr ? ""
                                              : directory->name(*found, org::NameKind::short_name,
                                                                *liaison.valid.from)}}});
    };
    if (liaison.username.empty()) {
        return;
    }
    for (const auto& one : list_liaisons(reader, {}, std::nullopt)) {
        if (one.username == liaison.username &&
            (one.unit != liaison.unit || one.name != liaison.name)) {
            refuse(one.unit, one.name);
        }
    }
    const auto person = access::find_by_username(reader, liaison.username);
    if (person && (person->who.unit != liaison.unit || person->who.name != liaison.name)) {
        refuse(person->who.unit, person->who.name);
    }
}

void apply_row(store::Transaction& transaction, const RowResult& row, const std::string& by) {
    if (row.replaces) {
        auto former = *row.replaces;
        former.valid.until = std::max(*former.valid.from, *row.liaison.valid.from);
        update_liaison(transaction, former, by);
    }
    if (row.outcome == Outcome::added) {
        insert_liaison(transaction, row.liaison, by);
    } else if (row.outcome == Outcome::changed) {
        update_liaison(transaction, row.liaison, by);
    }
}

} // namespace

std::string_view to_string(Outcome outcome) noexcept {
    constexpr std::array<std::string_view, 4> kNames{"added", "changed", "same", "refused"};
    return kNames[static_cast<std::size_t>(outcome)];
}

std::int64_t Preview::count(Outcome outcome) const {
    return std::ranges::count_if(rows, [&](const auto& row) { return row.outcome == outcome; });
}

std::map<org::UnitId, std::vector<Liaison>> liaisons_at(store::Reader& reader, Date day) {
    std::map<org::UnitId, std::vector<Liaison>> by_unit;
    for (auto& one : list_liaisons(reader, {}, day)) {
        if (one.valid.contains(day)) {
            by_unit[one.unit].push_back(std::move(one));
        }
    }
    return by_unit;
}

std::vector<Liaison> Liaisons::of(org::UnitId unit, Date day, bool past) {
    return database_.read([&](store::Reader& reader) {
        return list_liaisons(reader, unit, past ? std::nullopt : std::optional{day});
    });
}

std::vector<Liaison> Liaisons::all(Date day) {
    return database_.read([&](store::Reader& reader) {
        auto found = list_liaisons(reader, {}, day);
        const auto directory = directories_.get(reader);
        const auto place = [&](const Liaison& one) {
            const auto* const unit = directory->find(one.unit);
            return unit == nullptr ? 0 : unit->ordinal;
        };
        std::ranges::stable_sort(
            found, [&](const Liaison& a, const Liaison& b) { return place(a) < place(b); });
        return found;
    });
}

Liaison Liaisons::find(LiaisonId id) {
    return database_.read([&](store::Reader& reader) { return must_find_liaison(reader, id); });
}

Liaison Liaisons::add(const store::Actor& actor, Liaison liaison) {
    return database_.write([&](store::Transaction& transaction) {
        const auto directory = org::read_directory(transaction);
        const auto* const unit = directory->find(liaison.unit);
        if (unit == nullptr || unit->kind != org::UnitKind::unit) {
            throw failure(ErrorCode::not_found, "access.no-unit", "unit '{}' does not exist",
                          liaison.unit.value);
        }
        auto entry = as_a_sheet_says(liaison);
        entry.person = {};
        // The same rules as for a row of a sheet: who is meant, whose the user name is.
        Sheet sheet;
        SheetRow row;
        row.cells = {
            {Column::unit, directory->name(*unit, org::NameKind::official, transaction.today())},
            {Column::name, entry.name},
            {Column::username, entry.username}};
        check_beside(transaction, entry);
        sheet.rows.push_back(row);
        const auto seen = compare(transaction, *directory, sheet, transaction.today());
        const auto& meant = seen.rows.front();
        if (!meant.complaints.empty()) {
            bad_entry(meant.complaints.front());
        }
        entry.person = meant.liaison.person;
        entry.username = meant.liaison.username;
        begin(transaction, actor, "liaison.added", {});
        return must_find_liaison(transaction, insert_liaison(transaction, entry, actor.name));
    });
}

Liaison Liaisons::edit(const store::Actor& actor, std::int64_t version, const Liaison& liaison) {
    return database_.write([&](store::Transaction& transaction) {
        const auto before = must_find_liaison(transaction, liaison.id);
        if (before.version != version) {
            throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                          "somebody changed this entry meanwhile");
        }
        auto next = as_a_sheet_says(liaison);
        next.unit = before.unit;
        next.person = before.person;
        next.version = before.version;
        if (before.person) {
            next.username = before.username;
        } else if (next.username != before.username) {
            check_username(transaction, next);
        }
        // Ended on the day it began: it held on no day.
        const bool never = next.valid.until && next.valid.until == next.valid.from;
        if (never) {
            auto complaints = complaints_of(next);
            std::erase_if(complaints, [](const auto& one) { return one.code == "dates-crossed"; });
            if (!complaints.empty()) {
                bad_entry(complaints.front());
            }
        } else {
            check_beside(transaction, next);
        }
        begin(transaction, actor, "liaison.changed", before.id);
        update_liaison(transaction, next, actor.name);
        return must_find_liaison(transaction, before.id);
    });
}

Preview Liaisons::preview(const Sheet& sheet) {
    return database_.read([&](store::Reader& reader) {
        return compare(reader, *directories_.get(reader), sheet, clock_.today());
    });
}

Preview Liaisons::apply(const store::Actor& actor, const Sheet& sheet, const std::string& seen) {
    return database_.write([&](store::Transaction& transaction) {
        auto now =
            compare(transaction, *org::read_directory(transaction), sheet, transaction.today());
        if (now.seen != seen) {
            throw failure(ErrorCode::conflict, "liaison.changed-meanwhile",
                          "the register or the directory changed since the sheet was looked at");
        }
        begin(transaction, actor, "liaison.sheet-applied", {},
              fmt::format(R"({{"added":{},"changed":{},"refused":{}}})", now.count(Outcome::added),
                          now.count(Outcome::changed), now.count(Outcome::refused)));
        for (const auto& row : now.rows) {
            apply_row(transaction, row, actor.name);
        }
        return now;
    });
}

} // namespace luoshi::liaison
