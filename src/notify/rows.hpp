// SPDX-License-Identifier: Apache-2.0
// The tables notify_*. Private to the module.
#pragma once

#include "notify/notices.hpp"
#include "store/transaction.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace luoshi::notify {

// One message for one person; `at` is when it may be seen.
struct Addressed {
    MessageId id{};
    access::PersonId person{};
    const Message* message = nullptr;
    Timestamp at{};
};

// Inserts those whose key the person does not have; returns the ids that went in.
std::set<std::int64_t> insert_messages(store::Transaction& transaction,
                                       const std::vector<Addressed>& all);

struct DeliveryRow {
    MessageId message{};
    Channel channel = Channel::mail;
    std::int64_t target = 0;
    Kind kind = Kind::note;
    Timestamp available_at{};
};
void insert_deliveries(store::Transaction& transaction, const std::vector<DeliveryRow>& rows);

std::vector<InboxEntry> list_inbox(store::Reader& reader, access::PersonId person,
                                   const InboxQuery& query, Timestamp now);
InboxCount count_inbox(store::Reader& reader, access::PersonId person, Timestamp now);
std::int64_t mark_read(store::Transaction& transaction, access::PersonId person,
                       std::span<const MessageId> messages);
std::int64_t mark_all_read(store::Transaction& transaction, access::PersonId person);

std::set<std::int64_t> people_with_mail(store::Reader& reader);
std::string mail_of(store::Reader& reader, access::PersonId person);
void set_mail(store::Transaction& transaction, access::PersonId person, const std::string& mail);
void set_feed(store::Transaction& transaction, access::PersonId person, const std::string& digest);
FeedState feed_of(store::Reader& reader, access::PersonId person);
std::optional<access::PersonId> person_of_feed(store::Reader& reader, const std::string& digest);

// Deliveries no letter carries yet, by channel, target, message: those available by `now`, of
// gathered mail those available by `gathered_until`.
struct WaitingQuery {
    Timestamp now{}, gathered_until{};
    std::set<Kind> at_once{};
    int limit = 0;
};
std::vector<DeliveryRow> waiting_deliveries(store::Reader& reader, const WaitingQuery& query);
void insert_letter(store::Transaction& transaction, LetterId id, const DeliveryRow& first);
void put_into_letter(store::Transaction& transaction, LetterId id, const DeliveryRow& delivery);
std::vector<LetterId> due_letters(store::Reader& reader, Timestamp now, int limit);
std::optional<Letter> find_letter(store::Reader& reader, LetterId id);
std::vector<InboxEntry> messages_of(store::Reader& reader, LetterId id);
struct LetterMark {
    LetterState state = LetterState::waiting;
    std::int64_t attempts = 0, repeats = 0;
    Timestamp next_try_at{};
    std::string error{};
};
void mark_letter(store::Transaction& transaction, LetterId id, const LetterMark& mark);
std::vector<Letter> list_letters(store::Reader& reader, std::optional<LetterState> state,
                                 std::optional<LetterId> before, int limit);

LetterCounts count_letters(store::Reader& reader);

std::vector<Webhook> list_webhooks(store::Reader& reader);
std::optional<std::pair<Webhook, std::string>> find_webhook(store::Reader& reader, WebhookId id);
void insert_webhook(store::Transaction& transaction, const Webhook& webhook,
                    const std::string& secret);
void close_webhook(store::Transaction& transaction, WebhookId id);

} // namespace luoshi::notify
