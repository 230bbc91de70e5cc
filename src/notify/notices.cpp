// SPDX-License-Identifier: Apache-2.0
#include "notify/notices.hpp"

#include "access/access.hpp"
#include "base/error.hpp"
#include "base/sm3.hpp"
#include "notify/rows.hpp"
#include "notify/token.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace luoshi::notify {
namespace {

// Roles have no dispatcher of their own: who writes for the unit hears for it.
std::vector<access::PersonId> answering(store::Reader& reader, org::UnitId unit) {
    std::vector<access::PersonId> drafters, signers;
    for (const auto& who : access::people_of_unit(reader, unit)) {
        if (who.role == access::Role::drafter) {
            drafters.push_back(who.id);
        } else if (who.role == access::Role::signer) {
            signers.push_back(who.id);
        }
    }
    return drafters.empty() ? signers : drafters;
}

void check(const Message& message) {
    ensure(!message.key.empty(), "a message has a key");
    ensure(static_cast<bool>(message.person) != static_cast<bool>(message.unit),
           "a message goes to a person or to a unit");
    ensure(!message.link.empty() && message.link.front() == '/', "a link is a path in the pages");
}

std::vector<Addressed> address(store::Transaction& transaction, std::span<const Message> messages) {
    std::map<org::UnitId, std::vector<access::PersonId>> units;
    std::vector<Addressed> all;
    all.reserve(messages.size());
    const auto add = [&](const Message& message, access::PersonId person) {
        const auto at = message.not_before.value_or(transaction.now());
        all.push_back(
            {transaction.make_id<MessageId>(), person, &message, std::max(at, transaction.now())});
    };
    for (const auto& message : messages) {
        check(message);
        if (message.person) {
            add(message, message.person);
            continue;
        }
        auto known = units.find(message.unit);
        if (known == units.end()) {
            known = units.emplace(message.unit, answering(transaction, message.unit)).first;
        }
        for (const auto person : known->second) {
            add(message, person);
        }
    }
    return all;
}

bool wants(const Webhook& webhook, Kind kind) {
    return webhook.kinds.empty() ||
           std::find(webhook.kinds.begin(), webhook.kinds.end(), kind) != webhook.kinds.end();
}

void check_address(const std::string& address) {
    const auto at = address.find('@');
    const auto plain = [](char c) { return c > ' ' && c < '\x7f' && c != '<' && c != '>'; };
    const bool good = address.size() <= 254 && at != 0 && at != std::string::npos &&
                      at + 1 < address.size() && address.find('@', at + 1) == std::string::npos &&
                      std::all_of(address.begin(), address.end(), plain);
    if (!address.empty() && !good) {
        throw failure(ErrorCode::invalid_argument, "notify.mail-address",
                      "that is no mail address");
    }
}

} // namespace

Notices::Notices(store::Database& database, const Clock& clock)
    : database_(database), clock_(clock) {}

std::int64_t Notices::post(store::Transaction& transaction, std::span<const Message> messages) {
    const auto all = address(transaction, messages);
    const auto made = insert_messages(transaction, all);
    if (made.empty()) {
        return 0;
    }
    const auto mailed = people_with_mail(transaction);
    const auto webhooks = list_webhooks(transaction);
    std::vector<DeliveryRow> deliveries;
    for (const auto& one : all) {
        if (made.count(one.id.value) == 0) {
            continue;
        }
        const auto kind = one.message->kind;
        if (mailed.count(one.person.value) > 0) {
            deliveries.push_back({one.id, Channel::mail, one.person.value, kind, one.at});
        }
        for (const auto& webhook : webhooks) {
            if (wants(webhook, kind)) {
                deliveries.push_back({one.id, Channel::webhook, webhook.id.value, kind, one.at});
            }
        }
    }
    insert_deliveries(transaction, deliveries);
    return static_cast<std::int64_t>(made.size());
}

std::vector<InboxEntry> Notices::inbox(access::PersonId person, const InboxQuery& query) {
    return database_.read(
        [&](store::Reader& reader) { return list_inbox(reader, person, query, clock_.now()); });
}

InboxCount Notices::count(access::PersonId person) {
    return database_.read(
        [&](store::Reader& reader) { return count_inbox(reader, person, clock_.now()); });
}

std::int64_t Notices::mark_read(access::PersonId person, std::span<const MessageId> messages) {
    return database_.write([&](store::Transaction& transaction) {
        return notify::mark_read(transaction, person, messages);
    });
}

std::int64_t Notices::mark_all_read(access::PersonId person) {
    return database_.write([&](store::Transaction& transaction) {
        return notify::mark_all_read(transaction, person);
    });
}

void Notices::set_mail(access::PersonId person, const std::string& address) {
    check_address(address);
    database_.write(
        [&](store::Transaction& transaction) { notify::set_mail(transaction, person, address); });
}

void Notices::change_mail(access::PersonId person, const std::string& address) {
    check_address(address);
    database_.write([&](store::Transaction& transaction) {
        notify::set_mail(transaction, person, address);
        if (address.empty()) {
            return;
        }
        Message note;
        note.key = fmt::format("mail/{}", transaction.new_id());
        note.object_kind = "person";
        note.object_id = person.value;
        note.link = "/";
        note.person = person;
        note.title = "提醒邮箱已改为 " + address;
        note.title_en = "Reminders now go to " + address;
        post(transaction, std::span{&note, 1});
    });
}

std::string Notices::mail_of(access::PersonId person) {
    return database_.read([&](store::Reader& reader) { return notify::mail_of(reader, person); });
}

std::string Notices::make_feed(access::PersonId person) {
    const auto token = random_token();
    database_.write([&](store::Transaction& transaction) {
        set_feed(transaction, person, to_hex(sm3(token)));
    });
    return token;
}

void Notices::revoke_feed(access::PersonId person) {
    database_.write([&](store::Transaction& transaction) { set_feed(transaction, person, ""); });
}

FeedState Notices::feed(access::PersonId person) {
    return database_.read([&](store::Reader& reader) { return feed_of(reader, person); });
}

std::optional<access::PersonId> Notices::person_of_feed(const std::string& token) {
    const auto digest = to_hex(sm3(token));
    return database_.read([&](store::Reader& reader) -> std::optional<access::PersonId> {
        const auto id = notify::person_of_feed(reader, digest);
        const auto person = id ? access::find_person(reader, *id) : std::nullopt;
        return person && person->active ? id : std::nullopt;
    });
}

} // namespace luoshi::notify
