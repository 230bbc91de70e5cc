// SPDX-License-Identifier: Apache-2.0
// What happens by itself: rows of new plans, reminders.
#include "access/access.hpp"
#include "base/error.hpp"
#include "duty/definition.hpp"
#include "duty/schedule.hpp"
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

// Longer than any usual step with days of rest.
constexpr int kFarthest = 62;

// The newest step of its evaluation that has come, or the word after its day; none yet.
std::optional<notify::Message> review_message(const Document& one, Date today,
                                              const WorkCalendar& calendar) {
    const auto day = *one.review_on;
    notify::Message message;
    message.object_kind = "document";
    message.object_id = one.id.value;
    message.link = fmt::format("/documents/{}", to_string(one.id));
    const auto key = [&](const std::string& step) {
        return fmt::format("outcome/{}/review/{}/{}", to_string(one.id), to_string(day), step);
    };
    if (day < today) {
        if (day >= calendar.last_work_day_until(today)) {
            return std::nullopt; // on the first working day after it
        }
        message.key = key("late");
        message.kind = notify::Kind::urge;
        message.title = fmt::format("评估已逾期：{}（应于{}评估）", one.title, in_chinese(day));
        message.title_en =
            fmt::format("Evaluation late: {} (was due {})", one.title_en, to_string(day));
        return message;
    }
    const auto days = duty::reminder_days(day, duty::usual_reminders(), calendar);
    const auto next = std::ranges::upper_bound(days, today);
    if (next == days.begin() || (one.issued_on && *std::prev(next) < *one.issued_on)) {
        return std::nullopt; // none has come since there is a day
    }
    message.key = key(to_string(*std::prev(next)));
    message.kind = notify::Kind::reminder;
    message.title = fmt::format("{}：{}前评估", one.title, in_chinese(day));
    message.title_en = fmt::format("{}: to be evaluated by {}", one.title_en, to_string(day));
    return message;
}

// To its lead and to everybody of the office, but for keys in `posted`.
std::vector<notify::Message> compose_reviews(store::Reader& reader, Date today,
                                             const std::set<std::string>& posted) {
    std::vector<notify::Message> all;
    const auto documents = to_evaluate(reader, today.plus_days(kFarthest));
    if (documents.empty()) {
        return all;
    }
    const auto calendar = org::work_calendar(reader);
    const auto office = access::people_with_role(reader, access::Role::office);
    for (const auto& one : documents) {
        const auto message = review_message(one, today, calendar);
        if (!message || posted.contains(message->key)) {
            continue;
        }
        all.push_back(*message);
        all.back().unit = one.lead;
        for (const auto& person : office) {
            all.push_back(*message);
            all.back().person = person.id;
        }
    }
    return all;
}

} // namespace

std::int64_t Documents::remind_reviews() {
    const std::scoped_lock lock{mutex_};
    const auto today = clock_.today();
    const auto fresh = [&](store::Reader& reader) {
        return compose_reviews(reader, today, posted_);
    };
    auto messages = database_.read(fresh);
    if (messages.empty()) {
        return 0;
    }
    std::int64_t made = 0;
    database_.write([&](store::Transaction& transaction) {
        messages = fresh(transaction); // as it is now
        made = notify::Notices::post(transaction, messages);
    });
    for (const auto& one : messages) {
        posted_.insert(one.key);
    }
    return made;
}

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
        posted_.clear();
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
    const auto late = remind_late(); // first: it begins a new day
    return late + remind_reviews();
}

} // namespace luoshi::outcome
