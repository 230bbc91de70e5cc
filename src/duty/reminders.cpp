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

// A duty with the steps of its dates told so far: many dues share a date.
class Steps {
public:
    explicit Steps(Duty duty) : duty_(std::move(duty)) {}
    const Duty& duty() const noexcept { return duty_; }
    // The newest step that has come; nullopt: none has.
    std::optional<Date> last(Date due_on, Date today, const WorkCalendar& calendar) {
        const auto [it, fresh] = last_.try_emplace(due_on);
        if (fresh) {
            const auto days = reminder_days(due_on, duty_.definition.remind, calendar);
            const auto next = std::ranges::upper_bound(days, today);
            it->second = next == days.begin() ? std::nullopt : std::optional{*std::prev(next)};
        }
        return it->second;
    }

private:
    Duty duty_;
    std::map<Date, std::optional<Date>> last_;
};
using AllSteps = std::map<DutyId, Steps>;

AllSteps all_steps(store::Reader& reader) {
    AllSteps all;
    for (auto& duty : duties_with_dues(reader)) {
        const auto id = duty.id;
        all.emplace(id, Steps{std::move(duty)});
    }
    return all;
}

// Dues after that day have no step that has come: so many days before, and some more, for steps
// that would fall on days of rest come before them.
Date horizon(const AllSteps& all, Date today) {
    constexpr int kRest = 31; // longer than any run of days of rest
    int longest = 0;
    for (const auto& [id, steps] : all) {
        for (const auto& one : steps.duty().definition.remind) {
            longest = std::max(longest, one.working ? 2 * one.days : one.days);
        }
    }
    return today.plus_days(longest + kRest);
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
    Composer(store::Reader& reader, Date today, AllSteps& steps,
             const std::set<std::string>& posted)
        : reader_(reader), today_(today), calendar_(org::work_calendar(reader)),
          last_work_day_(calendar_.last_work_day_until(today)), steps_(steps), posted_(posted) {}

    void add(const Due& due) {
        const auto message = news_of(due);
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
    // nullopt: nothing has come yet.
    std::optional<notify::Message> news_of(const Due& due) {
        const auto it = steps_.find(due.duty);
        if (it == steps_.end()) {
            return std::nullopt; // issued since the steps were read: the next run tells
        }
        const auto& duty = it->second.duty();
        if (due.due_on < today_) {
            return due.due_on < last_work_day_ ? std::optional{urge_message(due, duty)}
                                               : std::nullopt;
        }
        const auto step = it->second.last(due.due_on, today_, calendar_);
        return step ? std::optional{reminder_message(due, duty, *step)} : std::nullopt;
    }
    void add(notify::Message message) {
        if (!posted_.contains(name_of(message))) {
            messages_.push_back(std::move(message));
        }
    }
    store::Reader& reader_;
    Date today_;
    WorkCalendar calendar_;
    Date last_work_day_; // today or before
    AllSteps& steps_;
    const std::set<std::string>& posted_;
    std::vector<notify::Message> messages_;
};

struct Batch {
    std::vector<notify::Message> messages;
    std::optional<std::pair<Date, DueId>> next; // where the one after begins
};

enum class Extent { all, first }; // first: no more than the first due that has news

Batch compose(store::Reader& reader, const DueQuery& query, Date today, AllSteps& steps,
              const std::set<std::string>& posted, Extent extent) {
    const auto dues = query_dues(reader, org::Scope::all(), query);
    Composer composer{reader, today, steps, posted};
    for (const auto& due : dues) {
        composer.add(due);
        if (extent == Extent::first && !composer.messages().empty()) {
            break;
        }
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
    auto steps = database_.read([](store::Reader& reader) { return all_steps(reader); });
    DueQuery query;
    query.waiting_before = horizon(steps, today);
    query.limit = kBatch;
    std::int64_t made = 0;
    do {
        auto batch = database_.read([&](store::Reader& reader) {
            return compose(reader, query, today, steps, posted_, Extent::first);
        });
        if (!batch.messages.empty()) {
            std::int64_t now = 0;
            database_.write([&](store::Transaction& transaction) {
                batch =
                    compose(transaction, query, today, steps, posted_, Extent::all); // as it is now
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
