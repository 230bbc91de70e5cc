// SPDX-License-Identifier: Apache-2.0
// What happens by itself: rows of new plans, reminders.
#include "base/error.hpp"
#include "followup/holders.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "outcome/parts.hpp"
#include "outcome/rows.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::outcome {
namespace {

const store::Actor kSystem{0, "system:outcome", ""};

notify::Message reminder_of(const LateAsk& late) {
    const bool sign = late.purpose == Purpose::signature;
    auto message = message_about(late.document, late.ask, "late", late.unit);
    message.kind = notify::Kind::urge;
    message.title = fmt::format("{}已逾期：{}", sign ? "会签" : "征求意见", late.title);
    message.title_en = fmt::format("{} late: {}", sign ? "Signature" : "Comments", late.title_en);
    return message;
}

} // namespace

void Documents::take_wanting() {
    const auto wanting = database_.read([&](store::Reader& reader) {
        std::vector<followup::PlanId> plans;
        const auto specs = specs_(reader);
        const auto directory = directories_.get(reader);
        for (const auto plan : followup::plan_ids(reader)) {
            const auto pack = followup::facts_of(reader, plan).pack;
            const auto it = std::ranges::find(*specs, pack, &OutcomeSpecs::pack);
            if (it != specs->end() &&
                !wanting_documents(reader, plan, *it, *directory, clock_.today()).empty()) {
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
}

std::int64_t Documents::remind_late() {
    const std::scoped_lock lock{mutex_};
    const auto today = clock_.today();
    if (today != day_) { // a unit may have got people since
        day_ = today;
        reminded_.clear();
    }
    const auto fresh = [&](store::Reader& reader) {
        auto late = late_asks(reader, today);
        std::erase_if(late, [&](const LateAsk& one) { return reminded_.contains(one.ask); });
        return late;
    };
    auto late = database_.read(fresh);
    if (late.empty()) {
        return 0;
    }
    std::int64_t made = 0;
    database_.write([&](store::Transaction& transaction) {
        late = fresh(transaction); // as it is now
        std::vector<notify::Message> messages;
        for (const auto& one : late) {
            messages.push_back(reminder_of(one));
        }
        made = notify::Notices::post(transaction, messages);
    });
    for (const auto& one : late) {
        reminded_.insert(one.ask);
    }
    return made;
}

std::int64_t Documents::run_due() {
    take_wanting();
    return remind_late();
}

} // namespace luoshi::outcome
