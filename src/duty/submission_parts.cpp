// SPDX-License-Identifier: Apache-2.0
#include "duty/submission_parts.hpp"

#include "access/access.hpp"
#include "form/definition.hpp"

#include <algorithm>

namespace luoshi::duty {

using access::Role;

org::Scope scope_of_due(const access::Principal& who) {
    return access::scope_of(who);
}

Acting must_have_turn(const Opened& opened, const access::Principal& who, Date day) {
    const auto acting = turn_of(opened.due, opened.chain, opened.deputies, who, day);
    if (!acting) {
        const auto& step = opened.step();
        throw failure(ErrorCode::forbidden, "duty.not-your-turn",
                      "it is at step '{}' of its unit, with somebody else", to_string(step.kind))
            .with("step", std::string{to_string(step.kind)})
            .with("holder",
                  step.name.empty() ? std::string{access::to_string(step.role)} : step.name);
    }
    return *acting;
}

void must_be_of_unit(const Opened& opened, const access::Principal& who) {
    if (who.role == Role::office || who.unit != opened.due.unit) {
        throw failure(ErrorCode::forbidden, "duty.not-your-unit",
                      "the unit that reports does this itself");
    }
}

void must_be_office(const access::Principal& who) {
    if (who.role != Role::office) {
        throw failure(ErrorCode::forbidden, "access.role", "only the office does this");
    }
}

void must_be_ready(const Opened& opened) {
    if (opened.outcome.may_be_handed_in()) {
        return;
    }
    std::size_t errors = 0;
    std::string first;
    for (const auto& finding : opened.outcome.findings) {
        const bool stops =
            finding.level == form::Level::error || (finding.wants_reason && !finding.reasoned);
        if (stops && errors++ == 0) {
            first = finding.message.zh;
        }
    }
    throw failure(ErrorCode::unprocessable, "duty.not-ready",
                  "{} findings of the form must be put right first", errors)
        .with("errors", std::to_string(errors))
        .with("first", first);
}

void must_be_seen(const Opened& opened, std::int64_t seen) {
    if (opened.filled.revision != seen) {
        throw failure(ErrorCode::precondition_failed, "duty.content-changed",
                      "{} changed it meanwhile; look at it again", opened.filled.saved_by)
            .with("by", opened.filled.saved_by)
            .with("at", luoshi::to_string(opened.filled.saved_at))
            .with("revision", std::to_string(opened.filled.revision));
    }
}

void must_have_words(const std::string& words, const char* what) {
    if (words.find_first_not_of(" \t\n") == std::string::npos) {
        throw failure(ErrorCode::invalid_argument, "duty.reason-needed", "say {}", what);
    }
}

Act act_of(const Opened& opened, const char* name, const std::optional<Acting>& acting) {
    Act act;
    act.act = name;
    act.step = to_string(opened.step().kind);
    act.since = opened.due.since;
    act.for_person = acting && acting->deputy ? acting->for_name : "";
    return act;
}

void leave(store::Transaction& transaction, const Who& who, Due& due, Act act) {
    act.person = who.actor.name;
    insert_act(transaction, due, act, who.actor.person);
    update_due(transaction, due);
}

void go_to(store::Transaction& transaction, Due& due, std::size_t step) {
    due.step = step;
    due.since = transaction.today();
    due.since_at = transaction.now();
}

std::size_t index_of(const Chain& chain, StepKind kind, std::size_t otherwise) {
    const auto it = std::ranges::find(chain, kind, &Step::kind);
    return it == chain.end() ? otherwise : static_cast<std::size_t>(it - chain.begin());
}

void forget_signature(Due& due) {
    due.signed_on.reset();
    due.signed_by.clear();
    due.signed_how.clear();
    due.scan.clear();
    due.scan_name.clear();
}

void forget_submission(Due& due) {
    forget_signature(due);
    due.submitted_on.reset();
    due.submitted_at.reset();
    due.submitted_by.clear();
}

std::int64_t open_remarks(const std::vector<Remark>& remarks) {
    return std::ranges::count_if(remarks,
                                 [](const Remark& one) { return one.must && !one.settled_on; });
}

void must_be_settled(store::Reader& reader, const Opened& opened) {
    if (const auto open = open_remarks(remarks_of(reader, opened.due.id)); open > 0) {
        throw failure(ErrorCode::conflict, "duty.remarks-open",
                      "{} remarks that must be followed are not settled", open)
            .with("open", std::to_string(open));
    }
}

void begin_due(store::Transaction& transaction, const Who& who, Opened& opened) {
    auto filled = opened.filled;
    filled.person = who.actor.person;
    filled.saved_by = who.actor.name;
    opened.due.filled = form::insert_filled(transaction, filled);
    opened.due.chain = opened.chain;
    opened.filled = form::read_filled(transaction, opened.due.filled);
    keep_revision(transaction, opened.due.filled, opened.filled.revision, opened.filled.body,
                  who.actor.name);
}

} // namespace luoshi::duty
