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
    if (has_hand(hands, act)) {
        return std::move(*one);
    }
    const auto forest = Forest::of(reader, one->task);
    if (!forest.visible(who.principal)[forest.place_of(id)]) {
        throw failure(ErrorCode::not_found, "subtask.no-subtask", "there is no such subtask");
    }
    constexpr std::array<std::string_view, 3> kWhose{"the unit that owes it", "who handed it out",
                                                     "the office, or who split it off"};
    throw failure(ErrorCode::forbidden, "subtask.not-yours", "this is for {}",
                  kWhose[static_cast<std::size_t>(hand_of(act))]);
}

[[noreturn]] void not_now(const Subtask& one, Act act) {
    throw failure(ErrorCode::conflict, "subtask.not-now", "not in this state")
        .with("act", std::string{to_string(act)})
        .with("state", std::string{to_string(one.state)});
}

void expect_may_decline(const Subtask& one) {
    if (one.insisted) {
        throw failure(ErrorCode::conflict, "subtask.insisted",
                      "it was declined before, and who handed it out insists");
    }
}

State must_be_now(const Subtask& one, Act act) {
    if (act == Act::decline) {
        expect_may_decline(one);
    }
    const auto next = after(one.state, act);
    if (!next) {
        not_now(one, act);
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

void take_progress(Subtask& one, const std::optional<int>& percent, const std::string& words) {
    if (!percent || *percent < 0 || *percent > 100) {
        incomplete("percent", "0 to 100");
    }
    must_have("words", words);
    one.percent = percent;
}

void take_objection(Subtask& one, const std::string& reason) {
    must_have("words", reason);
    one.why = reason;
}

struct Reporting {
    const std::string &words, &despite;
    Date on;
    const std::string& by;
};
void take_report(store::Transaction& transaction, org::Directories& directories, Subtask& one,
                 const Reporting& reporting) {
    must_have("words", reporting.words);
    const auto forest = Forest::of(transaction, one.task);
    const auto open =
        below_where(forest, one.id, [](const Subtask& child) { return is_open(child.state); });
    if (!open.empty() && reporting.despite.empty()) {
        throw failure(ErrorCode::conflict, "subtask.children-open",
                      "what was split off is not confirmed: say why it is complete all the same")
            .with("children",
                  lines_of(forest, open, *directories.get(transaction), transaction.today()));
    }
    if (!reporting.despite.empty()) {
        must_have("despite", reporting.despite);
    }
    one.report = reporting.words;
    one.despite = open.empty() ? "" : reporting.despite;
    one.reported_on = reporting.on;
    one.reported_by = reporting.by;
    one.why.clear();
}

void expect_manner(const Answer& answer, const Subtask& one, Date today) {
    must_have("manner", answer.manner, kLongName);
    if (answer.received_on < one.given_on || answer.received_on > today) {
        incomplete("received_on", "a day since it was handed out, until today");
    }
}

State must_be_answered(const Subtask& one, const Answer& answer, Date today) {
    const auto next = after_entry(one.state, answer.act);
    if (!next) {
        not_now(one, answer.act);
    }
    if (answer.act == Act::decline) {
        expect_may_decline(one);
    }
    expect_manner(answer, one, today);
    return *next;
}

std::string with_despite(const std::string& words, const std::string& despite) {
    return despite.empty() ? words : words + "\n" + despite;
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
        one.state = must_be_now(one, doing.act);
        record(transaction, who, one, doing.act);
        const bool answers = hand_of(doing.act) == Hand::owner && doing.act != Act::affirm;
        const bool sent_on = doing.act == Act::insist || doing.act == Act::give_back;
        if (answers || sent_on) { // it answers itself now, or is to answer anew
            one.entry.reset();
        }
        change(transaction, one);
        if (one.unit != before) { // what was entered was the other's
            one.entry.reset();
        }
        ++one.version;
        update_subtask(transaction, one);
        insert_note(transaction, one.id,
                    {.act = std::string{to_string(doing.answer.value_or(doing.act))},
                     .words = doing.words,
                     .person = who.actor.name,
                     .percent = doing.percent,
                     .received = doing.received});
        std::vector<notify::Message> messages;
        if (is_told(doing.act)) {
            messages.push_back(one.unit == before ? act_message(one, doing.act)
                                                  : handed_message(one));
        }
        if (one.unit != before) {
            messages.push_back(moved_message(one, before));
        }
        if (doing.answer) {
            messages.push_back(entered_message(one));
            const bool own = one.giver.office ? one.giver.person == who.principal.id.value
                                              : one.giver.unit == who.principal.unit;
            if (is_told(*doing.answer) && !own) {
                messages.push_back(act_message(one, *doing.answer));
            }
        }
        if (doing.act == Act::cancel) {
            cancel_below(transaction, who, one, doing.words, messages);
        }
        notify::Notices::post(transaction, messages);
    });
}

void Subtasks::accept(const duty::Who& who, SubtaskId id, std::int64_t version) {
    act(who, id, version, {.act = Act::accept}, [](auto&, Subtask& one) { one.why.clear(); });
}

