// SPDX-License-Identifier: Apache-2.0
#include "notify/outbox.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "notify/letter_text.hpp"
#include "notify/rows.hpp"
#include "org/org.hpp"
#include "store/database.hpp"
#include "store/leases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace luoshi::notify {
namespace {

constexpr const char* kLeaseName = "notify.sender";
constexpr int kGather = 5000; // deliveries put into letters by one commit
constexpr int kBatch = 100;   // letters looked up at once
constexpr std::chrono::hours kZone{8};

Timestamp day_start(Timestamp at) { // midnight at +08:00
    return std::chrono::floor<std::chrono::days>(at + kZone) - kZone;
}

bool same_letter(const DeliveryRow& a, const DeliveryRow& b, const OutboxOptions& options) {
    return a.channel == Channel::mail && b.channel == Channel::mail && a.target == b.target &&
           options.at_once.count(a.kind) == 0 && options.at_once.count(b.kind) == 0;
}

} // namespace

bool is_open(const OutboxOptions& options, const WorkCalendar& calendar, Timestamp at) {
    const auto in_day = at - day_start(at);
    return options.always || (calendar.is_work_day(civil_date(at)) && in_day >= options.opens &&
                              in_day < options.closes);
}

Timestamp gathered_until(const OutboxOptions& options, Timestamp at) {
    if (options.slots.empty()) {
        return at;
    }
    const auto midnight = day_start(at);
    auto until = midnight - std::chrono::days{1} + options.slots.back();
    for (const auto slot : options.slots) {
        if (midnight + slot <= at) {
            until = midnight + slot;
        }
    }
    return until;
}

struct Outbox::Task {
    Letter letter{};
    std::vector<InboxEntry> entries{};
    std::string to{};       // mail address or URL; "" when there is none any more
    std::string secret{};   // of the webhook
    std::string username{}; // of the person a webhook speaks of
    Timestamp at{};
};

Outbox::Outbox(store::Database& database, Sender& sender, const Clock& clock, OutboxOptions options)
    : database_(database), sender_(sender), clock_(clock), options_(std::move(options)) {}

bool Outbox::anything_may_leave() {
    const auto now = clock_.now();
    return database_.read([&](store::Reader& reader) {
        const auto waits = [&] {
            const WaitingQuery query{now, gathered_until(options_, now), options_.at_once, 1};
            return !waiting_deliveries(reader, query).empty() ||
                   !due_letters(reader, now, 1).empty();
        };
        return is_open(options_, org::work_calendar(reader), now) && waits();
    });
}

void Outbox::gather() {
    bool more = true;
    while (more) {
        more = database_.write([&](store::Transaction& transaction) {
            const auto now = transaction.now();
            auto waiting = waiting_deliveries(
                transaction, {now, gathered_until(options_, now), options_.at_once, kGather});
            // Mail not gathered goes first, so that a gathered letter's rows stand together.
            std::stable_sort(waiting.begin(), waiting.end(), [&](const auto& a, const auto& b) {
                return std::tuple{a.channel, a.target, options_.at_once.count(b.kind)} <
                       std::tuple{b.channel, b.target, options_.at_once.count(a.kind)};
            });
            LetterId letter;
            for (std::size_t i = 0; i < waiting.size(); ++i) {
                if (i == 0 || !same_letter(waiting[i - 1], waiting[i], options_)) {
                    letter = transaction.make_id<LetterId>();
                    insert_letter(transaction, letter, waiting[i]);
                }
                put_into_letter(transaction, letter, waiting[i]);
            }
            return waiting.size() == static_cast<std::size_t>(kGather);
        });
    }
}

std::optional<Outbox::Task> Outbox::begin(LetterId id) {
    return database_.write([&](store::Transaction& transaction) -> std::optional<Task> {
        const auto letter = find_letter(transaction, id);
        if (!letter || letter->ended_at || letter->next_try_at > transaction.now()) {
            return std::nullopt;
        }
        Task task;
        task.letter = *letter;
        task.at = transaction.now();
        task.letter.attempts += 1;
        task.letter.repeats += letter->state == LetterState::handing ? 1 : 0;
        task.entries = messages_of(transaction, id);
        if (letter->channel == Channel::webhook) {
            if (const auto hook = find_webhook(transaction, WebhookId{letter->target})) {
                task.to = hook->first.url;
                task.secret = hook->second;
            }
        }
        if (!task.entries.empty()) {
            const auto person = access::find_person(transaction, task.entries.front().person);
            task.username = person ? person->who.username : "";
            if (letter->channel == Channel::mail && person && person->active) {
                task.to = mail_of(transaction, person->who.id);
            }
        }
        mark_letter(transaction, id,
                    {LetterState::handing, task.letter.attempts, task.letter.repeats,
                     letter->next_try_at, ""});
        return task;
    });
}

