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

class Composer {
public:
    Composer(store::Reader& reader, Date today)
        : reader_(reader), today_(today), calendar_(org::work_calendar(reader)) {}

    void add(const Due& due) {
        auto message = news_of(due, duty(due.duty), today_, calendar_);
        if (!message) {
            return;
        }
        for (const auto person : holders(reader_, due)) {
            auto own = *message;
            own.unit = {};
            own.person = person;
            messages_.push_back(std::move(own));
        }
        messages_.push_back(std::move(*message));
    }

    const std::vector<notify::Message>& messages() const { return messages_; }

private:
    const Duty& duty(DutyId id) {
        const auto it = duties_.find(id);
        return it != duties_.end() ? it->second
                                   : duties_.emplace(id, must_find_duty(reader_, id)).first->second;
    }

    store::Reader& reader_;
    Date today_;
    WorkCalendar calendar_;
    std::map<DutyId, Duty> duties_;
    std::vector<notify::Message> messages_;
};

} // namespace

std::int64_t Reminders::run_due() {
    const auto today = clock_.today();
    DueQuery query;
    query.late_on = today.plus_days(kLongest + 1);
    query.limit = kBatch;
    std::int64_t posted = 0;
    for (bool more = true; more;) {
        std::optional<std::pair<Date, DueId>> last;
        std::int64_t made = 0;
        database_.write([&](store::Transaction& transaction) {
            const auto dues = query_dues(transaction, org::Scope::all(), query);
            Composer composer{transaction, today};
            for (const auto& due : dues) {
                composer.add(due);
            }
            made = notify::Notices::post(transaction, composer.messages());
            last.reset();
            if (dues.size() == static_cast<std::size_t>(kBatch)) {
                last = {dues.back().due_on, dues.back().id};
            }
        });
        posted += made;
        query.after = last;
        more = last.has_value();
    }
    return posted;
}

} // namespace luoshi::duty
