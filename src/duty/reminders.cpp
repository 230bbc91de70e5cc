// SPDX-License-Identifier: Apache-2.0
#include "duty/reminders.hpp"

#include "access/access.hpp"
#include "duty/reminder_words.hpp"
#include "duty/rows.hpp"
#include "duty/schedule.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <map>

namespace luoshi::duty {
namespace {

constexpr int kLongest = 366; // a reminder comes at most a year before

// nullopt: nothing has come yet.
std::optional<notify::Message> news_of(const Due& due, const Duty& duty, Date today,
                                       const WorkCalendar& calendar) {
    if (due.due_on < today) {
        return working_days_between(due.due_on, today, calendar) > 0
                   ? std::optional{urge_message(due, duty)}
                   : std::nullopt;
    }
    const auto days = reminder_days(due.due_on, duty.definition.remind, calendar);
    const auto next = std::ranges::upper_bound(days, today);
    return next == days.begin() ? std::nullopt
                                : std::optional{reminder_message(due, duty, *std::prev(next))};
}

// Whom it waits for within the unit; those of the unit are told anyway.
std::vector<access::PersonId> holders(store::Reader& reader, const Due& due) {
    if (due.chain.empty()) {
        return {};
    }
    const auto& step = due.chain[std::min(due.step, due.chain.size() - 1)];
    if (step.person != 0) {
        return {access::PersonId{step.person}};
    }
    std::vector<access::PersonId> all;
    for (const auto& one : access::people_of_unit(reader, due.unit)) {
        if (one.role == step.role) {
            all.push_back(one.id);
        }
    }
    return all;
}

std::string name_of(const notify::Message& message) {
    return message.person ? message.key + "@" + to_string(message.person) : message.key;
}

// What is to be told of some dues, but for what is in `posted`.
class Composer {
public:
    Composer(store::Reader& reader, Date today, const std::set<std::string>& posted)
        : reader_(reader), today_(today), calendar_(org::work_calendar(reader)), posted_(posted) {}

    void add(const Due& due) {
        const auto message = news_of(due, duty(due.duty), today_, calendar_);
        if (!message) {
            return;
        }
        for (const auto person : holders(reader_, due)) {
            auto own = *message;
            own.unit = {};
            own.person = person;
            add(std::move(own));
        }
        add(*message);
    }

    const std::vector<notify::Message>& messages() const { return messages_; }

private:
    void add(notify::Message message) {
        if (!posted_.contains(name_of(message))) {
            messages_.push_back(std::move(message));
        }
    }
    const Duty& duty(DutyId id) {
        const auto it = duties_.find(id);
        return it != duties_.end() ? it->second
                                   : duties_.emplace(id, must_find_duty(reader_, id)).first->second;
    }

    store::Reader& reader_;
    Date today_;
    WorkCalendar calendar_;
    const std::set<std::string>& posted_;
    std::map<DutyId, Duty> duties_;
    std::vector<notify::Message> messages_;
};

struct Batch {
    std::vector<notify::Message> messages;
    std::optional<std::pair<Date, DueId>> next; // where the one after begins
};

Batch compose(store::Reader& reader, const DueQuery& query, Date today,
              const std::set<std::string>& posted) {
    const auto dues = query_dues(reader, org::Scope::all(), query);
    Composer composer{reader, today, posted};
    for (const auto& due : dues) {
        composer.add(due);
    }
    Batch batch{composer.messages(), {}};
    if (dues.size() == static_cast<std::size_t>(query.limit)) {
        batch.next = {dues.back().due_on, dues.back().id};
    }
    return batch;
}

} // namespace

// Most runs find nothing new: they read and do not take the place of those who write.
std::int64_t Reminders::run_due() {
    const auto today = clock_.today();
    if (today != day_) {
        day_ = today;
        posted_.clear();
    }
    DueQuery query;
    query.waiting_before = today.plus_days(kLongest + 1);
    query.limit = kBatch;
    std::int64_t made = 0;
    do {
        auto batch = database_.read(
            [&](store::Reader& reader) { return compose(reader, query, today, posted_); });
        if (!batch.messages.empty()) {
            std::int64_t now = 0;
            database_.write([&](store::Transaction& transaction) {
                batch = compose(transaction, query, today, posted_); // as it is now
                now = notify::Notices::post(transaction, batch.messages);
            });
            made += now;
            for (const auto& message : batch.messages) {
                posted_.insert(name_of(message));
            }
        }
        query.after = batch.next;
    } while (query.after);
    return made;
}

} // namespace luoshi::duty