void Outbox::hand_over(const Task& task) {
    if (task.letter.channel == Channel::mail) {
        sender_.send(Mail{
            task.to, mail_text({task.letter.id, options_.installation, options_.mail_from, task.to,
                                options_.pages, task.letter.created_at, task.entries})});
        return;
    }
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(task.at).time_since_epoch().count();
    const auto body = webhook_body(task.letter, task.entries.front(), task.username);
    sender_.send(WebhookCall{
        task.to,
        {fmt::format("X-Luoshi-Delivery: {}", to_string(task.letter.id)),
         fmt::format("X-Luoshi-Timestamp: {}", seconds),
         "X-Luoshi-Signature: " + signature(task.secret, seconds, task.letter.id, body)},
        body});
}

void Outbox::end(const Task& task, const std::string& error, OutboxRun& run) {
    LetterMark mark{LetterState::delivered, task.letter.attempts, task.letter.repeats,
                    task.letter.next_try_at, error};
    if (!error.empty()) {
        const auto tried = static_cast<std::size_t>(task.letter.attempts);
        const bool again = tried < static_cast<std::size_t>(kAttempts) && !task.to.empty();
        mark.state = again ? LetterState::waiting : LetterState::failed;
        mark.next_try_at = again ? task.at + kPauses.at(tried - 1) : task.letter.next_try_at;
    }
    database_.write(
        [&](store::Transaction& transaction) { mark_letter(transaction, task.letter.id, mark); });
    run.delivered += mark.state == LetterState::delivered ? 1 : 0;
    run.failed += mark.state == LetterState::failed ? 1 : 0;
    run.put_off += mark.state == LetterState::waiting ? 1 : 0;
}

OutboxRun Outbox::run_due(const std::function<bool()>& ending) {
    OutboxRun run;
    const auto may_go_on = [&] {
        return !ending() && store::acquire_lease(database_, kLeaseName, options_.holder, kLease);
    };
    if (!anything_may_leave() || !may_go_on()) {
        return run;
    }
    gather();
    for (bool more = true; more;) {
        const auto due = database_.read(
            [&](store::Reader& reader) { return due_letters(reader, clock_.now(), kBatch); });
        more = due.size() == static_cast<std::size_t>(kBatch);
        for (const auto id : due) {
            if (!may_go_on()) {
                return run;
            }
            const auto task = begin(id);
            if (!task) {
                continue;
            }
            std::string error;
            try {
                if (task->to.empty() || task->entries.empty()) {
                    error = "nobody to send it to any more";
                } else {
                    hand_over(*task);
                }
            } catch (const Error& refused) {
                error = refused.what();
            }
            end(*task, error, run);
        }
    }
    store::release_lease(database_, kLeaseName, options_.holder);
    return run;
}

std::vector<Letter> Outbox::letters(const LetterQuery& query) {
    return database_.read([&](store::Reader& reader) {
        return list_letters(reader, query.state, query.before, query.limit);
    });
}

LetterCounts Outbox::counts() {
    return database_.read([](store::Reader& reader) { return count_letters(reader); });
}

void Outbox::retry(LetterId id) {
    database_.write([&](store::Transaction& transaction) {
        const auto letter = find_letter(transaction, id);
        if (!letter) {
            throw failure(ErrorCode::not_found, "notify.no-letter", "there is no such letter");
        }
        if (letter->state != LetterState::failed) {
            throw failure(ErrorCode::conflict, "notify.not-failed", "this letter has not failed");
        }
        mark_letter(transaction, id,
                    {LetterState::waiting, 0, letter->repeats, transaction.now(), ""});
    });
}

} // namespace luoshi::notify
