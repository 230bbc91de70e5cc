// SPDX-License-Identifier: Apache-2.0
#include "subtask/reminders.hpp"

#include "duty/definition.hpp"
#include "duty/schedule.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "subtask/messages.hpp"
#include "subtask/rows.hpp"

#include <algorithm>

namespace luoshi::subtask {
namespace {

constexpr int kFarthest = 62; // days: longer than any usual step with days of rest

std::optional<Date> newest_step(const Subtask& one, Date today, const WorkCalendar& calendar) {
    const auto days = duty::reminder_days(one.due_on, duty::usual_reminders(), calendar);
    const auto next = std::ranges::upper_bound(days, today);
    // Nobody is reminded of what was handed out after the step.
    return next == days.begin() || *std::prev(next) < one.given_on
               ? std::nullopt
               : std::optional{*std::prev(next)};
}

struct Batch {
    std::vector<notify::Message> messages;
    std::optional<std::pair<Date, SubtaskId>> next; // where the one after begins
};

Batch compose(store::Reader& reader, Date today,
              const std::optional<std::pair<Date, SubtaskId>>& after,
              const std::set<std::string>& posted) {
    const auto calendar = org::work_calendar(reader);
    const auto last_work_day = calendar.last_work_day_until(today);
    Batch batch;
    const auto add = [&](notify::Message message) {
        if (!posted.contains(message.key)) {
            batch.messages.push_back(std::move(message));
        }
    };
    const auto owed = owed_until(reader, today.plus_days(kFarthest), Reminders::kBatch, after);
    for (const auto& one : owed) {
        const bool contested = one.state == State::declined; // its giver has the next word
        if (one.due_on < last_work_day) {
            add(late_message(one));
        }
        if (contested) {
            continue;
        }
        if (one.due_on < today) {
            if (one.due_on < last_work_day) {
                add(urge_message(one));
            }
        } else if (const auto step = newest_step(one, today, calendar)) {
            add(reminder_message(one, *step));
        }
    }
    if (owed.size() == static_cast<std::size_t>(Reminders::kBatch)) {
        batch.next = {owed.back().due_on, owed.back().id};
    }
    return batch;
}

} // namespace

std::int64_t Reminders::run_due() {
    const auto today = clock_.today();
    if (today != day_) {
        day_ = today;
        posted_.clear();
    }
    std::int64_t made = 0;
    std::optional<std::pair<Date, SubtaskId>> after;
    do {
        auto batch = database_.read(
            [&](store::Reader& reader) { return compose(reader, today, after, posted_); });
        if (!batch.messages.empty()) {
            std::int64_t now = 0;
            database_.write([&](store::Transaction& transaction) {
                batch = compose(transaction, today, after, posted_); // as it is now
                now = notify::Notices::post(transaction, batch.messages);
            });
            made += now;
            for (const auto& message : batch.messages) {
                posted_.insert(message.key);
            }
        }
        after = batch.next;
    } while (after);
    return made;
}

} // namespace luoshi::subtask
