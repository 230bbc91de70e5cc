// SPDX-License-Identifier: Apache-2.0
// Splitting, asking for shares, making work of measures and remarks.
#include "access/access.hpp"
#include "base/error.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "subtask/below.hpp"
#include "subtask/checks.hpp"
#include "subtask/messages.hpp"
#include "subtask/rows.hpp"

#include <algorithm>
#include <set>

namespace luoshi::subtask {
namespace {

constexpr std::size_t kLongTitle = 600; // bytes

bool is_charge(Origin origin) {
    return origin == Origin::measure || origin == Origin::remark;
}

template <class Refused>
std::vector<org::UnitId> those(const std::vector<Part>& parts, Refused&& refused) {
    std::vector<org::UnitId> units;
    for (const auto& part : parts) {
        if (refused(part.unit)) {
            units.push_back(part.unit);
        }
    }
    return units;
}

void refuse(const Handing& handing, const std::vector<org::UnitId>& units, const char* reason,
            const char* remedy) {
    if (!units.empty()) {
        const auto names = names_of(handing.directory, units, handing.today);
        throw failure(ErrorCode::unprocessable, reason, "{}: {}", remedy, names)
            .with("units", names);
    }
}

void check_charged(store::Reader& reader, const Handing& handing, const std::vector<Part>& parts) {
    const auto& facts = handing.forest.facts();
    refuse(handing,
           those(parts,
                 [&](org::UnitId unit) {
                     const bool of_task = (facts.roles_of(unit) & followup::kWorking) != 0;
                     return !of_task && (handing.source.reason.empty() ||
                                         followup::held_tasks(reader, facts.plan, unit).empty());
                 }),
           "subtask.not-in-task",
           "has no part in the task; a unit of the plan may be charged with a reason");
}

void check_units(store::Reader& reader, const Handing& handing, const std::vector<Part>& parts) {
    const auto& directory = handing.directory;
    const auto& facts = handing.forest.facts();
    if (is_charge(handing.source.origin)) {
        check_charged(reader, handing, parts);
        return;
    }
    const bool split = handing.source.origin == Origin::split;
    if (split) {
        refuse(handing,
               those(parts,
                     [&](org::UnitId unit) {
                         const auto* const found = directory.find(unit);
                         return found == nullptr || found->kind != org::UnitKind::unit ||
                                !found->valid.contains(handing.today) ||
                                !is_below(directory, unit, handing.giver);
                     }),
               "subtask.not-below", "not below the unit that splits; ask equals for a share");
    } else {
        refuse(handing,
               those(parts,
                     [&](org::UnitId unit) {
                         return unit == handing.giver ||
                                (facts.roles_of(unit) & followup::kHelping) == 0;
                     }),
               "subtask.not-joint", "not a joint or participating unit of the task");
    }
    refuse(handing,
           those(parts,
                 [&](org::UnitId unit) { return handing.forest.holds_line(unit, handing.parent); }),
           "subtask.in-line", "stands above in the same line");
}

void check_words(const Handing& handing, const std::vector<Part>& parts) {
    const auto& source = handing.source;
    if (is_charge(source.origin)) {
        must_have("origin_words", source.words);
    }
    for (const auto* const words : {&source.words, &source.reference, &source.reason}) {
        if (words->size() > 6000) {
            incomplete("origin_words", "shorter");
        }
    }
    const auto limit = handing.forest.limit(handing.parent);
    for (const auto& part : parts) {
        must_have("title", part.title, kLongTitle);
        if (part.standard.size() > 6000) {
            incomplete("standard", "shorter");
        }
        if (part.due_on < handing.today) {
            incomplete("due_on", "today or later");
        }
        if (limit && part.due_on > *limit) {
            throw failure(ErrorCode::unprocessable, "subtask.date-late",
                          "what it is part of is due on {}", to_string(*limit))
                .with("limit", to_string(*limit));
        }
    }
}

// The place of the parent. Errors: who may not hand out from here.
std::size_t giving_place(const Forest& forest, const duty::Who& who, const Request& request) {
    const bool office = who.principal.role == access::Role::office;
    if (is_charge(request.source.origin)) {
        if (!office || request.parent) {
            throw failure(ErrorCode::forbidden, "access.role",
                          "measures and remarks are made work of by the office");
        }
        return kNoParent;
    }
    if (!request.parent) {
        if (office || (forest.facts().roles_of(who.principal.unit) & followup::kCarrying) == 0) {
            throw failure(ErrorCode::forbidden, "subtask.not-lead",
                          "only a unit that carries the task splits it");
        }
        return kNoParent;
    }
    const auto place = forest.place_of(request.parent);
    if (place == kNoParent || !forest.visible(who.principal)[place]) {
        throw failure(ErrorCode::not_found, "subtask.no-subtask", "there is no such subtask");
    }
    const auto& parent = forest.all()[place];
    if (!hands_of(who.principal, parent).owner) {
        throw failure(ErrorCode::forbidden, "subtask.not-yours",
                      "only the unit that owes it splits it further");
    }
    if (parent.state != State::accepted) {
        throw failure(ErrorCode::conflict, "subtask.not-now", "accept it first")
            .with("act", "split")
            .with("state", std::string{to_string(parent.state)});
    }
    return place;
}

Subtask made_of(store::Transaction& transaction, const Forest& forest, const duty::Who& who,
                const Request& request, const Part& part) {
    Subtask one;
    one.id = transaction.make_id<SubtaskId>();
    one.parent = request.parent;
    one.plan = forest.facts().plan;
    one.task = request.task;
    one.source = request.source;
    one.giver = {who.principal.role == access::Role::office, who.principal.unit,
                 who.principal.id.value, who.actor.name};
    one.unit = part.unit;
    one.title = part.title;
    one.standard = part.standard;
    one.given_on = transaction.today();
    one.due_on = part.due_on;
    return one;
}

void check_count(const std::vector<Part>& parts) {
    if (parts.empty() || parts.size() > kMostParts) {
        incomplete("parts", "1 to 200 units");
    }
    std::set<org::UnitId> units;
    for (const auto& part : parts) {
        if (!units.insert(part.unit).second) {
            throw failure(ErrorCode::invalid_argument, "subtask.unit-twice", "a unit stands twice");
        }
    }
}

} // namespace

void incomplete(const char* field, const char* expected) {
    throw failure(ErrorCode::invalid_argument, "subtask.incomplete", "'{}' is needed: {}", field,
                  expected)
        .with("field", field);
}

void must_have(const char* field, const std::string& words, std::size_t most) {
    if (words.find_first_not_of(" \t\r\n") == std::string::npos || words.size() > most) {
        incomplete(field, "words, not too long");
    }
}

void check_parts(store::Reader& reader, const Handing& handing, const std::vector<Part>& parts,
                 Judge judge) {
    if (judge == Judge::all) {
        check_units(reader, handing, parts);
    }
    check_words(handing, parts);
}

std::vector<SubtaskId> Subtasks::hand_out(const duty::Who& who, const Request& request) {
    check_count(request.parts);
    if (request.source.due) { // there, and seen by who names it
        sources_.dues.must_see(access::scope_of(who.principal), request.source.due);
    }
    return sources_.database.write([&](store::Transaction& transaction) {
        const auto forest = Forest::of_task(transaction, request.task);
        const auto place = giving_place(forest, who, request);
        if (forest.is_over()) {
            throw failure(ErrorCode::conflict, "subtask.task-over", "the task is closed");
        }
        const auto directory = sources_.directories.get(transaction);
        check_parts(
            transaction,
            {forest, *directory, request.source, who.principal.unit, place, transaction.today()},
            request.parts);
        transaction.record({.actor = who.actor,
                            .action = "subtask.handed-out",
                            .object_kind = "task",
                            .object_id = request.task.value,
                            .plan_id = forest.facts().plan.value,
                            .detail = {}});
        std::vector<SubtaskId> made;
        std::vector<notify::Message> messages;
        for (const auto& part : request.parts) {
            const auto one = made_of(transaction, forest, who, request, part);
            insert_subtask(transaction, one);
            insert_note(transaction, one.id,
                        {.act = "hand-out", .words = {}, .person = who.actor.name});
            messages.push_back(handed_message(one));
            made.push_back(one.id);
        }
        notify::Notices::post(transaction, messages);
        return made;
    });
}

} // namespace luoshi::subtask
