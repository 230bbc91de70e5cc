// SPDX-License-Identifier: Apache-2.0
// The way within the unit, signing, handing in.
#include "duty/submission_parts.hpp"

#include "access/access.hpp"

#include <algorithm>
#include <cctype>

namespace luoshi::duty {
namespace {

void submit_now(store::Transaction& transaction, const Who& who, Opened& opened) {
    auto& due = opened.due;
    due.kept = form::keep_version(transaction, due.filled, who.actor.name);
    due.submitted_on = transaction.today();
    due.submitted_at = transaction.now();
    due.submitted_by = who.actor.name;
}

std::string upper(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

// Whose paper it is: what stands there now, or an earlier revision.
void must_match(store::Reader& reader, const Opened& opened, const std::string& typed) {
    const auto now = form::check_code(opened.filled);
    if (typed == now) {
        return;
    }
    auto error = failure(ErrorCode::conflict, "duty.wrong-check-code",
                         "the paper has the check code {}, the draft {}: it was changed after "
                         "printing, or the code was mistyped; print it again",
                         typed, now)
                     .with("typed", typed)
                     .with("now", now);
    for (auto revision = opened.filled.revision - 1; revision > 0; --revision) {
        auto older = opened.filled;
        const auto body = revision_body(reader, opened.due.filled, revision);
        if (!body) {
            break;
        }
        older.body = *body;
        if (form::check_code(older) == typed) {
            throw std::move(error).with("printed", std::to_string(revision));
        }
    }
    throw error;
}

[[noreturn]] void wrong_step(const Opened& opened, const char* why) {
    const auto step = std::string{to_string(opened.step().kind)};
    throw failure(ErrorCode::conflict, "duty.wrong-step", "at step '{}' {}", step, why)
        .with("step", step);
}

std::size_t after_signing(const Opened& opened) {
    const auto sign = index_of(opened.chain, StepKind::sign, 0);
    return index_of(opened.chain, StepKind::send, sign);
}

} // namespace

void Submissions::hand_on(const Who& who, DueId id, std::int64_t seen, const Next& next) {
    std::optional<access::Principal> to;
    if (next.to) {
        to = access_.person(next.to).who;
    }
    change(who, id, "duty.handed-on", [&](store::Transaction& transaction, Opened& opened) {
        const auto acting = must_have_turn(opened, who.principal, transaction.today());
        must_follow(opened.due.state, DueAct::save);
        must_be_seen(opened, seen);
        const auto kind = opened.step().kind;
        if (kind == StepKind::sign || kind == StepKind::send) {
            wrong_step(opened, "it ends by signing and sending");
        }
        if (kind != StepKind::assign) {
            must_be_ready(opened);
        }
        if (!opened.due.filled) {
            begin_due(transaction, who, opened);
            opened.due.state = DueState::drafted;
        }
        auto act = act_of(opened, "hand-on", acting);
        act.words = next.words;
        go_to(transaction, opened.due, opened.due.step + 1);
        if (to) {
            if (to->unit != opened.due.unit) {
                throw failure(ErrorCode::invalid_argument, "duty.bad-holder",
                              "'{}' is not of this unit", to->name);
            }
            auto& step = opened.due.chain[opened.due.step];
            step = {step.kind, to->id.value, to->name, to->role};
        }
        leave(transaction, who, opened.due, std::move(act));
    });
}

void Submissions::hand_back(const Who& who, DueId id, const std::string& words) {
    must_have_words(words, "what is to be done");
    change(who, id, "duty.handed-back", [&](store::Transaction& transaction, Opened& opened) {
        const auto acting = must_have_turn(opened, who.principal, transaction.today());
        auto act = act_of(opened, "hand-back", acting);
        act.words = words;
        auto& due = opened.due;
        if (due.state == DueState::signed_) {
            due.state = must_follow(due.state, DueAct::unsign);
            forget_signature(due);
            go_to(transaction, due, index_of(opened.chain, StepKind::sign, 0));
        } else {
            must_follow(due.state, DueAct::save);
            if (due.step == 0) {
                wrong_step(opened, "there is nobody before");
            }
            go_to(transaction, due, due.step - 1);
        }
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::sign(const Who& who, DueId id, std::int64_t seen) {
    change(who, id, "duty.signed", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto acting = must_have_turn(opened, who.principal, transaction.today());
        const auto next = must_follow(due.state, DueAct::sign);
        if (opened.step().kind != StepKind::sign) {
            wrong_step(opened, "it is not to be signed yet");
        }
        must_be_seen(opened, seen);
        must_be_ready(opened);
        must_be_settled(transaction, opened);
        if (opened.duty.definition.signing == Signing::paper) {
            throw failure(
                ErrorCode::conflict, "duty.paper-asked",
                "this report is asked for on paper: print it and upload the stamped scan");
        }
        auto act = act_of(opened, "sign", acting);
        due.state = next;
        due.signed_on = transaction.today();
        due.signed_by = who.actor.name;
        due.signed_how = "screen";
        go_to(transaction, due, after_signing(opened));
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::paper_sign(const Who& who, DueId id, const PaperSignature& signature) {
    const auto typed = upper(signature.code);
    must_have_words(signature.by, "who signed");
    const auto check = [&](store::Reader& reader, const Opened& opened) {
        must_be_of_unit(opened, who.principal);
        must_follow(opened.due.state, DueAct::sign);
        if (opened.duty.definition.signing == Signing::screen) {
            throw failure(ErrorCode::conflict, "duty.screen-asked",
                          "this report is asked for on screen: the signer signs it there");
        }
        must_match(reader, opened, typed);
        must_be_ready(opened);
        must_be_settled(reader, opened);
    };
    const auto before = opened_for(who.principal, id);
    sources_.database.read([&](store::Reader& reader) { check(reader, before); });
    const auto digest = put(signature.scan);
    change(who, id, "duty.signed-on-paper", [&](store::Transaction& transaction, Opened& opened) {
        check(transaction, opened);
        auto& due = opened.due;
        auto act = act_of(opened, "paper-sign");
        act.words = signature.by + " " + typed;
        due.state = must_follow(due.state, DueAct::sign);
        due.signed_on = transaction.today();
        due.signed_by = signature.by;
        due.signed_how = "paper";
        due.scan = digest;
        due.scan_name = signature.scan.name;
        go_to(transaction, due, after_signing(opened));
        insert_file(transaction, due,
                    {digest, signature.scan.name, who.actor.name,
                     static_cast<std::int64_t>(signature.scan.bytes.size())});
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::submit(const Who& who, DueId id, std::int64_t seen) {
    change(who, id, "duty.submitted", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto next = must_follow(due.state, DueAct::submit);
        const auto acting = must_have_turn(opened, who.principal, transaction.today());
        must_be_seen(opened, seen);
        must_be_ready(opened);
        must_be_settled(transaction, opened);
        auto act = act_of(opened, "submit", acting);
        due.state = next;
        submit_now(transaction, who, opened);
        act.kept = due.kept;
        go_to(transaction, due, due.step);
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::withdraw(const Who& who, DueId id, const std::string& words) {
    must_have_words(words, "why it is taken back");
    change(who, id, "duty.withdrawn", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto next = must_follow(due.state, DueAct::withdraw);
        must_be_of_unit(opened, who.principal);
        auto act = act_of(opened, "withdraw");
        act.words = words;
        due.state = next;
        due.entered = false; // from now on it is the unit's own
        due.received.clear();
        forget_submission(due);
        go_to(transaction, due, index_of(opened.chain, StepKind::draft, 0));
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::enter(const Who& who, DueId id, std::int64_t seen, const Entry& entry) {
    must_be_office(who.principal);
    must_have_words(entry.manner, "how it came");
    const auto digest = entry.scan ? put(*entry.scan) : std::string{};
    change(who, id, "duty.entered", [&](store::Transaction& transaction, Opened& opened) {
        auto& due = opened.due;
        const auto next = must_follow(due.state, DueAct::enter);
        if (!due.entered) {
            throw failure(ErrorCode::conflict, "duty.begun-by-unit",
                          "the unit is writing this report itself");
        }
        must_be_seen(opened, seen);
        must_be_ready(opened);
        auto act = act_of(opened, "enter");
        act.step = kOffice;
        due.state = next;
        due.received = entry.manner + " " + luoshi::to_string(entry.received_on);
        due.confirmed_on.reset();
        due.confirmed_by.clear();
        if (entry.scan) {
            due.scan = digest;
            due.scan_name = entry.scan->name;
            insert_file(transaction, due,
                        {digest, entry.scan->name, who.actor.name,
                         static_cast<std::int64_t>(entry.scan->bytes.size())});
        }
        submit_now(transaction, who, opened);
        due.submitted_on = entry.received_on; // when the office had it
        act.kept = due.kept;
        act.words = due.received;
        go_to(transaction, due, due.step);
        leave(transaction, who, due, std::move(act));
    });
}

void Submissions::confirm(const Who& who, DueId id) {
    change(who, id, "duty.confirmed", [&](store::Transaction& transaction, Opened& opened) {
        must_be_of_unit(opened, who.principal);
        auto& due = opened.due;
        const bool waits = due.is_unconfirmed() &&
                           (due.state == DueState::submitted || due.state == DueState::accepted);
        if (!waits) {
            throw failure(ErrorCode::conflict, "duty.nothing-to-confirm",
                          "the office entered nothing here that waits for the unit");
        }
        auto act = act_of(opened, "confirm");
        due.confirmed_on = transaction.today();
        due.confirmed_by = who.actor.name;
        leave(transaction, who, due, std::move(act));
    });
}

} // namespace luoshi::duty
