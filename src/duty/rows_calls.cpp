// SPDX-License-Identifier: Apache-2.0
#include "duty/rows.hpp"

#include <fmt/format.h>

namespace luoshi::duty {
namespace {

Call call_of(const store::Row& row) {
    Call call;
    call.id = row.id<CallId>(0);
    call.due = row.id<DueId>(1);
    call.on = row.date(2);
    call.at = row.text_or_empty(3);
    call.person = row.text(4);
    call.phone = row.text_or_empty(5);
    call.words = row.text(6);
    call.promised_by = row.optional_date(7);
    call.corrects = row.id<CallId>(8);
    call.noted_by = row.text(9);
    call.noted_at = row.time(10);
    return call;
}

void mark_corrected(std::vector<Call>& calls) {
    for (const auto& later : calls) {
        for (auto& call : calls) {
            if (later.corrects && call.id == later.corrects) {
                call.corrected_by = later.id;
            }
        }
    }
}

} // namespace

std::map<DueId, std::vector<Call>> calls_of(store::Reader& reader, const std::vector<DueId>& dues) {
    constexpr std::size_t kAtOnce = 500;
    std::map<DueId, std::vector<Call>> calls;
    for (std::size_t begin = 0; begin < dues.size(); begin += kAtOnce) {
        const auto count = std::min(kAtOnce, dues.size() - begin);
        store::Params params;
        for (std::size_t i = begin; i < begin + count; ++i) {
            params.emplace_back(dues[i]);
        }
        for (const auto& row : reader.query(
                 fmt::format("SELECT id, due_id, called_on, called_at, person, phone, words, "
                             "promised_by, corrects_id, noted_by, noted_at FROM duty_calls WHERE "
                             "due_id IN ({}) ORDER BY id",
                             store::placeholders(1, count)),
                 params)) {
            auto call = call_of(row);
            calls[call.due].push_back(std::move(call));
        }
    }
    for (auto& [due, of] : calls) {
        mark_corrected(of);
    }
    return calls;
}

void insert_call(store::Transaction& transaction, const Due& due, const Call& call,
                 std::int64_t person) {
    transaction.insert("duty_calls", call.id.value,
                       {{"plan_id", due.plan},
                        {"due_id", due.id},
                        {"called_on", call.on},
                        {"called_at", store::text_or_null(call.at)},
                        {"person", call.person},
                        {"phone", store::text_or_null(call.phone)},
                        {"words", call.words},
                        {"promised_by", call.promised_by},
                        {"corrects_id", call.corrects},
                        {"noted_by_id", person},
                        {"noted_by", call.noted_by},
                        {"noted_at", transaction.now()}});
}

} // namespace luoshi::duty
