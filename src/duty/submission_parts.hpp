// SPDX-License-Identifier: Apache-2.0
// Shared by the sources of Submissions: the checks before an act and the line it leaves.
#pragma once

#include "base/error.hpp"
#include "duty/rows.hpp"
#include "duty/submissions.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>
#include <utility>

namespace luoshi::duty {

inline constexpr const char* kOffice = "office"; // the step of its acts

org::Scope scope_of_due(const access::Principal& who);
// Errors: forbidden (duty.not-your-turn).
Acting must_have_turn(const Opened& opened, const access::Principal& who, Date day);
void must_be_of_unit(const Opened& opened, const access::Principal& who);
void must_be_office(const access::Principal& who);
void must_be_ready(const Opened& opened); // duty.not-ready
void must_be_seen(const Opened& opened, std::int64_t seen);
void must_have_words(const std::string& words, const char* what); // duty.reason-needed

// Writes the act and the due, in that order: since is that of the step that ends.
void leave(store::Transaction& transaction, const Who& who, Due& due, Act act);
Act act_of(const Opened& opened, const char* name, const std::optional<Acting>& acting = {});
void go_to(store::Transaction& transaction, Due& due, std::size_t step); // a step begins
std::size_t index_of(const Chain& chain, StepKind kind, std::size_t otherwise);
void forget_signature(Due& due);
void forget_submission(Due& due);                              // and the signature
std::int64_t open_remarks(const std::vector<Remark>& remarks); // must be followed, not settled
// Error conflict (duty.remarks-open).
void must_be_settled(store::Reader& reader, const Opened& opened);
// First act on a due nobody has typed in: its content, and the chain it will take.
void begin_due(store::Transaction& transaction, const Who& who, Opened& opened);

// Runs `function(transaction, opened)` when nobody changed the due since it was opened; else opens
// it again. The function may run more than once, each time on a fresh copy.
template <class Function>
void Submissions::change(const Who& who, DueId due, const char* action, Function&& function) {
    constexpr int kTries = 5;
    for (int n = 0; n < kTries; ++n) {
        const auto opened = opened_for(who.principal, due);
        const bool done = sources_.database.write([&](store::Transaction& transaction) {
            const auto now = find_due(transaction, due);
            if (!now || now->version != opened.due.version) {
                return false;
            }
            if (now->filled &&
                form::read_filled(transaction, now->filled).revision != opened.filled.revision) {
                return false;
            }
            auto fresh = opened;
            transaction.record({.actor = who.actor,
                                .action = action,
                                .object_kind = "due",
                                .object_id = due.value,
                                .plan_id = fresh.due.plan.value,
                                .detail = {}});
            function(transaction, fresh);
            return true;
        });
        if (done) {
            return;
        }
    }
    throw failure(ErrorCode::unavailable, "duty.busy",
                  "others are changing this report; try again in a moment")
        .with("retry_after_s", "1");
}

} // namespace luoshi::duty
