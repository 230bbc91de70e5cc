// SPDX-License-Identifier: Apache-2.0
// The review by the office: remarks, returning, accepting, time and sparing.
#include "duty/reminder_words.hpp"
#include "duty/submission_parts.hpp"
#include "notify/notices.hpp"

#include "base/text.hpp"
#include "form/definition.hpp"

#include <algorithm>
#include <array>

namespace luoshi::duty {
namespace {

constexpr std::int64_t kLongestExtension = 90; // days

[[noreturn]] void bad_remark(std::string_view why) {
    throw failure(ErrorCode::invalid_argument, "duty.bad-remark", "{}", why);
}

const form::Answer& cell_of(const Remark& remark, const form::Field& table,
                            const form::Answer& answer, const form::Form& form) {
    const auto column = std::ranges::find(table.columns, remark.column, &form::Field::name);
    if (column == table.columns.end()) {
        bad_remark("the table has no such column");
    }
    const auto at = static_cast<std::size_t>(column - table.columns.begin());
    const auto key = std::ranges::find(table.columns, true, &form::Field::key);
    for (std::size_t n = 0; n < answer.rows.size(); ++n) {
        const auto& row = answer.rows[n];
        const auto name =
            key == table.columns.end()
                ? std::to_string(n + 1)
                : form::shown(row[static_cast<std::size_t>(key - table.columns.begin())], *key,
                              form);
        if (name == remark.row) {
            return row[at];
        }
    }
    bad_remark("the table has no such row");
}

// The characters [begin, end) of the text; "" outside.
std::string characters(const std::string& text, int begin, int end) {
    std::size_t at = 0;
    std::size_t from = 0;
    int n = 0;
    for (; n < end && at < text.size(); ++n) {
        if (n == begin) {
            from = at;
        }
        next_character(text, at);
    }
    return n == end && begin < end ? text.substr(from, at - from) : "";
}

// The passage has the words quoted; where none are, they are taken from it.
void check_passage(const Opened& opened, Remark& remark) {
    const auto index = opened.form->index_of(remark.field);
    if (!index || remark.words.empty()) {
        bad_remark("a remark has words and stands at a field of the form");
    }
    const auto& field = opened.form->fields[*index];
    const auto& answer = opened.outcome.filling.answers[*index];
    if (field.kind == form::FieldKind::table && remark.row.empty()) {
        remark.passage.reset(); // about the table as a whole
        return;
    }
    const bool table = field.kind == form::FieldKind::table;
    const auto& cell = table ? cell_of(remark, field, answer, *opened.form) : answer;
    const auto& cell_field =
        table ? *std::ranges::find(field.columns, remark.column, &form::Field::name) : field;
    if (!remark.passage) {
        return;
    }
    const auto text = cell.typed.empty() ? form::shown(cell, cell_field, *opened.form) : cell.typed;
    const auto words = characters(text, remark.passage->first, remark.passage->second);
    if (words.empty() || (!remark.quote.empty() && remark.quote != words)) {
        bad_remark("the passage does not have the words quoted");
    }
    remark.quote = words;
}

Act office_act(const Opened& opened, const char* name, std::string words) {
    auto act = act_of(opened, name);
    act.step = kOffice;
    act.kept = opened.due.kept;
    act.words = std::move(words);
    return act;
}

} // namespace

RemarkId Submissions::remark(const Who& who, DueId id, Remark remark) {
    must_be_office(who.principal);
    RemarkId made;
    change(who, id, "duty.remarked", [&](store::Transaction& transaction, Opened& opened) {
        must_follow(opened.due.state, DueAct::give_back);
        auto checked = remark;
        check_passage(opened, checked);
        checked.made_by = who.actor.name;
        made = insert_remark(transaction, opened.due, checked);
    });
    return made;
}

DueId Submissions::due_of(const access::Principal& who, RemarkId remark) {
    return sources_.database.read([&](store::Reader& reader) {
        const auto id = due_of_remark(reader, remark);
        const auto due = id ? find_due(reader, *id) : std::nullopt;
        const auto scope = scope_of_due(who);
        if (!due || (!scope.sees_all() && due->unit != scope.unit())) {
            throw failure(ErrorCode::not_found, "duty.no-remark", "there is no such remark");
        }
        return due->id;
    });
}

void Submissions::erase_remark(const Who& who, RemarkId remark) {
    must_be_office(who.principal);
    const auto id = due_of(who.principal, remark);
    change(who, id, "duty.remark-erased", [&](store::Transaction& transaction, Opened& opened) {
        must_follow(opened.due.state, DueAct::give_back);
        const auto remarks = remarks_of(transaction, id);
        const auto it = std::ranges::find(remarks, remark, &Remark::id);
        if (it == remarks.end() || it->round != opened.due.round) {
            throw failure(ErrorCode::not_found, "duty.no-remark",
                          "there is no such remark that was not sent yet");
        }
        duty::erase_remark(transaction, remark);
    });
}

void Submissions::settle(const Who& who, RemarkId remark, const std::string& answer) {
    const auto id = due_of(who.principal, remark);
    change(who, id, "duty.remark-settled", [&](store::Transaction& transaction, Opened& opened) {
        must_be_of_unit(opened, who.principal);
        must_follow(opened.due.state, DueAct::save);
        auto remarks = remarks_of(transaction, id);
        const auto it = std::ranges::find(remarks, remark, &Remark::id);
        ensure(it != remarks.end(), "a remark belongs to its due");
        it->settled_on = transaction.today();
        it->settled_by = who.actor.name;
        it->answer = answer;
        update_remark(transaction, *it);
    });
}

void Submissions::give_back(const Who& who, DueId id, Date new_date, const std::string& words) {
    must_be_office(who.principal);
    change(who, id, "duty.returned", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto next = must_follow(due.state, DueAct::give_back);
        if (open_remarks(remarks_of(transaction, id)) == 0) {
            throw failure(ErrorCode::conflict, "duty.remark-needed",
                          "say at a passage what must be changed before returning it");
        }
        if (new_date <= transaction.today()) {
            throw failure(ErrorCode::invalid_argument, "duty.bad-date",
                          "the new date must be after today");
        }
        auto act = office_act(opened, "return", words);
        due.state = next;
        due.due_on = new_date;
        ++due.round;
        forget_submission(due);
        go_to(transaction, due, index_of(opened.chain, StepKind::draft, 0));
        leave(transaction, who, due, std::move(act));
        notify::Notices::post(transaction, std::array{returned_message(due, opened.duty, words)});
    });
}

