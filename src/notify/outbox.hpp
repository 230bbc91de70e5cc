// SPDX-License-Identifier: Apache-2.0
// What leaves the house: mail gathered per person, webhooks one by one. At least once: a letter is
// handed over again only when a server stopped between the hand-over and its record; then it has
// the same Message-ID and counts as a repeat. No hand-over happens inside a transaction.
#pragma once

#include "notify/message.hpp"
#include "notify/sender.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace luoshi {
class WorkCalendar;
}
namespace luoshi::store {
class Database;
class Transaction;
struct Actor;
} // namespace luoshi::store

namespace luoshi::notify {

using Minutes = std::chrono::minutes; // of a day at +08:00

struct OutboxOptions {
    std::string holder{};       // of the lease: a name of this server, different on each
    std::string installation{}; // its name, for people
    std::string mail_from{};    // address
    std::string pages{};        // where links begin
    bool always = false;        // also outside working hours
    Minutes opens{8 * 60 + 30}, closes{17 * 60 + 30}; // [opens, closes)
    std::vector<Minutes> slots{Minutes{8 * 60 + 30}}; // when gathered mail leaves; ascending
    std::set<Kind> at_once{Kind::urge, Kind::returned, Kind::remark}; // mail not gathered
};

struct OutboxRun {
    int delivered = 0, failed = 0, put_off = 0; // failed: given up; put off: tried again later
};

struct LetterQuery {
    std::optional<LetterState> state{};
    std::optional<LetterId> before{};
    int limit = 50;
};

class Outbox {
public:
    static constexpr int kAttempts = 8;
    // Before the 2nd, 3rd, … attempt.
    static constexpr std::array<Minutes, kAttempts - 1> kPauses{
        Minutes{1},   Minutes{5},   Minutes{15},  Minutes{60},
        Minutes{240}, Minutes{720}, Minutes{1440}};
    static constexpr std::chrono::seconds kLease{120}; // above the longest hand-over

    // All borrowed. clock: that of the database.
    Outbox(store::Database& database, Sender& sender, const Clock& clock, OutboxOptions options);

    // Hands over what may leave now; where that is nothing, nothing is written. Nothing either when
    // another server is at it or the office is closed. `ending`: asked between letters.
    OutboxRun run_due(const std::function<bool()>& ending = [] { return false; });

    // Newest first, of one state or of all.
    std::vector<Letter> letters(const LetterQuery& query);
    LetterCounts counts();
    // A letter given up gets all its attempts again. Errors: not_found (notify.no-letter), conflict
    // (notify.not-failed).
    void retry(LetterId id);

    std::vector<Webhook> webhooks();
    // The secret is told here and never again. Error invalid_argument (notify.webhook-url).
    std::pair<Webhook, std::string> add_webhook(const store::Actor& actor, const std::string& url,
                                                const std::vector<Kind>& kinds);
    // Errors: not_found (notify.no-webhook).
    void remove_webhook(const store::Actor& actor, WebhookId id);
    // One call with no message. Errors: not_found (notify.no-webhook), unavailable
    // (notify.not-sent).
    void test_webhook(WebhookId id);

private:
    struct Task;
    bool anything_may_leave();
    void gather();
    std::optional<Task> begin(LetterId id);
    void hand_over(const Task& task);
    void end(const Task& task, const std::string& error, OutboxRun& run);

    store::Database& database_;
    Sender& sender_;
    const Clock& clock_;
    OutboxOptions options_;
};

// May anything leave at this instant?
bool is_open(const OutboxOptions& options, const WorkCalendar& calendar, Timestamp at);
// Gathered mail available until the result may leave at `at`: the last slot begun that day.
Timestamp gathered_until(const OutboxOptions& options, Timestamp at);

} // namespace luoshi::notify
