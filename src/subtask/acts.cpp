// SPDX-License-Identifier: Apache-2.0
// What may be done with one subtask.
#include "base/error.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/blobs.hpp"
#include "store/database.hpp"
#include "subtask/below.hpp"
#include "subtask/checks.hpp"
#include "subtask/messages.hpp"
#include "subtask/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace luoshi::subtask {
namespace {

constexpr std::size_t kLongName = 255; // bytes

// Found, and who asks has the hands for the act.
Subtask must_have_hands(store::Reader& reader, const duty::Who& who, SubtaskId id, Act act) {
    auto one = find_subtask(reader, id);
    if (!one) {
        throw failure(ErrorCode::not_found, "subtask.no-subtask", "there is no such subtask");
    }
    const auto hands = hands_of(who.principal, *one);
    if (hand_of(act) == Hand::owner ? hands.owner : hands.giver) {
        return std::move(*one);
    }
    const auto forest = Forest::of(reader, one->task);
    if (!forest.visible(who.principal)[forest.place_of(id)]) {
        throw failure(ErrorCode::not_found, "subtask.no-subtask", "there is no such subtask");
    }
    throw failure(ErrorCode::forbidden, "subtask.not-yours", "this is for {}",
                  hand_of(act) == Hand::owner ? "the unit that owes it" : "who handed it out");
}

State must_be_now(const Subtask& one, Act act) {
    if (act == Act::decline && one.insisted) {
        throw failure(ErrorCode::conflict, "subtask.insisted",
                      "it was declined before, and who handed it out insists");
    }
    const auto next = after(one.state, act);
    if (!next) {
        throw failure(ErrorCode::conflict, "subtask.not-now", "not in this state")
            .with("act", std::string{to_string(act)})
            .with("state", std::string{to_string(one.state)});
    }
    return *next;
}

void record(store::Transaction& transaction, const duty::Who& who, const Subtask& one, Act act) {
    transaction.record({.actor = who.actor,
                        .action = "subtask." + std::string{to_string(act)},
                        .object_kind = "subtask",
                        .object_id = one.id.value,
                        .plan_id = one.plan.value,
                        .detail = {}});
}

// "天河区：修订名录（2011-12-01）" for each, one a line.
std::string lines_of(const Forest& forest, const std::vector<std::size_t>& places,
                     const org::Directory& directory, Date today) {
    std::string lines;
    for (const auto place : places) {
        const auto& one = forest.all()[place];
        lines +=
            fmt::format("{}{}：{}（{}）", lines.empty() ? "" : "\n",
                        names_of(directory, {one.unit}, today), one.title, to_string(one.due_on));
    }
    return lines;
}

// Below it, without itself, those of which `holds` is true.
template <class Holds>
std::vector<std::size_t> below_where(const Forest& forest, SubtaskId id, Holds&& holds) {
    auto places = forest.with_below(forest.place_of(id));
    std::erase_if(places, [&](std::size_t place) {
        return forest.all()[place].id == id || !holds(forest.all()[place]);
    });
    return places;
}

void expect_no_later_child(const Forest& forest, const Subtask& one, Date due_on,
                           const org::Directory& directory, Date today) {
    const auto later = below_where(forest, one.id, [&](const Subtask& child) {
        return child.parent == one.id && is_open(child.state) && child.due_on > due_on;
    });
    if (!later.empty()) {
        throw failure(ErrorCode::conflict, "subtask.children-later",
                      "what was split off is due later: change it first")
            .with("children", lines_of(forest, later, directory, today));
    }
}

void expect_unit_may_change(const Subtask& one, const Part& part) {
    if (part.unit != one.unit && one.state == State::accepted) {
        throw failure(ErrorCode::conflict, "subtask.begun",
                      "the unit has accepted it: cancel it and hand out anew");
    }
}

void cancel_below(store::Transaction& transaction, const duty::Who& who, const Subtask& one,
                  const std::string& reason, std::vector<notify::Message>& messages) {
    const auto forest = Forest::of(transaction, one.task);
    for (const auto place :
         below_where(forest, one.id, [](const Subtask& child) { return is_open(child.state); })) {
        auto child = forest.all()[place];
        child.state = State::cancelled;
        child.why = reason;
        ++child.version;
        update_subtask(transaction, child);
        insert_note(transaction, child.id,
                    {.act = "cancel", .words = reason, .person = who.actor.name});
        messages.push_back(act_message(child, Act::cancel));
    }
}

} // namespace

void Subtasks::act(const duty::Who& who, SubtaskId id, std::int64_t version, const Doing& doing,
                   const Change& change) {
    sources_.database.write([&](store::Transaction& transaction) {
        auto one = must_have_hands(transaction, who, id, doing.act);
        if (one.version != version) {
            throw failure(ErrorCode::precondition_failed, "http.precondition-failed",
                          "the subtask has changed: version {}", one.version);
        }
        const auto before = one.unit;
        const auto next = must_be_now(one, doing.act);
        record(transaction, who, one, doing.act);
        change(transaction, one);
        one.state = next;
        ++one.version;
        update_subtask(transaction, one);
        insert_note(transaction, one.id,
                    {.act = std::string{to_string(doing.act)},
                     .words = doing.words,
                     .person = who.actor.name,
                     .percent = doing.percent});
        std::vector<notify::Message> messages;
        if (is_told(doing.act)) {
            messages.push_back(one.unit == before ? act_message(one, doing.act)
                                                  : handed_message(one));
        }
        if (one.unit != before) {
            messages.push_back(moved_message(one, before));
        }
        if (doing.act == Act::cancel) {
            cancel_below(transaction, who, one, doing.words, messages);
        }
        notify::Notices::post(transaction, messages);
    });
}