void Submissions::accept(const Who& who, DueId id) {
    must_be_office(who.principal);
    change(who, id, "duty.accepted", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto next = must_follow(due.state, DueAct::accept);
        must_be_settled(transaction, opened);
        auto act = office_act(opened, "accept", "");
        due.state = next;
        due.accepted_on = transaction.today();
        due.accepted_by = who.actor.name;
        drop_revisions(transaction, due.filled);
        leave(transaction, who, due, std::move(act));
    });
}

ExtensionId Submissions::ask_time(const Who& who, DueId id, std::int64_t days,
                                  const std::string& reason) {
    must_have_words(reason, "why more time is needed");
    if (days < 1 || days > kLongestExtension) {
        throw failure(ErrorCode::invalid_argument, "duty.bad-date", "an extension is 1 to {} days",
                      kLongestExtension);
    }
    ExtensionId made;
    change(who, id, "duty.time-asked", [&](store::Transaction& transaction, Opened& opened) {
        must_be_of_unit(opened, who.principal);
        if (!is_waiting(opened.due.state)) {
            must_follow(opened.due.state, DueAct::save);
        }
        for (const auto& one : extensions_of(transaction, id)) {
            if (one.state == "asked") {
                throw failure(ErrorCode::conflict, "duty.asked-already",
                              "there is a request that is not decided yet");
            }
        }
        Extension extension;
        extension.days = days;
        extension.reason = reason;
        extension.asked_by = who.actor.name;
        made = insert_extension(transaction, opened.due, extension);
    });
    return made;
}

void Submissions::decide_time(const Who& who, ExtensionId id, std::optional<Date> new_date,
                              const std::string& words) {
    must_be_office(who.principal);
    const auto asked =
        sources_.database.read([&](store::Reader& reader) { return find_extension(reader, id); });
    if (!asked) {
        throw failure(ErrorCode::not_found, "duty.no-extension", "there is no such request");
    }
    change(who, asked->due, new_date ? "duty.time-granted" : "duty.time-refused",
           [&](store::Transaction& transaction, Opened& opened) {
               auto extension = *find_extension(transaction, id);
               if (extension.state != "asked") {
                   throw failure(ErrorCode::conflict, "duty.decided",
                                 "the request was decided before");
               }
               auto& due = opened.due;
               if (new_date && (*new_date <= due.due_on || !is_waiting(due.state))) {
                   throw failure(ErrorCode::invalid_argument, "duty.bad-date",
                                 "the new date must be after the one there is");
               }
               extension.state = new_date ? "granted" : "refused";
               extension.new_date = new_date;
               extension.words = words;
               extension.decided_by = who.actor.name;
               update_extension(transaction, extension);
               due.due_on = new_date.value_or(due.due_on);
               leave(transaction, who, due,
                     office_act(opened, new_date ? "time-granted" : "time-refused", words));
           });
}

void Submissions::spare(const Who& who, DueId id, const std::string& why) {
    must_be_office(who.principal);
    must_have_words(why, "why it need not report");
    change(who, id, "duty.spared", [&](store::Transaction& transaction, Opened& opened) {
        opened.due.state = must_follow(opened.due.state, DueAct::spare);
        opened.due.why = why;
        leave(transaction, who, opened.due, office_act(opened, "spare", why));
    });
}

void Submissions::owe(const Who& who, DueId id) {
    must_be_office(who.principal);
    change(who, id, "duty.owed-again", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        due.state = must_follow(due.state, DueAct::owe);
        if (due.filled) {
            due.state = must_follow(due.state, DueAct::save); // what was typed is still there
        }
        due.why.clear();
        due.cause.clear();
        go_to(transaction, due, 0);
        leave(transaction, who, due, office_act(opened, "owe", ""));
    });
}

} // namespace luoshi::duty