void Subtasks::decline(const duty::Who& who, SubtaskId id, std::int64_t version,
                       const std::string& reason) {
    act(who, id, version, {.act = Act::decline, .words = reason},
        [&](auto&, Subtask& one) { take_objection(one, reason); });
}

void Subtasks::say_progress(const duty::Who& who, SubtaskId id, std::int64_t version, int percent,
                            const std::string& words) {
    act(who, id, version, {.act = Act::progress, .words = words, .percent = percent},
        [&](auto&, Subtask& one) { take_progress(one, percent, words); });
}

void Subtasks::report(const duty::Who& who, SubtaskId id, std::int64_t version,
                      const std::string& words, const std::string& despite) {
    act(who, id, version, {.act = Act::report, .words = with_despite(words, despite)},
        [&](store::Transaction& transaction, Subtask& one) {
            take_report(transaction, sources_.directories, one,
                        {words, despite, transaction.today(), who.actor.name});
        });
}

void Subtasks::enter(const duty::Who& who, SubtaskId id, std::int64_t version,
                     const Answer& answer) {
    expect_entered(who, id, answer); // before its scan is kept
    Entry entry{answer.act, who.actor.name, answer.manner, answer.received_on, "", "", {}, ""};
    if (answer.scan) {
        entry.scan = to_hex(sources_.blobs.put(answer.scan->bytes));
        entry.scan_name = answer.scan->name;
    }
    // Only what such an answer has, which is what was checked.
    const bool report = answer.act == Act::report;
    const Doing doing{.act = Act::enter,
                      .words = answer.act == Act::accept
                                   ? std::string{}
                                   : with_despite(answer.words, report ? answer.despite : ""),
                      .percent = answer.act == Act::progress ? answer.percent : std::nullopt,
                      .answer = answer.act,
                      .received = answer.manner + " " + luoshi::to_string(answer.received_on)};
    act(who, id, version, doing, [&](store::Transaction& transaction, Subtask& one) {
        one.state = must_be_answered(one, answer, transaction.today());
        one.why.clear();
        if (answer.act == Act::decline) {
            take_objection(one, answer.words);
        } else if (answer.act == Act::progress) {
            take_progress(one, answer.percent, answer.words);
        } else if (answer.act == Act::report) {
            take_report(transaction, sources_.directories, one,
                        {answer.words, answer.despite, answer.received_on, who.actor.name});
        }
        one.entry = entry;
        if (answer.scan) {
            insert_file(transaction, id,
                        {entry.scan,
                         entry.scan_name,
                         who.actor.name,
                         static_cast<std::int64_t>(answer.scan->bytes.size()),
                         {}});
        }
    });
}

void Subtasks::expect_entered(const duty::Who& who, SubtaskId id, const Answer& answer) {
    sources_.database.read([&](store::Reader& reader) {
        const auto one = must_have_hands(reader, who, id, Act::enter);
        must_be_now(one, Act::enter);
        must_be_answered(one, answer, sources_.clock.today());
    });
    if (answer.scan && (answer.scan->name.empty() || answer.scan->name.size() > kLongName)) {
        incomplete("file", "a name of 1 to 255 bytes");
    }
}

void Subtasks::affirm(const duty::Who& who, SubtaskId id, std::int64_t version) {
    act(who, id, version, {.act = Act::affirm}, [&](store::Transaction& transaction, Subtask& one) {
        if (!one.is_unaffirmed()) {
            throw failure(ErrorCode::conflict, "subtask.nothing-to-affirm",
                          "nothing entered here waits for the unit");
        }
        one.entry->affirmed_on = transaction.today();
        one.entry->affirmed_by = who.actor.name;
    });
}

void Subtasks::change(const duty::Who& who, SubtaskId id, std::int64_t version, const Part& part) {
    act(who, id, version, {.act = Act::change, .words = part.title},
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
    act(who, id, version, {.act = Act::insist, .words = words}, [&](auto&, Subtask& one) {
        must_have("words", words);
        one.insisted = true;
        one.why = words;
    });
}

void Subtasks::give_back(const duty::Who& who, SubtaskId id, std::int64_t version,
                         const std::string& words) {
    act(who, id, version, {.act = Act::give_back, .words = words}, [&](auto&, Subtask& one) {
        must_have("words", words);
        one.why = words;
    });
}

void Subtasks::confirm(const duty::Who& who, SubtaskId id, std::int64_t version,
                       const std::string& words) {
    act(who, id, version, {.act = Act::confirm, .words = words},
        [&](store::Transaction& transaction, Subtask& one) {
            one.done_on = transaction.today();
            one.done_by = who.actor.name;
            one.why = words;
        });
}

void Subtasks::cancel(const duty::Who& who, SubtaskId id, std::int64_t version,
                      const std::string& reason) {
    act(who, id, version, {.act = Act::cancel, .words = reason}, [&](auto&, Subtask& one) {
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
