// SPDX-License-Identifier: Apache-2.0
#include "subtask/reminders.hpp"

#include "duty/definition.hpp"
#include "duty/schedule.hpp"
#include "followup/holders.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "subtask/messages.hpp"
#include "subtask/rows.hpp"

#include <algorithm>
#include <map>

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

using Told = std::set<std::string>;

// What the office moved earlier: each unit once, and who handed it out once for all of them.
std::vector<notify::Message> compose_beyond(store::Reader& reader, const Told& posted) {
    auto later = beyond_parents(reader);
    if (const auto tops = open_tops(reader); !tops.empty()) {
        const auto days = followup::last_milestones(reader);
        for (const auto& top : tops) {
            const auto day = days.find(top.task);
            if (day != days.end() && top.due_on > day->second) {
                later.emplace_back(*find_subtask(reader, top.id), day->second);
            }
        }
    }
    std::vector<notify::Message> messages;
    std::map<std::string, std::pair<std::vector<Subtask>, Date>> together; // by key
    const auto add = [&](notify::Message message) {
        if (!posted.contains(message.key)) {
            messages.push_back(std::move(message));
        }
    };
    for (const auto& [one, limit] : later) {
        if (one.state != State::declined) { // it waits for a ruling, not for a date
            add(beyond_message(one, limit));
        }
        auto& all = together[bring_message({one}, limit).key];
        all.first.push_back(one);
        all.second = limit;
    }
    for (const auto& [key, all] : together) {
        add(bring_message(all.first, all.second));
    }
    return messages;
}

} // namespace

// Writes only what was not told, composed anew within the write.
template <class Compose>
std::int64_t Reminders::tell(Compose&& compose_now) {
    auto messages = database_.read([&](store::Reader& reader) { return compose_now(reader); });
    std::int64_t made = 0;
    if (!messages.empty()) {
        database_.write([&](store::Transaction& transaction) {
            messages = compose_now(transaction); // as it is now
            made = notify::Notices::post(transaction, messages);
        });
        for (const auto& message : messages) {
            posted_.insert(message.key);
        }
    }
    return made;
}

std::int64_t Reminders::run_due() {
    const auto today = clock_.today();
    if (today != day_) {
        day_ = today;
        posted_.clear();
    }
    std::int64_t made =
        tell([&](store::Reader& reader) { return compose_beyond(reader, posted_); });
    std::optional<std::pair<Date, SubtaskId>> after;
    do {
        std::optional<std::pair<Date, SubtaskId>> next;
        made += tell([&](store::Reader& reader) {
            auto batch = compose(reader, today, after, posted_);
            next = batch.next;
            return std::move(batch.messages);
        });
        after = next;
    } while (after);
    return made;
}

} // namespace luoshi::subtask
