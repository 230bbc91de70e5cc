// SPDX-License-Identifier: Apache-2.0
#include "liaison/handover.hpp"

#include "access/access.hpp"
#include "access/accounts.hpp"
#include "base/clock.hpp"
#include "liaison/rows.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "subtask/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::liaison {
namespace {

using access::Role;

access::Person must_find_person(store::Reader& reader, access::PersonId id) {
    const auto found = access::find_person(reader, id);
    if (!found) {
        throw failure(ErrorCode::not_found, "access.no-person", "person '{}' does not exist",
                      id.value);
    }
    return *found;
}

// Those who can do what the person does.
std::vector<access::Principal> colleagues_of(store::Reader& reader, const access::Principal& who) {
    std::vector<access::Principal> found;
    if (access::is_of_unit(who.role)) {
        found = access::people_of_unit(reader, who.unit);
        std::erase_if(found, [](const auto& one) { return !access::is_of_unit(one.role); });
    } else if (who.role == Role::leader) {
        found = access::leaders(reader);
    } else if (who.role == Role::office) {
        found = access::people_with_role(reader, Role::office);
    }
    std::erase_if(found, [&](const auto& one) { return one.id == who.id; });
    return found;
}

std::vector<Liaison> entries_of(store::Reader& reader, access::PersonId person, Date today) {
    auto entries = liaisons_of_person(reader, person);
    std::erase_if(entries,
                  [&](const Liaison& one) { return one.valid.until && *one.valid.until <= today; });
    return entries;
}

Holdings holdings_of(store::Reader& reader, access::PersonId id, Date today) {
    Holdings held;
    held.person = must_find_person(reader, id);
    const auto& who = held.person.who;
    held.work = duty::work_of(reader, who, today);
    held.entries = entries_of(reader, id, today);
    held.given = subtask::open_given_by(reader, id);
    if (who.role == Role::leader) {
        for (const auto& one : access::secretaries_of(reader, id)) {
            held.secretaries.push_back(one.name);
        }
    }
    if (who.role == Role::secretary && access::secretaries_of(reader, who.serves).size() == 1) {
        const auto leader = access::find_person(reader, who.serves);
        held.serves = leader && leader->active ? leader->who.name : "";
    }
    held.colleagues = colleagues_of(reader, who);
    return held;
}

// The colleague becomes liaison in the person's place; the telephone is that of the office.
void pass_entries(store::Transaction& transaction, const Holdings& held,
                  const access::Principal* to, const std::string& by) {
    const auto today = transaction.today();
    for (const auto& entry : held.entries) {
        auto ended = entry;
        ended.valid.until = std::max(*entry.valid.from, today);
        update_liaison(transaction, ended, by);
        if (to == nullptr || to->unit != entry.unit) {
            continue;
        }
        const auto there = list_liaisons(transaction, entry.unit, today);
        const auto known = std::ranges::find(there, to->id, &Liaison::person);
        if (known != there.end()) {
            auto risen = *known;
            risen.rank = std::min(risen.rank, entry.rank); // main before deputy
            if (risen.rank != known->rank) {
                update_liaison(transaction, risen, by);
            }
            continue;
        }
        Liaison next;
        next.unit = entry.unit;
        next.name = to->name;
        next.office_phone = entry.office_phone;
        next.rank = entry.rank;
        next.username = to->username;
        next.person = to->id;
        next.valid = {std::max(*entry.valid.from, today), entry.valid.until};
        insert_liaison(transaction, next, by);
    }
}

void tell(store::Transaction& transaction, const access::Principal& from,
          const access::Principal& to) {
    notify::Message message;
    message.key = fmt::format("handover/{}/{}", to_string(from.id), to_string(transaction.today()));
    message.object_kind = "person";
    message.object_id = from.id.value;
    message.link = "/desk";
    message.person = to.id;
    message.title = fmt::format("{}的工作已移交给您", from.name);
    message.title_en = fmt::format("The work of {} was handed over to you", from.name);
    notify::Notices::post(transaction, std::array{message});
}

} // namespace

bool Holdings::empty() const {
    return work.empty() && entries.empty() && given == 0 && secretaries.empty();
}

Holdings Handover::of(access::PersonId person) {
    return database_.read(
        [&](store::Reader& reader) { return holdings_of(reader, person, clock_.today()); });
}

void Handover::must_hold_nothing(access::PersonId person) {
    if (!of(person).empty()) {
        throw failure(ErrorCode::conflict, "liaison.hand-over-first",
                      "work lies with this person; hand it over with the account");
    }
}

access::Person Handover::leave(const duty::Who& by, access::PersonId person, std::int64_t version,
                               const Leaving& leaving) {
    return database_.write([&](store::Transaction& transaction) {
        const auto held = holdings_of(transaction, person, transaction.today());
        const auto& who = held.person.who;
        const auto to = std::ranges::find(held.colleagues, leaving.to, &access::Principal::id);
        if (leaving.to && to == held.colleagues.end()) {
            throw failure(ErrorCode::invalid_argument, "liaison.bad-colleague",
                          "who takes over has an open account and can do what this person does");
        }
        const auto* const taker = leaving.to ? &*to : nullptr;
        if (!leaving.close && leaving.unit == who.unit) {
            throw failure(ErrorCode::invalid_argument, "liaison.same-unit",
                          "the account moves to another unit");
        }
        transaction.record(
            {.actor = by.actor,
             .action = leaving.close ? "liaison.person-left" : "liaison.person-moved",
             .object_kind = "person",
             .object_id = person.value,
             .plan_id = 0,
             .detail = {}});
        duty::hand_over(transaction, by, who, taker);
        pass_entries(transaction, held, taker, by.actor.name);
        if (taker != nullptr) {
            subtask::give_news_to(transaction, person, taker->id);
            if (who.role == Role::leader) {
                for (const auto& one : access::secretaries_of(transaction, person)) {
                    access::PersonEdit serves;
                    serves.serves = taker->id;
                    access::change_account(transaction, one.id,
                                           must_find_person(transaction, one.id).version, serves);
                }
            }
            if (!held.empty()) {
                tell(transaction, who, *taker);
            }
        }
        access::PersonEdit edit;
        if (leaving.close) {
            edit.active = false;
        } else {
            edit.unit = leaving.unit;
        }
        return access::change_account(transaction, person, version, edit);
    });
}

} // namespace luoshi::liaison
