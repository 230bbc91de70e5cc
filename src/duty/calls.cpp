// SPDX-License-Identifier: Apache-2.0
#include "duty/calls.hpp"

#include "base/text.hpp"
#include "duty/rows.hpp"
#include "duty/submission_parts.hpp"

#include <algorithm>

namespace luoshi::duty {
namespace {

void must(bool holds, const char* field, const char* what) {
    if (!holds) {
        throw failure(ErrorCode::invalid_argument, "duty.bad-call", "'{}' is needed: {}", field,
                      what)
            .with("field", field);
    }
}

bool is_time(const std::string& text) { // 00:00 to 23:59
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    return text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) &&
           text.substr(0, 2) < "24" && text.substr(3) < "60";
}

bool is_between(const std::string& text, std::size_t least, std::size_t most) {
    const auto count = character_count(text);
    const bool blank = text.find_first_not_of(" \t\n") == std::string::npos;
    return count >= least && count <= most && (least == 0 || !blank);
}

void check(const Call& call, Date today) {
    must(is_between(call.person, 1, 40), "person", "who was rung, 1 to 40 characters");
    must(is_between(call.phone, 0, 40), "phone", "at most 40 characters");
    must(is_between(call.words, 1, 1000), "words", "what was said, 1 to 1,000 characters");
    must(call.on <= today, "on", "a day that has come");
    must(call.at.empty() || is_time(call.at), "at", "hours and minutes, as 15:30");
    must(!call.promised_by || *call.promised_by >= call.on, "promised_by",
         "no day before the call");
}

} // namespace

std::vector<Call> Calls::list(const org::Scope& scope, DueId due) {
    return database_.read([&](store::Reader& reader) {
        must_find_due(reader, scope, due);
        auto calls = calls_of(reader, {due});
        return std::move(calls[due]);
    });
}

std::map<DueId, std::vector<Call>> Calls::list(const std::vector<DueId>& dues) {
    return database_.read([&](store::Reader& reader) { return calls_of(reader, dues); });
}

CallId Calls::add(const Who& who, DueId id, Call call) {
    must_be_office(who.principal);
    check(call, clock_.today());
    return database_.write([&](store::Transaction& transaction) {
        const auto due = must_find_due(transaction, org::Scope::all(), id);
        if (call.corrects) {
            const auto calls = calls_of(transaction, {id})[id];
            const auto it = std::ranges::find(calls, call.corrects, &Call::id);
            if (it == calls.end()) {
                throw failure(ErrorCode::not_found, "duty.no-call", "call '{}' does not exist",
                              call.corrects.value);
            }
            if (it->corrected_by) {
                throw failure(ErrorCode::conflict, "duty.call-corrected",
                              "this note was corrected already; correct the later one");
            }
        }
        transaction.record({.actor = who.actor,
                            .action = "duty.call-noted",
                            .object_kind = "due",
                            .object_id = id.value,
                            .plan_id = due.plan.value,
                            .detail = {}});
        auto noted = call;
        noted.id = transaction.make_id<CallId>();
        noted.noted_by = who.actor.name;
        insert_call(transaction, due, noted, who.actor.person);
        return noted.id;
    });
}

} // namespace luoshi::duty