void Subtasks::accept(const duty::Who& who, SubtaskId id, std::int64_t version) {
    act(who, id, version, {Act::accept, "", {}}, [](auto&, Subtask& one) { one.why.clear(); });
}

void Subtasks::decline(const duty::Who& who, SubtaskId id, std::int64_t version,
                       const std::string& reason) {
    act(who, id, version, {Act::decline, reason, {}}, [&](auto&, Subtask& one) {
        must_have("words", reason);
        one.why = reason;
    });
}

void Subtasks::say_progress(const duty::Who& who, SubtaskId id, std::int64_t version, int percent,
                            const std::string& words) {
    act(who, id, version, {Act::progress, words, percent}, [&](auto&, Subtask& one) {
        if (percent < 0 || percent > 100) {
            incomplete("percent", "0 to 100");
        }
        must_have("words", words);
        one.percent = percent;
    });
}

void Subtasks::report(const duty::Who& who, SubtaskId id, std::int64_t version,
                      const std::string& words, const std::string& despite) {
    const auto said = despite.empty() ? words : words + "\n" + despite;
    act(who, id, version, {Act::report, said, {}},
        [&](store::Transaction& transaction, Subtask& one) {
            must_have("words", words);
            const auto forest = Forest::of(transaction, one.task);
            const auto open =
                below_where(forest, id, [](const Subtask& child) { return is_open(child.state); });
            if (!open.empty() && despite.empty()) {
                throw failure(ErrorCode::conflict, "subtask.children-open",
                              "what was split off is not confirmed: say why it is complete all the "
                              "same")
                    .with("children", lines_of(forest, open, *sources_.directories.get(transaction),
                                               transaction.today()));
            }
            if (!despite.empty()) {
                must_have("despite", despite);
            }
            one.report = words;
            one.despite = open.empty() ? "" : despite;
            one.reported_on = transaction.today();
            one.reported_by = who.actor.name;
            one.why.clear();
        });
}

void Subtasks::change(const duty::Who& who, SubtaskId id, std::int64_t version, const Part& part) {
    act(who, id, version, {Act::change, part.title, {}},
        [&](store::Transaction& transaction, Subtask& one) {
            const auto forest = Forest::of(transaction, one.task);
            const auto place = forest.place_of(id);
            const auto directory = sources_.directories.get(transaction);
            expect_unit_may_change(one, part);
            // Of a unit that stays only words and date are judged: its part may have changed since.
            const bool other = part.unit != one.unit;
            one.given_on = other ? transaction.today() : one.given_on;
            check_parts(transaction,
                        {forest, *directory, one.source, one.giver.unit, forest.parent(place),
                         transaction.today()},
                        {part}, other ? Judge::all : Judge::words);
            expect_no_later_child(forest, one, part.due_on, *directory, transaction.today());
            one.unit = part.unit;
            one.title = part.title;
            one.standard = part.standard;
            one.due_on = part.due_on;
            one.insisted = one.insisted && !other;
            one.why.clear();
        });
}

void Subtasks::insist(const duty::Who& who, SubtaskId id, std::int64_t version,
                      const std::string& words) {
    act(who, id, version, {Act::insist, words, {}}, [&](auto&, Subtask& one) {
        must_have("words", words);
        one.insisted = true;
        one.why = words;
    });
}

void Subtasks::give_back(const duty::Who& who, SubtaskId id, std::int64_t version,
                         const std::string& words) {
    act(who, id, version, {Act::give_back, words, {}}, [&](auto&, Subtask& one) {
        must_have("words", words);
        one.why = words;
    });
}

void Subtasks::confirm(const duty::Who& who, SubtaskId id, std::int64_t version,
                       const std::string& words) {
    act(who, id, version, {Act::confirm, words, {}},
        [&](store::Transaction& transaction, Subtask& one) {
            one.done_on = transaction.today();
            one.done_by = who.actor.name;
            one.why = words;
        });
}

void Subtasks::cancel(const duty::Who& who, SubtaskId id, std::int64_t version,
                      const std::string& reason) {
    act(who, id, version, {Act::cancel, reason, {}}, [&](auto&, Subtask& one) {
        must_have("words", reason);
        one.why = reason;
    });
}

void Subtasks::expect_file(const duty::Who& who, SubtaskId id, const std::string& name) {
    sources_.database.read([&](store::Reader& reader) {
        must_be_now(must_have_hands(reader, who, id, Act::add_file), Act::add_file);
        if (name.empty() || name.size() > kLongName) {
            incomplete("file", "a name of 1 to 255 bytes");
        }
    });
}

StoredFile Subtasks::add_file(const duty::Who& who, SubtaskId id, const std::string& name,
                              std::string_view bytes) {
    StoredFile file{to_hex(sources_.blobs.put(bytes)),
                    name,
                    who.actor.name,
                    static_cast<std::int64_t>(bytes.size()),
                    {}};
    sources_.database.write([&](store::Transaction& transaction) {
        const auto one = must_have_hands(transaction, who, id, Act::add_file);
        must_be_now(one, Act::add_file);
        record(transaction, who, one, Act::add_file);
        insert_file(transaction, id, file);
        file.added_on = transaction.today();
    });
    return file;
}

} // namespace luoshi::subtask
