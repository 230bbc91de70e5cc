// SPDX-License-Identifier: Apache-2.0
// What happens by itself: rows of new plans, reminders.
#include "base/error.hpp"
#include "followup/holders.hpp"
#include "notify/notices.hpp"
#include "outcome/documents.hpp"
#include "outcome/rows.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::outcome {
namespace {

const store::Actor kSystem{0, "system:outcome", ""};

notify::Message reminder_of(const LateAsk& late) {
    const bool sign = late.purpose == Purpose::signature;
    notify::Message message;
    message.key = fmt::format("outcome/{}/late", to_string(late.ask));
    message.kind = notify::Kind::urge;
    message.object_kind = "document";
    message.object_id = late.document.value;
    message.link = fmt::format("/documents/{}", to_string(late.document));
    message.unit = late.unit;
    message.title = fmt::format("{}已逾期：{}", sign ? "会签" : "征求意见", late.title);
    message.title_en = fmt::format("{} late: {}", sign ? "Signature" : "Comments", late.title);
    return message;
}

} // namespace

std::int64_t Documents::run_due() {
    const auto wanting = database_.read([&](store::Reader& reader) {
        std::vector<followup::PlanId> plans;
        const auto specs = specs_(reader);
        for (const auto plan : followup::plan_ids(reader)) {
            const auto pack = followup::facts_of(reader, plan).pack;
            const auto it = std::ranges::find(*specs, pack, &OutcomeSpecs::pack);
            const auto tasks = followup::tasks_by_number(reader, plan);
            if (it != specs->end() &&
                std::ranges::any_of(it->documents, [&](const OutcomeSpec& one) {
                    return tasks.contains(one.task) && !has_code(reader, plan, one.code);
                })) {
                plans.push_back(plan);
            }
        }
        return plans;
    });
    for (const auto plan : wanting) {
        try {
            take_from_pack(kSystem, plan);
        } catch (const Error& error) { // another server made the same
            if (error.reason() != "store.duplicate") {
                throw;
            }
        }
    }
    const auto today = clock_.today();
    const bool quiet =
        database_.read([&](store::Reader& reader) { return late_asks(reader, today).empty(); });
    if (quiet) {
        return 0;
    }
    return database_.write([&](store::Transaction& transaction) {
        std::vector<notify::Message> messages;
        for (const auto& late : late_asks(transaction, today)) {
            messages.push_back(reminder_of(late));
        }
        return notify::Notices::post(transaction, messages);
    });
}

} // namespace luoshi::outcome
