// SPDX-License-Identifier: Apache-2.0
// notify — how news reaches people: inbox, mail, signed webhooks, calendar feed.
//
//   Notices::post            in the caller's write: every message once per key, person and way
//   Notices::inbox, count, mark_read   what one person has before them
//   Notices::make_feed, person_of_feed the secret address of a calendar feed
//   Outbox::run_due          hands over what may leave now (outbox.hpp)
//   calendar_text            entries → RFC 5545 (ics.hpp)
//
// The row of the inbox is the message. Threads: all from any.
#pragma once

#include "notify/message.hpp"

#include <span>

namespace luoshi::store {
class Database;
class Reader;
class Transaction;
} // namespace luoshi::store

namespace luoshi::notify {

struct InboxQuery {
    std::optional<MessageId> before{}; // older than this one
    bool unread_only = false;
    int limit = 50;
};

struct InboxCount {
    std::int64_t unread = 0, all = 0;
};

struct FeedState {
    std::optional<Timestamp> made_at{}; // none: there is no feed
};

class Notices {
public:
    Notices(store::Database& database, const Clock& clock); // borrowed

    // Makes what is not there yet; returns how many inbox entries were new. The same key for the
    // same person again makes nothing, whoever posts it. A unit stands for its active drafters, or
    // its signers where it has none. O(messages).
    static std::int64_t post(store::Transaction& transaction, std::span<const Message> messages);

    // Newest first; what may not be shown yet is not there.
    std::vector<InboxEntry> inbox(access::PersonId person, const InboxQuery& query);
    InboxCount count(access::PersonId person);
    // Of these only the person's own; returns how many were unread.
    std::int64_t mark_read(access::PersonId person, std::span<const MessageId> messages);
    std::int64_t mark_all_read(access::PersonId person);

    // Where mail for the person goes; "" for none. Error invalid_argument (notify.mail-address).
    void set_mail(access::PersonId person, const std::string& address);
    // The same, and a note to the person: it shows whether mail arrives.
    void change_mail(access::PersonId person, const std::string& address);
    std::string mail_of(access::PersonId person);

    // A fresh token, the one before is void. Only its digest is kept.
    std::string make_feed(access::PersonId person);
    void revoke_feed(access::PersonId person);
    FeedState feed(access::PersonId person);
    std::optional<access::PersonId> person_of_feed(const std::string& token);

private:
    store::Database& database_;
    const Clock& clock_;
};

} // namespace luoshi::notify
